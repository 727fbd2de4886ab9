"""Log-odds into probabilities that come true, without changing who ranks above whom.

A calibration goes up everywhere: it is a line (Platt), or a line with bends where there are conversions enough
to see them (isotonic).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite
from typing import Literal, get_args

import numpy as np

from baremo.errors import InputError, Problem
from baremo.learn.clusters import standard_error
from baremo.learn.feature import Flags, Numbers, Rows
from baremo.learn.libraries import sklearn
from baremo.learn.logistic import level_to, logistic_lines, sigmoid
from baremo.learn.measures import CLIP, both_outcomes, surprises
from baremo.texts import Text, say

CalibrationKind = Literal["platt", "isotonic"]

ENOUGH = 1000  # conversions, from which on bends are looked for
SEED = 7
PARTS = 5  # of the rows, each checked by what the others give
FAINTEST = 0.1  # spread of log-odds: a ranking that says nothing, or the opposite, is kept, though nearly level
CLEARLY = 2.0  # standard errors that are no chance
STEEPEST = 2.0  # slope: more is hardly ever true later
BENDS = 100  # at most
IN_A_BEND = 50  # rows at least
PRIOR = 2.0  # rows' worth of the line that each bend starts from
PRICE = 2.0  # squared standard errors that a difference must be worth
NOTHING = 1e-300
NEAR = 1e-9  # by so much, at least, each bend is above the one before it


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """Log-odds in, calibrated log-odds or probabilities out.

    Attributes
    ----------
    slope, intercept : float
        The line; with bends, it goes on with this slope before the first and after the last.
    bends : tuple of (float, float)
        Log-odds as learned and as calibrated, both going up.
    shift : float
        Added to all calibrated log-odds, for a base rate that has changed.
    """

    kind: CalibrationKind = "platt"
    slope: float = 1.0
    intercept: float = 0.0
    bends: tuple[tuple[float, float], ...] = ()
    shift: float = 0.0

    def calibrated(self, log_odds: Numbers) -> Numbers:
        """Log-odds that come true."""
        if not self.bends:
            return np.asarray(self.intercept + self.shift + self.slope * log_odds)
        known, given = np.array(self.bends).T
        within = np.clip(log_odds, known[0], known[-1])
        return np.asarray(np.interp(within, known, given) + self.shift + self.slope * (log_odds - within))

    def probability(self, log_odds: Numbers) -> Numbers:
        """0.000001 to 0.999999."""
        return np.clip(sigmoid(self.calibrated(log_odds)), CLIP, 1 - CLIP)

    def shifted(self, log_odds: Numbers, outcome: Flags) -> Calibration:
        """The same shape at the level of these rows, as far as they are enough to tell the level.

        A difference that chance alone may make is shrunk.
        """
        level = self.calibrated(log_odds)
        rows, won = len(outcome), np.count_nonzero(outcome)
        wanted = (won + 0.5) / (rows + 1)  # never 0 nor 1
        difference = level_to(level, wanted)
        given = sigmoid(level + difference)
        return replace(self, shift=self.shift + difference * shrinkage(difference, (given * (1 - given)).sum()))

    def proves(self, log_odds: Numbers, outcome: Flags) -> bool:
        """Whether rows are less surprising by this shape than by the log-odds as they are, by two standard errors.

        Both at the rows' own level.
        """
        gain = _surprise(log_odds, outcome) - _surprise(self.calibrated(log_odds), outcome)
        return bool(gain.mean() > CLEARLY * standard_error(gain, np.arange(len(gain))))

    def as_json(self) -> dict[str, object]:
        """What `calibration_of` reads."""
        return {
            "kind": self.kind,
            "slope": self.slope,
            "intercept": self.intercept,
            "shift": self.shift,
            "bends": [list(bend) for bend in self.bends],
        }


def calibrate(
    log_odds: Numbers, outcome: Flags, *, kind: CalibrationKind | None = None, periods: Rows | None = None
) -> Calibration:
    """Learns how often log-odds come true, from rows that they were not learned from.

    Slope and bends (from 1,000 conversions on) are taken only where they make other rows less surprising than the
    log-odds as they are, by more than two standard errors.

    Parameters
    ----------
    log_odds : array of shape (n,), finite
    outcome : array of shape (n,), bool
    kind : 'platt' or 'isotonic', optional
        Without bends, or with them whatever they are worth.
    periods : array of shape (n,), optional
        Numbers that go up with time: each period's log-odds come from what was learned before it. Each has a level
        of its own, so that drift of the base rate is not taken for a slope; a shape must prove itself on periods
        that it was not learned from; the level moves to that of the latest as far as its rows can tell, and as far
        as in the past the latest foretold the next.

    Raises
    ------
    InputError
        All rows have the same outcome.
    """
    both_outcomes(outcome)
    numbers = np.zeros(len(outcome)) if periods is None else periods
    order = np.lexsort((outcome, log_odds, numbers))  # so that the rows' own order decides nothing
    period = np.unique(numbers[order], return_inverse=True)[1]
    known, won = log_odds[order], outcome[order]
    shape = _bent if kind == "isotonic" else _best(known, won, period, bends=kind is None)
    found = shape(known, won, period)
    latest = period == period[-1]
    if latest.all():
        return found
    further = found.shifted(known[latest], won[latest]).shift - found.shift
    return replace(found, shift=found.shift + further * inertia(won, period))


def calibration_of(document: object) -> Calibration:
    """Reads what `Calibration.as_json` wrote.

    Raises
    ------
    InputError
        Something is missing, not finite, or does not go up.
    """
    try:
        found = _read(document)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(_broken(str(error))) from error
    steps = [high - low for before, after in pairwise(found.bends) for low, high in zip(before, after, strict=True)]
    figures = [found.slope, found.intercept, found.shift, *(figure for bend in found.bends for figure in bend)]
    if (
        not all(map(isfinite, figures))
        or min([found.slope, *steps]) <= 0
        or found.kind not in get_args(CalibrationKind)
    ):
        raise InputError(_broken(say("it does not go up everywhere")))
    return found


Shape = Callable[[Numbers, Flags, Rows], Calibration]


def _best(known: Numbers, won: Flags, period: Rows, *, bends: bool) -> Shape:
    """The shape that surprises least where it was not learned."""
    fewer = min(np.count_nonzero(won), np.count_nonzero(~won))
    if fewer < PARTS:
        return _even
    part = period if period.any() else _parts(won)
    best, least = _even, _elsewhere(_even, known, won, period, part)
    for shape in (_line, _bent) if bends and fewer >= ENOUGH else (_line,):
        found = _elsewhere(shape, known, won, period, part)
        if _clear(least - found, period):
            best, least = shape, found
    return best


def _clear(gain: Numbers, period: Rows) -> bool:
    """More than two standard errors, and not in one period alone."""
    if gain.mean() <= CLEARLY * standard_error(gain, np.arange(len(gain))):
        return False
    by_period = np.bincount(period, gain) / np.bincount(period)
    return bool(by_period.min() > 0 or gain.mean() > CLEARLY * standard_error(gain, period))


def _parts(won: Flags) -> Rows:
    """Rows parted by chance: dealt out in turn, sorted rows would be too alike, and bends would always win."""
    part = np.empty(len(won), dtype=np.intp)
    rng = np.random.default_rng(SEED)
    for group in (won, ~won):
        part[group] = rng.permutation(np.count_nonzero(group)) % PARTS
    return part


def _elsewhere(shape: Shape, known: Numbers, won: Flags, period: Rows, part: Rows) -> Numbers:
    """The surprise of each row by what the other parts' rows give, each part at its own level."""
    found = np.empty(len(won))
    for number in range(int(part.max()) + 1):
        away, here = part != number, part == number
        remaining = np.unique(period[away], return_inverse=True)[1]
        calibrated = shape(known[away], won[away], remaining).calibrated(known[here])
        found[here] = _surprise(calibrated, won[here])
    return found


