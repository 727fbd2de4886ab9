"""A model of few criteria, and the rows that it scores, in many forms."""

from __future__ import annotations

from typing import Any

import baremo
from tests.engine.small import model

AS_OF = "2026-11-01"
MODEL = model(
    "large: {when: {employees: {at_least: 100}}, points: 10},"
    "spain: {when: {country: ES}, points: 5},"
    "visits: {event: page_viewed, where: {path: {starts_with: /pricing}}, points: 1},"
    "spend: {event: order_placed, measure: {sum: amount}, points: 0.5}"
)
LEADS: list[dict[str, Any]] = [
    {"lead_id": "007", "country": " es", "employees": "250"},
    {"lead_id": "2", "country": "PT\nx", "employees": None},
    {"lead_id": "3", "country": "'quoted\"", "employees": "1e2"},
]
EVENTS: list[dict[str, Any]] = [
    {"lead_id": "007", "event": "page_viewed", "timestamp": "2026-10-30T10:00:00Z", "path": "/pricing", "amount": None},
    {"lead_id": "2", "event": "page_viewed", "timestamp": "2026-10-30 10:00", "path": "/Pricing/eu", "amount": None},
    {"lead_id": "2", "event": "order_placed", "timestamp": "2026-10-30", "path": None, "amount": "12.5"},
]
POINTS = {"007": 16.0, "2": 7.25, "3": 10.0}


def points(**sources: Any) -> dict[str, float]:
    """Points by lead; what the session keeps is let go."""
    result = baremo.score(MODEL, as_of=AS_OF, **sources)
    found = {row["lead_id"]: row["points"] for row in result.scores.to_pylist()}
    if hasattr(result, "release"):
        result.release()
    return found
