"""A lead is lost only where its history says so, and won only within its horizon."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import xlsxwriter

from tests.learn.pasts import day, labels_of, leads, left_out, outcomes, refused, warned

HALF = ["yes", "no"] * 15


@pytest.mark.parametrize(
    ("won", "lost"),
    [("Yes", "no"), ("1", "0"), (1.0, 0.0), (True, False), ("Won", "Lost"), ("Sí", "No"), ("ganado", "perdido")],
)
def test_any_usual_pair_of_words_is_an_outcome(won: object, lost: object) -> None:
    found = labels_of(pa.table({"lead_id": range(30), "outcome": [won, lost] * 15}))

    assert found.outcome.tolist() == [True, False] * 15
    assert found.moments is None
    assert found.order is None


def test_a_lead_without_an_outcome_is_open_not_lost() -> None:
    found = labels_of(leads([*HALF, None, "", " "]))

    assert found.rows == 30
    assert left_out(found) == {"still open, without an outcome": 3}


def test_blank_means_lost_only_where_one_says_so() -> None:
    rows = leads(["yes", ""] * 15)
    assert "--lost ''" in refused(rows)
    assert labels_of(rows, lost=("",)).outcome.tolist() == [True, False] * 15


def test_a_third_value_is_asked_about() -> None:
    assert refused(leads([*HALF, "perhaps"])) == (
        "leads: unclear-outcome outcome: an outcome has two values, such as yes and no; here are no (15), yes (15), "
        "perhaps (1). Say which values mean won and lost with --won and --lost; the others are then open."
    )


def test_who_names_what_is_won_is_asked_what_is_lost() -> None:
    rows = leads(["Approved"] * 10 + ["declined"] * 5 + ["CANCELLED"] * 5 + ["pending"])

    assert refused(rows, won=("approved",)) == (
        "leads: unclear-outcome outcome: no value is said to mean lost; the others are cancelled (5), declined (5), "
        "pending (1). Name those of them that do with --lost; the rest are then open."
    )
    assert "no value is said to mean won; the others are approved (10), pending (1)." in refused(
        rows, lost=("declined", "cancelled")
    )


def test_usual_words_for_lost_need_not_be_named() -> None:
    assert labels_of(leads(["approved", "lost", "pending"] * 12), won=("approved",)).outcome.sum() == 12


def test_values_are_named_for_won_and_lost_and_the_others_are_open() -> None:
    rows = leads(["Approved"] * 10 + ["declined"] * 5 + ["CANCELLED"] * 5 + ["pending"])
    found = labels_of(rows, won=("approved",), lost=("declined", "cancelled"))

    assert int(found.outcome.sum()) == 10
    assert left_out(found) == {"still open, without an outcome": 1}


def test_a_value_that_no_row_has_is_refused_with_the_near_one() -> None:
    assert refused(leads(["approved"] * 12 + ["no"]), won=("aproved",)) == (
        "leads: unknown-value outcome: no row has the value 'aproved'; did you mean 'approved'? "
        "Give some of these: approved (12), no (1)."
    )


def test_a_value_is_not_both() -> None:
    assert "'yes' is said to mean both won and lost." in refused(leads(HALF), won=("yes",), lost=("Yes", "no"))


def test_a_date_is_when_it_was_won_and_blank_is_not_yet() -> None:
    found = labels_of(leads([day(3), None] * 15))

    assert found.outcome.tolist() == [True, False] * 15
    assert found.outcome_at is not None
    assert str(found.outcome_at[0]) == "2026-01-04T00:00:00.000000"
    assert warned(found) == ["outcome: read as the date of winning; blank is not yet."]


def test_dates_that_do_not_parse_are_shown_with_their_rows() -> None:
    assert refused(leads([day(3), None, "soon", day(4)] * 10)) == (
        "leads:3: unreadable-timestamp outcome: 'soon' is no instant; first in rows 3, 7, 11. "
        "Write an instant such as 2026-12-31T10:00:00Z, or a date."
    )


def test_one_outcome_alone_teaches_nothing() -> None:
    assert refused(leads(["no"] * 30)) == (
        "leads: one-class --outcome: none of 30 leads is won; left out: nobody. Give leads that were won and leads "
        "that were not, or say with --won which value means won."
    )


def test_fewer_than_ten_conversions_are_refused() -> None:
    assert refused(leads(["yes"] * 9 + ["no"] * 100 + [""])) == (
        "leads: too-few-conversions --outcome: 9 conversions are too few to learn from, 10 are needed; left out: "
        "still open, without an outcome: 1. Give a longer history; until then, write the points by hand."
    )


def test_a_column_that_is_not_there_is_refused_with_the_near_one() -> None:
    assert refused(leads(HALF), outcome="Outcom") == (
        "leads: no-column Outcom: there is no column 'Outcom'; did you mean 'outcome'? "
        "Name one of its columns with --outcome: lead_id, outcome."
    )


def test_nobody_says_who_was_won() -> None:
    assert "no-outcome --outcome: nothing says which leads were won." in refused(leads(HALF), outcome=None)


def test_an_id_that_stands_twice_is_refused() -> None:
    rows = [*leads(HALF), {"lead_id": "l3", "outcome": "yes"}]
    assert refused(rows) == "leads:31: repeated-id lead_id: 'l3' stands in rows 4, 31. Give each id one row."


def test_without_ids_the_numbers_of_the_rows_stand_for_them() -> None:
    found = labels_of([{"outcome": outcome} for outcome in HALF])

    assert found.lead_ids[:2].tolist() == ["1", "2"]
    assert warned(found) == ["the leads have no ids: the numbers of their rows stand for them."]


def test_rows_may_be_in_the_order_of_time_without_a_date() -> None:
    found = labels_of(leads(HALF), by_rows=True)

    assert found.order is not None
    assert found.order.tolist() == list(range(30))


def test_a_lead_is_looked_at_when_it_came_in_and_rows_are_in_time() -> None:
    rows = leads(HALF, created_at=[day(30 - i) for i in range(30)])
    found = labels_of(rows)

    assert found.lead_ids[0] == "l29"
    assert str(found.moments[0]) == "2026-01-02T00:00:00.000000"  # type: ignore[index]  # they have moments
    assert (np.diff(found.order) > 0).all()  # type: ignore[arg-type]  # and so an order


def test_a_lead_whose_horizon_has_not_passed_is_left_out_even_if_it_was_won() -> None:
    rows = leads(HALF, created_at=[day(i) for i in range(30)], decided=[day(i + 1) for i in range(30)])
    found = labels_of(rows, outcome_at="decided", horizon=5)

    assert found.rows == 26
    assert left_out(found) == {"their horizon has not passed yet": 4}
    assert str(found.known_until) == "2026-01-31T23:59:59.999999"


def test_won_after_the_horizon_is_not_won() -> None:
    days = [5, 6] * 20
    rows = leads(["yes"] * 40, created_at=[day(0)] * 40, decided=[day(each) for each in days])
    found = labels_of(rows, outcome_at="decided", horizon=5, as_of="2026-03-01")

    assert int(found.outcome.sum()) == 20


def test_as_of_ends_what_the_history_tells() -> None:
    rows = leads(HALF, created_at=[day(0)] * 30, decided=[day(i) for i in range(30)])
    found = labels_of(rows, outcome_at="decided", as_of=day(25))

    assert left_out(found) == {"still open, without an outcome": 4}


def test_a_lead_decided_before_it_is_looked_at_is_no_row() -> None:
    rows = leads(HALF * 2, created_at=[day(0)] * 60, decided=[day(i % 10) for i in range(60)])
    found = labels_of(rows, outcome_at="decided", score_at="3d")

    assert left_out(found) == {"decided before they are looked at": 18}


def test_a_lead_decided_on_the_day_it_came_in_was_not_decided_before() -> None:
    rows = leads(HALF, created_at=[f"{day(0)} 15:00"] * 30, decided=[day(0)] * 30)

    assert int(labels_of(rows, outcome_at="decided").outcome.sum()) == 15


def test_a_horizon_needs_to_know_when_leads_came_in() -> None:
    assert refused(leads(HALF), horizon=30) == (
        "leads: no-time --horizon: --horizon counts from when a lead came in, and no column says when. "
        "Name that column with --time: lead_id, outcome."
    )


def test_a_lead_that_nobody_dated_is_left_out() -> None:
    rows = leads(HALF, came=[None, *[day(0)] * 29])
    assert left_out(labels_of(rows, time="came")) == {"nobody knows when they came in": 1}


def test_dates_that_nobody_lived_in_are_missing() -> None:
    found = labels_of(leads([*HALF, "no"], created_at=[*[day(0)] * 30, "9999-12-31"]))

    assert left_out(found) == {"nobody knows when they came in": 1}
    assert warned(found) == ["created_at: dates beyond the years 1900 to 2200 count as missing: 1."]


def test_at_one_date_all_who_had_come_in_by_then_are_looked_at() -> None:
    found = labels_of(leads(HALF, created_at=[day(i) for i in range(30)]), score_at=day(20))

    assert found.lead_ids.tolist() == sorted(f"l{i}" for i in range(21))
    assert int(found.outcome.sum()) == 11
    assert warned(found) == [
        "outcome: no column says when leads were won or lost, so some may have been before they are looked at: the"
        " figures may flatter. --outcome-at names such a column."
    ]


def test_at_one_date_those_are_left_out_who_were_decided_before() -> None:
    rows = leads(HALF, created_at=[day(0)] * 30, decided=[day(i) for i in range(30)])
    found = labels_of(rows, outcome_at="decided", score_at=day(9))

    assert left_out(found) == {"decided before they are looked at": 10}
    assert warned(found) == []


def test_a_date_later_than_the_history_is_told_with_what_to_do() -> None:
    rows = leads(HALF, created_at=[day(i) for i in range(30)])

    assert refused(rows, score_at="2026-06-30") == (
        "leads: no-rows: no lead is left to learn from; left out: looked at later than the history tells: 30. "
        "Give a history that goes further back, a shorter horizon or an earlier date to look at leads; "
        "--as-of says up to when the history tells."
    )
    assert labels_of(rows, score_at="2026-06-30", as_of="2026-06-30").rows == 30


def test_an_outcome_without_a_date_cannot_be_looked_at_again_and_again() -> None:
    rows = leads(HALF, created_at=[day(i) for i in range(30)])

    assert refused(rows, score_at=f"{day(10)},{day(20)}", horizon=5) == (
        "no-outcome-at outcome: leads looked at again and again need a date on which they were won or lost. Name the"
        " column that holds it with --outcome-at, give won deals with --deals, or look at each lead once: at one date"
        " (--score-at 2026-06-30), or so long after it came in (--score-at 60d)."
    )


def test_unreadable_moments_to_score_at_are_refused() -> None:
    rows = leads(HALF, created_at=[day(0)] * 30)
    assert refused(rows, score_at="yearly") == (
        "bad-score-at --score-at: 'yearly' is no time to score at. Write how long after a lead came in, such as 24h or "
        "7d, or weekly, monthly or quarterly, or dates with commas between, such as 2026-03-31,2026-06-30."
    )


def test_everything_wrong_is_told_at_once() -> None:
    told = refused([], outcome="won", horizon=0)
    assert [line.split()[1] for line in told.splitlines()] == ["no-column", "--horizon:", "no-rows:"]


def test_the_order_of_the_rows_changes_nothing_where_there_is_time() -> None:
    rows = leads(HALF, created_at=[day(i % 7) for i in range(30)])
    there, back = labels_of(rows), labels_of(rows[::-1])

    assert there.lead_ids.tolist() == back.lead_ids.tolist()
    assert outcomes(there) == outcomes(back)


def test_a_column_of_dates_of_outcomes_that_is_not_there_is_refused_with_the_near_one() -> None:
    rows = leads(HALF, decided=[day(3)] * 30)

    assert refused(rows, outcome_at="decidd") == (
        "leads: no-column decidd: there is no column 'decidd'; did you mean 'decided'? "
        "Name one of its columns with --outcome-at: lead_id, outcome, decided."
    )


@pytest.mark.parametrize("written", ["31/12/25", "31-Dec-2025", "31 dic 2025"])
def test_dates_of_winning_in_a_form_that_cannot_be_read_are_shown_as_dates(written: str) -> None:
    assert refused(leads([written, None] * 15)) == (
        f"leads:1: unreadable-timestamp outcome: '{written}' is no instant; first in rows 1, 3, 5. "
        "Write an instant such as 2026-12-31T10:00:00Z, or a date."
    )


def test_an_accent_that_is_a_sign_of_its_own_is_an_accent() -> None:
    assert labels_of(leads(["Si\u0301", "No"] * 15)).outcome.tolist() == [True, False] * 15


def test_leads_that_came_in_after_the_date_are_counted() -> None:
    rows = leads(HALF, created_at=[day(i) for i in range(30)])

    assert left_out(labels_of(rows, score_at=day(20))) == {
        "came in after the last date on which leads are looked at": 9
    }
    assert "left out: came in after the last date on which leads are looked at: 30." in refused(
        rows, score_at="1999-12-31"
    )


def test_where_no_lead_has_a_date_one_is_asked_for() -> None:
    assert refused(leads(HALF, created_at=[None] * 30)) == (
        "leads: no-rows: no lead is left to learn from; left out: nobody knows when they came in: 30. "
        "Fill the column that says when leads came in, or name another one with --time: lead_id, outcome, created_at."
    )


def test_a_date_in_the_future_does_not_make_a_history_longer() -> None:
    rows = leads(
        [*HALF, "yes"], created_at=[day(i) for i in range(31)], decided=[*map(day, range(1, 31)), "2190-01-01"]
    )
    found = labels_of(rows, outcome_at="decided", horizon=5)

    assert str(found.known_until) == "2026-01-31T23:59:59.999999"
    assert warned(found) == [
        "dates in the future: 1. The history ends with the latest of the others; --as-of sets another end."
    ]


def test_events_of_leads_that_nobody_knows_are_told() -> None:
    rows = leads(HALF, created_at=[day(0)] * 30)
    events = [{"lead_id": f"l{i}", "event": "seen", "timestamp": day(1)} for i in range(40)]

    assert warned(labels_of(rows, events=events, score_at="1d")) == [
        "10 ids of the events are not among the leads, and 30 are: what those did is not used."
    ]
    assert warned(labels_of(rows, events=events[30:], score_at="1d")) == [
        "no event is of one of the leads: are their ids the same in both files?"
    ]


def test_a_column_may_be_on_another_sheet(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "crm.xlsx") as book:
        for sheet, name in ("Info", "made on"), ("Leads", "outcome"):
            book.add_worksheet(sheet).write_column(0, 0, [name, "no"])

    assert refused(tmp_path / "crm.xlsx") == (
        "crm.xlsx: no-column outcome: there is no column 'outcome'. (crm.xlsx: the first of 2 sheets was read, 'Info';"
        " crm.xlsx#NAME reads another.) Name one of its columns with --outcome: made on."
    )
