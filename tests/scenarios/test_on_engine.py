"""Every scenario holds on the engine."""

from __future__ import annotations

from tests.laws import engine
from tests.scenarios.checks import check, every_scenario
from tests.scenarios.files import Scenario


@every_scenario
def test_the_engine_agrees_with_what_was_worked_by_hand(scenario: Scenario) -> None:
    result = engine.score(scenario.model, as_of=scenario.as_of, **scenario.tables)
    check(scenario, result.scores, result.ledger)
