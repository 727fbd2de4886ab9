"""`baremo erase`: nothing of a lead stays among the kept counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from baremo.cli.arguments import Lang
from baremo.cli.language import language
from baremo.texts import WholeNumber, plain, say


def erase(
    leads: Annotated[list[str], typer.Argument(metavar="LEAD_ID", help="The leads to erase.", show_default=False)],
    state: Annotated[
        Path, typer.Option(help="The folder of `baremo score --state`.", metavar="DIR", show_default=False)
    ],
    lang: Lang = None,
) -> None:
    """Remove all that is kept of some leads: their events, their counts, their ids.

    It is gone from every file at once, and cannot be brought back but by giving the events again.

    \b
    baremo erase lead-17 lead-203 --state kept
    """
    from baremo.engine.increment.upkeep import erase as erase_from

    events = erase_from(state, leads)
    told = say("Events erased: {count}.", count=WholeNumber(events))
    typer.echo(plain(told, language()))