def _surprise(log_odds: Numbers, outcome: Flags) -> Numbers:
    """Of each row, with all at their own level."""
    return surprises(outcome, sigmoid(levelled(log_odds, outcome)))


def shrinkage(difference: float, told: float) -> float:
    """What remains of a difference, 0..1: nothing where it is worth no parameter (1.4 standard errors or less).

    Akaike's price of a parameter, taken off as James and Stein do with their positive part.

    Parameters
    ----------
    told : float
        What the rows tell of it: the inverse of its variance.
    """
    return max(0.0, 1 - PRICE / max(difference**2 * told, PRICE))


def inertia(won: Flags, period: Rows) -> float:
    """How much of the latest base rate's distance from that of the periods before it the next one kept, 0..1.

    As long as there are few periods, nearly all.
    """
    rows = np.bincount(period)
    share = (np.bincount(period, won) + 0.5) / (rows + 1)
    level, told = np.log(share / (1 - share)), rows * share * (1 - share)
    kept = below = float(1 / told.mean())  # as of one more period that kept all, as far away as chance may put it
    for number in range(2, len(level)):
        before = np.average(level[:number], weights=told[:number])
        kept += float((level[number] - before) * (level[number - 1] - before))
        below += float((level[number - 1] - before) ** 2)
    return min(max(kept / below, 0.0), 1.0)


