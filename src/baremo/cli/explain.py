"""`baremo explain`: the receipt of one lead."""

from __future__ import annotations

from typing import Annotated

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
    ModelFile,
    event_columns,
)
from baremo.cli.language import language


def explain(
    model: ModelFile,
    lead_id: Annotated[str, typer.Argument(metavar="LEAD_ID", help="The lead (or account).", show_default=False)],
    leads: Leads,
    events: Events = None,
    accounts: Accounts = None,
    changes: Changes = None,
    adjustments: Adjustments = None,
    as_of: AsOf = None,
    id_column: IdColumn = None,
    events_named: EventColumns = None,
    everything: Annotated[bool, typer.Option("--all", help="List criteria that gave nothing, too.")] = False,
    lang: Lang = None,
) -> None:
    """Print why a lead has its score, how it will fade, and what would raise it.

    \b
    baremo explain model.yaml ana --leads leads.csv --events events.csv
    """
    from rich.console import Console

    import baremo
    from baremo.report.receipt import receipt

    explanation = baremo.explain(
        baremo.load(model),
        lead_id,
        leads=leads,
        events=events,
        accounts=accounts,
        changes=changes,
        adjustments=adjustments,
        as_of=as_of,
        id_column=id_column,
        event_columns=event_columns(events_named),
    )
    Console().print(receipt(explanation, language(), everything=everything))
