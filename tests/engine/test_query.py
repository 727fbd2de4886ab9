"""The query as a whole."""

from __future__ import annotations

import pytest

from tests.laws import engine


@pytest.mark.parametrize("name", ["counts", "events", "leads", "outcome", "people", "points", "scored", "totals"])
def test_a_criterion_may_be_named_like_a_part_of_the_query(name: str) -> None:
    model = {
        "model": "m",
        "dimensions": {"e": {"criteria": {name: {"event": "seen", "per_day": 2, "points": 5}}}},
    }
    events = [{"lead_id": "ana", "event": "seen", "timestamp": "2026-01-01T00:00:00Z"}]

    assert engine.score(model, [{"lead_id": "ana"}], "2026-01-02", events=events).scores[0]["score"] == 5
