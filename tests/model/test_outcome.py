"""The probability of a number of points."""

from __future__ import annotations

import math

import pytest

from baremo.model.outcome import Probability


@pytest.mark.parametrize(
    ("points", "probability"),
    [(0, 0.014774032), (60, 0.5), (100, 0.942675824), (-math.inf, 0.0), (math.inf, 1.0), (1e308, 1.0)],
)
def test_the_more_points_the_more_likely(points: float, probability: float) -> None:
    assert Probability(intercept=-4.2, slope=0.07).of(points) == probability


def test_a_steep_slope_does_not_overflow() -> None:
    assert Probability(intercept=1e9, slope=1e9).of(1e308) == 1.0
    assert Probability(intercept=-1e9, slope=1e9).of(-1e308) == 0.0
