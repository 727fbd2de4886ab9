"""Weights become whole points that read well: an ordinary value gives 0, a bad sign takes points away.

The sum of all points stays within 0 and the points of a full score, whatever a lead's values are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from baremo.learn.binning import Binning, is_attribute, is_recency
from baremo.learn.cards.additive import Additive
from baremo.learn.feature import FeatureTable, Flags, Numbers
from baremo.learn.measures import auc

FULL_SCORES = (100, 200, 500, 1000)
MOST_LOSS = 0.001  # of the AUC on the rows learned from, that rounding may cost
USUAL = 0.5  # of the rows, from which on a bin is the ordinary one


@dataclass(frozen=True, kw_only=True, slots=True)
class Points:
    """Whole points of each bin of each feature; the log-odds are `intercept + slope * sum of points`."""

    of_bins: tuple[tuple[int, ...], ...]
    base: int
    out_of: int
    intercept: float
    slope: float


def whole_points(found: Additive, table: FeatureTable, won: Flags) -> Points:
    """Points out of 100, or out of more where that ranks the rows noticeably better."""
    places = [binning.places(table) for binning in found.binnings]
    exact = auc(won, found.of_places(places, table.rows))
    for out_of in FULL_SCORES:
        points = _out_of(out_of, found)
        total = np.zeros(table.rows)
        for given, place in zip(points.of_bins, places, strict=True):
            total += np.array(given)[place]
        if exact - auc(won, total) <= MOST_LOSS:
            break
    return points


def _out_of(out_of: int, found: Additive) -> Points:
    reach = sum(float(np.ptp(weights)) for weights in found.weights)
    if reach <= 0:
        return _all_alike(found, out_of)
    zeros = [weights[_zero(binning, weights)] for binning, weights in zip(found.binnings, found.weights, strict=True)]
    slope = reach / out_of
    of_bins = _rounded(found.weights, zeros, slope)
    while sum(max(given) - min(given) for given in of_bins) > out_of:
        slope *= 1.002
        of_bins = _rounded(found.weights, zeros, slope)
    base = -sum(min(given) for given in of_bins)
    intercept = found.intercept + sum(zeros) - slope * base
    return Points(of_bins=of_bins, base=base, out_of=out_of, intercept=float(intercept), slope=slope)


def _all_alike(found: Additive, out_of: int) -> Points:
    """Nothing tells leads apart: each has half of the points."""
    base, slope = out_of // 2, 1 / out_of
    nothing = tuple((0,) * len(weights) for weights in found.weights)
    return Points(of_bins=nothing, base=base, out_of=out_of, intercept=found.intercept - slope * base, slope=slope)


def _rounded(weights: Sequence[Numbers], zeros: Sequence[float], slope: float) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(round(float(weight)) for weight in (each - zero) / slope)
        for each, zero in zip(weights, zeros, strict=True)
    )


def _zero(binning: Binning, weights: Numbers) -> int:
    """The bin that gives no points: of those who did nothing, the one that most rows are in, or else the worst."""
    if not is_attribute(binning.feature):
        return len(weights) - 1 if is_recency(binning.feature) else 0
    rows = np.array([each.n for each in binning.bins])
    usual = int(rows.argmax())
    return usual if rows[usual] >= USUAL * rows.sum() else int(weights.argmin())
