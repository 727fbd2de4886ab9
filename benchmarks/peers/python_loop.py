"""A plain loop, as applications score that keep their leads as objects: lead by lead, criterion by criterion.

It walks one lead in so many and says its seconds as if it had walked them all. They begin with rows waiting in a
database and end with a score for each lead: to start, to read Parquet and to write the result costs it nothing.

Usage: python -m benchmarks.peers.python_loop FOLDER OUT ONE_IN
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from math import isfinite
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import parquet

from benchmarks.sizes import AS_OF

TODAY = date.fromisoformat(AS_OF).toordinal()
END = datetime.fromisoformat(AS_OF) + timedelta(days=1)
EVENTS = "SELECT lead_id, event, timestamp, path, amount FROM events ORDER BY lead_id"
COLUMNS = ["lead_id", "created_at", *(f"number_{k}" for k in range(10)), *(f"text_{k}" for k in range(10))]

FETCHED = 1000  # rows

Row = tuple[Any, ...]
Events = list[tuple[int, str | None, float | None]]  # of one name: age in days, path, amount
Score = dict[str, float]


def sample(folder: str, one_in: int) -> duckdb.DuckDBPyConnection:
    """A database that holds one lead in so many, with its events."""
    con = duckdb.connect()
    for table in ("leads", "events"):
        con.read_parquet(f"{folder}/{table}.parquet").filter(f"lead_id % {one_in} = 0").create(table)
    return con


def score_all(con: duckdb.DuckDBPyConnection) -> Iterator[Score]:
    leads = {row[0]: row for row in con.table("leads").project(", ".join(COLUMNS)).fetchall()}
    for lead_id, rows in groupby(fetch(con), itemgetter(0)):
        lead = leads.pop(lead_id, None)
        if lead:
            yield score(lead, by_name(rows))
    for lead in leads.values():
        yield score(lead, defaultdict(list))


def fetch(con: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    """The events lead by lead, a thousand at a time, so that they are never all in memory."""
    con.execute(EVENTS)
    while rows := con.fetchmany(FETCHED):
        yield from rows


def by_name(rows: Iterable[Row]) -> dict[str, Events]:
    events: dict[str, Events] = defaultdict(list)
    for _, name, at, path, amount in rows:
        if at < END:
            events[name].append((TODAY - at.toordinal(), path, amount))
    return events


def score(lead: Row, events: dict[str, Events]) -> Score:
    fit = min(2.5 * sum(held(lead[2:12], lead[12:])), 50)
    points = round(limited(events) + fading(events) + daily(events) + lately(events, created_at=lead[1]), 9)
    engagement = min(points, 50)
    return {
        "lead_id": lead[0],
        "score": max(0, min(100, round(fit + engagement, 9))),
        "fit": fit,
        "engagement": engagement,
    }


def held(numbers: Sequence[float | None], texts: Sequence[str | None]) -> Iterable[bool]:
    yield from (number is not None and isfinite(number) and number >= 40 * k for k, number in enumerate(numbers))
    yield from (text is not None and text.strip().lower() in ("es", "pt") for text in texts)


def limited(events: dict[str, Events]) -> int:
    """At most five count, which give ten points, of which eight are left."""
    counts = (
        len([path for age, path, _ in events["page_viewed"] if age < 90 and pricing(path)]),
        len(events["email_delivered"]),
        len([path for _, path, _ in events["form_submitted"] if pricing(path)]),
        len(events["content_downloaded"]),
        len([path for _, path, _ in events["feature_used"] if pricing(path)]),
        len([path for age, path, _ in events["email_opened"] if age < 102 and pricing(path)]),
    )
    return sum([min(2 * min(count, 5), 8) for count in counts])


def fading(events: dict[str, Events]) -> float:
    return sum(
        (
            capped(2 * sum([0.5 ** (age / 14) for age, _, _ in events["email_opened"]])),
            capped(2 * sum([max(0, 1 - age / 90) for age, _, _ in events["email_clicked"] if age < 93])),
            capped(2 * sum([0.5 ** (age / 14) for age, _, _ in events["webinar_attended"] if age < 96])),
            capped(2 * sum([max(0, 1 - age / 365) for age, _, _ in events["logged_in"]])),
            capped(0.01 * sum([amount for *_, amount in events["order_placed"] if amount and isfinite(amount)])),
            capped(2 * sum([0.5 ** (age / 14) for age, _, _ in events["page_viewed"]])),
            capped(2 * sum([max(0, 1 - age / 365) for age, _, _ in events["email_delivered"]])),
        )
    )


def daily(events: dict[str, Events]) -> float:
    return sum(
        (
            capped(sum([min(n, 2) * 0.5 ** (age / 30) for age, n in on_pricing(events["page_viewed"])])),
            capped(sum([min(n, 2) * 0.5 ** (age / 30) for age, n in by_day(events["email_delivered"])])),
            capped(sum([min(n, 2) * 0.5 ** (age / 30) for age, n in on_pricing(events["email_opened"])])),
            capped(sum([min(n, 2) for _, n in by_day(events["email_clicked"])])),
            capped(sum([min(n, 2) for _, n in on_pricing(events["form_submitted"])])),
        )
    )


def lately(events: dict[str, Events], *, created_at: datetime | None) -> float:
    active = 5 if any(age < 7 for age, _, _ in events["logged_in"]) else 0
    ages = [age for named in events.values() for age, _, _ in named]
    if not ages and created_at is not None:
        ages = [TODAY - created_at.toordinal()]
    quiet = min(ages, default=0)
    return active + (capped(-5 * (1 + (quiet - 60) // 30)) if quiet >= 60 else 0)


def by_day(events: Events) -> Iterable[tuple[int, int]]:
    return Counter([age for age, _, _ in events if age < 180]).items()


def on_pricing(events: Events) -> Iterable[tuple[int, int]]:
    return by_day([event for event in events if page(event[1]) == "/pricing"])


def pricing(path: str | None) -> bool:
    return page(path).startswith("/pricing")


@lru_cache(maxsize=10_000)
def page(path: str | None) -> str:
    return (path or "").strip().lower()


def capped(points: float) -> float:
    return round(max(-20, min(20, points)), 9)


def main(folder: str, out: str, one_in: str) -> None:
    con = sample(folder, int(one_in))
    wall, cpu = time.perf_counter(), time.process_time()
    scores = list(score_all(con))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    parquet.write_table(pa.Table.from_pylist(scores), out)
    sys.stdout.write(json.dumps({"wall": wall * int(one_in), "cpu": cpu * int(one_in)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
