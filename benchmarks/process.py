"""Runs a command in a fresh process and tells what that process alone has used.

Nothing heavy may be imported here or by whoever imports this: a new process begins with the peak memory
of the one that started it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
SOURCES = os.pathsep.join(map(str, (ROOT, ROOT / "src")))  # so that what stands beside this is measured
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """Arguments of Python; where it measures itself, it says `wall` and `cpu` in JSON."""

    arguments: tuple[str, ...]
    measures_itself: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """What a process has used from start to end."""

    wall: float  # seconds
    cpu: float  # seconds, of all cores
    peak: float  # bytes


def baremo(*arguments: object) -> Command:
    return Command(arguments=("-m", "baremo", *map(str, arguments)))


def task(name: str, *arguments: object) -> Command:
    """A module of `benchmarks.tasks`, which measures itself."""
    return Command(arguments=("-m", f"benchmarks.tasks.{name}", *map(str, arguments)), measures_itself=True)


def spend(command: Command) -> Spent:
    """Runs a command; one that fails ends the benchmark with what it said."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, *command.arguments],
            {**os.environ, "PYTHONPATH": SOURCES, "NO_COLOR": "1"},
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)],
        )
        _, status, used = os.wait4(pid, 0)  # of this child alone, its threads included
        wall = time.perf_counter() - started
        out.seek(0)
        errors.seek(0)
        if status:
            raise SystemExit(f"{' '.join(command.arguments)}\n{errors.read().decode()}")
        spent = Spent(wall=wall, cpu=used.ru_utime + used.ru_stime, peak=used.ru_maxrss * PEAK_UNIT)
        return replace(spent, **json.loads(out.read())) if command.measures_itself else spent


def side_by_side(commands: Mapping[str, Command], runs: int, *, warm: bool = False) -> dict[str, list[Spent]]:
    """Every command once, then every command again: what slows the machine slows them all."""
    spent: dict[str, list[Spent]] = {name: [] for name in commands}
    for number in range(runs + warm):
        for name, command in commands.items():
            sys.stderr.write(f"{name} ({'warm-up' if number < warm else f'{number - warm + 1} of {runs}'})\n")
            once = spend(command)
            if number >= warm:
                spent[name].append(once)
    return spent


def typical(spent: Sequence[Spent]) -> Spent:
    """The median of each figure."""
    return Spent(
        wall=median(one.wall for one in spent),
        cpu=median(one.cpu for one in spent),
        peak=median(one.peak for one in spent),
    )


def times(spent: Sequence[Spent], measure: Sequence[Spent]) -> float:
    """How many times the CPU of the measure that ran beside it."""
    return median(one.cpu / other.cpu for one, other in zip(spent, measure, strict=True))
