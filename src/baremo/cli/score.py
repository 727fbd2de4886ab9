"""`baremo score`: the ranked list, its ledger and its report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from baremo.cli.arguments import (
    Accounts,
    Adjustments,
    AsOf,
    Changes,
    Engine,
    EngineName,
    EventColumns,
    Events,
    IdColumn,
    Lang,
    Leads,
    Memory,
    ModelFile,
    SparkMaster,
    State,
    UniqueEvents,
    event_columns,
)
from baremo.cli.language import language
from baremo.cli.outputs import PAGE, check_outputs, tell_left_out, tell_written
from baremo.errors import InputError, Problem
from baremo.texts import plain, say

if TYPE_CHECKING:
    from baremo.engine.scoring import Scoring, Sources

Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        help="Scores as .parquet, .csv, .jsonl or .xlsx; in Spark a folder (.parquet, .csv) or table:NAME.",
        metavar="FILE",
        show_default="a summary here",
    ),
]
Ledger = Annotated[str | None, typer.Option(help="The ledger, likewise.", metavar="FILE", show_default=False)]
Report = Annotated[
    Path | None, typer.Option(help="A page about the scores (.html).", metavar="FILE", show_default=False)
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outputs:
    """The files to write."""

    scores: str | None
    ledger: str | None
    report: Path | None

    @property
    def scores_file(self) -> Path | None:
        return None if self.scores is None else Path(self.scores)

    @property
    def ledger_file(self) -> Path | None:
        return None if self.ledger is None else Path(self.ledger)

    @property
    def paths(self) -> list[Path]:
        return [path for path in (self.scores_file, self.ledger_file, self.report) if path is not None]


def score(
    model: ModelFile,
    leads: Leads,
    events: Events = None,
    accounts: Accounts = None,
    changes: Changes = None,
    adjustments: Adjustments = None,
    as_of: AsOf = None,
    output: Output = None,
    ledger: Ledger = None,
    report: Report = None,
    id_column: IdColumn = None,
    events_named: EventColumns = None,
    unique_events: UniqueEvents = False,
    state: State = None,
    memory: Memory = None,
    engine: EngineName = Engine.duckdb,
    spark_master: SparkMaster = None,
    lang: Lang = None,
) -> None:
    """Score leads: print a summary, or write scores, ledger and report.

    \b
    baremo score model.yaml --leads leads.csv --events events.csv
    baremo score model.yaml --leads leads.csv --events events.csv -o scores.csv --ledger ledger.csv
    baremo score model.yaml --leads leads.csv --events today.csv --state kept -o scores.csv
    baremo score model.yaml --leads table:crm.leads --events table:crm.events --engine spark -o table:crm.scores
    """
    from baremo.engine.scoring import Sources

    sources = Sources(
        leads=leads,
        events=events,
        accounts=accounts,
        changes=changes,
        adjustments=adjustments,
        id_column=id_column,
        event_columns=event_columns(events_named),
        unique_events=unique_events,
    )
    outputs = Outputs(scores=output, ledger=ledger, report=report)
    if engine is Engine.spark:
        from baremo.cli.spark import score_in_spark

        score_in_spark(model, sources, outputs, as_of=as_of, master=spark_master, memory=memory, state=state)
    else:
        _score_here(model, sources, outputs, as_of=as_of, master=spark_master, memory=memory, state=state)


def _score_here(
    model: Path,
    sources: Sources,
    outputs: Outputs,
    *,
    as_of: str | None,
    master: str | None,
    memory: str | None,
    state: Path | None,
) -> None:
    import baremo
    from baremo.cli.progress import shown
    from baremo.engine.outputs import ENDINGS
    from baremo.engine.scoring import scoring

    if master is not None:
        raise InputError(_without_spark())
    tables = [(path, ENDINGS) for path in (outputs.scores_file, outputs.ledger_file) if path is not None]
    pages = [(outputs.report, PAGE)] if outputs.report is not None else []
    check_outputs([*tables, *pages], (model, *sources.tables))
    with (
        shown(plain(say("Scoring"), language())) as progress,
        scoring(baremo.load(model), sources, as_of=as_of, memory=memory, state=state, progress=progress) as running,
    ):
        _deliver(running, outputs)


def _deliver(running: Scoring, outputs: Outputs) -> None:
    """Writes all that is asked for, or nothing; prints the summary where no scores are written."""
    from baremo.engine.outputs import write
    from baremo.engine.whole_file import whole_files

    with whole_files(outputs.paths) as parts:
        scores = outputs.scores_file
        if scores is not None and len(outputs.paths) == 1:
            write(running.con, running.scores_alone(), scores, parts[scores], running.progress)
        else:
            texts = running.keep()
            for path, statement in ((scores, texts.scores), (outputs.ledger_file, texts.ledger)):
                if path is not None:
                    write(running.con, statement, path, parts[path], running.progress)
            if outputs.report is not None or scores is None:
                _summarize(running, outputs.report and parts[outputs.report], printed=scores is None)
    if outputs.paths:
        tell_written(outputs.paths)
        tell_left_out(running)


def _summarize(running: Scoring, report: Path | None, *, printed: bool) -> None:
    from rich.console import Console

    from baremo.engine.summary import summarize
    from baremo.report.summary_table import summary_renderables

    summary = summarize(running)
    if report is not None:
        from baremo.report.scoring_report import scoring_report

        report.write_text(scoring_report(running.model, summary, lang=language()), "utf-8")
    if printed:
        Console().print(summary_renderables(running.model, summary, language()))


def _without_spark() -> Problem:
    return Problem(
        code="not-in-duckdb",
        subject="--spark-master",
        message=say("this works with --engine spark alone."),
        remedy=say("Add --engine spark, or leave it out."),
    )
