"""What models learned from histories are worth on leads they were not learned from, and what learning them costs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.learning.tasks import FIGURES, HISTORIES, TASKS, Task
from benchmarks.process import Command, Spent, baremo, spend
from benchmarks.sizes import Size
from benchmarks.table import Learned, Reliable, Row, Target


def learn(folder: Path, size: Size) -> Iterator[Row]:
    """Real histories and made ones, by `baremo train` without tuning; in brackets without calibration."""
    for task in TASKS[size.name]:
        history = folder / HISTORIES / task.folder
        if history.is_dir():
            sys.stderr.write(f"{task.name}\n")
            yield row(task, *measured(history, task))
        else:
            sys.stderr.write(f"{task.name}: skipped, there are no data in ../shared/datasets/{task.folder}\n")


def measured(history: Path, task: Task) -> tuple[Spent, Learned]:
    """What one training has used, and what it is worth where it is checked."""
    spent = spend(baremo(*task.training(history)))
    spend(baremo(*task.scoring(history)))
    spend(Command(arguments=("-m", "benchmarks.learning.judged", str(history), task.name)))
    return spent, read(history / FIGURES)


def read(path: Path) -> Learned:
    """What `benchmarks.learning.judged` wrote."""
    figures = json.loads(path.read_text(encoding="utf-8"))
    for name in ("calibrated", "uncalibrated"):
        figures[name] = Reliable(**figures[name])
    return Learned(**figures)


def row(task: Task, spent: Spent, learned: Learned) -> Row:
    target = Target(auc=task.least, calibrated=task.in_time, verdict=task.verdict, wall=task.wall, peak=task.peak)
    return Row(name=task.name, spent=spent, learned=learned, best=_best(task, learned), target=target)


def _best(task: Task, learned: Learned) -> str:
    if learned.possible is not None:
        return f"the truth {learned.possible:.3f}"
    return f"{task.best[0]} {task.best[1]:.3f}" if task.best else ""
