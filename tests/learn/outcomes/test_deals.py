"""Deals say who was won when, and for how much."""

from __future__ import annotations

import numpy as np
import pytest

from tests.learn.pasts import (
    LEADS,
    dataset,
    day,
    deal,
    labels_of,
    left_out,
    looked_at,
    outcomes,
    refused,
    warned,
)

DEALS = [deal(i) for i in range(12)]


def test_a_deal_within_the_horizon_makes_a_customer() -> None:
    found = looked_at([*DEALS, deal(20, 30), deal(21, 31)])

    assert int(found.outcome.sum()) == 13
    assert outcomes(found)["l20"]
    assert not outcomes(found)["l21"]


def test_a_deal_has_a_status_an_amount_and_a_date_by_any_usual_name() -> None:
    deals = [
        {
            "lead_id": f"l{i}",
            "Close Date": day(3),
            "Deal Stage": "Closed Won" if i < 12 else "Lost",
            "Amount": "1.234,50 €",
        }
        for i in range(20)
    ]
    found = looked_at(deals)

    assert int(found.outcome.sum()) == 12
    assert found.amounts is not None
    assert found.amounts[found.outcome].tolist() == [1234.5] * 12
    assert np.isnan(found.amounts[~found.outcome]).all()


def test_the_amounts_of_all_deals_within_the_horizon_count() -> None:
    found = looked_at([*[deal(i, 1, amount=1) for i in range(30)], deal(0, 2, amount=2), deal(0, 40, amount=4)])

    assert found.amounts is not None
    assert found.amounts[found.outcome].tolist() == [3.0] + [1.0] * 29


def test_a_status_in_other_words_is_named() -> None:
    deals = [deal(i, state="approved" if i < 12 else "declined") for i in range(20)]

    assert int(looked_at(deals, outcome="state", won=("approved",)).outcome.sum()) == 12
    assert "no deal is won; here are approved (12), declined (8)." in refused(
        LEADS, deals=deals, outcome="state", horizon=30
    )


def test_a_deal_before_its_lead_is_a_fault_of_the_data() -> None:
    found = looked_at([*DEALS, deal(30, -3)])

    assert warned(found) == ["won deals dated before their lead came in, not counted: 1."]
    assert left_out(found) == {"decided before they are looked at": 1}


def test_deals_of_nobody_are_counted() -> None:
    assert warned(looked_at([*DEALS, deal(99)])) == ["won deals of unknown leads, left out: 1."]


def test_a_lead_won_nobody_knows_when_is_left_out() -> None:
    assert left_out(looked_at([*DEALS, deal(33, None)])) == {"won, and nobody knows when": 1}


def test_deals_without_a_date_are_refused() -> None:
    assert refused(LEADS, deals=[{"lead_id": "l1", "on_day": day(1)}]) == (
        "deals: no-column won_at: the deals have no column such as won_at won_date won_on date_won. "
        "Name one of its columns with --outcome-at: lead_id, on_day."
    )
    assert (
        int(looked_at([{"lead_id": f"l{i}", "on_day": day(1)} for i in range(12)], outcome_at="on_day").outcome.sum())
        == 12
    )


def test_without_a_horizon_the_report_says_that_newer_leads_had_less_time() -> None:
    assert warned(looked_at(DEALS, horizon=None)) == ["no horizon is given: newer leads have had less time to be won."]


def test_deals_bring_amounts_to_an_outcome_of_the_leads() -> None:
    rows = [{**lead, "won": "yes" if i < 12 else "no"} for i, lead in enumerate(LEADS)]
    found = looked_at([deal(i, amount=5) for i in range(6)], rows=rows, outcome="won", horizon=None)

    assert int(found.outcome.sum()) == 12
    assert found.amounts is not None
    assert int((found.amounts == 5).sum()) == 6


def test_a_lead_that_is_won_again_is_a_row_again() -> None:
    deals = [deal(i, on) for i in range(10) for on in (20, 50)]
    found = looked_at(deals, score_at="2026-01-15,2026-02-14", horizon=10)
    moments = found.moments
    assert moments is not None

    assert found.rows == 80
    assert [int(found.outcome[moments == at].sum()) for at in np.unique(moments)] == [10, 10]
    assert str(moments[0]) == "2026-01-15T23:59:59.999999"


def test_a_deal_at_the_moment_is_known_not_foretold() -> None:
    deals = [deal(i, 14 if i % 2 else 15) for i in range(40)]
    found = looked_at(deals, score_at="2026-01-15", horizon=10)

    assert int(found.outcome.sum()) == 20


@pytest.mark.parametrize(("score_at", "moments"), [("weekly", 13), ("monthly", 3), ("quarterly", 1)])
def test_leads_are_looked_at_at_the_ends_of_periods_whose_horizon_has_passed(score_at: str, moments: int) -> None:
    found = looked_at([deal(i, on) for i in range(20) for on in range(5, 150, 7)], score_at=score_at, as_of=day(119))

    assert len(np.unique(found.moments)) == moments
    assert found.moments is not None
    assert found.moments.max() <= np.datetime64("2026-03-31T23:59:59.999999")


def test_looking_again_and_again_needs_a_horizon() -> None:
    assert refused(LEADS, deals=DEALS, score_at="monthly") == (
        "no-horizon --horizon: leads looked at again and again need a time within which to be won. "
        "Give it with --horizon, such as 90d."
    )


