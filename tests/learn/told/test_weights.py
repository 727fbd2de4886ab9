"""What matters comes first, whatever was learned; what moves nothing is not told."""

from __future__ import annotations

import numpy as np
import pytest

import baremo
from baremo.learn.told.weights import weights_of
from tests.learn.trained import company


@pytest.mark.parametrize("kind", ["scorecard", "naive-bayes", "boosted"])
def test_what_decides_comes_first(kind: str) -> None:
    training = baremo.train(leads=company(), outcome="converted", kind=kind)
    found = weights_of(training.final.learned, training.history.features)

    assert [each.name for each in found][:2] in (["employees", "country"], ["country", "employees"])
    assert all(each.weight > 0 for each in found)
    assert [each.weight for each in found] == sorted((each.weight for each in found), reverse=True)


def test_a_sample_of_the_rows_says_about_the_same() -> None:
    training = baremo.train(leads=company(), outcome="converted", kind="naive-bayes")
    table = training.history.features
    many = table.take(np.tile(np.arange(table.rows), 60))
    found = weights_of(training.final.learned, many)

    for each, expected in zip(found, weights_of(training.final.learned, table), strict=True):
        assert each.weight == pytest.approx(expected.weight, rel=0.05)
