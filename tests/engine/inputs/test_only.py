"""Where one lead or account is asked for, only its rows are kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.inputs.setting import AN_EVENT, as_number, as_text, model, prepared, rows

LEADS = [{"lead_id": "7", "account_id": "acme"}, {"lead_id": "8", "account_id": "acme"}, {"lead_id": "9"}]
EVENTS = [{**AN_EVENT, "lead_id": lead} for lead in ("7", "8", "9")]
ADJUSTMENTS = [{"lead_id": lead, "points": 1, "from": None} for lead in ("7", "8")]


def found(only: str, **given: Any) -> tuple[list[Any], list[Any]]:
    with prepared(model(), **{"leads": LEADS, "events": EVENTS, "only": only, **given}) as (con, inputs):
        return rows(con, inputs.tables.leads, "lead_id"), rows(con, inputs.tables.events, "lead_id")


def test_one_lead_is_kept() -> None:
    assert found("7") == (["7"], ["7"])


def test_one_lead_with_a_number_is_kept() -> None:
    leads = [{"lead_id": 7}, {"lead_id": 8}]
    events = [{**AN_EVENT, "lead_id": lead} for lead in (7, 8)]
    assert found("7", leads=leads, events=events) == ([7], [7])


@pytest.mark.parametrize("unknown", ["seven", "9" * 30, "", "7'"])
def test_an_unknown_lead_leaves_nothing(unknown: str) -> None:
    assert found(unknown) == ([], [])
    assert found(unknown, leads=[{"lead_id": 7}], events=[{**AN_EVENT, "lead_id": 7}]) == ([], [])


def test_adjustments_of_others_are_left() -> None:
    with prepared(model(), leads=LEADS, adjustments=ADJUSTMENTS, only="8") as (con, inputs):
        assert rows(con, inputs.tables.adjustments, "lead_id") == ["8"]


def test_one_account_is_kept_with_its_leads_and_their_events() -> None:
    scoring = model(as_text("sector"), scores="account")
    accounts = [{"account_id": "acme", "sector": "x"}, {"account_id": "rival", "sector": "y"}]
    with prepared(scoring, leads=LEADS, events=EVENTS, accounts=accounts, only="acme") as (con, inputs):
        assert rows(con, inputs.tables.accounts, "account_id") == ["acme"]
        assert rows(con, inputs.tables.leads, "lead_id") == ["7", "8"]
        assert rows(con, inputs.tables.events, "lead_id") == ["7", "8"]


def test_how_a_column_is_read_does_not_depend_on_the_lead_asked_for() -> None:
    leads = [{"lead_id": "7", "amount": "1.234"}, {"lead_id": "8", "amount": "12,5"}]
    with prepared(model(as_number("amount")), leads=leads, only="7") as (con, inputs):
        assert rows(con, inputs.tables.leads, "amount") == ["1234"]
