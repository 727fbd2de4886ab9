"""`baremo validate`: whether a model's ranking would have worked, each lead scored as of its own moment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from baremo.cli.arguments import (
    Accounts,
    AsOf,
    Changes,
    EventColumns,
    Events,
    IdColumn,
    Lang,
    Leads,
    Memory,
    ModelFile,
    event_columns,
)
from baremo.cli.language import language
from baremo.cli.learn_arguments import (
    Capacity,
    Deals,
    Folder,
    Horizon,
    Lost,
    OutcomeAt,
    OutcomeColumn,
    RowsInOrder,
    ScoreAt,
    TimeColumn,
    Won,
)
from baremo.cli.outputs import tell_written
from baremo.errors import InputError, Problem
from baremo.learn.outcomes.horizon import days
from baremo.texts import plain, say

if TYPE_CHECKING:
    from baremo.learn.validation import Validation
    from baremo.model.model import ScoringModel

Previous = Annotated[
    Path | None,
    typer.Option(help="The model's version before, to compare with.", metavar="MODEL", show_default=False),
]


def validate(
    context: typer.Context,
    model: ModelFile,
    leads: Leads,
    output: Folder,
    outcome: OutcomeColumn = None,
    won: Won = None,
    lost: Lost = None,
    outcome_at: OutcomeAt = None,
    deals: Deals = None,
    horizon: Horizon = None,
    time: TimeColumn = None,
    rows_in_order: RowsInOrder = False,
    events: Events = None,
    score_at: ScoreAt = None,
    accounts: Accounts = None,
    changes: Changes = None,
    as_of: AsOf = None,
    previous: Previous = None,
    capacity: Capacity = None,
    id_column: IdColumn = None,
    events_named: EventColumns = None,
    memory: Memory = None,
    lang: Lang = None,
) -> None:
    """Say whether a model works, hand-written ones included: a backtest with what was known at the time.

    The folder then holds report.html and metrics.json.

    \b
    baremo validate model.yaml --leads leads.csv --outcome converted -o backtest
    baremo validate model.yaml --leads leads.csv --events events.csv --deals deals.csv --horizon 90d -o backtest
    baremo validate new.yaml --previous model.yaml --leads leads.csv --outcome converted -o backtest
    """
    _validate(context.params)


def _validate(given: Mapping[str, Any]) -> None:
    import baremo
    from baremo.cli.progress import shown
    from baremo.learn.folder import check_folder
    from baremo.learn.lessons import validate as judged

    check_folder(given["output"])
    _check_no_training(given["output"])
    model = baremo.load(given["model"])
    previous = baremo.load(given["previous"]) if given["previous"] else None
    plain_options = ("leads", "deals", "events", "accounts", "changes", "as_of", "id_column", "memory")
    asked = ("outcome", "outcome_at", "time", "score_at", "rows_in_order", "capacity")
    with shown(plain(say("Scoring the past"), language())) as progress:
        found = judged(
            model,
            previous=previous,
            won=given["won"] or (),
            lost=given["lost"] or (),
            horizon=days(given["horizon"]),
            event_columns=event_columns(given["events_named"]),
            progress=progress,
            **{name: given[name] for name in (*plain_options, *asked)},
        )
    _deliver(model, found, given["output"])


def _check_no_training(folder: Path) -> None:
    """A training's report and figures are not replaced by those of a backtest."""
    from baremo.learn.plan import FILE

    if (folder / FILE).exists():
        raise InputError(
            Problem(
                code="not-replaced",
                subject="-o",
                file=str(folder),
                message=say("it holds the report and the figures of a training, which a backtest would replace."),
                remedy=say("Choose another folder, such as {folder}.", folder=str(folder / "backtest")),
            )
        )


def _deliver(model: ScoringModel, found: Validation, folder: Path) -> None:
    from rich.console import Console

    from baremo.cli.learning_output import learning_renderables
    from baremo.learn.folder import write_validation
    from baremo.learn.told.telling import of_validation

    told = of_validation(model, found)
    written = write_validation(told, folder, lang=language())
    Console().print(learning_renderables(told, language()))
    tell_written(written)
