"""`baremo sql`: the query as a text for a warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from baremo.cli.arguments import EventColumns, IdColumn, Lang, ModelFile, event_columns
from baremo.cli.language import language
from baremo.errors import InputError, Problem
from baremo.texts import plain, say

Dialect = Annotated[
    str,
    typer.Option(
        help="duckdb, spark, bigquery, snowflake, databricks, postgres, clickhouse or trino.",
        metavar="NAME",
        show_default=False,
    ),
]
LeadsTable = Annotated[
    str | None,
    typer.Option(
        "--leads-table",
        help="The leads: a name in the engine, or an expression of a template such as {{ ref('leads') }}.",
        metavar="TABLE",
        show_default="leads",
    ),
]
EventsTable = Annotated[
    str | None,
    typer.Option("--events-table", help="What leads did; likewise.", metavar="TABLE", show_default="events"),
]
AccountsTable = Annotated[
    str | None,
    typer.Option("--accounts-table", help="The leads' companies; likewise.", metavar="TABLE", show_default="accounts"),
]
ChangesTable = Annotated[
    str | None,
    typer.Option(
        "--changes-table", help="When attributes became known; likewise.", metavar="TABLE", show_default=False
    ),
]
AdjustmentsTable = Annotated[
    str | None,
    typer.Option(
        "--adjustments-table", help="Points that people gave by hand; likewise.", metavar="TABLE", show_default=False
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        help="A date (the end of that day in the model's zone), an instant, or an expression of the engine.",
        metavar="TIME",
        show_default="CURRENT_TIMESTAMP",
    ),
]
Types = Annotated[
    str | None,
    typer.Option(
        help="Kinds of columns: employees=number,tags=text[],event.amount=number,account.size=whole. "
        "The text's first lines say how each is taken.",
        metavar="KINDS",
        show_default=False,
    ),
]
Ledger = Annotated[bool, typer.Option("--ledger", help="The ledger's SELECT in place of the scores'.")]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Write to a file.", metavar="FILE", show_default="standard output"),
]


def sql(
    model: ModelFile,
    dialect: Dialect,
    leads: LeadsTable = None,
    events: EventsTable = None,
    accounts: AccountsTable = None,
    changes: ChangesTable = None,
    adjustments: AdjustmentsTable = None,
    as_of: AsOf = None,
    types: Types = None,
    id_column: IdColumn = None,
    events_named: EventColumns = None,
    ledger: Ledger = False,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Print the query that scores the tables of a warehouse.

    \b
    baremo sql model.yaml --dialect snowflake --leads-table crm.leads --events-table crm.events
    baremo sql model.yaml --dialect postgres --types employees=number --ledger -o ledger.sql
    """
    import baremo

    text = baremo.sql(
        baremo.load(model),
        dialect=dialect,
        leads=leads,
        events=events,
        accounts=accounts,
        changes=changes,
        adjustments=adjustments,
        as_of=as_of,
        types=kinds(types),
        id_column=id_column,
        event_columns=event_columns(events_named),
        ledger=ledger,
    )
    if output is None:
        typer.echo(text, nl=False)
    else:
        _write(text, output, model)


def kinds(given: str | None) -> dict[str, str]:
    """`employees=number,event.amount=whole` as a mapping."""
    pairs = [part.rpartition("=") for part in given.split(",")] if given else []
    wrong = [part for name, sign, part in pairs if not (sign and name.strip() and part.strip())]
    if wrong:
        raise InputError(
            Problem(
                code="bad-kind",
                subject="--types",
                message=say("{given} does not say of which kind a column is.", given=repr(wrong[0][:60])),
                remedy=say("Write it as COLUMN=KIND, such as employees=number,event.amount=number."),
            )
        )
    return {name.strip(): kind.strip() for name, _, kind in pairs}


def _write(text: str, output: Path, model: Path) -> None:
    from baremo.engine.whole_file import whole_file

    if output.resolve() == model.resolve():
        raise InputError(
            Problem(
                code="same-file",
                subject="",
                file=str(output),
                message=say("this file is read, or written by another option, in the same call."),
                remedy=say("Choose another name."),
            )
        )
    with whole_file(output) as part:
        part.write_text(text, "utf-8")
    typer.echo(plain(say("Written: {files}", files=output), language()), err=True)
