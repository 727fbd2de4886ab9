"""What people wait for: the program's start, a file of everyday size, one lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.process import Command, baremo, side_by_side, task, typical
from benchmarks.sizes import AS_OF, Size
from benchmarks.table import Row, Target

START = Target(wall=0.3)
FILE = Target(wall=2)
LEAD = Target(wall=0.05)


def start(folder: Path, size: Size) -> Iterator[Row]:
    """The program's help, and a template read and checked."""
    model = folder / "b2b.yaml"
    commands = {
        "`baremo --help`": baremo("--help"),
        "`baremo check`, template b2b": baremo("check", model),
        "`baremo.load`, template b2b": task("model_file", model, "load", size.calls),
        "`baremo.check`, template b2b": task("model_file", model, "check", size.calls),
    }
    yield from _rows(commands, size, {"`baremo --help`": START})


def files(folder: Path, size: Size) -> Iterator[Row]:
    """CSV in, CSV out, from the start of the program to its end."""
    made, sample = scored(folder, "utc", "csv"), f"{size.csv_leads:,} leads, {size.csv_events:,} events"
    template = _score(folder / "b2b.yaml", folder / "b2b-leads.csv", folder / "b2b-events.csv")
    out, ledger = ("-o", folder / "scores.csv"), ("--ledger", folder / "ledger.csv")
    one = ("explain", folder / "b2b.yaml", "ana", *template[2:])
    commands = {
        f"`baremo score`, 20 + 20 criteria, {sample}": baremo(*made, *out),
        "the same with `--ledger`": baremo(*made, *out, *ledger),
        f"`baremo score`, template b2b, {sample}": baremo(*template, *out),
        "the same with `--ledger`, template b2b": baremo(*template, *out, *ledger),
        "`baremo explain` of one lead in those files": baremo(*one),
    }
    scores = [name for name, command in commands.items() if "score" in command.arguments]
    yield from _rows(commands, size, dict.fromkeys(scores, FILE))


def lead(folder: Path, size: Size) -> Iterator[Row]:
    """One lead with 300 events through the Python API, its model loaded."""
    models = {"20 + 20 criteria": folder / "utc.yaml", "template b2b": folder / "b2b.yaml"}
    ways = {"rows": "`baremo.score`, mappings", "arrow": "`baremo.score`, Arrow", "explain": "`baremo.explain`"}
    calls = {"rows": size.calls, "arrow": size.calls, "explain": size.receipts}
    commands = {
        f"{said}, {name}": task("one_lead", model, how, calls[how], 2 * size.warm)
        for name, model in models.items()
        for how, said in ways.items()
    }
    scores = [name for name in commands if "score" in name]
    yield from _rows(commands, size, dict.fromkeys(scores, LEAD))


def scored(folder: Path, model: str, ending: str, events: str = "events") -> tuple[object, ...]:
    """The arguments that score a sample made by `benchmarks.sample`."""
    return _score(folder / f"{model}.yaml", folder / f"leads.{ending}", folder / f"{events}.{ending}")


def _score(model: Path, leads: Path, events: Path) -> tuple[object, ...]:
    return "score", model, "--leads", leads, "--events", events, "--as-of", AS_OF


def _rows(commands: Mapping[str, Command], size: Size, targets: Mapping[str, Target]) -> Iterator[Row]:
    for name, spent in side_by_side(commands, size.runs, warm=size.warm).items():
        yield Row(name=name, spent=typical(spent), target=targets.get(name, Target()))
