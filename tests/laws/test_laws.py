"""What holds of every score, whatever the model and the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.generators import Case, case
from tests.laws import engine
from tests.laws.compare import TOLERANCE, assert_same
from tests.laws.effort import models
from tests.reference import Result
from tests.reference.values import read_as_of

FEW = 8  # models for each law


def law(test: Callable[[Case], None]) -> Callable[[], None]:
    return models(FEW)(given(case=case())(test))


def key_of(case: Case) -> str:
    return "account_id" if case.model.get("scores") == "account" else "lead_id"


def criteria(case: Case) -> dict[str, dict[str, Any]]:
    return {
        name: criterion
        for dimension in case.model["dimensions"].values()
        for name, criterion in dimension["criteria"].items()
    }


@law
def test_the_ledger_sums_to_the_points(case: Case) -> None:
    result, key = engine.score_case(case), key_of(case)
    for row in result.scores:
        entries = [entry["points"] for entry in result.ledger if entry[key] == row[key]]
        assert sum(entries) == pytest.approx(row["points"], abs=1e-8)


@models(FEW)
@given(case=case(), shuffle=st.randoms())
def test_the_order_of_rows_and_of_criteria_means_nothing(case: Case, shuffle: Any) -> None:
    def mixed(rows: Any) -> Any:
        return rows and shuffle.sample(list(rows), len(rows))

    dimensions = {
        name: {**dimension, "criteria": dict(mixed(dimension["criteria"].items()))}
        for name, dimension in mixed(case.model["dimensions"].items())
    }
    other = replace(
        case,
        model={**case.model, "dimensions": dimensions},
        leads=mixed(case.leads),
        events=mixed(case.events),
        accounts=mixed(case.accounts),
        changes=mixed(case.changes),
        adjustments=mixed(case.adjustments),
    )
    assert_same(engine.score_case(other), engine.score_case(case))


@law
def test_an_event_after_as_of_changes_nothing(case: Case) -> None:
    assume(case.events and case.types["events"]["timestamp"] == "instant")
    after = read_as_of(case.as_of, ZoneInfo(case.model.get("timezone", "UTC"))) + timedelta(microseconds=1)
    later = {**case.events[0], "timestamp": after}
    assert_same(engine.score_case(replace(case, events=[*case.events, later])), engine.score_case(case))


@law
def test_a_repeated_event_changes_nothing(case: Case) -> None:
    with_ids = [event for event in case.events if event["event_id"] is not None]
    assert_same(engine.score_case(replace(case, events=[*case.events, *with_ids])), engine.score_case(case))


@law
def test_an_event_of_somebody_unknown_changes_nothing(case: Case) -> None:
    stranger = 77 if case.types["leads"]["lead_id"] == "int" else "a stranger"
    strange = [{**event, "lead_id": stranger} for event in case.events]
    assert_same(engine.score_case(replace(case, events=[*case.events, *strange])), engine.score_case(case))


@law
def test_no_criterion_exceeds_its_cap(case: Case) -> None:
    caps = {name: criterion["cap"] for name, criterion in criteria(case).items() if "cap" in criterion}
    assume(caps)
    for entry in engine.score_case(case).ledger:
        assert abs(entry["points"]) <= caps.get(entry["criterion"], 1e9)


@law
def test_no_dimension_exceeds_its_limits_and_no_score_its_scale(case: Case) -> None:
    scale = {"min": 0, "max": 100, **case.model.get("scale", {})}
    for row in engine.score_case(case).scores:
        assert 0 <= row["points"] <= case.model.get("out_of", 100)
        assert scale["min"] <= row["score"] <= scale["max"]
        for name, dimension in case.model["dimensions"].items():
            weight = dimension.get("weight", 1)
            least, most = dimension.get("min", -1e9) * weight, dimension.get("max", 1e9) * weight
            assert least - TOLERANCE <= row[name] <= most + TOLERANCE


@law
def test_decay_never_raises_a_criterion_that_gives(case: Case) -> None:
    fading = [name for name, one in criteria(case).items() if gives(one) and "decay" in one]
    assume(fading)
    dimensions = {
        name: {
            **dimension,
            "criteria": {
                name: {key: value for key, value in criterion.items() if key != "decay" or name not in fading}
                for name, criterion in dimension["criteria"].items()
            },
        }
        for name, dimension in case.model["dimensions"].items()
    }
    faded = points_of(engine.score_case(case), key_of(case))
    fresh = points_of(engine.score_case(replace(case, model={**case.model, "dimensions": dimensions})), key_of(case))
    for (who, name), points in faded.items():
        if name in fading:
            assert points <= fresh.get((who, name), 0) + TOLERANCE


def gives(criterion: dict[str, Any]) -> bool:
    """Never takes points: a sum may be of negative numbers."""
    parts = criterion.get("levels", [criterion])
    is_sum = isinstance(criterion.get("measure"), dict) and "sum" in criterion["measure"]
    return not is_sum and all(part.get("points", 0) >= 0 for part in parts)


def points_of(result: Result, key: str) -> dict[tuple[str, str], float]:
    return {(entry[key], entry["criterion"]): entry["points"] for entry in result.ledger}


@models(FEW)
@given(case=case(plain_events=True))
def test_properties_in_one_json_column_are_as_good_as_columns(case: Case) -> None:
    together = replace(case, events=[engine.packed(event) for event in case.events])
    assert_same(engine.score_case(together), engine.score_case(case))
