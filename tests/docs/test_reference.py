"""The page of exact rules leaves nothing of the format out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from baremo.model import shape
from baremo.model.layout import MODEL, OUTPUT_COLUMNS
from baremo.model.layout_criteria import TESTS
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs/reference/model-format.md").read_text("utf-8")
CODE = " ".join(re.findall(r"`([^`\n]+)`", PAGE.replace("```", "")))


def keys(part: object) -> Iterator[str]:
    """The name of every key, and of every word that a key may be, from this part of the shape downwards."""
    match part:
        case shape.Key(name=name):
            yield name
        case shape.Choice(options=options):
            yield from options
    if is_dataclass(part):
        for field in fields(part):
            yield from keys(getattr(part, field.name))
    elif isinstance(part, tuple):
        for item in part:
            yield from keys(item)


def test_every_key_of_the_model_file_is_explained() -> None:
    known = set(keys(MODEL)) | set(keys(TESTS))

    assert {"dimensions", "half_life", "ratio_to", "newer_than"} <= known
    assert sorted(name for name in known if not re.search(rf"\b{re.escape(name)}\b", CODE)) == []


def test_every_column_of_the_scores_is_explained() -> None:
    assert [name for name in OUTPUT_COLUMNS if name not in CODE] == []


def test_the_bounds_are_those_of_the_program() -> None:
    stated = [f"{int(shape.LARGEST):,}", f"{shape.LONGEST_NAME} characters", f"{shape.LONGEST_TEXT:,} characters"]

    assert [bound for bound in [*stated, f"{shape.LONGEST_DURATION:,} days"] if bound not in PAGE] == []
