"""What a night costs where counts are kept, beside a scoring of all events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.many import GROUPING
from benchmarks.process import Command, Spent, baremo, spend, task, times, typical
from benchmarks.sizes import AS_OF, NIGHTS, Size
from benchmarks.table import Row, Target

NIGHT = Target(times=5.5)
ALL, FIRST, NEXT = "scores of all events", "the first night, counts made and kept", "a night, with its own events alone"


def nights(folder: Path, size: Size) -> Iterator[Row]:
    """Scores from kept counts: the first night, and later ones that bring one day's events each."""
    first = spend(_night(folder, 0))
    spent: dict[str, list[Spent]] = {GROUPING: [], ALL: [], NEXT: []}
    for night in range(1, NIGHTS + 1):
        spent[GROUPING].append(spend(task("grouping", folder / "events.parquet", "texts")))
        spent[ALL].append(spend(_scores(folder, folder / "events.parquet", night, "--unique-events")))
        spent[NEXT].append(spend(_night(folder, night)))
    yield Row(name=GROUPING, spent=typical(spent[GROUPING]))
    yield Row(name=ALL, spent=typical(spent[ALL]), times=times(spent[ALL], spent[GROUPING]))
    yield Row(name=FIRST, spent=first, times=times([first], spent[GROUPING][:1]))
    yield Row(name=NEXT, spent=typical(spent[NEXT]), times=times(spent[NEXT], spent[GROUPING]), target=NIGHT)


def _night(folder: Path, night: int) -> Command:
    events = folder / "nights" / f"{night}.parquet" if night else folder / "events.parquet"
    return _scores(folder, events, night, "--state", folder / "kept")


def _scores(folder: Path, events: Path, night: int, *more: object) -> Command:
    as_of = date.fromisoformat(AS_OF) + timedelta(days=night)
    given = (folder / "utc.yaml", "--leads", folder / "leads.parquet", "--events", events, "--as-of", as_of)
    return baremo("score", *given, *more, "-o", folder / "scores.parquet")
