"""From which score on a lead is worth a call: by what sales can call, by what a call earns, or by a share of hits.

A threshold is the lowest score that belongs to it; all are read off leads whose outcome is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from baremo.learn.capacity import Capacity
from baremo.learn.feature import Flags, Numbers
from baremo.learn.libraries import sklearn
from baremo.learn.measures import Estimate, wilson
from baremo.texts import Text, WholeNumber, say

POINTS = 200  # of a curve at most
FEW = 20  # conversions from a threshold on, below which its precision is little sure
SHARES = (0.1, 0.3, 0.6)  # of the leads, down to the lowest band but one, where nothing else says

By = Literal["capacity", "value", "precision"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """What a call may earn and what it costs, in the same currency."""

    deal: float
    call: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """All leads from a score on.

    Attributes
    ----------
    share : float
        Of all leads.
    per_month : float, optional
        How many leads there are in a month.
    precision : Estimate
        The share that converts, with Wilson's 95 % interval.
    recall : float
        The share of all who convert.
    profit : float, optional
        Deals won less calls made, over these leads, if none of the won were won without a call.
    """

    threshold: float
    leads: int
    share: float
    per_month: float | None
    positives: int
    precision: Estimate
    recall: float
    profit: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A threshold and why."""

    by: By
    point: Point
    sentences: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BandProposal:
    """A band from a score on; the lowest begins with the scale."""

    start: float
    leads: int
    positives: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Thresholds:
    """What is proposed, the curve that it is read off, and why something could not be."""

    curve: tuple[Point, ...]  # from the highest threshold to the lowest
    proposals: tuple[Proposal, ...]
    warnings: tuple[Text, ...] = ()


def propose(
    outcome: Flags,
    score: Numbers,
    *,
    months: float | None = None,
    capacity: Capacity | None = None,
    value: Value | None = None,
    precision: float | None = None,
    step: float | None = None,
) -> Thresholds:
    """Thresholds for an MQL by each thing that is asked for.

    Parameters
    ----------
    outcome, score : arrays of shape (n,)
        Of leads that the score was not learned from.
    months : float, optional
        The time in which these leads came, for a capacity.
    precision : float, optional
        The share, above 0 and up to 1, of those called that shall convert.
    step : float, optional
        Thresholds are multiples of it, such as 1.

    Examples
    --------
    >>> import numpy as np
    >>> score = np.arange(100.0)
    >>> found = propose(score >= 80, score, precision=1.0)
    >>> found.proposals[0].point.threshold
    80.0
    """
    points = _points(outcome, score, months=months, value=value, step=step)
    asked: list[tuple[Proposal | None, Text]] = []
    if capacity is not None:
        asked.append((_by_capacity(points, capacity), _NO_CAPACITY if months else _NO_TIME))
    if value is not None:
        asked.append((_by_value(points, outcome, score, value), _NO_PROFIT))
    if precision is not None:
        asked.append((_by_precision(points, precision), _NO_PRECISION))
    return Thresholds(
        curve=_thinned(points),
        proposals=tuple(proposal for proposal, _ in asked if proposal is not None),
        warnings=tuple(reason for proposal, reason in asked if proposal is None),
    )


def propose_bands(
    outcome: Flags, score: Numbers, *, mql: float | None = None, lowest: float = 0.0, step: float | None = None
) -> tuple[BandProposal, ...]:
    """Bands, highest first: the best tenth, to three tenths, to six tenths, and the rest; one begins at an MQL.

    Bands that would begin with the same score are one.
    """
    points = _points(outcome, score, months=None, value=None, step=step)
    starts = [_last(points, share).threshold for share in SHARES]
    if mql is not None:
        starts = [start for start in starts if start > mql][:1] + [mql] + [start for start in starts if start < mql]
    kept = [*sorted({max(start, lowest) for start in starts} - {lowest}, reverse=True), lowest]
    place = np.digitize(score, kept[::-1][1:])  # 0 is the lowest band
    return tuple(
        BandProposal(
            start=float(start),
            leads=int(np.count_nonzero(place == number)),
            positives=int(np.count_nonzero(outcome[place == number])),
        )
        for number, start in zip(range(len(kept) - 1, -1, -1), kept, strict=True)
    )


