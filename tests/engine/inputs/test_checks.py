"""What must hold true of every table, and how its breach is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from baremo.errors import InputError
from tests.engine.inputs.setting import AN_EVENT, as_text, leads_of, model, prepared, rows

PLAIN = model()
LEADS = [{"lead_id": "ana"}]
ADJUSTMENT = {"lead_id": "ana", "points": 5, "from": "2026-01-01"}
CHANGE = {"lead_id": "ana", "field": "name", "value": "Ana", "known_at": "2026-01-01"}


def refusal(scoring: Any = PLAIN, **given: object) -> str:
    with pytest.raises(InputError) as error, prepared(scoring, **{"leads": LEADS, **given}):
        pass
    return str(error.value)


def test_a_lead_stands_in_one_row(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("lead_id\nana\nbruno\nana\nbruno\nana\n")
    assert refusal(leads=path) == (
        "leads.csv:4: repeated-id lead_id: 'ana' stands in rows 2, 4, 6. Give each id one row."
    )


def test_a_lead_that_is_a_number_stands_in_one_row() -> None:
    assert refusal(leads=[{"lead_id": 7}, {"lead_id": 7}]) == (
        "leads:2: repeated-id lead_id: '7' stands in rows 1, 2. Give each id one row."
    )


@pytest.mark.parametrize("blank", ["", " ", None])
def test_a_lead_has_an_id(blank: str | None) -> None:
    assert refusal(leads=[{"lead_id": "ana"}, {"lead_id": blank}]) == (
        "leads:2: no-id lead_id: a row has no lead_id; first in row 2."
        " Fill the column in every row, or leave the rows out."
    )


def test_an_account_stands_in_one_row() -> None:
    told = refusal(
        model(as_text("account.sector")),
        leads=[{"lead_id": 1, "account_id": 2}],
        accounts=[{"account_id": 2, "sector": "a"}, {"account_id": 2, "sector": "b"}],
    )
    assert told == "accounts:2: repeated-id account_id: '2' stands in rows 1, 2. Give each id one row."


def test_an_event_has_a_name() -> None:
    assert refusal(events=[AN_EVENT, {**AN_EVENT, "event": None}]) == (
        "events:2: no-event event: an event has no name; first in row 2."
        " Fill the column in every row, or leave the rows out."
    )


def test_an_event_need_not_have_a_known_lead() -> None:
    events = [{**AN_EVENT, "lead_id": lead} for lead in ("ana", "ghost", None)]
    with prepared(PLAIN, leads=LEADS, events=events) as (con, inputs):
        assert inputs.left_out.count_unknown(con) == 2


def test_problems_of_all_sources_are_told_at_once() -> None:
    told = refusal(leads=[{"id": 1}], events=[{"lead_id": 1}], changes="no.csv", event_columns={"times": "t"})
    assert [line.partition(": there is no")[0] for line in told.splitlines()] == [
        "unknown-key event_columns",
        "no.csv: no-file",
        "leads: no-column lead_id",
        "events: no-column event",
        "events: no-column timestamp",
    ]


def test_an_unknown_event_column_is_refused() -> None:
    assert refusal(event_columns={"times": "t"}) == (
        "unknown-key event_columns: there is no column 'times'; did you mean 'time'?"
        " Use lead, event, time, id, properties."
    )


def test_a_mapped_column_that_is_missing_is_refused() -> None:
    assert refusal(events=[AN_EVENT], event_columns={"time": "Timestamp", "id": "uuid"}) == (
        "events: no-column Timestamp: there is no column 'Timestamp'; did you mean 'timestamp'?"
        " Name the column that holds it with --event-columns; there are: lead_id, event, timestamp.\n"
        "events: no-column uuid: there is no column 'uuid'."
        " Name the column that holds it with --event-columns; there are: lead_id, event, timestamp."
    )


def test_accounts_are_asked_for_where_the_model_reads_them() -> None:
    assert refusal(model(as_text("account.sector")), leads=[{"lead_id": 1, "account_id": 2}]) == (
        "not-given accounts: the model reads accounts, but none are given. Give them with --accounts."
    )


def test_accounts_that_the_model_does_not_read_are_not_opened() -> None:
    with prepared(PLAIN, leads=LEADS, accounts="no.csv") as (_, inputs):
        assert inputs.tables.accounts is None


def test_leads_are_asked_for() -> None:
    assert refusal(leads=None) == "not-given leads: no leads are given. Give them with --leads."


@pytest.mark.parametrize("points", ["five", "", None, "1_000", "nan", float("nan")])
def test_points_by_hand_are_numbers(points: object) -> None:
    told = refusal(adjustments=[{**ADJUSTMENT, "points": "1"}, {**ADJUSTMENT, "points": points}])
    assert told.startswith("adjustments:2: unreadable-number points: ")
    assert told.endswith("; first in row 2. Write a number such as 12.5.")


def test_points_by_hand_carry_their_reason_and_instants() -> None:
    adjustments = [
        {**ADJUSTMENT, "points": "-2,5", "reason": "cold", "until": "31/12/2026"},
        {**ADJUSTMENT, "from": None, "points": 3, "until": None},
    ]
    with prepared(PLAIN, leads=LEADS, adjustments=adjustments) as (con, inputs):
        found = rows(con, inputs.tables.adjustments, "points", "reason", "from", "until")
    assert [(points, reason) for points, reason, *_ in found] == [(-2.5, "cold"), (3.0, None)]
    assert [[time and time.isoformat() for time in times] for _, _, *times in found] == [
        ["2026-01-01T00:00:00", "2026-12-31T00:00:00"],
        [None, None],
    ]


def test_an_adjustment_needs_no_end() -> None:
    with prepared(PLAIN, leads=LEADS, adjustments=[ADJUSTMENT]) as (con, inputs):
        assert rows(con, inputs.tables.adjustments, "points") == [5.0]


def test_an_unreadable_end_is_refused() -> None:
    assert refusal(adjustments=[{**ADJUSTMENT, "until": "never"}]) == (
        "adjustments:1: unreadable-timestamp until: 'never' is no instant; first in row 1."
        " Write an instant such as 2026-12-31T10:00:00Z, or a date."
    )


def test_a_change_says_when_it_was_known() -> None:
    assert refusal(changes=[{**CHANGE, "known_at": None}]) == (
        "changes:1: unreadable-timestamp known_at: the value is missing; first in row 1."
        " Write an instant such as 2026-12-31T10:00:00Z, or a date."
    )


def test_an_attribute_that_only_changes_have_is_null_in_the_leads() -> None:
    assert leads_of(model(as_text("name")), LEADS, "lead_id", "name", changes=[CHANGE]) == [("ana", None)]


def test_an_id_column_can_be_named(tmp_path: Path) -> None:
    assert leads_of(PLAIN, [{"Email": "ana@acme.example"}], "lead_id", id_column="Email") == ["ana@acme.example"]


def test_columns_that_differ_in_case_alone_are_not_told_apart() -> None:
    leads = [{"lead_id": "ana", "City": "Vigo", "city": "Lugo", "CITY": "Faro"}]
    both = model(as_text("City"), as_text("city"))

    assert refusal(both, leads=leads) == (
        "leads: same-name City: the columns City, city differ in case alone, and all are read. "
        "Give all but one of them another name, or read only one."
    )
