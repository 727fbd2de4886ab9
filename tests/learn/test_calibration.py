"""Probabilities that come true, and a ranking that stays."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baremo.errors import InputError
from baremo.learn.calibration import Calibration, calibrate, calibration_of
from baremo.learn.logistic import sigmoid
from baremo.learn.measures import auc, calibration_line, log_loss
from tests.learn.samples import noisy


def bent(log_odds: np.ndarray) -> np.ndarray:
    """Log-odds that no line makes true: level in the middle."""
    return np.sign(log_odds) * np.maximum(np.abs(log_odds) - 1, 0) * 3


@given(
    st.lists(st.tuples(st.floats(-8, 8), st.booleans()), min_size=3, max_size=300).filter(
        lambda rows: len({won for _, won in rows}) == 2
    ),
    st.sampled_from(["platt", "isotonic", None]),
)
def test_a_calibration_keeps_the_order(rows: list[tuple[float, bool]], kind: str | None) -> None:
    log_odds, outcome = np.array([known for known, _ in rows]), np.array([won for _, won in rows])
    found = calibrate(log_odds, outcome, kind=kind)
    line = np.arange(-10, 10, 0.01)

    assert (np.diff(found.calibrated(line)) > 0).all()
    assert calibration_of(json.loads(json.dumps(found.as_json()))) == found


@pytest.mark.parametrize("kind", ["platt", "isotonic"])
def test_calibrated_scores_rank_as_they_did(kind: str) -> None:
    log_odds, outcome = noisy(5000)
    found = calibrate(3 * log_odds + 1, outcome, kind=kind)

    assert auc(outcome, found.probability(3 * log_odds + 1)) == auc(outcome, log_odds)


def test_boasting_is_cut_to_size() -> None:
    log_odds, outcome = noisy(4000)
    fresh, later = noisy(20_000, seed=2)
    found = calibrate(3 * log_odds + 1, outcome)

    assert calibration_line(later, found.probability(3 * fresh + 1)) == pytest.approx((1, 0), abs=0.15)


def test_bends_are_found_where_there_are_conversions_enough() -> None:
    known = np.random.default_rng(1).normal(0, 2, 8000)
    outcome = np.random.default_rng(2).random(8000) < sigmoid(bent(known))
    found = calibrate(known, outcome)

    assert found.kind == "isotonic"
    assert np.abs(found.probability(known) - sigmoid(bent(known))).mean() < 0.02
    assert calibrate(known[:800], outcome[:800]).kind == "platt"


def test_where_a_line_does_a_line_it_is() -> None:
    assert [calibrate(*noisy(8000, seed=seed)).kind for seed in range(5)].count("platt") >= 4


def test_few_rows_are_hardly_worse_off_than_without() -> None:
    fresh, later = noisy(20_000, seed=99)
    plain = log_loss(later, sigmoid(fresh))
    found = [log_loss(later, calibrate(*noisy(100, seed=seed)).probability(fresh)) for seed in range(30)]

    assert np.mean(found) < plain * 1.03
    assert max(found) < plain * 1.2


def test_a_ranking_upside_down_is_made_nearly_level_but_not_turned() -> None:
    log_odds, outcome = noisy(3000)
    found = calibrate(-log_odds, outcome)

    assert found.slope * np.std(log_odds) == pytest.approx(0.1)
    assert found.probability(-log_odds).mean() == pytest.approx(outcome.mean(), abs=0.002)


def test_rows_told_apart_perfectly_are_still_doubted() -> None:
    found = calibrate(np.linspace(-1, 1, 40), np.arange(40) >= 20, kind="platt")

    assert 0.8 < found.probability(np.array([1.0]))[0] < 0.999


def test_probabilities_are_never_certain() -> None:
    assert Calibration().probability(np.array([-1e9, 1e9])).tolist() == [1e-6, 1 - 1e-6]


def test_the_level_is_that_of_the_latest_rows() -> None:
    log_odds, outcome = noisy(6000)
    latest = np.arange(6000) >= 4000
    outcome = outcome | (latest & (np.arange(6000) % 4 == 0))
    found = calibrate(log_odds, outcome, kind="platt", periods=latest.astype(int))

    assert found.probability(log_odds[latest]).mean() == pytest.approx(outcome[latest].mean(), abs=0.005)


def periods_of(levels: list[float], rows: int = 1500) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A ranking that holds throughout, while the log-odds of all go up and down."""
    log_odds, _ = noisy(rows * len(levels))
    number = np.repeat(np.arange(len(levels)), rows)
    return log_odds, np.random.default_rng(3).random(len(number)) < sigmoid(log_odds + np.array(levels)[number]), number