def test_at_one_date_no_horizon_is_needed_as_all_have_as_much_time() -> None:
    found = looked_at([deal(i, on) for i in range(15) for on in (5, 150)], score_at=day(20), horizon=None)

    assert (found.rows, int(found.outcome.sum())) == (40, 15)
    assert warned(found) == []


def test_a_lead_without_a_date_begins_with_its_first_event() -> None:
    events = [{"lead_id": f"l{i}", "event": "order", "timestamp": day(i)} for i in range(40)]
    rows = [{"lead_id": f"l{i}"} for i in range(41)]
    found = looked_at(
        [deal(i, 60) for i in range(30)], rows=rows, events=events, score_at=f"{day(20)},{day(45)}", horizon=20
    )

    assert found.rows == 21 + 40
    assert warned(found) == ["no column says when leads came in: their first events do."]


def test_with_events_leads_are_looked_at_after_a_day() -> None:
    events = [{"lead_id": "l0", "event": "visit", "timestamp": day(0)}]
    found = looked_at(DEALS, events=events)

    assert str(found.moments[0]) == "2026-01-02T00:00:00.000000"  # type: ignore[index]  # they have moments
    assert warned(found) == ["leads are looked at 24 hours after they came in, since nothing else was said."]


def test_olist_wins_one_lead_in_twelve_within_sixty_days() -> None:
    folder = dataset("olist_funnel")
    found = labels_of(
        folder / "olist_marketing_qualified_leads_dataset.csv",
        id_column="mql_id",
        deals=folder / "olist_closed_deals_dataset.csv",
        time="first_contact_date",
        horizon=60,
    )

    assert (found.rows, int(found.outcome.sum())) == (7999, 646)
    assert warned(found) == ["won deals dated before their lead came in, not counted: 1."]


def test_maven_has_as_many_rows_as_closed_deals() -> None:
    found = labels_of(
        dataset("maven_crm") / "sales_pipeline.csv",
        id_column="opportunity_id",
        outcome="deal_stage",
        won=("Won",),
        lost=("Lost",),
        time="engage_date",
    )
    assert (found.rows, int(found.outcome.sum())) == (6711, 4238)


def test_loan_applications_are_looked_at_after_a_day_if_undecided() -> None:
    folder = dataset("loan_leads")
    found = labels_of(
        folder / "leads.csv",
        events=folder / "events.csv.gz",
        won=("approved",),
        lost=("declined", "cancelled"),
        outcome_at="decided_at",
        horizon=30,
    )
    assert (found.rows, int(found.outcome.sum())) == (3687, 1247)


def test_x_education_has_its_rows_and_conversions() -> None:
    found = labels_of(dataset("x_education") / "Leads.csv", id_column="Prospect ID", outcome="Converted")
    assert (found.rows, int(found.outcome.sum())) == (9240, 3561)


def test_where_leads_tell_the_outcome_its_date_may_be_that_of_the_deals_but_must_be_there() -> None:
    rows = [{**lead, "outcome": "yes" if i < 12 else "no"} for i, lead in enumerate(LEADS)]
    deals = [{"lead_id": f"l{i}", "on_day": day(1), "amount": 5} for i in range(12)]

    assert looked_at(deals, rows=rows, outcome="outcome", outcome_at="on_day").amounts is not None
    assert refused(rows, deals=deals, outcome="outcome", outcome_at="on_dya") == (
        "deals: no-column on_dya: there is no column 'on_dya'; did you mean 'on_day'? "
        "Name one of its columns with --outcome-at: lead_id, on_day, amount."
    )


def test_deals_of_leads_that_nobody_knows_are_refused_with_the_first() -> None:
    deals = [{"lead_id": f"contact-{i}", "won_at": day(3)} for i in range(12)]

    assert refused(LEADS, deals=deals) == (
        "deals:1: unknown-leads lead_id: none of 12 won deals is of one of the leads; the first is of 'contact-0'. "
        "Give the ids that the leads have; --id names the leads' column that holds them."
    )


def test_lost_deals_alone_make_no_customers() -> None:
    assert refused(LEADS, deals=[deal(i, status="lost") for i in range(12)]) == (
        "deals: unclear-outcome status: no deal is won; here are lost (12). Say which value means won with --won."
    )


def test_a_status_in_unusual_words_is_told() -> None:
    states = ["verloren" if i % 3 else "gewonnen" for i in range(30)]
    found = looked_at([deal(i, status=state) for i, state in enumerate(states)])

    assert int(found.outcome.sum()) == 30
    assert warned(found) == [
        "status: no value of it is a usual word for won or lost, so every deal counts as won: verloren (20),"
        " gewonnen (10). --won says which are."
    ]
    assert (
        int(looked_at([deal(i, status=state) for i, state in enumerate(states)], won=("gewonnen",)).outcome.sum()) == 10
    )


def test_of_two_columns_the_one_that_says_won_is_the_status() -> None:
    deals = [deal(i, stage=f"step {i % 2}", is_won="true" if i < 12 else "false") for i in range(20)]

    assert int(looked_at(deals).outcome.sum()) == 12


def test_amounts_below_zero_are_told() -> None:
    assert warned(looked_at([deal(i, amount=-5 if i < 2 else 5) for i in range(12)])) == [
        "amount: amounts below zero, such as refunds: 2. What a deal is worth is learned from the others."
    ]
