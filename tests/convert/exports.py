"""Exports as files, converted, and leads scored with what came out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import baremo
from baremo.convert.conversion import Conversion, Rule
from baremo.convert.parity import model_text
from baremo.convert.sources import convert
from baremo.texts import plain

EXAMPLES = Path(__file__).parents[2] / "examples/convert"
AS_OF = "2026-11-01"
Rows = Sequence[Mapping[str, Any]]


def converted(folder: Path, source: str, export: object) -> Conversion:
    """The conversion of JSON or text."""
    file = folder / "export"
    file.write_text(export if isinstance(export, str) else json.dumps(export), "utf-8")
    return convert(file, source)


def points(folder: Path, conversion: Conversion, leads: Rows, events: Rows = ()) -> dict[str, float]:
    """By lead, the points that the written model gives: read from its file, as a user has it."""
    file = folder / "model.yaml"
    file.write_text(model_text(conversion), "utf-8")
    assert [problem for problem in baremo.check(file) if problem.severity == "error"] == []
    result = baremo.score(
        baremo.load(file), leads=list(leads), events=list(events) or [did("nobody", "x")], as_of=AS_OF
    )
    table = result.scores.to_pylist()
    return {row["lead_id"]: row["points"] for row in table}


def did(lead: str, event: str, days_ago: int = 1, **properties: object) -> dict[str, object]:
    """An event so many days before `AS_OF`; a property that no event here has is null."""
    day = f"2026-10-{32 - days_ago:02}" if days_ago < 32 else f"2026-09-{62 - days_ago:02}"
    return {"lead_id": lead, "event": event, "timestamp": f"{day}T09:00:00Z", "properties": json.dumps(properties)}


def line(conversion: Conversion, name: str) -> Rule:
    """The line of a rule whose name begins so."""
    (found,) = [rule for rule in conversion.rules if rule.name.startswith(name)]
    return found


def why(rule: Rule) -> str:
    return " ".join(plain(each) for each in rule.why)
