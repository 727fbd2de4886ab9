"""Models of one criterion or a few, and what they make of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import baremo
from baremo.engine.explain import Explanation
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text

Row = Mapping[str, Any]


def model(criteria: str, *, zone: str = "UTC", rest: str = "") -> ScoringModel:
    """`criteria` are lines of one dimension, `rest` follows the dimensions."""
    text = f"model: m\ntimezone: {zone}\ndimensions:\n  sum:\n    criteria: {{{criteria}}}\n{rest}"
    reading = read_text(text)
    assert reading.model is not None, "\n".join(map(str, reading.problems))
    return reading.model


def points(scoring: ScoringModel, leads: Any, as_of: Any = "2026-11-01", **sources: Any) -> dict[str, float]:
    """Points by lead."""
    scores = baremo.score(scoring, leads=leads, as_of=as_of, **sources).scores.to_pylist()
    return {row[scoring.key]: row["points"] for row in scores}


def outcome(scoring: ScoringModel, leads: Any, as_of: Any, lead: str = "ana", **sources: Any) -> tuple[Any, ...]:
    """Score, band, grade and stage of a lead."""
    (row,) = (
        row
        for row in baremo.score(scoring, leads=leads, as_of=as_of, **sources).scores.to_pylist()
        if row[scoring.key] == lead
    )
    return row["score"], row["band"], row["grade"], row["eligible_stage"]


def explained(scoring: ScoringModel, leads: Any, as_of: Any = "2026-11-01", **sources: Any) -> Explanation:
    return baremo.explain(scoring, "ana", leads=leads, as_of=as_of, **sources)


def events(name: str, *days: str, **properties: Any) -> list[dict[str, Any]]:
    """Ana's events at noon of some days of 2026, such as `10-31`."""
    return [{"lead_id": "ana", "event": name, "timestamp": f"2026-{day}T12:00:00Z", **properties} for day in days]


def summed(explanation: Explanation) -> float:
    lines: Sequence[float] = [line.points for line in explanation.lines]
    return sum(lines) + sum(adjustment.points for adjustment in explanation.adjustments)
