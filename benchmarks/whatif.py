"""What a change of the model would do, and what the coming days will, with all that is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.everyday import scored
from benchmarks.process import Command, baremo, side_by_side, task, typical
from benchmarks.sizes import AS_OF, Size
from benchmarks.table import Row, Target

ANSWER = Target(wall=1)
DAYS = 14


def whatif(folder: Path, size: Size) -> Iterator[Row]:
    """One model changed, with counts and points kept in memory and with nothing kept; all leads on later days."""
    changed = {
        "an event criterion's points": "event-11",
        "those of one that counts by day": "daily-1",
        "an attribute criterion's points": "number-3",
        "where a band begins": "hot",
    }
    commands = {
        f"{said}, counts and points kept": task("whatif", folder, AS_OF, what, size.calls)
        for said, what in changed.items()
    }
    targets = dict.fromkeys(commands, ANSWER)
    commands |= _programs(folder)
    for name, spent in side_by_side(commands, size.runs_large).items():
        yield Row(name=name, spent=typical(spent), target=targets.get(name, Target()))


def _programs(folder: Path) -> dict[str, Command]:
    """From the start of the program to its end."""
    old, new = folder / "utc.yaml", folder / "new.yaml"
    new.write_text(old.read_text(encoding="utf-8").replace("points: 0.01, cap: 20", "points: 0.02, cap: 20"), "utf-8")
    _, _, *inputs = scored(folder, "utc", "parquet")
    return {
        "`baremo preview`": baremo("preview", old, new, *inputs, "--unique-events"),
        f"`baremo forecast --days {DAYS}`": baremo("forecast", old, *inputs, "--unique-events", "--days", DAYS),
    }
