"""`baremo score`: the ranked list, its ledger and its report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from baremo.cli.arguments import (
    Accounts,
    Adjustments,
    AsOf,
    Changes,
    EventColumns,
    Events,
    IdColumn,
    Lang,
    Leads,
    Memory,
    ModelFile,
    State,
    UniqueEvents,
    event_columns,
)
from baremo.cli.language import language
from baremo.cli.outputs import PAGE, check_outputs, tell_left_out, tell_written
from baremo.texts import plain, say

if TYPE_CHECKING:
    from baremo.engine.scoring import Scoring

Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help="Scores as .parquet, .csv, .jsonl or .xlsx.",
        metavar="FILE",
        show_default="a summary here",
    ),
]
Ledger = Annotated[Path | None, typer.Option(help="The ledger, likewise.", metavar="FILE", show_default=False)]
Report = Annotated[
    Path | None, typer.Option(help="A page about the scores (.html).", metavar="FILE", show_default=False)
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outputs:
    """The files to write."""

    scores: Path | None
    ledger: Path | None
    report: Path | None

    @property
    def paths(self) -> list[Path]:
        return [path for path in (self.scores, self.ledger, self.report) if path is not None]


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
    lang: Lang = None,
) -> None:
    """Score leads: print a summary, or write scores, ledger and report.

    \b
    baremo score model.yaml --leads leads.csv --events events.csv
    baremo score model.yaml --leads leads.csv --events events.csv -o scores.csv --ledger ledger.csv
    baremo score model.yaml --leads leads.csv --events today.csv --state kept -o scores.csv
    """
    import baremo
    from baremo.cli.progress import shown
    from baremo.engine.scoring import Sources, scoring

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
    _check(outputs, (model, leads, events, accounts, changes, adjustments))
    with (
        shown(plain(say("Scoring"), language())) as progress,
        scoring(baremo.load(model), sources, as_of=as_of, memory=memory, state=state, progress=progress) as running,
    ):
        _deliver(running, outputs)


def _check(outputs: Outputs, inputs: Iterable[object]) -> None:
    from baremo.engine.outputs import ENDINGS

    tables = [(path, ENDINGS) for path in (outputs.scores, outputs.ledger) if path is not None]
    check_outputs([*tables, *([(outputs.report, PAGE)] if outputs.report is not None else [])], inputs)


def _deliver(running: Scoring, outputs: Outputs) -> None:
    """Writes all that is asked for, or nothing; prints the summary where no scores are written."""
    from baremo.engine.outputs import write
    from baremo.engine.whole_file import whole_files

    with whole_files(outputs.paths) as parts:
        if outputs.scores is not None and len(outputs.paths) == 1:
            write(running.con, running.scores_alone(), outputs.scores, parts[outputs.scores], running.progress)
        else:
            texts = running.keep()
            for path, statement in ((outputs.scores, texts.scores), (outputs.ledger, texts.ledger)):
                if path is not None:
                    write(running.con, statement, path, parts[path], running.progress)
            if outputs.report is not None or outputs.scores is None:
                _summarize(running, outputs.report and parts[outputs.report], printed=outputs.scores is None)
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
