"""`baremo score --engine spark`: the same scores, computed by Spark and written where a cluster writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from baremo.cli.language import language
from baremo.cli.outputs import check_outputs
from baremo.errors import InputError, Problem
from baremo.texts import plain, say

if TYPE_CHECKING:
    from baremo.cli.score import Outputs
    from baremo.engine.scoring import Sources


def score_in_spark(
    model: Path,
    sources: Sources,
    outputs: Outputs,
    *,
    as_of: str | None,
    master: str | None,
    memory: str | None,
    state: Path | None,
) -> None:
    """Writes scores, ledger or both."""
    import baremo
    from baremo.engine.spark.session import session

    targets = {name: target for name in ("scores", "ledger") if (target := getattr(outputs, name)) is not None}
    _check(targets.values(), (model, *sources.tables), {"--report": outputs.report, "--state": state})
    with session(master=master, memory=memory) as spark:
        from baremo.engine.spark.outputs import write
        from baremo.engine.spark.scoring import score

        running = score(spark, baremo.load(model), sources, as_of=as_of)
        for name, target in targets.items():
            write(getattr(running, name), target)
        typer.echo(plain(say("Written: {files}", files=", ".join(targets.values())), language()), err=True)
        for line in running.inputs.left_out.lines(language(), unknown=running.inputs.unknown_events):
            typer.echo(line, err=True)


def _check(targets: Collection[str], inputs: Iterable[object], others: Mapping[str, object]) -> None:
    """Refuses what Spark does not write, and options that it has no part in, by their names."""
    from baremo.engine.spark.targets import ENDINGS, TABLE

    problems = [_not_in_spark(option) for option, given in others.items() if given is not None]
    if not targets:
        problems.append(_nowhere())
    if problems:
        raise InputError(problems)
    named = [(target, Path(target)) for target in targets]
    files = [(path, (path.suffix.lower(),) if target.startswith(TABLE) else ENDINGS) for target, path in named]
    check_outputs(files, inputs)


def _not_in_spark(option: str) -> Problem:
    return Problem(
        code="not-in-spark",
        subject=option,
        message=say("this works with --engine duckdb alone."),
        remedy=say("Leave it out, or leave out --engine spark."),
    )


def _nowhere() -> Problem:
    return Problem(
        code="no-output",
        subject="--output",
        message=say("Spark writes folders or tables, and none is named."),
        remedy=say("Add -o scores.parquet, -o scores.csv or -o table:schema.scores."),
    )
