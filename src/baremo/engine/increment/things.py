"""Counted things: what criteria count, apart from windows, caps, limits, decays, weights and points.

Two criteria that differ in nothing else share a thing, and a model that changes in nothing else needs no
events to be scored anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from baremo.model.canonical import of_event_names
from baremo.model.conditions import Age, Condition, field_tests, simple_tests
from baremo.model.criteria import Distinct, EventNames, Events, Inactivity, RatioTo, Recency, Selection, Sum
from baremo.model.fields import Uses, uses
from baremo.model.fingerprint import Meaning, as_json, meaning
from baremo.model.model import ScoringModel
from baremo.model.outcome import DisqualifyingEvents

Counted = Literal["events", "sum", "values", "last"]
ANY = EventNames(excluded=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """Events that a name and a condition choose, and what of them is kept.

    `events`: their number per lead and day; `sum`: that of a property likewise; `values`: the last day of
    each value of a property; `last`: the last day alone.
    """

    names: EventNames
    where: Condition | None = None
    counted: Counted = "events"
    of: str | None = None  # a property

    @property
    def key(self) -> str:
        """One text for one meaning, as short as a fingerprint."""
        where: Meaning = "" if self.where is None else meaning(self.where)
        whole: Meaning = [meaning(of_event_names(self.names)), where, self.counted, self.of or ""]
        return hashlib.sha256(as_json(whole).encode()).hexdigest()[:16]

    @property
    def ages(self) -> bool:
        """Whether its condition asks for the age of a property, so that no count of it can be kept."""
        return any(isinstance(test, Age) for one in field_tests(self.where) for test in simple_tests(one.test))

    @property
    def reads(self) -> Uses:
        """The properties of events that counting reads, and how."""
        found: Uses = {}
        for test in field_tests(self.where):
            found.setdefault(test.field, set()).update(uses(test.test))
        if self.of is not None:
            found.setdefault(self.of, set()).add("number" if self.counted == "sum" else "text")
        return found


LAST_OF_ALL = Thing(names=ANY, counted="last")


def thing_of(rule: Events | Recency | Inactivity | DisqualifyingEvents) -> Thing:
    """What a rule counts."""
    names, where = rule.of.event, rule.of.where
    match rule:
        case Inactivity():
            return Thing(names=names, where=where, counted="last")
        case Events(measure=Distinct(property=name)):
            return Thing(names=names, where=where, counted="values", of=name)
        case Events(measure=Sum(property=name)):
            return Thing(names=names, where=where, counted="sum", of=name)
        case _:
            return Thing(names=names, where=where)


def others_of(rule: Events) -> Thing | None:
    """What a ratio divides by."""
    match rule.measure:
        case RatioTo(event=name):
            return Thing(names=EventNames(names=(name,)))
        case _:
            return None


def things(model: ScoringModel) -> list[Thing]:
    """All that a model counts, each once."""
    return list({thing.key: thing for thing in _things(model)}.values())


def _things(model: ScoringModel) -> Iterator[Thing]:
    yield LAST_OF_ALL
    for _, criterion in model.criteria():
        match criterion.rule:
            case Events() as rule:
                yield thing_of(rule)
                others = others_of(rule)
                if others is not None:
                    yield others
            case Recency() | Inactivity() as rule:
                yield thing_of(rule)
    for disqualifier in model.disqualify:
        if isinstance(disqualifier.rule, DisqualifyingEvents):
            yield thing_of(disqualifier.rule)


def selection_of(thing: Thing) -> Selection:
    """The events that count, as a rule would choose them."""
    return Selection(event=thing.names, where=thing.where)
