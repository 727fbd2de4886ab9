"""What an analysis of the past found, as terminal, page and files show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from baremo.report.numbers import unsigned
from baremo.texts import Joined, Text, say

Strength = Literal["none", "weak", "medium", "strong"]
STRENGTHS: tuple[tuple[Strength, float], ...] = (("strong", 0.3), ("medium", 0.1), ("weak", 0.02))  # nats, at least


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One sign that a column knows more than could be known when leads are scored."""

    code: str  # short and stable, such as "near-perfect"
    why: Text
    enough: bool = False  # to leave the column out
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Suspicion:
    """A column that may tell of the outcome, and what became of it.

    Attributes
    ----------
    column : str
        The column of the leads, or the feature's name where it is made from events.
    reasons : tuple of Reason
        The heaviest first; never empty.
    excluded : bool
        Left out of what is learned.
    verdict : Text
        Why it was left out or kept.
    """

    column: str
    reasons: tuple[Reason, ...]
    excluded: bool
    verdict: Text

    @property
    def code(self) -> str:
        return self.reasons[0].code

    @property
    def signs(self) -> Joined:
        """All reasons."""
        return Joined(tuple(reason.why for reason in self.reasons), " ", " ")

    @property
    def why(self) -> Text:
        """All reasons, then what became of the column."""
        return say("{reasons} {verdict}", reasons=self.signs, verdict=self.verdict)

    @property
    def figures(self) -> dict[str, float]:
        return {name: figure for reason in reversed(self.reasons) for name, figure in reason.figures.items()}

    def as_dict(self) -> dict[str, object]:
        """For JSON, in English."""
        return {
            "column": self.column,
            "code": self.code,
            "codes": [reason.code for reason in self.reasons],
            "why": str(self.why),
            "excluded": self.excluded,
            "figures": self.figures,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Rows of a feature that are looked at together."""

    kind: Literal["value", "range", "others", "missing"]
    values: tuple[str, ...] = ()  # of a category, folded; of others the most frequent first
    low: float | None = None  # of a range: the least and the greatest number seen
    high: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseRate:
    """How many leads of a group became customers, and what that is worth.

    Attributes
    ----------
    leads, customers : int
        Rows, and those of them that were won.
    low, high : float
        The close rate lies between them in 19 of 20 cases (Wilson).
    ratio : float
        Close rate over that of all leads.
    weight : float
        Weight of evidence: the logarithm of the group's share of customers over its share of the others.
    points : int
        Suggested: 10 points double the odds of becoming a customer.
    """

    group: Group
    leads: int
    customers: int
    rate: float
    low: float
    high: float
    ratio: float
    weight: float
    points: int

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "kind": self.group.kind,
            "values": list(self.group.values),
            "from": None if self.group.low is None else unsigned(self.group.low),
            "to": None if self.group.high is None else unsigned(self.group.high),
            "leads": self.leads,
            "customers": self.customers,
            "close_rate": self.rate,
            "low": self.low,
            "high": self.high,
            "ratio": self.ratio,
            "weight_of_evidence": unsigned(self.weight),
            "points": self.points,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class FeatureFigures:
    """What one feature tells.

    Attributes
    ----------
    information : float
        Information value: how far customers and others differ in it, in nats.
    by_chance : float
        The information value that a feature without any meaning would have on average.
    """

    name: str
    reads: Literal["number", "text", "age", "events"]  # age: days from a date to the moment of scoring
    rates: tuple[CloseRate, ...]
    information: float
    by_chance: float
    excluded: bool = False  # the leakage guard left it out

    @property
    def net(self) -> float:
        """The information value beyond what chance gives."""
        return max(0.0, self.information - self.by_chance)

    @property
    def strength(self) -> Strength:
        """How much it tells, by the usual limits of credit scoring, chance taken off."""
        return next((word for word, least in STRENGTHS if self.net >= least), "none")

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "name": self.name,
            "reads": self.reads,
            "excluded": self.excluded,
            "information_value": unsigned(self.information),
            "by_chance": self.by_chance,
            "strength": self.strength,
            "values": [rate.as_dict() for rate in self.rates],
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Analysis:
    """What a history tells of who becomes a customer.

    Attributes
    ----------
    features : tuple of FeatureFigures
        Those that may be learned from first, the most telling first; then those that the guard left out.
    suspicions : tuple of Suspicion
        What the leakage guard found, those left out first.
    of_today : bool
        Attributes are as of now, and may have changed since the leads were young.
    left_out : tuple of (Text, int)
        Why leads are not counted, and how many.
    """

    leads: int
    customers: int
    features: tuple[FeatureFigures, ...]
    suspicions: tuple[Suspicion, ...] = ()
    outcome: str = ""  # the column
    of_today: bool = True
    left_out: tuple[tuple[Text, int], ...] = ()
    warnings: tuple[Text, ...] = ()

    @property
    def rate(self) -> float:
        return self.customers / self.leads

    def as_dict(self) -> dict[str, object]:
        """For JSON, its texts in English."""
        return {
            "outcome": self.outcome,
            "n": self.leads,
            "positives": self.customers,
            "close_rate": self.rate,
            "attributes_of_today": self.of_today,
            "left_out": [{"why": str(why), "leads": count} for why, count in self.left_out],
            "warnings": [str(warning) for warning in self.warnings],
            "leakage": [suspicion.as_dict() for suspicion in self.suspicions],
            "features": [feature.as_dict() for feature in self.features],
        }
