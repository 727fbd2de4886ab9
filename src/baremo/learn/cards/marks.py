"""Where the stage MQL and the bands begin in the model that is written.

Proposals are read off rows kept apart, in shares of the leads; the written model was learned from all rows and
may spread its scores otherwise, so it is the share that is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log

import numpy as np

from baremo.learn.feature import Numbers
from baremo.learn.measures import CLIP
from baremo.learn.scorecard import Scorecard
from baremo.learn.threshold import propose_bands
from baremo.learn.training import Training

SHARE = 0.2  # of the leads are MQL where nobody says how many can be called
FULL = 100.0  # the scale of the models that are written
STEPS = (1.0, 0.1, 0.01, 0.001)  # of that scale: where hardly anybody converts, all scores are low
NEAR = 0.9  # of the leads that were asked for, that a round number may leave over


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """Scores from which on.

    Attributes
    ----------
    mql : float
        The lowest score of an MQL, above 0: as round a number of the scale 0 to 100 as tells about that share.
    bands : tuple of float
        Where each band begins, the highest first; the last begins with the scale.
    proposed : tuple of float
        Where the leads of each proposal begin, in the order of the proposals; the first is MQL.
    """

    mql: float
    bands: tuple[float, ...]
    proposed: tuple[float, ...] = ()


def marks_of(training: Training) -> Marks:
    """From the first of what was asked for: capacity, value, precision; else the best fifth."""
    score = _scores(training)
    starts = [_from_share(score, each.point.share) for each in training.thresholds.proposals]
    mql, step = starts[0] if starts else _from_share(score, SHARE)
    outcome = training.history.labels.outcome[training.split.test]
    bands = propose_bands(outcome, score, mql=mql, step=step, log_odds=_log_odds(training))
    proposed = tuple(start for start, _ in starts)
    return Marks(mql=mql, bands=tuple(_round(band.start) for band in bands), proposed=proposed)


def _scores(training: Training) -> Numbers:
    """What the written model gives the rows that judged, which are the latest."""
    final, rows = training.final, training.split.test
    if isinstance(final.learned, Scorecard):
        return FULL * final.learned.points(training.history.features.take(rows)) / final.learned.out_of
    return FULL * final.probability[rows]


def _log_odds(training: Training) -> Callable[[float], float]:
    """What a score of the written model says; of a scorecard but for a constant."""
    final = training.final
    if isinstance(final.learned, Scorecard):
        slope = final.calibration.slope * final.learned.slope * final.learned.out_of / FULL
        return lambda score: slope * score
    return lambda score: _of_percent(min(max(score, FULL * CLIP), FULL * (1 - CLIP)))


def _of_percent(probability: float) -> float:
    return log(probability / (FULL - probability))


def _from_share(score: Numbers, share: float) -> tuple[float, float]:
    """From which score on there are about as many leads as that share, at least the highest ones; and its step."""
    least = float(np.sort(score)[::-1][max(round(share * len(score)), 1) - 1])
    wanted = np.count_nonzero(score >= least)
    for step in STEPS:
        start = _round(np.ceil(round(least / step, 9)) * step)
        if start > 0 and np.count_nonzero(score >= start) >= NEAR * wanted:
            return start, step
    return max(_round(np.floor(least / STEPS[-1]) * STEPS[-1]), STEPS[-1]), STEPS[-1]


def _round(score: float) -> float:
    return round(float(score), 3)