def levelled(log_odds: Numbers, outcome: Flags) -> Numbers:
    """Log-odds moved so that their mean probability is the share of conversions, which is taken as never 0 nor 1."""
    return log_odds + level_to(log_odds, (np.count_nonzero(outcome) + 0.5) / (len(outcome) + 1))


def _even(known: Numbers, won: Flags, period: Rows) -> Calibration:
    """As they are. What will be used has learned from all periods, so it has their mean level already."""
    return Calibration() if period.any() else Calibration().shifted(known, won)


def _line(known: Numbers, won: Flags, period: Rows) -> Calibration:
    """Platt's line, to targets that leave a little doubt of every row."""
    return _lines(known, won, period)[0]


def _lines(known: Numbers, won: Flags, period: Rows) -> tuple[Calibration, Numbers]:
    """The line of all periods together, and how far above it each period has its own."""
    rows, count = len(won), np.count_nonzero(won)
    target = np.where(won, (count + 1) / (count + 2), 1 / (rows - count + 2))
    intercepts, slope = logistic_lines(known, target, period)
    sloped = Calibration(slope=_slope(known, period, intercepts, slope))
    level = level_to(sloped.calibrated(known), float(target.mean()))
    return replace(sloped, intercept=level), intercepts - level


def _slope(known: Numbers, period: Rows, intercepts: Numbers, slope: float) -> float:
    """The slope, as far from 1 as the rows can tell, and within reason."""
    share = sigmoid(intercepts[period] + slope * known)
    weight = share * (1 - share)
    middle = np.bincount(period, weight * known) / np.maximum(np.bincount(period, weight), NOTHING)
    told = float((weight * (known - middle[period]) ** 2).sum())
    shrunk = 1 + (slope - 1) * shrinkage(slope - 1, told)
    flattest = min(1.0, FAINTEST / max(float(known.std()), FAINTEST))
    return min(max(shrunk, flattest), STEEPEST)


def _bent(known: Numbers, won: Flags, period: Rows) -> Calibration:
    """Isotonic regression through the middles of its steps, so that no two log-odds become one."""
    line, above = _lines(known, won, period)
    moved = known + above[period] / line.slope  # all periods on one line
    order = np.lexsort((won, moved))
    known, won = moved[order], won[order]
    starts = np.append(_steps(known, won), len(known))
    middles = np.add.reduceat(known, starts[:-1]) / np.diff(starts)
    prior = sigmoid(line.calibrated(middles))
    share = (np.add.reduceat(won.astype(np.float64), starts[:-1]) + PRIOR * prior) / (np.diff(starts) + PRIOR)
    given = np.log(share / (1 - share))
    rising = np.append(True, (np.diff(np.maximum.accumulate(given)) > NEAR) & (np.diff(middles) > NEAR))
    if np.count_nonzero(rising) < 2:
        return line
    bends = tuple(zip(middles[rising].tolist(), given[rising].tolist(), strict=True))
    return replace(line, kind="isotonic", bends=bends)


def _steps(known: Numbers, won: Flags) -> Numbers:
    """Where the steps of an isotonic regression start; small ones are part of the step before."""
    _, first, times = np.unique(known, return_index=True, return_counts=True)
    share = np.add.reduceat(won.astype(np.float64), first) / times
    fitted = sklearn().isotonic.isotonic_regression(share, sample_weight=times)
    starts = first[np.append(True, np.diff(fitted) > 0)]
    least = max(IN_A_BEND, len(known) // BENDS)
    kept = [0]
    for start in starts.tolist():
        if start - kept[-1] >= least and len(known) - start >= least:
            kept.append(start)
    return np.array(kept)


def _read(document: object) -> Calibration:
    if not isinstance(document, dict):
        raise TypeError("it is no object")
    return Calibration(
        kind=document["kind"],
        slope=float(document["slope"]),
        intercept=float(document["intercept"]),
        shift=float(document["shift"]),
        bends=tuple((float(known), float(given)) for known, given in document["bends"]),
    )


def _broken(reason: str | Text) -> Problem:
    return Problem(
        code="broken-predictor",
        subject="calibration",
        message=say("the predictor's calibration cannot be read: {reason}.", reason=reason),
        remedy=say("Train the predictor again."),
    )
