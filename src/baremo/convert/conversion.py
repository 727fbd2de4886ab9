"""What became of another system's rules: a model, and a line for every rule of the source.

No rule is without its line: what cannot be said in a model is listed as left out, with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from baremo.model.criteria import Rule as Kind
from baremo.model.model import ScoringModel
from baremo.model.outcome import DisqualifyingEvents
from baremo.texts import Said, Text

Status = Literal["same", "differs", "left out"]
Place = tuple[str, ...]  # a path in the model file, as the writer takes it; empty where there is none


class UnsayableError(Exception):
    """A part of a rule that a model file has no words for; the rule is then left out with this reason."""

    def __init__(self, reason: Text, remedy: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule of the source."""

    name: str  # as people find it there
    points: float | None  # there; None where it gives none of its own
    status: Status
    became: Said = ""  # what it is called here; empty where it is left out
    why: tuple[Said, ...] = ()  # how it differs, or why it is left out and what to do
    place: Place = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversion:
    """A model made of another system's rules."""

    source: str  # the system, such as HubSpot
    file: str
    model: ScoringModel
    rules: tuple[Rule, ...]  # in the order of the export
    notes: tuple[Said, ...] = ()  # what holds for all rules

    def count(self, status: Status) -> int:
        return sum(rule.status == status for rule in self.rules)


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One rule of the source, read: what it would be in a model, or why it can't be in one."""

    name: str
    points: float | None = None
    dimension: str = ""  # its key in `Frame.dimensions`
    called: str = ""  # the criterion's name, if it is free; else made of the source's name, which is its title
    says: Kind | DisqualifyingEvents | None = None  # None where it is left out
    disqualifies: bool = False
    cap: float | None = None
    category: str | None = None
    note: str | None = None
    why: tuple[Said, ...] = ()


@dataclass(kw_only=True, slots=True)
class Remarks:
    """What a rule's translation has to say about itself, each thing once."""

    differs: list[Said] = field(default_factory=list)

    def add(self, remark: Said) -> None:
        if remark not in self.differs:
            self.differs.append(remark)


Json = Mapping[str, object]
