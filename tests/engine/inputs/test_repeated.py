"""Of events with one id the earliest counts."""

from __future__ import annotations

from typing import Any

import pytest

from baremo.model.criteria import Rule
from tests.engine.inputs.setting import AN_EVENT, connection, events, model, prepared, rows, with_property

LEADS = [{"lead_id": lead} for lead in ("ana", "bruno")]


def an(event_id: object, time: str = "2026-10-01", **other: object) -> dict[str, object]:
    return {**AN_EVENT, "event_id": event_id, "timestamp": time, "form": "a", **other}


def kept(*given: dict[str, object], rule: Rule | None = None, **how: Any) -> list[str]:
    scoring = model(rule or with_property("form"))
    with prepared(scoring, leads=LEADS, events=list(given), **how) as (con, inputs):
        assert "event_id" not in inputs.tables.events.columns
        return sorted(rows(con, inputs.tables.events, "form"))


def test_the_earliest_counts_whatever_the_order_of_rows() -> None:
    late, early = an("1", "2026-10-02", form="late"), an("1", "2026-10-01", form="early")
    assert kept(late, early) == kept(early, late) == ["early"]


def test_at_one_instant_the_smallest_in_text_order_counts() -> None:
    assert kept(an("1", lead_id="bruno", form="a"), an("1", lead_id="ana", form="b")) == ["b"]
    assert kept(an("1", event="y", form="a"), an("1", event="x", form="b")) == ["b"]
    assert kept(an("1", form="b"), an("1", form="a")) == ["a"]


def test_at_one_instant_null_comes_first() -> None:
    with prepared(model(with_property("form")), leads=LEADS, events=[an("1"), an("1", form=None)]) as (con, inputs):
        assert rows(con, inputs.tables.events, "form") == [None]


def test_events_after_the_instant_and_of_unknown_leads_take_no_place() -> None:
    assert kept(an("1", "2026-09-01", lead_id="ghost", form="ghost"), an("1")) == ["a"]
    assert kept(an("1", "2026-12-01", form="later"), an("1", "2026-10-31", form="now")) == ["now"]


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_events_without_an_id_never_match(blank: str | None) -> None:
    assert kept(an(blank, form="a"), an(blank, form="b"), an("1", form="c"), an("1", form="d")) == ["a", "b", "c"]


def test_what_was_dropped_is_counted() -> None:
    given = [an("1"), an("1"), an("1"), an("2"), an(None)]
    with prepared(model(), leads=LEADS, events=given) as (_, inputs):
        assert inputs.left_out.repeated == 2
        assert inputs.left_out.lines() == ["events with an id seen before, left out: 2."]


def test_a_promise_of_unique_ids_is_believed() -> None:
    assert kept(an("1"), an("1"), unique_events=True) == ["a", "a"]


def test_ids_that_are_numbers_are_looked_at_too() -> None:
    assert kept(an(1, form="x"), an(1, form="x"), an(2, form="y")) == ["x", "y"]


def test_an_id_column_can_be_named() -> None:
    given = [{**an(None), "uuid": "1"}, {**an(None), "uuid": "1"}]
    assert kept(*given, event_columns={"id": "uuid"}) == ["a"]


def test_a_model_can_read_the_id_as_a_property() -> None:
    with prepared(model(with_property("event_id")), leads=LEADS, events=[an("1"), an("1")]) as (con, inputs):
        assert rows(con, inputs.tables.events, "event_id") == ["1"]


def test_unique_events_are_read_in_place() -> None:
    con = connection()
    con.execute(
        "CREATE TABLE e AS SELECT 'ana' AS lead_id, 'x' AS event, TIMESTAMP '2026-01-01' AS timestamp,"
        " range AS event_id, 5 AS amount FROM range(1000)"
    )
    with prepared(model(events(total="amount")), con=con, leads=LEADS, events=con.table("e")) as (_, inputs):
        assert inputs.left_out.repeated == 0
        assert len(rows(con, inputs.tables.events, "amount")) == 1000
