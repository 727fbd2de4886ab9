"""One lead with 300 events through the Python API, the model loaded: another lead at each call, a minute later.

Usage: python -m benchmarks.tasks.one_lead MODEL ("rows" | "arrow" | "explain") CALLS WARM
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyarrow as pa

import baremo
from baremo.model.fields import fields
from baremo.model.model import ScoringModel
from benchmarks.tasks.seconds import say_seconds
from benchmarks.words import COUNTRIES, NAMES, PATHS

EVENTS = 300
BEGIN = datetime(2026, 10, 1, tzinfo=UTC)

Rows = list[dict[str, object]]


def leads_of(model: ScoringModel, number: int) -> Rows:
    texts = {name: COUNTRIES[(number + k) % len(COUNTRIES)] for k, name in enumerate(sorted(fields(model).leads))}
    numbers = {name: float(number % 100) * 10 for name in texts if name.startswith("number")}
    return [{**texts, **numbers, "lead_id": f"lead-{number}", "created_at": BEGIN}]


def events_of(model: ScoringModel, number: int) -> Rows:
    properties = {**dict.fromkeys(fields(model).events, ""), "amount": 12.5}
    return [
        {
            **properties,
            "path": PATHS[k % len(PATHS)],
            "lead_id": f"lead-{number}",
            "event_id": f"e-{number}-{k}",
            "event": NAMES[(number + k) % len(NAMES)],
            "timestamp": BEGIN + timedelta(hours=2 * k),
        }
        for k in range(EVENTS)
    ]


def call_of(model: ScoringModel, how: str, count: int) -> Callable[[int], object]:
    """A call for each of so many leads, their rows made beforehand."""
    made: list[tuple[object, object]] = [(leads_of(model, n), events_of(model, n)) for n in range(count)]
    if how == "arrow":
        made = [(pa.Table.from_pylist(leads), pa.Table.from_pylist(events)) for leads, events in made]

    def call(number: int) -> object:
        leads, events = made[number]
        as_of = BEGIN + timedelta(days=26, minutes=number)
        if how == "explain":
            return baremo.explain(model, f"lead-{number}", leads=leads, events=events, as_of=as_of)
        return baremo.score(model, leads=leads, events=events, as_of=as_of)

    return call


def main(model: str, how: str, calls: str, warm: str) -> None:
    """The first call of a process writes the query, so the first `warm` are not counted."""
    call = call_of(baremo.load(model), how, int(calls) + int(warm))
    say_seconds(call, calls=int(calls), warm=int(warm))


if __name__ == "__main__":
    main(*sys.argv[1:])
