"""Scorecards: whole points for each bin of few features, whose sum ranks leads.

Its log-odds are reckoned from the whole points, so a model file with these points ranks exactly alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from baremo.engine.backends import Progress
from baremo.learn.binning import Binning, bin_features, recounted
from baremo.learn.cards.additive import Additive
from baremo.learn.cards.merging import merged
from baremo.learn.cards.periods import dead_start, in_order, tells_time
from baremo.learn.cards.points import Points, whole_points
from baremo.learn.cards.selection import LARGEST, Selected, fitted, order_of, promising, select, thinned
from baremo.learn.feature import Feature, FeatureTable, Flags, Numbers
from baremo.learn.hints import NO_HINTS, Hints
from baremo.learn.splits import Fold
from baremo.texts import Text, say

SHARE_OF_FOLDS = 0.7  # of the work


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A feature's bins with their points.

    Attributes
    ----------
    weights : array of shape (bins,)
        Log-odds as learned, before they were rounded to points.
    points : tuple of int
        Of each bin.
    """

    binning: Binning
    weights: Numbers
    points: tuple[int, ...]

    @property
    def feature(self) -> Feature:
        return self.binning.feature


@dataclass(frozen=True, kw_only=True, slots=True)
class Scorecard:
    """What was learned, ready to be written as a model file.

    Attributes
    ----------
    parts : tuple of Part
        The most important first.
    base : int
        Points that every lead begins with, so that no sum is below 0.
    out_of : int
        Points of a full score, at least the highest sum that there can be.
    intercept, slope : float
        Of the log-odds on the sum of points; not yet calibrated.
    rows, positives : int
        That it was learned from.
    left_out : tuple of (str, Text)
        Features that could have served, and why they do not.
    warnings : tuple of Text
        What a reader of the report should know.
    """

    parts: tuple[Part, ...]
    base: int
    out_of: int
    intercept: float
    slope: float
    rows: int
    positives: int
    left_out: tuple[tuple[str, Text], ...] = ()
    warnings: tuple[Text, ...] = ()
    kind: Literal["scorecard"] = "scorecard"

    @property
    def features(self) -> tuple[Feature, ...]:
        """What it reads."""
        return tuple(part.feature for part in self.parts)

    def points(self, table: FeatureTable) -> npt.NDArray[np.int64]:
        """The sum of points of each row, from 0 to `out_of`."""
        found = np.full(table.rows, self.base, dtype=np.int64)
        for part in self.parts:
            found += np.array(part.points, dtype=np.int64)[part.binning.places(table)]
        return found

    def log_odds(self, table: FeatureTable) -> Numbers:
        """Of each row, from its whole points."""
        return np.asarray(self.intercept + self.slope * self.points(table), dtype=np.float64)

    def unrounded(self, table: FeatureTable) -> Numbers:
        """Log-odds of each row before they were rounded to points, but for a constant."""
        found = np.zeros(table.rows)
        for part in self.parts:
            found += part.weights[part.binning.places(table)]
        return found


def learn(
    table: FeatureTable,
    outcome: Flags,
    folds: Sequence[Fold],
    *,
    hints: Hints = NO_HINTS,
    progress: Progress | None = None,
) -> Scorecard:
    """Learns a scorecard; the folds choose its features, their number and shape.

    Parameters
    ----------
    table : FeatureTable
    outcome : array of shape (rows,), bool
        Of both kinds.
    folds : sequence of Fold
        In the order of time, if they are in time.
    """
    order, in_time = in_order(folds, table.rows)
    start = dead_start(outcome[order]) if in_time else 0
    alive = np.zeros(table.rows, dtype=bool)
    alive[order[start:]] = True
    later = [replace(fold, train=fold.train[alive[fold.train]], test=fold.test[alive[fold.test]]) for fold in folds]
    rows = order[start:]
    won = outcome[rows]
    whole = promising(table.take(rows), won)
    binnings = bin_features(whole, won, hints=hints)
    of_time = {each.feature.name for each in binnings if in_time and tells_time(each, whole)}
    lead_features = table.of(feature.name for feature in table.features if feature.name not in of_time)
    told = None if progress is None else (lambda done: progress(SHARE_OF_FOLDS * done))
    selected = select(lead_features, outcome, later, hints=hints, progress=told)
    found, left_out = _fitted([each for each in binnings if each.feature.name not in of_time], whole, won, selected)
    if progress is not None:
        progress(1.0)
    return replace(
        _scorecard(found, whole, won),
        left_out=(*((name, _OF_TIME) for name in sorted(of_time)), *left_out),
        warnings=(_dead(start),) if start else (),
    )


def _fitted(
    binnings: Sequence[Binning], table: FeatureTable, won: Flags, selected: Selected
) -> tuple[Additive, list[tuple[str, Text]]]:
    """The weights of the best features, and why others are not among them."""
    lasting = [each for each in binnings if not selected.vanishes(each.feature.name)]
    rows = thinned(np.arange(table.rows))
    few, outcome = table.take(rows), won[rows]
    places = [each.places(few) for each in lasting]
    order = order_of(lasting, places, outcome, bends=selected.bends)
    asked = [at for at in order if lasting[at].feature.name in selected.lasting][: selected.size]
    new = [at for at in order if lasting[at].feature.name not in selected.lasting]
    chosen = [at for at in order if at in asked or at in new][:LARGEST]
    found = fitted([lasting[at] for at in chosen], [places[at] for at in chosen], outcome, bends=selected.bends)
    vanishing = [each.feature.name for each in binnings if selected.vanishes(each.feature.name)]
    spare = [each.feature.name for at, each in enumerate(lasting) if at not in chosen]
    return found, [*((name, _VANISHES) for name in vanishing), *((name, _SPARE) for name in spare)]


def _scorecard(found: Additive, table: FeatureTable, won: Flags) -> Scorecard:
    points: Points = whole_points(found, table, won)
    parts = []
    for binning, weights, given in zip(found.binnings, found.weights, points.of_bins, strict=True):
        fewer, lighter, kept = merged(binning, weights, given)
        if len(set(kept)) > 1:
            parts.append(Part(binning=recounted(fewer, table, won), weights=lighter, points=kept))
    return Scorecard(
        parts=tuple(sorted(parts, key=lambda part: (min(part.points) - max(part.points), part.feature.name))),
        base=points.base,
        out_of=points.out_of,
        intercept=points.intercept,
        slope=points.slope,
        rows=table.rows,
        positives=int(np.count_nonzero(won)),
    )


def _dead(rows: int) -> Text:
    return say(
        "The earliest {count} leads closed next to never: they tell when it all began, not who buys, and are not "
        "learned from.",
        count=rows,
    )


_OF_TIME = say("it tells the date rather than the lead, and later leads will have values never seen")
_VANISHES = say("what it said did not hold for leads kept apart")
_SPARE = say("it adds next to nothing to the others")
