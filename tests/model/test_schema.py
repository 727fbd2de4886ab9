"""The JSON Schema takes what the reader takes, and refuses what the reader refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from baremo.model import reader
from baremo.model.layout import MODEL
from baremo.model.layout_criteria import TESTS
from baremo.model.reader import read_text
from baremo.model.schema import schema
from baremo.model.yaml_nodes import ListNode, MapNode, Node, parse
from tests.model.test_reader_messages import CONDITIONS, CRITERIA, CRITERION, FILES, KEYS, TOP
from tests.model.whole import WHOLE

VALIDATOR = jsonschema.Draft202012Validator(schema())
TEMPLATES = sorted((Path(reader.__file__).parent / "templates").glob("*.yaml"))

# What only the reader knows: durations up to a hundred years, the calendar, numbers that are kept exactly,
# and the grammar of expressions.
BEYOND = ("99999d", "2026-02-30", "123456789012345678901", "(a")


def plain(node: Node | None) -> Any:
    match node:
        case MapNode(entries=entries):
            return {entry.key: plain(entry.value) for entry in entries}
        case ListNode(items=items):
            return [plain(item) for item in items]
        case None:
            return None
        case _:
            return node.value


def accepted(text: str) -> bool:
    return bool(VALIDATOR.is_valid(plain(parse(text, file="").root)))


BROKEN = [
    *(text for text, _ in FILES),
    *(TOP % key for key, _ in KEYS),
    *(CRITERION % body for body, _ in CRITERIA),
    *(CRITERION % f"when: {condition}, points: 5" for condition, _ in CONDITIONS),
]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("text", [WHOLE, *(path.read_text("utf-8") for path in TEMPLATES)])
def test_it_takes_what_the_reader_takes(text: str) -> None:
    assert read_text(text).problems == ()
    assert accepted(text)


@pytest.mark.parametrize("text", [text for text in BROKEN if not any(part in text for part in BEYOND)])
def test_it_refuses_what_the_reader_refuses(text: str) -> None:
    assert read_text(text).problems
    assert not accepted(text)


def test_it_describes_every_key() -> None:
    written = schema()
    records = [written, *(each for each in written["$defs"].values() if "required" in each)]
    described = [key for record in records for key in record["properties"].values()]
    assert all(key["description"] for key in described)
    assert list(written["properties"]) == [key.name for key in MODEL.keys]
    assert list(written["$defs"]["test"]["anyOf"][2]["properties"]) == [key.name for key in TESTS]
