"""How well an order puts those first that converted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baremo.learn import measures
from baremo.learn.judged.ranking import area, by_chance, difference, hits

SOME = np.array([True, True, False, False, False])


FIVE_TIMES = np.repeat(np.arange(400), 5)


def drawn(seed: int, n: int = 400) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    score = np.round(rng.normal(size=n), 1)
    return rng.random(n) < 1 / (1 + np.exp(1.5 - score)), score


@given(st.integers(0, 10_000))
def test_the_area_is_that_of_the_measures(seed: int) -> None:
    outcome, score = drawn(seed, n=60)
    found = area(outcome, score)

    if found is None:
        assert outcome.all() or not outcome.any()
    else:
        assert found.value == pytest.approx(measures.auc(outcome, score))
        assert 0 <= found.low <= found.value <= found.high <= 1


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    truth = area(*drawn(0, n=200_000))
    assert truth is not None
    found = [area(*drawn(seed)) for seed in range(1, 301)]

    assert np.mean([each is not None and each.low <= truth.value <= each.high for each in found]) > 0.92


def test_a_perfect_order_of_few_leads_is_not_sure_to_stay_perfect() -> None:
    found = area(SOME, np.array([5.0, 4.0, 3.0, 2.0, 1.0]))

    assert found is not None
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low < 0.6


def test_one_conversion_tells_next_to_nothing() -> None:
    found = area(np.arange(100) == 50, np.arange(100.0))

    assert found is not None
    assert found.high - found.low > 0.6


def test_nobody_to_tell_apart_has_no_area() -> None:
    assert area(np.zeros(3, dtype=bool), np.arange(3.0)) is None
    assert difference(np.ones(3, dtype=bool), np.arange(3.0), np.arange(3.0)) is None


def test_two_scores_of_the_same_leads_are_compared_more_surely_than_apart() -> None:
    outcome, score = drawn(1)
    other = score + np.random.default_rng(2).normal(scale=0.3, size=len(score))
    whole, gain = area(outcome, score), difference(outcome, score, other)

    assert whole is not None
    assert gain is not None
    assert gain.high - gain.low < (whole.high - whole.low) / 2
    assert difference(outcome, score, score) == measures.Estimate(value=0.0, low=0.0, high=0.0)


def test_chance_stays_within_its_range_in_95_of_100_cases() -> None:
    rng = np.random.default_rng(3)
    score = np.round(rng.normal(size=300), 0)
    areas = []
    for _ in range(400):
        outcome = rng.permutation(np.arange(300) < 40)
        found, chance = measures.auc(outcome, score), by_chance(outcome, score)
        areas.append(chance.low <= found <= chance.high)

    assert np.mean(areas) == pytest.approx(0.95, abs=0.03)


def test_ties_at_the_end_share_what_they_are_worth() -> None:
    assert hits(SOME, np.array([9.0, 5.0, 5.0, 5.0, 1.0]), 2) == pytest.approx(1 + 1 / 3)
    assert hits(np.array([100.0, 0.0, 50.0]), np.array([1.0, 2.0, 3.0]), 2) == 50
    assert hits(SOME, np.zeros(5), 0) == 0
    assert hits(SOME, np.zeros(5), 9) == 2


def of_leads(seed: int, *, tells: float) -> tuple[np.ndarray, np.ndarray]:
    """Five rows of each of 400 leads, which have much in common, and by how much their score tells the outcome."""
    rng = np.random.default_rng(seed)
    known, hidden = np.repeat(rng.normal(size=(2, 400)), 5, axis=1)
    return rng.random(2000) < 1 / (1 + np.exp(1 - tells * known - 2 * hidden)), known + 0.3 * rng.normal(size=2000)


def width(found: measures.Estimate | None) -> float:
    assert found is not None
    return found.high - found.low


def test_rows_that_repeat_their_lead_make_no_area_surer() -> None:
    outcome, score = drawn(1)
    other, again = -score, (np.repeat(outcome, 5), np.repeat(score, 5))

    assert width(area(*again, leads=FIVE_TIMES)) == pytest.approx(width(area(outcome, score)), rel=0.02)
    assert width(by_chance(*again, leads=FIVE_TIMES)) == pytest.approx(width(by_chance(outcome, score)), rel=0.1)
    assert width(difference(*again, np.repeat(other, 5), leads=FIVE_TIMES)) == pytest.approx(
        width(difference(outcome, score, other)), rel=0.02
    )


def test_leads_that_stand_once_are_as_sure_as_rows() -> None:
    outcome, score = drawn(1)
    leads = np.random.default_rng(2).permutation(400)

    assert width(area(outcome, score, leads=leads)) == pytest.approx(width(area(outcome, score)))
    assert width(by_chance(outcome, score, leads=leads)) == pytest.approx(width(by_chance(outcome, score)))


def test_a_perfect_order_of_two_leads_is_not_sure_to_stay_perfect_however_often_they_stand() -> None:
    often, leads = np.repeat([True, False], 500), np.repeat([0, 1], 500)
    found = area(often, often.astype(float), leads=leads)

    assert found is not None
    assert found.low < 0.2


def test_the_interval_of_several_rows_of_each_lead_holds_the_truth_as_often_as_it_says() -> None:
    truth = np.mean([measures.auc(*of_leads(seed, tells=1)) for seed in range(1000, 1200)])
    past = [of_leads(seed, tells=1) for seed in range(200)]
    known = [area(*each, leads=FIVE_TIMES) for each in past]
    unknown = [area(*each) for each in past]

    assert np.mean([each is not None and each.low <= truth <= each.high for each in known]) > 0.91
    assert np.mean([each is not None and each.low <= truth <= each.high for each in unknown]) < 0.85


def test_chance_has_its_range_where_leads_stand_several_times() -> None:
    past = [of_leads(seed, tells=0) for seed in range(200)]
    areas = [measures.auc(*each) for each in past]
    known = [by_chance(*each, leads=FIVE_TIMES) for each in past]

    assert np.mean([each.low <= found <= each.high for each, found in zip(known, areas, strict=True)]) > 0.91
    assert np.mean([np.abs(found - 0.5) <= width(by_chance(*past[0])) / 2 for found in areas]) < 0.85
