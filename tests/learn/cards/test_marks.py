"""Where MQL and the bands begin in what is written: with about as many leads as were asked for."""

from __future__ import annotations

import numpy as np
import pytest

import baremo
from baremo.learn.cards.marks import Marks, marks_of
from baremo.learn.feature import Numbers
from baremo.learn.scorecard import Scorecard
from baremo.learn.training import Training
from tests.learn.trained import company

ASKED = {"capacity": "20/month"}


@pytest.fixture(scope="module")
def common() -> Training:
    return baremo.train(leads=company(), outcome="converted", kind="scorecard", **ASKED)


@pytest.fixture(scope="module")
def rare() -> Training:
    """One lead in a hundred converts, so that hardly any probability is above 1 %."""
    return baremo.train(leads=company(3000, level=-8.5), outcome="converted", kind="boosted", capacity="60/month")


def scores(training: Training) -> Numbers:
    final = training.final
    table, _ = training.history.take(training.split.test)
    if isinstance(final.learned, Scorecard):
        return 100 * final.learned.points(table) / final.learned.out_of
    return 100 * final.calibration.probability(final.learned.log_odds(table))


def reach(training: Training, marks: Marks) -> float:
    return float(np.mean(scores(training) >= marks.mql))


def test_mql_begins_with_as_many_as_can_be_called(common: Training) -> None:
    marks = marks_of(common)
    (proposal,) = common.thresholds.proposals

    assert reach(common, marks) == pytest.approx(proposal.point.share, abs=0.05)
    assert marks.mql == int(marks.mql)


def test_a_band_begins_with_mql_and_the_last_with_the_scale(common: Training) -> None:
    marks = marks_of(common)

    assert marks.mql in marks.bands
    assert marks.bands[-1] == 0
    assert list(marks.bands) == sorted(set(marks.bands), reverse=True)


def test_a_lead_of_a_band_is_clearly_likelier_than_one_of_the_next(common: Training, rare: Training) -> None:
    final = common.final
    assert isinstance(final.learned, Scorecard)
    rise = final.calibration.slope * final.learned.slope * final.learned.out_of / 100
    starts = np.array(marks_of(common).bands[:-1])
    percent = np.array(marks_of(rare).bands[:-1])

    assert np.all(np.diff(-rise * starts) > 0.4)
    assert np.all(percent[:-1] / percent[1:] > 1.49)


def test_a_fifth_are_mql_where_nobody_says_how_many() -> None:
    training = baremo.train(leads=company(), outcome="converted", kind="naive-bayes")

    assert reach(training, marks_of(training)) == pytest.approx(0.2, abs=0.03)


def test_where_hardly_anybody_converts_finer_steps_keep_the_share(rare: Training) -> None:
    marks = marks_of(rare)
    (proposal,) = rare.thresholds.proposals

    assert np.quantile(scores(rare), 0.5) < 1
    assert reach(rare, marks) == pytest.approx(proposal.point.share, rel=0.11)
    assert len(marks.bands) > 2
    assert all(start == round(start, 3) for start in marks.bands)
