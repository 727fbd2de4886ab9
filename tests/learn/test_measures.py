"""Figures of a ranking, beside those of scikit-learn."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from baremo.engine.intervals import wilson
from baremo.errors import InputError
from baremo.learn.logistic import sigmoid
from baremo.learn.measures import (
    auc,
    average_precision,
    brier,
    calibration_line,
    lift,
    log_loss,
    measure,
    reliability,
)
from tests.learn.samples import noisy

scored = st.lists(st.tuples(st.booleans(), st.integers(0, 9)), min_size=2, max_size=60).filter(
    lambda rows: len({won for won, _ in rows}) == 2
)


def arrays(rows: list[tuple[bool, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([won for won, _ in rows]), np.array([score / 10 for _, score in rows])


@given(scored)
def test_ranking_figures_are_those_of_scikit_learn_ties_included(rows: list[tuple[bool, int]]) -> None:
    outcome, score = arrays(rows)

    assert auc(outcome, score) == pytest.approx(metrics.roc_auc_score(outcome, score), abs=1e-12)
    assert average_precision(outcome, score) == pytest.approx(
        metrics.average_precision_score(outcome, score), abs=1e-12
    )


@given(scored)
def test_errors_are_those_of_scikit_learn(rows: list[tuple[bool, int]]) -> None:
    outcome, probability = arrays(rows)

    assert brier(outcome, probability) == pytest.approx(metrics.brier_score_loss(outcome, probability))
    assert log_loss(outcome, probability) == pytest.approx(
        metrics.log_loss(outcome, np.clip(probability, 1e-6, 1 - 1e-6))
    )


@given(scored)
def test_only_the_order_of_scores_matters_to_a_ranking(rows: list[tuple[bool, int]]) -> None:
    outcome, score = arrays(rows)

    assert auc(outcome, np.exp(3 * score) - 7) == auc(outcome, score)
    assert lift(outcome, np.exp(3 * score) - 7) == lift(outcome, score)


@given(scored, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[bool, int]], chance: st.randoms) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)

    assert measure(*arrays(mixed), bootstrap=5) == measure(*arrays(rows), bootstrap=5)
    assert lift(*arrays(mixed)) == lift(*arrays(rows))
    assert reliability(*arrays(mixed)) == reliability(*arrays(rows))


def test_intervals_of_forty_thousand_rows_are_quick() -> None:
    log_odds, outcome = noisy(40_000, base=-3)
    start = time.process_time()
    found = measure(outcome, sigmoid(log_odds))

    assert time.process_time() - start < 5
    assert 0 < found.auc.high - found.auc.low < 0.03
    assert (found.slope, found.intercept) == pytest.approx((1, 0), abs=0.1)


def test_an_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    truth = auc(*reversed(noisy(200_000)))
    found = [
        measure(outcome, sigmoid(score), bootstrap=200) for score, outcome in (noisy(300, seed=k) for k in range(60))
    ]

    assert 52 <= sum(each.auc.low <= truth <= each.auc.high for each in found) <= 60


def test_thirty_conversions_are_a_wide_interval() -> None:
    score, outcome = noisy(160, seed=3)
    found = measure(outcome, sigmoid(score))

    assert 20 < found.positives < 60
    assert 0.1 < found.auc.high - found.auc.low < 0.4


def test_a_perfect_ranking_of_few_is_not_taken_for_certain() -> None:
    outcome = np.arange(40) < 20
    found = measure(outcome, np.where(outcome, 0.9, 0.1)).auc

    assert (found.value, found.low, found.high) == pytest.approx((1, wilson(20, 20)[0], 1))


def test_rows_of_one_lead_are_drawn_together() -> None:
    score, outcome = noisy(300)
    often = np.repeat(np.arange(300), 8).astype(str).astype(object)
    alone = measure(np.repeat(outcome, 8), np.repeat(sigmoid(score), 8)).auc
    together = measure(np.repeat(outcome, 8), np.repeat(sigmoid(score), 8), clusters=often).auc

    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_one_probability_for_all_says_nothing() -> None:
    found = measure(np.arange(100) < 20, np.full(100, 0.2))

    assert (found.auc.value, found.auc.low, found.auc.high) == (0.5, 0.5, 0.5)
    assert (found.slope, found.intercept) == pytest.approx((1, 0), abs=1e-2)


def test_boasting_shows_as_a_slope_under_one() -> None:
    log_odds, outcome = noisy(20_000)

    assert calibration_line(outcome, sigmoid(2 * log_odds + 1)) == pytest.approx((0.5, -0.5), abs=0.05)


def test_without_conversions_nothing_can_be_measured() -> None:
    with pytest.raises(InputError) as refused:
        measure(np.zeros(5, dtype=bool), np.full(5, 0.2))

    assert str(refused.value) == (
        "one-outcome outcome: of 5 leads 0 became customers: there is nothing to tell apart. "
        "Give leads that became customers and leads that did not."
    )


def test_deciles_gain_every_conversion() -> None:
    score, outcome = noisy(1234)
    found = lift(outcome, score)

    assert sum(each.n for each in found) == 1234
    assert found[-1].gain == pytest.approx(1)
    assert found[0].lift > 2 > found[-1].lift


def test_rows_of_one_score_share_their_conversions() -> None:
    found = lift(np.array([True, False, False, False]), np.ones(4), parts=2)

    assert [each.conversion for each in found] == [0.25, 0.25]


def test_what_was_promised_is_laid_beside_what_came() -> None:
    probability = np.repeat([0.1, 0.5], 50)
    found = reliability(np.arange(100) % 2 == 0, probability)

    assert [(each.n, round(each.predicted, 9), each.observed) for each in found] == [(50, 0.1, 0.5), (50, 0.5, 0.5)]
