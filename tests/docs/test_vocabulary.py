"""The page of event names says what the program knows."""

from __future__ import annotations

import re

from baremo.model.vocabulary import EVENTS, MEANINGS
from tests.docs.pages import ROOT

ROWS = re.findall(
    r"^\| `(\w+)` \| ([^|]*) \|([^|]*)\|", (ROOT / "docs/reference/events.md").read_text("utf-8"), re.MULTILINE
)


def test_the_page_of_event_names_has_every_name_with_its_properties() -> None:
    assert {name: tuple(re.findall(r"`([^`]+)`", properties)) for name, _, properties in ROWS} == EVENTS


def test_the_page_of_event_names_says_what_happened() -> None:
    assert {name: meaning for name, meaning, _ in ROWS} == {name: str(text) for name, text in MEANINGS.items()}
