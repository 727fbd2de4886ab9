"""One id is the same id in every table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from tests.engine.inputs.setting import AN_EVENT, as_text, model, prepared, rows

PLAIN = model()


def keys(leads: object, events: object) -> tuple[list[Any], list[Any], str]:
    with prepared(PLAIN, leads=leads, events=events) as (con, inputs):
        kind = inputs.tables.leads.columns["lead_id"].kind
        return rows(con, inputs.tables.leads, "lead_id"), rows(con, inputs.tables.events, "lead_id"), kind


def event_of(lead: object) -> list[dict[str, object]]:
    return [{**AN_EVENT, "lead_id": lead}]


def typed(value: object, type_: pa.DataType) -> pa.Table:
    return pa.table({"lead_id": pa.array([value], type_)})


def test_whole_numbers_everywhere_stay_numbers() -> None:
    leads = typed(42, pa.int32())
    assert keys(leads, event_of(42)) == ([42], [42], "number")
    assert keys(typed(Decimal(42), pa.decimal128(10, 0)), event_of(42)) == ([42], [42], "number")


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ("42", pa.string()),
        (42.0, pa.float64()),
        (Decimal("42.00"), pa.decimal128(10, 2)),
        (42, pa.uint64()),
        (42, pa.int8()),
    ],
)
def test_a_number_matches_its_text(value: object, type_: pa.DataType) -> None:
    assert keys(typed(value, type_), event_of("42")) == (["42"], ["42"], "text")


def test_texts_are_kept_exactly(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("lead_id\n007\n 7\n1e3\n")
    assert keys(tmp_path / "leads.csv", event_of("007")) == (["007", " 7", "1e3"], ["007"], "text")


def test_pandas_numbers_with_gaps_match() -> None:
    events = pd.DataFrame([*event_of(42), *event_of(None)])
    assert keys([{"lead_id": "42"}], events) == (["42"], ["42", None], "text")


def test_a_large_text_number_is_kept_to_the_digit() -> None:
    number = 12345678901234567890
    assert keys([{"lead_id": number}], event_of(str(number))) == ([str(number)], [str(number)], "text")


def test_accounts_and_leads_agree_on_their_key() -> None:
    scoring = model(as_text("sector"), scores="account")
    leads = [{"lead_id": 1, "account_id": 7}, {"lead_id": 2, "account_id": None}]
    with prepared(scoring, leads=leads, accounts=[{"account_id": "7", "sector": "x"}]) as (con, inputs):
        assert rows(con, inputs.tables.leads, "lead_id", "account_id") == [(1, "7"), (2, None)]
        assert rows(con, inputs.tables.accounts, "account_id") == ["7"]


def test_a_key_without_any_value_forces_nothing() -> None:
    with prepared(PLAIN, leads=[{"lead_id": 1, "account_id": None}], events=event_of(1)) as (_, inputs):
        assert inputs.tables.leads.columns["account_id"].kind == "text"
        assert inputs.tables.leads.columns["lead_id"].whole
