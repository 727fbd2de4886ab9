"""Millions of events in Parquet, beside DuckDB grouping the same events in the same round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.everyday import scored
from benchmarks.process import Command, baremo, side_by_side, task, times, typical
from benchmarks.sizes import ZONES, Size
from benchmarks.table import Row, Target

SCORES = Target(times=10)
LEDGER = Target(times=12)
GROUPING = "DuckDB: count, max, sum by lead"
NUMBERS = "DuckDB: the same of the numbers alone"
MEMORY = "500MB"


def many(folder: Path, size: Size) -> Iterator[Row]:
    """Scores alone and with their ledger, in two zones; repeated ids; little memory."""
    commands = {
        GROUPING: task("grouping", folder / "events.parquet", "texts"),
        NUMBERS: task("grouping", folder / "events.parquet", "numbers"),
    }
    targets: dict[str, Target] = {}
    for model, zone in ZONES.items():
        scores, ledger = _pair(folder, model)
        commands |= {f"scores, {zone}": scores, f"scores and ledger, {zone}": ledger}
        targets |= {f"scores, {zone}": SCORES, f"scores and ledger, {zone}": LEDGER}
    commands |= _ids(folder) | _little_memory(folder)
    spent = side_by_side(commands, size.runs_large)
    for name, spells in spent.items():
        yield Row(
            name=name,
            spent=typical(spells),
            times=None if name in (GROUPING, NUMBERS) else times(spells, spent[GROUPING]),
            times_numbers=None if name in (GROUPING, NUMBERS) else times(spells, spent[NUMBERS]),
            target=targets.get(name, Target()),
        )


def _pair(folder: Path, model: str) -> tuple[Command, Command]:
    given = (*scored(folder, model, "parquet"), "--unique-events", "-o", folder / "scores.parquet")
    return baremo(*given), baremo(*given, "--ledger", folder / "ledger.parquet")


def _ids(folder: Path) -> dict[str, Command]:
    """The same scores where nobody promises that ids are unique."""
    out = ("-o", folder / "scores.parquet")
    return {
        "scores, ids looked at, none twice": baremo(*scored(folder, "utc", "parquet"), *out),
        "scores, 1 % of the events twice": baremo(*scored(folder, "utc", "parquet", "repeated"), *out),
    }


def _little_memory(folder: Path) -> dict[str, Command]:
    written = ("-o", folder / "scores.parquet", "--ledger", folder / "ledger.parquet", "--memory", MEMORY)
    return {
        f"scores and ledger, `--memory {MEMORY}`": baremo(
            *scored(folder, "madrid", "parquet"), "--unique-events", *written
        ),
        f"the same, 1 % of the events twice, `--memory {MEMORY}`": baremo(
            *scored(folder, "madrid", "parquet", "repeated"), *written
        ),
    }
