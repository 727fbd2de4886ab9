"""From which score on a lead is worth a call."""

from __future__ import annotations

import numpy as np
import pytest

from baremo.errors import InputError
from baremo.learn.judged.capacity import Capacity, capacity_of, months_between
from baremo.learn.threshold import Value, propose, propose_bands

RNG = np.random.default_rng(7)
SCORE = np.floor(RNG.random(6000) * 100)
CHANCE = SCORE / 200  # 0 to a half
OUTCOME = RNG.random(6000) < CHANCE
MONTH = Capacity(leads=200, period="month")


def test_no_more_leads_are_proposed_than_can_be_called() -> None:
    (found,) = propose(OUTCOME, SCORE, months=12, capacity=MONTH).proposals

    assert found.by == "capacity"
    assert 190 < (found.point.per_month or 0) <= 200
    assert np.count_nonzero(found.point.threshold <= SCORE) == found.point.leads
    assert str(found.sentences[0]) == ("Sales can call 200 a month: the best 40% of the leads, about 200 a month.")


@pytest.mark.parametrize(
    ("leads", "sentence"),
    [
        (
            1,
            "Sales can call 1 a month, but about 5 a month share the highest score, 1.1% of the leads: call the newest "
            "of them first.",
        ),
        (900, "Sales can call 900 a month, and about 500 a month come: all can be called."),
    ],
)
def test_where_capacity_and_leads_do_not_meet_it_is_said(leads: float, sentence: str) -> None:
    capacity = Capacity(leads=leads, period="month")
    (found,) = propose(OUTCOME, SCORE, months=12, capacity=capacity).proposals

    assert str(found.sentences[0]) == sentence


def test_rather_than_leave_sales_idle_those_who_share_the_next_score_are_called_too() -> None:
    score = np.where(np.arange(6000) < 60, 90.0, np.where(np.arange(6000) < 3060, 70.0, 10.0))
    (found,) = propose(OUTCOME, score, months=12, capacity=MONTH).proposals

    assert (found.point.threshold, found.point.leads) == (70, 3060)
    assert str(found.sentences[0]) == (
        "Sales can call 200 a month. Only about 5 a month stand above a score that many share, and with those about "
        "255, 51% of the leads: call the best first, then the newest."
    )


def test_a_call_is_made_while_it_earns_more_than_it_costs() -> None:
    (found,) = propose(OUTCOME, SCORE, value=Value(deal=1000, call=250)).proposals

    assert found.by == "value"
    assert found.point.threshold == pytest.approx(50, abs=8)
    assert found.point.profit == 1000 * found.point.positives - 250 * found.point.leads


def test_no_threshold_earns_much_more_than_the_one_that_is_proposed() -> None:
    found = propose(OUTCOME, SCORE, value=Value(deal=1000, call=250))
    best = max(point.profit or 0 for point in found.curve)

    assert (found.proposals[0].point.profit or 0) > 0.95 * best


def test_a_target_precision_takes_as_many_leads_as_it_can() -> None:
    (found,) = propose(OUTCOME, SCORE, precision=0.4).proposals

    assert found.point.precision.value >= 0.4
    assert found.point.threshold == pytest.approx(60, abs=8)


def test_a_precision_that_rests_on_few_says_how_unsure_it_is() -> None:
    score = np.arange(40.0)
    (found,) = propose(score >= 30, score, precision=0.9).proposals

    assert str(found.sentences[1]) == (
        "Of those judged 10 of 11 converted (91%); it is 95% sure that 62% to 98% of such leads do."
    )


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"precision": 0.99}, "At no score does such a share convert."),
        ({"value": Value(deal=10, call=100)}, "At no score is a call expected to earn more than it costs."),
        (
            {"capacity": MONTH},
            "How many leads come in a month is not known without a time: name the column with --time.",
        ),
    ],
)
def test_what_cannot_be_proposed_has_its_reason(asked: dict[str, object], reason: str) -> None:
    found = propose(OUTCOME, SCORE, **asked)  # type: ignore[arg-type]

    assert found.proposals == ()
    assert [str(each) for each in found.warnings] == [reason]


