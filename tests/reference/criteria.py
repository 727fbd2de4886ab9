"""What each kind of criterion gives."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tests.reference.conditions import Now, days, holds, passes
from tests.reference.inputs import Event, Subject
from tests.reference.values import is_missing, moment_of, number_of, round9, text_of

Rule = Mapping[str, Any]  # a criterion, or an event rule of `disqualify`, as the file writes it


@dataclass(frozen=True, kw_only=True)
class Given:
    """A criterion's points and where they come from."""

    points: float = 0.0
    measure: float | None = None
    last_event_at: datetime | None = None
    case: int | None = None
    counted_age: int | None = None  # of the most recent event that it counted


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What a measure counts one by one."""

    day: date
    at: datetime
    age: int
    value: float = 1.0


def give(name: str, criterion: Rule, subject: Subject, now: Now) -> Given:
    given = given_before_cap(name, criterion, subject, now)
    points = round9(given.points)
    if "cap" in criterion:
        points = max(-criterion["cap"], min(criterion["cap"], points))
    return replace(given, points=points)


def given_before_cap(name: str, criterion: Rule, subject: Subject, now: Now) -> Given:
    if "cases" in criterion:
        return from_cases(criterion, subject, now)
    if "question" in criterion:
        return from_question(name, criterion, subject, now)
    if "people" in criterion:
        count = sum(holds(criterion["people"], person.get, now) for person in subject.people)
        return by_points_or_levels(criterion, count, float(count), 1.0)
    if "predictor" in criterion:
        probability = subject.probability
        return Given(points=criterion["points"] * (probability or 0.0), measure=probability)
    if "event" not in criterion:
        return Given(points=criterion["points"] if holds(criterion["when"], subject.read, now) else 0.0)
    if not holds(criterion.get("when", {}), subject.read, now):
        return Given()
    if "active_within" in criterion:
        return from_recency(criterion, subject, now)
    if "inactive_for" in criterion:
        return from_inactivity(criterion, subject, now)
    return from_events(criterion, subject, now)


def from_cases(criterion: Rule, subject: Subject, now: Now) -> Given:
    for number, case in enumerate(criterion["cases"], start=1):
        if holds(case["when"], subject.read, now):
            return Given(points=case["points"], case=number)
    return Given(points=criterion.get("otherwise", 0.0))


def from_question(name: str, criterion: Rule, subject: Subject, now: Now) -> Given:
    value = subject.read(criterion.get("attribute", name))
    for number, answer in enumerate(criterion["answers"], start=1):
        if passes(answer["is"], value, now):
            return Given(points=answer["points"], case=number)
    return Given()


def selected(rule: Rule, subject: Subject, now: Now) -> list[Event]:
    """The events with that name that pass `where` and are inside the window."""
    window = rule.get("within", rule.get("active_within"))
    return [
        event
        for event in subject.events
        if is_named(event.name, rule["event"])
        and holds(rule.get("where", {}), event.row.get, now)
        and (window is None or event.age < days(window))
    ]


def is_named(name: str, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return name not in wanted["except"]
    if isinstance(wanted, list):
        return name in wanted
    return wanted in ("*", name)


def from_recency(criterion: Rule, subject: Subject, now: Now) -> Given:
    events = selected(criterion, subject, now)
    if not events:
        return Given(measure=0.0)
    return Given(
        points=criterion["points"],
        measure=float(len(events)),
        last_event_at=max(event.at for event in events),
        counted_age=min(event.age for event in events),
    )


def from_inactivity(criterion: Rule, subject: Subject, now: Now) -> Given:
    events = selected(criterion, subject, now)
    last = max((event.at for event in events), default=None)
    if events:
        age = min(event.age for event in events)
    else:
        created = moment_of(subject.read("created_at"), now.zone)
        if created is None:
            return Given()
        age = (now.day - created.day).days
    quiet = days(criterion["inactive_for"])
    if age < quiet:
        return Given(measure=float(age), last_event_at=last)
    times = 1 + (age - quiet) // days(criterion["every"]) if "every" in criterion else 1
    return Given(points=criterion["points"] * times, measure=float(age), last_event_at=last)


def from_events(criterion: Rule, subject: Subject, now: Now) -> Given:
    units = counted(criterion, selected(criterion, subject, now))
    measure = sum(unit.value for unit in units)
    weighted = sum(unit.value * weight(criterion.get("decay"), unit.age) for unit in units)
    kind = criterion.get("measure", "count")
    if isinstance(kind, Mapping) and "ratio_to" in kind:
        window = {"event": kind["ratio_to"], "within": criterion.get("within", "99999999d")}
        others = len(selected(window, subject, now))
        measure = weighted = measure / others if others else 0.0
    youngest = min((unit.age for unit in units), default=None)
    last_weight = 1.0 if youngest is None else weight(criterion.get("decay"), youngest)
    return replace(
        by_points_or_levels(criterion, round9(measure), weighted, last_weight),
        last_event_at=max((unit.at for unit in units), default=None),
        counted_age=youngest,
    )


def by_points_or_levels(criterion: Rule, measure: float, weighted: float, last_weight: float) -> Given:
    """`points` times the weighted measure, or those of the highest level that the measure reaches."""
    if "points" in criterion:
        return Given(points=criterion["points"] * weighted, measure=float(measure))
    given = Given(measure=float(measure))
    for number, level in enumerate(criterion["levels"], start=1):
        if measure >= level["at_least"]:
            given = replace(given, points=level["points"] * last_weight, case=number)
    return given


def counted(criterion: Rule, events: list[Event]) -> list[Unit]:
    """The units of the measure that are left after `per_day` and `limit`."""
    units = sorted(units_of(criterion.get("measure", "count"), events), key=lambda unit: (unit.day, unit.at))
    units.reverse()  # the most recent first
    if "per_day" in criterion:
        units = [
            unit
            for place, unit in enumerate(units)
            if sum(earlier.day == unit.day for earlier in units[:place]) < criterion["per_day"]
        ]
    return units[: criterion.get("limit", len(units))]


def units_of(measure: Any, events: list[Event]) -> list[Unit]:
    if measure == "days":
        return most_recent_of_each(events, [event.day for event in events])
    if isinstance(measure, Mapping) and "distinct" in measure:
        with_value = [event for event in events if not is_missing(event.row.get(measure["distinct"]))]
        return most_recent_of_each(with_value, [text_of(event.row[measure["distinct"]]) for event in with_value])
    if isinstance(measure, Mapping) and "sum" in measure:
        values = [(event, number_of(event.row.get(measure["sum"]))) for event in events]
        return [
            Unit(day=event.day, at=event.at, age=event.age, value=value) for event, value in values if value is not None
        ]
    return [Unit(day=event.day, at=event.at, age=event.age) for event in events]


def most_recent_of_each(events: list[Event], kinds: Sequence[Any]) -> list[Unit]:
    """One unit for each kind, as old as its most recent event."""
    units = {}
    for event, kind in sorted(zip(events, kinds, strict=True), key=lambda pair: (pair[0].day, pair[0].at)):
        units[kind] = Unit(day=event.day, at=event.at, age=event.age)
    return list(units.values())


def weight(decay: Rule | None, age: int) -> float:
    if decay is None:
        return 1.0
    if "half_life" in decay:
        return float(0.5 ** (age / days(decay["half_life"])))
    if "linear" in decay:
        return max(0.0, 1 - age / days(decay["linear"]))
    share = float(decay["step"].rstrip("%")) / 100
    steps = math.floor(age / days(decay["every"]))
    return float((1 - share) ** steps) if decay.get("compound") else max(0.0, 1 - share * steps)


def disqualifies(rule: Rule, subject: Subject, now: Now) -> bool:
    if not holds(rule.get("when", {}), subject.read, now):
        return False
    if "event" not in rule:
        return True
    return len(selected(rule, subject, now)) >= int(rule.get("at_least", 1))
