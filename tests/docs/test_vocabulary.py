"""The page of event names says what the program knows."""

from __future__ import annotations

import re

from baremo.model.vocabulary import EVENTS
from tests.docs.pages import ROOT


def test_the_page_of_event_names_has_every_name_with_its_properties() -> None:
    page = (ROOT / "docs/reference/events.md").read_text("utf-8")
    found = {
        name: tuple(re.findall(r"`([^`]+)`", properties))
        for name, properties in re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|", page, re.MULTILINE)
    }

    assert found == {name: tuple(properties) for name, properties in EVENTS.items()}
