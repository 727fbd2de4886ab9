"""The figures as a Markdown table, each beside its target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.process import Spent

HEADS = ("measure", "seconds", "CPU seconds", "× grouping", "× of numbers", "peak memory", "target", "reached")
TEXTS = (0, 6, 7)  # columns that begin at the left


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """The most that may be spent; of one of the two."""

    wall: float | None = None  # seconds
    times: float | None = None  # the CPU of the grouping


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A measure and what it is compared with.

    `times` is its CPU over that of DuckDB grouping all columns of the same events, `times_numbers` over that of
    the columns that hold no text.
    """

    name: str
    spent: Spent
    times: float | None = None
    times_numbers: float | None = None
    target: Target = Target()

    @property
    def reached(self) -> bool | None:
        """None without a target."""
        if self.target.wall is not None:
            return self.spent.wall <= self.target.wall
        if self.target.times is not None and self.times is not None:
            return self.times <= self.target.times
        return None


def table(rows: Sequence[Row], *, judged: bool) -> Iterator[str]:
    """Lines of Markdown; a column in which no row has anything is left out."""
    cells = [_cells(row, judged=judged) for row in rows]
    shown = [column for column in range(len(HEADS)) if any(row[column] for row in cells)]
    yield _line(HEADS[column] for column in shown)
    yield _line("---" if column in TEXTS else "--:" for column in shown)
    for row in cells:
        yield _line(row[column] for column in shown)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Row, *, judged: bool) -> tuple[str, ...]:
    return (
        row.name,
        _seconds(row.spent.wall),
        _seconds(row.spent.cpu),
        _ratio(row.times),
        _ratio(row.times_numbers),
        f"{row.spent.peak / 1e6:,.0f} MB",
        _target(row.target),
        {True: "yes", False: "**no**", None: ""}[row.reached if judged else None],
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds >= 0.1 else f"{seconds * 1000:.1f} ms"


def _ratio(times: float | None) -> str:
    return f"{times:.1f}" if times is not None else ""


def _target(target: Target) -> str:
    if target.wall is not None:
        return f"≤ {target.wall:g} s" if target.wall >= 0.1 else f"≤ {target.wall * 1000:g} ms"
    return f"≤ {target.times:g} ×" if target.times is not None else ""
