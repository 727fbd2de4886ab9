"""`baremo analyze`: what the past tells of who becomes a customer, column by column."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from baremo.cli.arguments import (
    AsOf,
    Changes,
    EventColumns,
    Events,
    IdColumn,
    Lang,
    Leads,
    Memory,
    event_columns,
)
from baremo.cli.language import language
from baremo.cli.learn_arguments import (
    Deals,
    Drop,
    Horizon,
    Keep,
    KnownAt,
    Lost,
    OutcomeAt,
    OutcomeColumn,
    RowsInOrder,
    ScoreAt,
    TimeColumn,
    Won,
    stages,
)
from baremo.cli.outputs import PAGE, check_outputs, tell_written
from baremo.learn.outcomes.horizon import days
from baremo.texts import plain, say

if TYPE_CHECKING:
    from baremo.engine.scoring import Sources
    from baremo.learn.outcomes.outcome import Outcome
    from baremo.report.analysis_figures import Analysis

ENDINGS = (*PAGE, ".csv", ".json")

Output = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        help="Write a page (.html), all values (.csv) or all figures (.json); may be given more than once.",
        metavar="FILE",
        show_default="the terminal",
    ),
]
Every = Annotated[bool, typer.Option("--all", help="Print every column, not only the first that matter.")]


def analyze(
    leads: Leads,
    events: Events = None,
    changes: Changes = None,
    outcome: OutcomeColumn = None,
    won: Won = None,
    lost: Lost = None,
    outcome_at: OutcomeAt = None,
    deals: Deals = None,
    horizon: Horizon = None,
    time: TimeColumn = None,
    rows_in_order: RowsInOrder = False,
    score_at: ScoreAt = None,
    as_of: AsOf = None,
    keep: Keep = None,
    drop: Drop = None,
    known_at: KnownAt = None,
    output: Output = None,
    every: Every = False,
    id_column: IdColumn = None,
    events_named: EventColumns = None,
    memory: Memory = None,
    lang: Lang = None,
) -> None:
    """Say how many leads with each value became customers, what that is worth, and what knows too much.

    \b
    baremo analyze --leads leads.csv --outcome converted
    baremo analyze --leads leads.csv --outcome converted -o close-rates.html -o close-rates.csv
    baremo analyze --leads leads.csv --events events.csv --deals deals.csv --horizon 90d --score-at 24h
    """
    from baremo.engine.scoring import Sources
    from baremo.learn.outcomes.outcome import Outcome

    paths, named = output or [], event_columns(events_named)
    check_outputs([(path, ENDINGS) for path in paths], (leads, events, changes, deals))
    sources = Sources(leads=leads, events=events, changes=changes, id_column=id_column, event_columns=named)
    ended = {"outcome": outcome, "won": tuple(won or ()), "lost": tuple(lost or ()), "outcome_at": outcome_at}
    seen = {"time": time, "by_rows": rows_in_order, "score_at": score_at, "as_of": as_of}
    asked: dict[str, Any] = {**ended, **seen, "deals": deals, "horizon": days(horizon)}
    orders = {"keep": keep or (), "drop": drop or (), "known_at": stages(known_at), "memory": memory}
    _deliver(_analysed(sources, Outcome(**asked), orders), paths, every=every)


def _analysed(sources: Sources, asked: Outcome, orders: Mapping[str, Any]) -> Analysis:
    from baremo.cli.progress import shown
    from baremo.learn.analysis import analysed

    with shown(plain(say("Analysing"), language())) as progress:
        return analysed(sources, asked, progress=progress, **orders)


def _deliver(found: Analysis, paths: list[Path], *, every: bool) -> None:
    """Writes all files or none; prints where none is asked for."""
    from baremo.engine.whole_file import whole_files

    with whole_files(paths) as parts:
        for path in paths:
            _write(found, path, parts[path])
    tell_written(paths)
    if not paths:
        from rich.console import Console

        from baremo.report.analysis_table import analysis_renderables

        Console().print(analysis_renderables(found, language(), every=every))


def _write(found: Analysis, path: Path, part: Path) -> None:
    match path.suffix.lower():
        case ".json":
            part.write_text(json.dumps(found.as_dict(), ensure_ascii=False, indent=1) + "\n", "utf-8")
        case ".csv":
            from baremo.engine.outputs import write_rows
            from baremo.report.analysis_rows import analysis_rows

            write_rows(analysis_rows(found), path, part)
        case _:
            from baremo.report.analysis_report import analysis_report

            part.write_text(analysis_report(found, lang=language()), "utf-8")
