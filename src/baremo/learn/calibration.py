"""Log-odds into probabilities that come true, without changing who ranks above whom.

A calibration goes up everywhere: it is a line (Platt), or a line with bends where there are conversions enough
to see them (isotonic).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite, log
from typing import Literal, get_args

import numpy as np

from baremo.errors import InputError, Problem
from baremo.learn.feature import Flags, Numbers
from baremo.learn.libraries import sklearn
from baremo.learn.logistic import logistic_line, sigmoid
from baremo.learn.measures import CLIP, both_outcomes, surprises
from baremo.texts import Text, say

CalibrationKind = Literal["platt", "isotonic"]

ENOUGH = 1000  # conversions, from which on bends are looked for
SEED = 7
PARTS = 5  # of the rows, each checked by what the others give
FLATTEST = 0.01  # slope: a ranking that says nothing or the opposite is kept, though nearly level
BENDS = 100  # at most
IN_A_BEND = 50  # rows at least
PRIOR = 2.0  # rows' worth of the line that each bend starts from
NEAR = 1e-9  # by so much, at least, each bend is above the one before it
STEPS = 60  # of halving an interval


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

        A difference that chance alone may make is shrunk (James and Stein, positive part): one of a standard
        error or less is none.
        """
        level = self.calibrated(log_odds)
        rows, won = len(outcome), np.count_nonzero(outcome)
        wanted = (won + 0.5) / (rows + 1)  # never 0 nor 1
        difference = _level(level, wanted)
        given = sigmoid(level + difference)
        variance = 1 / float((given * (1 - given)).sum())
        return replace(self, shift=self.shift + difference * max(0.0, 1 - variance / max(difference**2, variance)))

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
    log_odds: Numbers, outcome: Flags, *, kind: CalibrationKind | None = None, recent: Flags | None = None
) -> Calibration:
    """Learns how often log-odds come true, from rows that they were not learned from.

    Parameters
    ----------
    log_odds : array of shape (n,), finite
    outcome : array of shape (n,), bool
    kind : 'platt' or 'isotonic', optional
        By default the line is taken only where it makes rows of other parts less surprising than the log-odds as
        they are, and bends only from 1,000 conversions on and where they win by more than a standard error.
    recent : array of shape (n,), bool, optional
        The latest rows, whose base rate holds now: the shape is that of all rows, the level theirs.

    Raises
    ------
    InputError
        All rows have the same outcome.
    """
    both_outcomes(outcome)
    order = np.lexsort((outcome, log_odds))  # so that the rows' own order decides nothing
    known, won = log_odds[order], outcome[order]
    shape = _shape(kind) or _best(known, won)
    found = shape(known, won)
    return found if recent is None or not recent.any() else found.shifted(log_odds[recent], outcome[recent])


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


Shape = Callable[[Numbers, Flags], Calibration]


def _shape(kind: CalibrationKind | None) -> Shape | None:
    match kind:
        case "platt":
            return _line
        case "isotonic":
            return _bent
        case None:
            return None


def _best(known: Numbers, won: Flags) -> Shape:
    """The shape that surprises least where it was not learned; rows come sorted by log-odds."""
    fewer = min(np.count_nonzero(won), np.count_nonzero(~won))
    if fewer < PARTS:
        return _unchanged
    unchanged, line = (_elsewhere(shape, known, won) for shape in (_unchanged, _line))
    best, least = (_line, line) if line.mean() < unchanged.mean() else (_unchanged, unchanged)
    if fewer < ENOUGH:
        return best
    gain = least - _elsewhere(_bent, known, won)
    return _bent if gain.mean() > gain.std() / np.sqrt(len(gain)) else best


def _elsewhere(shape: Shape, known: Numbers, won: Flags) -> Numbers:
    """The surprise of each row by what the other parts' rows give."""
    part = np.empty(len(won), dtype=np.intp)
    rng = np.random.default_rng(SEED)  # parts dealt out in turn would be too alike, and bends would always win
    for group in (won, ~won):
        part[group] = rng.permutation(np.count_nonzero(group)) % PARTS
    found = np.empty(len(won))
    for number in range(PARTS):
        away, here = part != number, part == number
        found[here] = surprises(won[here], shape(known[away], won[away]).probability(known[here]))
    return found


def _unchanged(known: Numbers, won: Flags) -> Calibration:
    return Calibration()


def _line(known: Numbers, won: Flags) -> Calibration:
    """Platt's line, to targets that leave a little doubt of every row."""
    rows, count = len(won), np.count_nonzero(won)
    target = np.where(won, (count + 1) / (count + 2), 1 / (rows - count + 2))
    intercept, slope = logistic_line(known, target)
    if slope >= FLATTEST:
        return Calibration(slope=slope, intercept=intercept)
    flat = Calibration(slope=FLATTEST)
    return replace(flat, intercept=_level(flat.calibrated(known), float(target.mean())))


def _bent(known: Numbers, won: Flags) -> Calibration:
    """Isotonic regression through the middles of its steps, so that no two log-odds become one."""
    line = _line(known, won)
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


def _level(log_odds: Numbers, wanted: float) -> float:
    """What to add to log-odds so that the mean probability is the wanted share."""
    centre = log(wanted / (1 - wanted))
    low, high = centre - float(log_odds.max()), centre - float(log_odds.min())
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(log_odds + middle).mean() < wanted else (low, middle)
    return (low + high) / 2


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
