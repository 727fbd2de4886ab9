"""What an age weighs, day by day."""

from __future__ import annotations

import pytest

from baremo.engine.dialects import DuckDB
from baremo.engine.weights import weight, weight_or_one
from baremo.model.decay import Decay, HalfLife, Linear, Step
from tests.engine.asked import answers

AGES = [0, 1, 29, 30, 59, 60, 150, 10_000]

TABLE: dict[Decay, list[float]] = {
    HalfLife(days=30): [1, 0.9771599684, 0.511686946, 0.5, 0.255843473, 0.25, 0.03125, 0],
    Linear(days=30): [1, 0.9666666667, 0.0333333333, 0, 0, 0, 0, 0],
    Step(share=0.25, every=30): [1, 1, 1, 0.75, 0.75, 0.5, 0, 0],
    Step(share=0.25, every=30, compound=True): [1, 1, 1, 0.75, 0.75, 0.5625, 0.2373046875, 0],
    Step(share=1.0, every=30): [1, 1, 1, 0, 0, 0, 0, 0],
    Step(share=1.0, every=30, compound=True): [1, 1, 1, 0, 0, 0, 0, 0],
}


@pytest.mark.parametrize(("decay", "weights"), TABLE.items(), ids=[str(decay) for decay in TABLE])
def test_weights_by_age(decay: Decay, weights: list[float]) -> None:
    found = answers(lambda age: weight(DuckDB(), decay, age), AGES, "BIGINT")

    assert found == pytest.approx(weights, abs=1e-9)


@pytest.mark.parametrize("decay", list(TABLE), ids=str)
def test_where_there_is_nothing_to_fade_with_the_weight_is_one(decay: Decay) -> None:
    assert answers(lambda age: weight_or_one(DuckDB(), decay, age), [None], "BIGINT") == [1]


def test_a_third_four_times_is_less_than_nothing_and_so_nothing() -> None:
    found = answers(lambda age: weight(DuckDB(), Step(share=1 / 3, every=1), age), [0, 1, 2, 3, 4], "BIGINT")

    assert found == pytest.approx([1, 2 / 3, 1 / 3, 0, 0], abs=1e-12)
