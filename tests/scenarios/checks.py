"""Compares scores and ledger with what a scenario expects."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.reference.inputs import instant
from tests.scenarios.files import Rows, Scenario, scenarios

ALL = list(scenarios())
every_scenario = pytest.mark.parametrize("scenario", ALL, ids=[scenario.name for scenario in ALL])


def check(scenario: Scenario, scores: Rows, ledger: Rows) -> None:
    key = f"{scenario.model.get('scores', 'lead')}_id"
    rows = {row[key]: row for row in scores}
    for who, expected in scenario.expect.items():
        columns = {name: value for name, value in expected.items() if name != "ledger"}
        assert {name: plain(rows[who][name]) for name in columns} == close(columns)
        entries = [entry for entry in ledger if entry[key] == who]
        assert sum(entry["points"] for entry in entries) == pytest.approx(rows[who]["points"], abs=1e-9)
        if "ledger" in expected:
            check_ledger(expected["ledger"], entries)


def check_ledger(expected: Rows, entries: Rows) -> None:
    """All rows, in any order; of each what the scenario says."""
    left = [{name: plain(value) for name, value in entry.items()} for entry in entries]
    for wanted in expected:
        matching = [entry for entry in left if {name: entry[name] for name in wanted} == close(wanted)]
        assert matching, f"no row {wanted} among {left}"
        left.remove(matching[0])
    assert left == []


def close(columns: dict[str, Any]) -> dict[str, Any]:
    """What is written in a scenario, to be compared to nine decimals and by instant."""
    return {name: close_value(name, value) for name, value in columns.items()}


def close_value(name: str, value: Any) -> Any:
    if name == "last_event_at" and value is not None:
        return instant(value)
    if isinstance(value, int | float):
        return pytest.approx(value, abs=1e-9, rel=0)
    return value


def plain(value: Any) -> Any:
    return instant(value) if isinstance(value, datetime) else value
