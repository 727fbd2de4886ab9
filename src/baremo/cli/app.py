"""All commands, in the order in which a newcomer meets them."""

from __future__ import annotations

from typing import Annotated

import typer

from baremo import __version__
from baremo.cli.analyze import analyze
from baremo.cli.check import check
from baremo.cli.convert import convert
from baremo.cli.diff import diff
from baremo.cli.erase import erase
from baremo.cli.explain import explain
from baremo.cli.forecast import forecast
from baremo.cli.init import init
from baremo.cli.preview import preview
from baremo.cli.schema import schema
from baremo.cli.score import score
from baremo.cli.show import show
from baremo.cli.sql import sql
from baremo.cli.train import train
from baremo.cli.validate import validate

app = typer.Typer(
    name="baremo",
    rich_markup_mode=None,  # half a second faster
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for command in (
    init,
    check,
    show,
    score,
    explain,
    diff,
    preview,
    forecast,
    analyze,
    train,
    validate,
    convert,
    sql,
    erase,
    schema,
):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"baremo {__version__}")
        raise typer.Exit


@app.callback()
def baremo(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Score leads with one readable model file: which to work first, and why.

    \b
    baremo init my-model           a model to start from, with sample data
    baremo check my-model/model.yaml
    baremo score my-model/model.yaml --leads my-model/leads.csv --events my-model/events.csv
    """
