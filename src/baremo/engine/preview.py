"""What a new model would change, in figures: plain values, however many leads there are.

'Leads' are accounts in an account model. Every figure of conversion says how many leads stand behind it,
and none is given for too few.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal

from baremo.engine.intervals import wilson

ENOUGH = 20  # leads with a known outcome, from which on a share says something

Kind = Literal["added", "removed", "changed"]
Direction = Literal["up", "down", "same", "other"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversion:
    """How many of some leads converted; only leads whose outcome is known are counted."""

    leads: int
    converted: int

    @property
    def too_few(self) -> bool:
        """Whether there are so few leads that a share would say nothing."""
        return self.leads < ENOUGH

    @property
    def share(self) -> float | None:
        """0..1; None where there are too few."""
        return None if self.too_few else self.converted / self.leads

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval, which holds the true share in 95 of 100 cases; None where there are too few.

        Examples
        --------
        >>> Conversion(leads=100, converted=10).interval
        (0.0552, 0.1744)
        >>> Conversion(leads=3, converted=1).interval
        """
        if self.too_few:
            return None
        low, high = wilson(self.converted, self.leads)
        return round(low, 4), round(high, 4)


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupConversion:
    """Conversion of a band's or stage's leads."""

    before: Conversion
    after: Conversion
    entered: Conversion
    left: Conversion
    stayed: Conversion


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A band, a stage or a rule that disqualifies, by its name in both models; None: in none of them."""

    name: str | None
    before: int  # leads
    after: int
    entered: int  # that were not in it
    left: int  # that no longer are in it
    conversion: GroupConversion | None = None  # where outcomes are known


@dataclass(frozen=True, kw_only=True, slots=True)
class Crossing:
    """The leads that move one way; `other` where no order compares the two names, such as after renaming."""

    direction: Direction
    leads: int
    conversion: Conversion | None = None  # where outcomes are known


@dataclass(frozen=True, kw_only=True, slots=True)
class Movement:
    """Who moves between the bands, or the stages, of two models."""

    before: tuple[str | None, ...]  # of the old model, highest first; stages end with None
    after: tuple[str | None, ...]  # of the new model, likewise
    leads: tuple[tuple[int, ...], ...]  # a row for each of `before`, a column for each of `after`
    groups: tuple[Group, ...]  # the names of the new model, highest first, then those that are gone, then None
    crossings: tuple[Crossing, ...]  # up, down, same, other: all four

    @property
    def moved(self) -> int:
        """Leads that are not where they were."""
        return sum(each.leads for each in self.crossings if each.direction != "same")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """Leads with a score from `start` to below `end` (the last bar holds its end too)."""

    start: float
    end: float
    before: int
    after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionChange:
    """What a criterion that was added, removed or changed does to the leads' points.

    Points are those of the criterion itself, before its dimension's decay, limits and weight.
    """

    dimension: str  # in the new model; of a removed criterion, in the old
    criterion: str
    kind: Kind
    raised: int  # leads that it gives more
    lowered: int  # leads that it gives less
    before: float  # the sum of its points over all leads
    after: float
    gained: float  # the sum of what it gives more
    lost: float  # the sum of what it gives less, at most 0

    @property
    def leads(self) -> int:
        """Leads whose points from it differ."""
        return self.raised + self.lowered


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a lead stands under one model."""

    score: float
    points: float
    band: str | None
    grade: str | None
    stage: str | None
    disqualified: str | None  # the rule


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """A row of the ledger whose points differ: a criterion, or a step such as `(limit)`."""

    dimension: str  # `(total)` for steps of the sum
    criterion: str
    before: float
    after: float

    @property
    def change(self) -> float:
        return round(self.after - self.before, 9)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mover:
    """A lead whose score changes much, and why: the causes sum to the change in points."""

    key: str  # of the lead or account
    before: Standing
    after: Standing
    why: tuple[Cause, ...]  # largest change first

    @property
    def change(self) -> float:
        """Of the score."""
        return round(self.after.score - self.before.score, 9)


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What becomes of all leads under a new model."""

    old: str  # the model's name and fingerprint
    new: str
    as_of: datetime  # UTC
    scores: Literal["lead", "account"]
    leads: int
    raised: int  # leads whose score rises
    lowered: int  # leads whose score falls
    mean_before: float | None  # of the score; None without leads
    mean_after: float | None
    bars: tuple[Bar, ...]  # lowest first; over both scales where they differ
    bands: Movement | None  # None where neither model has bands
    stages: Movement | None  # likewise
    disqualified: tuple[Group, ...]  # the rules of the new model, then those that are gone; without None
    criteria: tuple[CriterionChange, ...]  # those that differ in what they mean, in the order of the new model
    up: tuple[Mover, ...]  # the largest rise first
    down: tuple[Mover, ...]  # the largest fall first
    conversion: Conversion | None = None  # of all leads with a known outcome; None where none was asked for

    @property
    def changed(self) -> int:
        """Leads whose score differs."""
        return self.raised + self.lowered

    @property
    def mean_change(self) -> float | None:
        """Of the score, over all leads; None without leads."""
        if self.mean_before is None or self.mean_after is None:
            return None
        return round(self.mean_after - self.mean_before, 6)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON, what is computed from others included."""
        told: dict[str, Any] = plain(self)
        return told


def plain(value: Any) -> Any:
    """Values as JSON has them: dataclasses with their properties, dates as text."""
    if is_dataclass(value) and not isinstance(value, type):
        computed = [name for name, found in vars(type(value)).items() if isinstance(found, property)]
        return {name: plain(getattr(value, name)) for name in [*(each.name for each in fields(value)), *computed]}
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
