"""Logistic regression on one number, beside that of scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from baremo.learn.logistic import level_to, logistic_line, logistic_lines, sigmoid
from tests.learn.samples import noisy


def test_the_line_is_that_of_scikit_learn() -> None:
    known, won = noisy(3000)
    theirs = LogisticRegression(C=np.inf, tol=1e-10, solver="newton-cholesky").fit(2 * known[:, None] + 1, won)
    line = theirs.intercept_[0], theirs.coef_[0, 0]

    assert logistic_line(2 * known + 1, won.astype(float)) == pytest.approx(line, abs=1e-5)


def test_groups_have_a_level_each_and_one_slope() -> None:
    known, won = noisy(6000)
    group = np.arange(6000) % 3
    intercepts, slope = logistic_lines(known + 2 * group, won.astype(float), group)

    assert slope == pytest.approx(1, abs=0.1)
    assert intercepts == pytest.approx([0, -2, -4], abs=0.3)


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=30), st.floats(0.001, 0.999))
def test_log_odds_are_brought_to_the_level_that_is_wanted(log_odds: list[float], share: float) -> None:
    known = np.array(log_odds)

    assert sigmoid(known + level_to(known, share)).mean() == pytest.approx(share, abs=1e-6)


def test_rows_told_apart_perfectly_have_a_line_too() -> None:
    intercept, slope = logistic_line(np.array([-1.0, 1.0]), np.array([0.0, 1.0]))

    assert (intercept, slope > 5) == (pytest.approx(0, abs=1e-6), True)


def test_probabilities_of_any_log_odds_are_finite() -> None:
    assert sigmoid(np.array([-1e4, -40, 0, 1e4])).tolist() == [0, pytest.approx(4.248354255291589e-18), 0.5, 1]