def test_drift_of_the_base_rate_is_not_taken_for_a_slope() -> None:
    log_odds, outcome, number = periods_of([0, 0.5, 1, 1.5, 2])
    misled = calibrate(log_odds - 1.5 * number, outcome)
    found = calibrate(log_odds - 1.5 * number, outcome, periods=number)

    assert misled.slope < 0.3
    assert found.slope == pytest.approx(1, abs=0.1)


def test_a_level_that_stays_is_followed() -> None:
    log_odds, outcome, number = periods_of([0, 0, 0, 1.5, 1.5])

    assert calibrate(log_odds, outcome, periods=number).calibrated(np.zeros(1)) == pytest.approx(1.5, abs=0.2)


def test_a_level_that_comes_and_goes_is_not() -> None:
    log_odds, outcome, number = periods_of([0, 1, 0, 1, 0, 1])

    assert calibrate(log_odds, outcome, periods=number).calibrated(np.zeros(1)) == pytest.approx(0, abs=0.15)


def test_what_one_period_alone_says_of_the_slope_is_not_believed() -> None:
    log_odds, outcome, number = periods_of([0, 0, 0, 0])
    odd = number == 3
    boasting = np.where(odd, 4 * log_odds, log_odds)

    assert calibrate(boasting, outcome, periods=number).slope == 1


def test_a_level_that_chance_may_have_made_is_left_alone() -> None:
    log_odds, outcome = noisy(6000)
    few = np.arange(6000) < 40
    found = calibrate(log_odds, outcome, kind="platt")

    assert found.shifted(log_odds[few], outcome[few]).shift == 0


def test_latest_rows_without_conversions_lower_the_level_within_reason() -> None:
    log_odds, _ = noisy(300)
    shift = Calibration().shifted(log_odds, np.zeros(300, dtype=bool)).shift

    assert -8 < shift < -3


def test_the_order_of_rows_changes_nothing() -> None:
    log_odds, outcome = noisy(3000)
    mixed = np.random.default_rng(5).permutation(3000)

    assert calibrate(log_odds[mixed], outcome[mixed]) == calibrate(log_odds, outcome)


@pytest.mark.parametrize(
    "change", [{"slope": -1}, {"slope": float("nan")}, {"bends": [[1, 2], [1, 3]]}, {"bends": [1]}, {"kind": "wrong"}]
)
def test_a_broken_calibration_is_not_read(change: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"^broken-predictor calibration: the predictor's calibration cannot be"):
        calibration_of(Calibration().as_json() | change)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(InputError) as refused:
        calibration_of({"kind": "platt"})

    assert str(refused.value) == (
        "broken-predictor calibration: the predictor's calibration cannot be read: 'slope'. Train the predictor again."
    )


def test_a_shape_is_proven_by_rows_that_it_makes_clearly_less_surprising() -> None:
    log_odds, outcome = noisy(2000)

    assert Calibration(slope=0.5).proves(2 * log_odds, outcome)
    assert not Calibration(slope=2.0).proves(log_odds, outcome)


def test_a_handful_of_rows_proves_no_shape() -> None:
    log_odds, outcome = noisy(12)

    assert not Calibration(slope=0.5).proves(2 * log_odds, outcome)


def test_a_level_is_no_shape() -> None:
    log_odds, outcome = noisy(2000)

    assert not Calibration(intercept=1.0).proves(log_odds - 1, outcome)
