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


def test_the_age_of_one_of_several_dates_is_asked_at_any_moment() -> None:
    """Few leads are scored by a query that reads its moment from a table."""
    model = {
        "model": "m",
        "dimensions": {"e": {"criteria": {"new": {"when": {"x": {"newer_than": "2d"}}, "points": 5}}}},
    }
    leads = [{"lead_id": "ana", "x": ["2020-01-01", "2026-01-01"]}, {"lead_id": "bruno", "x": ["2020-01-01"]}]

    ana, bruno = engine.score(model, leads, "2026-01-02", types={"leads": {"x": "list"}}).scores
    assert (ana["score"], bruno["score"]) == (5, 0)
