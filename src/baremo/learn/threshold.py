"""From which score on a lead is worth a call: by what sales can call, by what a call earns, or by a share of hits.

A threshold is the lowest score that belongs to it; all are read off leads whose outcome is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

import numpy as np
import numpy.typing as npt

from baremo.learn.clusters import design_effect, share_range
from baremo.learn.feature import Flags, Numbers, Rows
from baremo.learn.judged.capacity import Capacity
from baremo.learn.judged.shares import share_of
from baremo.learn.libraries import sklearn
from baremo.learn.measures import Estimate
from baremo.texts import Text, WholeNumber, say

POINTS = 200  # of a curve at most
APART = log(1.5)  # of the log-odds, between the beginnings of bands
FILLED = 0.5  # of a capacity, at least: rather than less, those who share the next score are called, too
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
    leads: Rows | None = None,
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
    leads : array of shape (n,), optional
        Numbers of leads that stand more than once: their rows are not independent.
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
    steps = _steps(outcome, score, step, whose=leads, months=months, value=value)
    asked: list[tuple[Proposal | None, Text]] = []
    if capacity is not None:
        asked.append((_by_capacity(steps, capacity), _NO_TIME))
    if value is not None:
        asked.append((_by_value(steps, outcome, score, value), _NO_PROFIT))
    if precision is not None:
        asked.append((_by_precision(steps, precision), _NO_PRECISION))
    return Thresholds(
        curve=_curve(steps),
        proposals=tuple(proposal for proposal, _ in asked if proposal is not None),
        warnings=tuple(reason for proposal, reason in asked if proposal is None),
    )


def propose_bands(
    outcome: Flags,
    score: Numbers,
    *,
    mql: float | None = None,
    lowest: float = 0.0,
    step: float | None = None,
    log_odds: Callable[[float], float] | None = None,
) -> tuple[BandProposal, ...]:
    """Bands, highest first: the best tenth, to three tenths, to six tenths, and the rest; one begins at an MQL.

    Bands that would begin with the same score, or with scores that say nearly the same, are one.

    Parameters
    ----------
    log_odds : function of a score, optional
        What it says of a lead: where each band but the lowest begins, a lead has at least one and a half times the
        odds of one where the next begins.
    """
    steps = _steps(outcome, score, step)
    starts = [_start(steps, share) for share in SHARES]
    if mql is not None:
        starts = [mql, *[start for start in starts if start > mql][:1], *(start for start in starts if start < mql)]
    starts = _apart(starts, log_odds) if log_odds else starts
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Steps:
    """Each score that occurs (or multiple of the step), from the highest down, with all leads from it on."""

    thresholds: Numbers
    leads: npt.NDArray[np.int64]
    positives: npt.NDArray[np.int64]
    outcome: Flags  # of each row, from the highest score down
    whose: Rows | None  # numbers of their leads
    months: float | None
    value: Value | None

    def point(self, place: int) -> Point:
        leads, positives = int(self.leads[place]), int(self.positives[place])
        whose = None if self.whose is None else self.whose[:leads]
        low, high = share_range(positives, leads, design_effect(self.outcome[:leads], whose))
        return Point(
            threshold=float(self.thresholds[place]),
            leads=leads,
            share=leads / int(self.leads[-1]),
            per_month=leads / self.months if self.months else None,
            positives=positives,
            precision=Estimate(value=positives / leads, low=low, high=high),
            recall=positives / max(int(self.positives[-1]), 1),
            profit=positives * self.value.deal - leads * self.value.call if self.value else None,
        )

    def last(self, wanted: Flags) -> Point | None:
        """The lowest threshold of those that are wanted."""
        places = np.flatnonzero(wanted)
        return self.point(int(places[-1])) if len(places) else None


def _steps(
    outcome: Flags,
    score: Numbers,
    step: float | None,
    *,
    whose: Rows | None = None,
    months: float | None = None,
    value: Value | None = None,
) -> _Steps:
    at = np.floor(np.round(score / step, 9)) * step if step else score
    scores, place = np.unique(at, return_inverse=True)
    down = np.argsort(-place, kind="stable")
    return _Steps(
        thresholds=scores[::-1],
        leads=np.cumsum(np.bincount(place, minlength=len(scores))[::-1]),
        positives=np.cumsum(np.bincount(place[outcome], minlength=len(scores))[::-1]),
        outcome=outcome[down],
        whose=None if whose is None else whose[down],
        months=months,
        value=value,
    )


def _by_capacity(steps: _Steps, capacity: Capacity) -> Proposal | None:
    """As many as can be called, and more only where else half of the calls would not be made: many share a score."""
    if not steps.months:
        return None
    most = capacity.per_month * steps.months
    within = int(np.count_nonzero(steps.leads <= most))  # scores
    whole = within == len(steps.leads) or (within > 0 and steps.leads[within - 1] >= FILLED * most)
    found = steps.point(within - 1 if whole else within)
    told = {
        "capacity": WholeNumber(round(capacity.per_month)),
        "leads": WholeNumber(round(found.per_month or 0)),
        "share": share_of(found.share),
    }
    if not whole and within:
        reason = say(
            "Sales can call {capacity} a month. Only about {above} a month stand above a score that many share, and "
            "with those about {leads}, {share} of the leads: call the best first, then the newest.",
            above=WholeNumber(round(steps.point(within - 1).per_month or 0)),
            **told,
        )
    elif not whole:
        reason = say(
            "Sales can call {capacity} a month, but about {leads} a month share the highest score, {share} of the "
            "leads: call the newest of them first.",
            **told,
        )
    elif found.share == 1:
        reason = say("Sales can call {capacity} a month, and about {leads} a month come: all can be called.", **told)
    else:
        reason = say("Sales can call {capacity} a month: the best {share} of the leads, about {leads} a month.", **told)
    return _proposal("capacity", found, reason)


def _by_value(steps: _Steps, outcome: Flags, score: Numbers, value: Value) -> Proposal | None:
    """Down to where the chance of a deal, times its worth, still exceeds the cost of a call.

    The chance rises with the score: it is fitted so, lest a lucky group decides.
    """
    rising = sklearn().isotonic.IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
    chance = rising.fit(score, outcome.astype(np.float64)).predict(steps.thresholds)
    pays = chance * value.deal > value.call
    point = steps.last(pays)
    if point is None:
        return None
    reason = say(
        "Calling the best {share} of the leads is expected to pay: even of the last of them {found} convert, and "
        "{needed} cover the cost of the calls.",
        share=share_of(point.share),
        found=share_of(float(chance[pays].min())),
        needed=share_of(value.call / value.deal),
    )
    return _proposal("value", point, reason)


def _by_precision(steps: _Steps, precision: float) -> Proposal | None:
    """The most leads of which that share converts."""
    point = steps.last(steps.positives >= precision * steps.leads)
    if point is None:
        return None
    reason = say(
        "Of the best {share} of the leads at least {asked} converted, as is asked for.",
        share=share_of(point.share),
        asked=share_of(precision),
    )
    return _proposal("precision", point, reason)


def _proposal(by: By, point: Point, reason: Text) -> Proposal:
    how_sure = say(
        "Of those judged {positives} of {leads} converted ({share}); it is 95% sure that {low} to {high} of such leads "
        "do.",
        positives=WholeNumber(point.positives),
        leads=WholeNumber(point.leads),
        share=share_of(point.precision.value),
        low=share_of(point.precision.low),
        high=share_of(point.precision.high),
    )
    return Proposal(by=by, point=point, sentences=(reason, how_sure))


def _start(steps: _Steps, share: float) -> float:
    """Where the largest group within a share of the leads starts, or else the smallest group."""
    point = steps.last(steps.leads <= share * steps.leads[-1]) or steps.point(0)
    return point.threshold


def _apart(starts: Sequence[float], log_odds: Callable[[float], float]) -> list[float]:
    """Those that are far enough from all that come before them here."""
    kept: list[float] = []
    for start in starts:
        if all(abs(log_odds(start) - log_odds(other)) >= APART for other in kept):
            kept.append(start)
    return kept


def _curve(steps: _Steps) -> tuple[Point, ...]:
    """Few enough points to draw, at about the same distances in leads."""
    places = np.searchsorted(steps.leads, np.linspace(steps.leads[0], steps.leads[-1], POINTS))
    return tuple(steps.point(int(place)) for place in np.unique(places))


_NO_TIME = say("How many leads come in a month is not known without a time: name the column with --time.")
_NO_PROFIT = say("At no score is a call expected to earn more than it costs.")
_NO_PRECISION = say("At no score does such a share convert.")
