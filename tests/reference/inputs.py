"""Who is scored, with the attributes known at the time and the events that count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from tests.reference.conditions import Now
from tests.reference.values import day_from, day_in, instant_from, is_missing, text_of

Row = Mapping[str, Any]
Model = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Event:
    name: str
    at: datetime
    day: date  # in the model's zone, never after as_of's
    age: int  # days
    row: Row


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A lead, or an account in an account model."""

    key: str
    row: Row
    account: Row = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)  # the account's leads
    adjustment: float = 0.0
    probability: float | None = None

    def read(self, name: str) -> Any:
        if name.startswith("account."):
            return self.account.get(name.removeprefix("account."))
        return self.row.get(name)


def instant(value: Any) -> datetime:
    """An instant in the tables of events, changes and adjustments: UTC unless it says otherwise."""
    if isinstance(value, str):
        value = day_from(value) or instant_from(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), tzinfo=UTC)
    raise ValueError(f"no timestamp: {value!r}")


def conditions_on_events(model: Model) -> Iterator[Mapping[str, Any]]:
    for dimension in model["dimensions"].values():
        for criterion in dimension["criteria"].values():
            yield criterion.get("where", {})
    for rule in model.get("disqualify", {}).values():
        yield rule.get("where", {})


def fields_of(condition: Mapping[str, Any]) -> Iterator[str]:
    for key, part in condition.items():
        if key in ("any", "all"):
            for inner in part:
                yield from fields_of(inner)
        elif key == "not":
            yield from fields_of(part)
        else:
            yield key.removeprefix("field.") if key in ("field.any", "field.all", "field.not") else key


def properties_read(model: Model) -> list[str]:
    """The properties of events that the model names, sorted."""
    names = {name for condition in conditions_on_events(model) for name in fields_of(condition)}
    for dimension in model["dimensions"].values():
        for criterion in dimension["criteria"].values():
            measure = criterion.get("measure")
            if isinstance(measure, Mapping):
                names.update(measure[key] for key in ("distinct", "sum") if key in measure)
    return sorted(names)


def events_that_count(model: Model, rows: Sequence[Row], leads: set[str], now: Now) -> list[Row]:
    """Not after as_of, of known leads, each event id once."""
    known = [row for row in rows if instant(row["timestamp"]) <= now.instant and text_of(row["lead_id"]) in leads]
    properties = properties_read(model)
    in_order = sorted(known, key=lambda row: order_of_repetitions(row, properties))
    kept, seen = [], set()
    for row in in_order:
        event_id = row.get("event_id")
        if event_id is not None and event_id in seen:
            continue
        seen.add(event_id)
        kept.append(row)
    return kept


def order_of_repetitions(row: Row, properties: list[str]) -> tuple[Any, ...]:
    texts = [text_of(row["lead_id"]), row["event"]]
    for name in properties:
        value = row.get(name)
        texts.append("" if is_missing(value) else "=" + text_of(value))
    return (instant(row["timestamp"]), *texts)


def events_by_lead(model: Model, rows: Sequence[Row], leads: Sequence[Row], now: Now) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {text_of(lead["lead_id"]): [] for lead in leads}
    for row in events_that_count(model, rows, set(found), now):
        at = instant(row["timestamp"])
        day = min(day_in(at, now.zone), now.day)
        event = Event(name=row["event"], at=at, day=day, age=(now.day - day).days, row=row)
        found[text_of(row["lead_id"])].append(event)
    return found


def with_changes(leads: Sequence[Row], changes: Sequence[Row], now: Now) -> list[Row]:
    """Each lead with the attributes last known at as_of."""
    latest: dict[tuple[str, str], tuple[datetime, bool, str]] = {}
    for change in changes:
        known_at, value = instant(change["known_at"]), change["value"]
        if known_at > now.instant:
            continue
        key = (text_of(change["lead_id"]), change["field"])
        entry = (known_at, value is not None, value or "")
        latest[key] = max(entry, latest.get(key, entry))
    known: list[Row] = []
    for lead in leads:
        row = dict(lead)
        for (lead_id, name), (_, is_given, value) in latest.items():
            if lead_id == text_of(lead["lead_id"]):
                row[name] = value if is_given else None
        known.append(row)
    return known


def adjustments_by_key(model: Model, adjustments: Sequence[Row], now: Now) -> dict[str, float]:
    """The sum of the points given by hand that are in force."""
    key = "account_id" if model.get("scores") == "account" else "lead_id"
    sums: dict[str, float] = {}
    for row in adjustments:
        begins, ends = row.get("from"), row.get("until")
        if begins is not None and instant(begins) > now.instant:
            continue
        if ends is not None and instant(ends) <= now.instant:
            continue
        sums[text_of(row[key])] = sums.get(text_of(row[key]), 0.0) + row["points"]
    return sums
