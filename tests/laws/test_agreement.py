"""The engine gives what the reference gives, for models and rows that nobody thought of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import example, given

from tests import reference
from tests.generators import Case, case
from tests.laws import engine
from tests.laws.compare import assert_same
from tests.laws.effort import models


def expected(case: Case) -> reference.Result:
    return reference.score(
        case.model,
        case.leads,
        case.events,
        case.as_of,
        accounts=case.accounts,
        changes=case.changes,
        adjustments=case.adjustments,
    )


def found(dimension: dict[str, Any], type_: str, value: Any, changes: list[Any] | None = None) -> Case:
    """A case in which they once disagreed: one lead with one attribute `x`, and no event."""
    return Case(
        model={"model": "found", "dimensions": {"fit": dimension}},
        leads=[{"lead_id": "ana", "x": value}],
        events=[],
        accounts=None,
        changes=changes,
        adjustments=None,
        as_of="2026-03-31",
        types={
            "leads": {"lead_id": "text", "x": type_},
            "events": {"lead_id": "text", "timestamp": "instant"},
            "changes": {"lead_id": "text", "known_at": "instant"},
        },
    )


def criterion(test: Any) -> dict[str, Any]:
    return {"when": {"x": test}, "points": 5}


NOTHING_COUNTED = {"here": criterion("yes"), "pages": {"event": "page_viewed", "points": 1}}
MIDNIGHT = datetime(2026, 1, 30, tzinfo=UTC)


@models(150)
@given(case())
@example(found({"decay": {"linear": "1d"}, "criteria": NOTHING_COUNTED}, "text", "yes"))
@example(found({"decay": {"step": "5%", "every": "30d"}, "criteria": NOTHING_COUNTED}, "text", "yes"))
@example(found({"criteria": {"a": criterion({"not": {"matches": "^[^a-z]*$"}})}}, "text", ""))
@example(found({"criteria": {"a": criterion({"at_most": "2026-01-30"})}}, "instant", MIDNIGHT, changes=[]))
@example(found({"criteria": {"a": criterion("42.0")}}, "int", 42, changes=[]))
def test_the_engine_agrees_with_the_reference(case: Case) -> None:
    assert_same(engine.score_case(case), expected(case))