def _points(
    outcome: Flags, score: Numbers, *, months: float | None, value: Value | None, step: float | None
) -> list[Point]:
    """At each score that occurs (or multiple of the step), from the highest down."""
    at = np.floor(np.round(score / step, 9)) * step if step else score
    scores, place = np.unique(at, return_inverse=True)
    leads = np.cumsum(np.bincount(place, minlength=len(scores))[::-1])
    won = np.cumsum(np.bincount(place, weights=outcome, minlength=len(scores))[::-1]).astype(int)
    return [
        _point(float(threshold), int(n), int(positives), outcome, months, value)
        for threshold, n, positives in zip(scores[::-1], leads, won, strict=True)
    ]


def _point(
    threshold: float, leads: int, positives: int, outcome: Flags, months: float | None, value: Value | None
) -> Point:
    low, high = wilson(positives, leads)
    return Point(
        threshold=threshold,
        leads=leads,
        share=leads / len(outcome),
        per_month=leads / months if months else None,
        positives=positives,
        precision=Estimate(value=positives / leads, low=float(low), high=float(high)),
        recall=positives / max(int(np.count_nonzero(outcome)), 1),
        profit=positives * value.deal - leads * value.call if value else None,
    )


def _by_capacity(points: Sequence[Point], capacity: Capacity) -> Proposal | None:
    """As many as can be called, and no more."""
    within = [point for point in points if point.per_month is not None and point.per_month <= capacity.per_month]
    if not within:
        return None
    reason = say(
        "About {leads} leads a month have this score or more, and {capacity} can be called.",
        leads=WholeNumber(round(within[-1].per_month or 0)),
        capacity=WholeNumber(round(capacity.per_month)),
    )
    return _proposal("capacity", within[-1], reason)


def _by_value(points: Sequence[Point], outcome: Flags, score: Numbers, value: Value) -> Proposal | None:
    """Down to where the chance of a deal, times its worth, still exceeds the cost of a call.

    The chance rises with the score: it is fitted so, lest a lucky group decides.
    """
    rising = sklearn().isotonic.IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
    rising.fit(score, outcome.astype(float))
    chance = rising.predict(np.array([point.threshold for point in points]))
    worth = [point for point, each in zip(points, chance, strict=True) if each * value.deal > value.call]
    if not worth:
        return None
    reason = say(
        "From this score on a call is expected to earn more than it costs: at least {found} of 1,000 such leads "
        "convert, and {needed} pay for the calls.",
        found=_of_thousand(float(chance[len(worth) - 1])),
        needed=_of_thousand(value.call / value.deal),
    )
    return _proposal("value", worth[-1], reason)


def _by_precision(points: Sequence[Point], precision: float) -> Proposal | None:
    """The most leads of which that share converts."""
    reaching = [point for point in points if point.precision.value >= precision]
    if not reaching:
        return None
    point = reaching[-1]
    reason = say("Of 1,000 leads from this score on {share} convert.", share=_of_thousand(point.precision.value))
    return _proposal("precision", point, reason, target=precision)


def _proposal(by: By, point: Point, reason: Text, *, target: float | None = None) -> Proposal:
    sentences = [reason]
    if point.positives < FEW or (target is not None and point.precision.low < target):
        sentences.append(
            say(
                "This rests on {positives} conversions: of 1,000 such leads between {low} and {high} convert.",
                positives=WholeNumber(point.positives),
                low=_of_thousand(point.precision.low),
                high=_of_thousand(point.precision.high),
            )
        )
    return Proposal(by=by, point=point, sentences=tuple(sentences))


def _of_thousand(share: float) -> WholeNumber:
    return WholeNumber(round(1000 * share))


def _last(points: Sequence[Point], share: float) -> Point:
    """The largest group within a share of the leads, or else the smallest."""
    return next((point for point in reversed(points) if point.share <= share), points[0])


def _thinned(points: Sequence[Point]) -> tuple[Point, ...]:
    """Few enough to draw, at about the same distances in leads."""
    if len(points) <= POINTS:
        return tuple(points)
    leads = np.array([point.leads for point in points])
    places = np.searchsorted(leads, np.linspace(leads[0], leads[-1], POINTS))
    return tuple(points[place] for place in np.unique(places))


_NO_TIME = say("How many leads come in a month is not known without a time: name the column with --time.")
_NO_CAPACITY = say("More leads share the highest score than can be called: no threshold keeps within the capacity.")
_NO_PROFIT = say("At no score is a call expected to earn more than it costs.")
_NO_PRECISION = say("At no score does such a share convert.")
