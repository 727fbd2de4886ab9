"""The engine gives what the reference gives, for models and rows that nobody thought of."""

from __future__ import annotations

from hypothesis import given, settings

from tests import reference
from tests.generators import Case, case
from tests.laws import engine
from tests.laws.compare import assert_same


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


@settings(max_examples=300)
@given(case())
def test_the_engine_agrees_with_the_reference(case: Case) -> None:
    assert_same(engine.score_case(case), expected(case))
