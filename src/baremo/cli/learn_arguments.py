"""Options of the commands that learn from history, each defined once, and how their texts are read."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from baremo.errors import InputError, Problem
from baremo.texts import say


class KindName(StrEnum):
    """What can be learned."""

    auto = "auto"
    scorecard = "scorecard"
    boosted = "boosted"
    naive_bayes = "naive-bayes"


OutcomeColumn = Annotated[
    str | None,
    typer.Option(
        "--outcome",
        help="The column that says who became a customer: yes or no, won or lost, 1 or 0, or the date; blank is open.",
        metavar="COLUMN",
        show_default=False,
    ),
]
Won = Annotated[
    list[str] | None,
    typer.Option(
        "--won",
        help="A value of it that means customer; may be given more than once.",
        metavar="VALUE",
        show_default="the usual words",
    ),
]
Lost = Annotated[
    list[str] | None,
    typer.Option("--lost", help="A value of it that means lost; likewise.", metavar="VALUE", show_default="likewise"),
]
OutcomeAt = Annotated[
    str | None,
    typer.Option(help="The column that says when that was decided.", metavar="COLUMN", show_default=False),
]
Deals = Annotated[
    str | None,
    typer.Option(
        help="Deals with lead_id, date, status and amount, in place of --outcome.", metavar="FILE", show_default=False
    ),
]
Horizon = Annotated[
    str | None,
    typer.Option(
        help="Within how long a lead must be won, such as 90d; newer leads are left out, never called lost.",
        metavar="DAYS",
        show_default="however long it took",
    ),
]
TimeColumn = Annotated[
    str | None,
    typer.Option(
        "--time", help="The column that says when a lead came in.", metavar="COLUMN", show_default="created_at"
    ),
]
RowsInOrder = Annotated[
    bool, typer.Option("--rows-in-order", help="No column says when, but earlier leads stand first.")
]
ScoreAt = Annotated[
    str | None,
    typer.Option(
        help="When a lead is looked at: 24h or 7d after it came in; weekly, monthly; or dates with commas between.",
        metavar="TIME",
        show_default="24h with events, else at once",
    ),
]
Keep = Annotated[
    list[str] | None,
    typer.Option(
        "--keep", help="A column to learn from whatever is suspected; may be given more than once.", metavar="COLUMN"
    ),
]
Drop = Annotated[
    list[str] | None,
    typer.Option("--drop", help="A column not to learn from; likewise.", metavar="COLUMN"),
]
KnownAt = Annotated[
    list[str] | None,
    typer.Option(
        "--known-at",
        help="From which stage on a column is known: COLUMN=lead is in time, any other stage too late; likewise.",
        metavar="COLUMN=STAGE",
    ),
]
Kind = Annotated[
    KindName | None,
    typer.Option(
        "--kind", help="What is learned: a table of points, trees, or a count of frequencies.", show_default="auto"
    ),
]
Increasing = Annotated[
    list[str] | None,
    typer.Option(help="A number of which more never lowers the score; may be given more than once.", metavar="COLUMN"),
]
Decreasing = Annotated[
    list[str] | None,
    typer.Option(help="A number of which more never raises the score; likewise.", metavar="COLUMN"),
]
Capacity = Annotated[
    str | None,
    typer.Option(
        help="How many leads sales can call, such as 200/month: where the stage MQL begins.",
        metavar="NUMBER/PERIOD",
        show_default=False,
    ),
]
DealValue = Annotated[
    float | None,
    typer.Option(help="What a won deal earns; with --cost-per-call.", metavar="MONEY", min=0, show_default=False),
]
CostPerCall = Annotated[
    float | None,
    typer.Option(help="What a call costs, in the same currency.", metavar="MONEY", min=0, show_default=False),
]
Precision = Annotated[
    float | None,
    typer.Option(
        help="The share of those called that shall convert, such as 0.25.",
        metavar="SHARE",
        min=0,
        max=1,
        show_default=False,
    ),
]
Like = Annotated[
    Path | None,
    typer.Option(
        help="A folder that this command has written: learn as then, and say what differs.",
        metavar="DIR",
        show_default=False,
    ),
]
Folder = Annotated[
    Path,
    typer.Option("-o", "--output", help="The folder to write to.", metavar="DIR", show_default=False),
]


def stages(known_at: Sequence[str] | None) -> dict[str, str]:
    """`Tags=SQL` by column; what stands before the last sign is the column.

    Raises
    ------
    InputError
        A text has no stage or no column.
    """
    pairs = [given.rpartition("=") for given in known_at or ()]
    wrong = [
        given
        for given, (column, _, stage) in zip(known_at or (), pairs, strict=True)
        if not (column.strip() and stage.strip())
    ]
    if wrong:
        raise InputError(
            Problem(
                code="bad-stage",
                subject="--known-at",
                message=say("{given} does not say which column is known at which stage.", given=repr(wrong[0][:60])),
                remedy=say("Write it as COLUMN=STAGE, such as Tags=SQL."),
            )
        )
    return {column.strip(): stage.strip() for column, _, stage in pairs}
