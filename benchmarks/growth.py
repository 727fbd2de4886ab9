"""What more of everything costs: more events, more criteria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.everyday import scored
from benchmarks.process import Command, Spent, baremo, side_by_side, times, typical
from benchmarks.sizes import SHARES, TIMES, Size
from benchmarks.table import Row, Target

MEMORY = "2GB"
LINEAR = Target(first=1.2)
WIDE = Target(first=6)


def linear(folder: Path, size: Size) -> Iterator[Row]:
    """Events with leads in proportion; × first is that of the CPU per event, without what a run of few events needs."""
    events = {f"{round(size.events * share):,} events": round(size.events * share) for share in SHARES.values()}
    commands = {name: _scores(folder / made) for name, made in zip(events, SHARES, strict=True)}
    few, first, *_, most = events
    little = f"{most}, `--memory {MEMORY}`"
    commands[little] = _scores(folder / list(SHARES)[-1], "--memory", MEMORY)
    events[little] = events[most]
    spent = side_by_side(commands, size.runs_large)
    each = {name: list(_per_event(spells, spent[few], events[name])) for name, spells in spent.items()}
    for name, spells in spent.items():
        yield Row(
            name=name,
            spent=typical(spells),
            first=None if name == few else times(each[name], each[first]),
            events=events[name],
            target=Target() if name in (few, first) else LINEAR,
        )


def _per_event(spells: Sequence[Spent], few: Sequence[Spent], events: int) -> Iterator[Spent]:
    for spent, start in zip(spells, few, strict=True):
        yield replace(spent, cpu=(spent.cpu - start.cpu) / events)


def criteria(folder: Path, size: Size) -> Iterator[Row]:
    """The same events under models of more criteria, half of them about events; × first is that of the CPU."""
    names = {f"{20 * often} + {20 * often} criteria": model for model, often in TIMES.items()}
    spent = side_by_side({name: _scores(folder, model=model) for name, model in names.items()}, size.runs_large)
    first, *_ = spent
    for name, spells in spent.items():
        yield Row(
            name=name,
            spent=typical(spells),
            first=times(spells, spent[first]),
            target=Target() if name == first else WIDE,
        )


def _scores(folder: Path, *more: str, model: str = "utc") -> Command:
    return baremo(*scored(folder, model, "parquet"), "--unique-events", *more, "-o", folder / "scores.parquet")
