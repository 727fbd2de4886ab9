"""What an analysis of the past found, as terminal, page and files show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from baremo.texts import Joined, Text, say


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
    def why(self) -> Text:
        """All reasons, then what became of the column."""
        whys = Joined(tuple(reason.why for reason in self.reasons), " ", " ")
        return say("{reasons} {verdict}", reasons=whys, verdict=self.verdict)

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