def test_the_curve_goes_from_few_leads_to_all_and_stays_short() -> None:
    score = RNG.random(6000)
    curve = propose(OUTCOME, score).curve

    assert len(curve) <= 200
    assert [point.leads for point in curve] == sorted(point.leads for point in curve)
    assert (curve[-1].leads, curve[-1].share, curve[-1].recall) == (6000, 1.0, 1.0)


def test_thresholds_are_multiples_of_a_step() -> None:
    (found,) = propose(OUTCOME, SCORE + 0.3, months=12, capacity=MONTH, step=5).proposals

    assert found.point.threshold % 5 == 0
    assert np.count_nonzero(found.point.threshold <= SCORE + 0.3) == found.point.leads


def test_the_order_of_rows_changes_no_proposal() -> None:
    rows = np.random.default_rng(1).permutation(6000)
    asked = {"months": 12.0, "capacity": MONTH, "value": Value(deal=1000, call=250), "precision": 0.4}

    assert propose(OUTCOME[rows], SCORE[rows], **asked) == propose(OUTCOME, SCORE, **asked)  # type: ignore[arg-type]


def test_every_lead_is_in_a_band_and_higher_bands_convert_better() -> None:
    bands = propose_bands(OUTCOME, SCORE)

    assert sum(band.leads for band in bands) == 6000
    assert [band.start for band in bands] == sorted((band.start for band in bands), reverse=True)
    shares = [band.positives / band.leads for band in bands]
    assert shares == sorted(shares, reverse=True)
    assert bands[-1].start == 0


def test_a_band_begins_at_the_mql() -> None:
    assert 77 in [band.start for band in propose_bands(OUTCOME, SCORE, mql=77)]


def test_bands_that_say_nearly_the_same_are_one_and_mql_is_kept() -> None:
    near = propose_bands(OUTCOME, SCORE, mql=85, log_odds=lambda score: score / 20)
    nearer = propose_bands(OUTCOME, SCORE, mql=85, log_odds=lambda score: score / 100)

    assert [band.start for band in propose_bands(OUTCOME, SCORE, mql=85)] == [90, 85, 70, 39, 0]
    assert [band.start for band in near] == [85, 70, 39, 0]
    assert [band.start for band in nearer] == [85, 39, 0]
    assert sum(band.leads for band in nearer) == 6000


def test_one_score_for_all_is_one_band() -> None:
    assert [(band.start, band.leads) for band in propose_bands(OUTCOME, np.zeros(6000))] == [(0.0, 6000)]


def test_a_capacity_is_read_in_any_period() -> None:
    assert capacity_of("200/month").per_month == pytest.approx(200)
    assert capacity_of(" 1200 / Years ").per_month == pytest.approx(100)
    assert capacity_of("10/day").per_month == pytest.approx(304.375)


@pytest.mark.parametrize("given", ["", "200", "0/month", "-1/day", "1e99/day", "200/fortnight", "9999999999/day"])
def test_any_other_capacity_is_refused(given: str) -> None:
    with pytest.raises(InputError) as refused:
        capacity_of(given)

    assert str(refused.value) == (
        f"bad-capacity --capacity: {given!r} does not say how many leads can be called. "
        "Write a number of leads and a period: 200/month, 50/week or 10/day."
    )


def test_a_year_has_twelve_months() -> None:
    year = np.array(["2025-01-01", "2026-01-01"], dtype="datetime64[us]")

    assert months_between(year) == pytest.approx(12, abs=0.01)


def test_what_those_called_convert_is_no_surer_where_leads_stand_several_times() -> None:
    leads = np.repeat(np.arange(6000), 4)
    (once,) = propose(OUTCOME, SCORE, precision=0.3).proposals
    (often,) = propose(np.repeat(OUTCOME, 4), np.repeat(SCORE, 4), leads=leads, precision=0.3).proposals
    (alone,) = propose(OUTCOME, SCORE, leads=np.arange(6000), precision=0.3).proposals

    assert alone == once
    assert often.point.precision.low == pytest.approx(once.point.precision.low, abs=1e-4)
    assert often.point.precision.high == pytest.approx(once.point.precision.high, abs=1e-4)
