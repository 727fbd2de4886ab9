"""What follows from a score: disqualification, grade, band and stage."""

from __future__ import annotations

import math
from dataclasses import dataclass

from baremo.model.conditions import Condition
from baremo.model.criteria import Selection, Title

LARGEST_LOG_ODDS = 700.0  # above about 709 an exponential overflows; from 22 on nine decimals say 0 or 1


@dataclass(frozen=True, kw_only=True, slots=True)
class DisqualifyingEvents:
    """Disqualifies a lead with at least so many of these events."""

    of: Selection
    at_least: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Disqualifier:
    """A rule that sets a lead's points to 0 and names the reason; the first that holds counts."""

    name: str
    rule: Condition | DisqualifyingEvents
    title: Title | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Probability:
    """The probability of a sum of points, calibrated beforehand.

    Examples
    --------
    >>> Probability(intercept=-4.2, slope=0.07).of(60)
    0.5
    """

    intercept: float  # the log-odds of no points
    slope: float  # what each point adds to the log-odds; above 0

    def of(self, points: float) -> float:
        """Between 0 and 1, rounded to 9 decimals."""
        log_odds = self.intercept + self.slope * points
        bounded = max(min(log_odds, LARGEST_LOG_ODDS), -LARGEST_LOG_ODDS)
        return math.floor(1e9 / (1 + math.exp(-bounded)) + 0.5) / 1e9  # halves away from zero, as in every step


@dataclass(frozen=True, kw_only=True, slots=True)
class GradePart:
    """The letter or the number of a grade, by thresholds on a dimension, `score` or `points`."""

    of: str
    at_least: tuple[tuple[str, float], ...]  # best first, such as (("A", 35.0), ("B", 25.0))
    below: str  # the part below the last threshold, such as "C"


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade:
    """A grade such as A1: either part may be left out, not both."""

    letter: GradePart | None = None
    number: GradePart | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """A named range of the score that begins at `start` and ends where the next begins."""

    name: str
    start: float  # `from` in the file
    title: Title | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A lifecycle stage that a lead is eligible for while `when` holds."""

    name: str
    when: Condition  # fields: score, points, grade, band, probability, a dimension, criteria.x, lead.x
    hold: int | None = None  # days; of concern to whoever keeps the journey
    accepted_by: str | None = None
    title: Title | None = None
