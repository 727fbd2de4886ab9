"""The kinds of criteria, a closed set: adding one touches this file, `engine.points`, the reference in
the tests, the schema and the docs, and tests fail until all agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from baremo.model.conditions import Condition
from baremo.model.decay import Decay

Title = dict[str, str]  # language -> text; a title given as plain text stands under "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attribute:
    """Points if the condition on the lead holds."""

    when: Condition
    points: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One branch of `Cases`."""

    when: Condition
    points: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Cases:
    """The points of the first case that holds."""

    cases: tuple[Case, ...]
    otherwise: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One answer to a question: the value that the attribute equals, and its points."""

    value: str | float | bool  # `is` in the file
    points: float
    title: Title | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """The points of the answer that the attribute equals; unanswered 0."""

    question: Title
    answers: tuple[Answer, ...]
    attribute: str  # the criterion's own name unless the file says otherwise


@dataclass(frozen=True, kw_only=True, slots=True)
class EventNames:
    """Which events: these names, or (with `excluded`) all but these; excluding none is `'*'`."""

    names: tuple[str, ...] = ()
    excluded: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """The events that a rule looks at."""

    event: EventNames
    when: Condition | None = None  # on the lead: where it fails, nothing is counted
    where: Condition | None = None  # on the event's properties
    within: int | None = None  # days: only events with age < within


@dataclass(frozen=True, slots=True)
class Count:
    """An event is a unit."""


@dataclass(frozen=True, slots=True)
class Days:
    """A day with at least one event is a unit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Distinct:
    """A value of the property, exactly as written, is a unit as old as its most recent event."""

    property: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """The sum of a numeric property."""

    property: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RatioTo:
    """The number of events divided by that of the events of another name in the same window."""

    event: str


Measure = Count | Days | Distinct | Sum | RatioTo


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """From this measure on, these points."""

    at_least: float
    points: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Events:
    """Points × the weighted measure, or the points of the highest level reached: exactly one of
    `points` and `levels` is given.
    """

    of: Selection
    measure: Measure = Count()
    per_day: int | None = None  # units that count in one day
    limit: int | None = None  # the most recent units that count at all
    decay: Decay | None = None
    points: float | None = None  # each
    levels: tuple[Level, ...] = ()  # ascending by at_least


@dataclass(frozen=True, kw_only=True, slots=True)
class Recency:
    """Points if an event is younger than `active_within` days (kept as `of.within`)."""

    of: Selection
    points: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Inactivity:
    """Points if the youngest event, else the lead's creation, is at least so many days old."""

    of: Selection  # never has `within`
    inactive_for: int  # days
    points: float
    every: int | None = None  # days: the points again for each further so many


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """By the number of an account's leads for which the condition holds (account models only)."""

    people: Condition
    points: float | None = None  # each
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Predicted:
    """Points × the probability that a trained predictor gives."""

    predictor: str  # a file beside the model
    points: float


Rule = Attribute | Cases | Question | Events | Recency | Inactivity | People | Predicted


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """A named rule of a dimension."""

    name: str
    rule: Rule
    cap: float | None = None  # the absolute value of the points is cut to it
    category: str | None = None
    title: Title | None = None
    note: str | None = None
