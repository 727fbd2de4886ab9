"""Arguments and options that several commands share, each defined once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from baremo.cli.language import choose
from baremo.errors import InputError, Problem
from baremo.texts import say


class Language(StrEnum):
    """A language of the program."""

    en = "en"
    es = "es"


class Engine(StrEnum):
    """What computes a scoring."""

    duckdb = "duckdb"
    spark = "spark"


def _choose(lang: Language | None) -> Language | None:
    choose(lang)
    return lang


Lang = Annotated[
    Language | None,
    typer.Option(
        "--lang", help="Language of the output.", show_default="your machine's", callback=_choose, is_eager=True
    ),
]
ModelFile = Annotated[Path, typer.Argument(metavar="MODEL", help="The model file (YAML or JSON).", show_default=False)]
Leads = Annotated[
    str,
    typer.Option(
        help="Leads: CSV, Parquet (file, pattern or folder), JSON lines, Excel, table@URL, or - for standard input.",
        metavar="FILE",
        show_default=False,
    ),
]
Events = Annotated[str | None, typer.Option(help="What leads did; likewise.", metavar="FILE", show_default=False)]
Accounts = Annotated[
    str | None, typer.Option(help="The leads' companies; likewise.", metavar="FILE", show_default=False)
]
Changes = Annotated[
    str | None, typer.Option(help="When attributes became known; likewise.", metavar="FILE", show_default=False)
]
Adjustments = Annotated[
    str | None, typer.Option(help="Points that people gave by hand; likewise.", metavar="FILE", show_default=False)
]
AsOf = Annotated[
    str | None,
    typer.Option(
        help="A date (the end of that day in the model's zone) or an instant.", metavar="TIME", show_default="now"
    ),
]
IdColumn = Annotated[
    str | None,
    typer.Option("--id", help="The leads' column that holds their id.", show_default="lead_id", metavar="COLUMN"),
]
EventColumns = Annotated[
    str | None,
    typer.Option(
        "--event-columns",
        help="The events' columns by another name: lead=…,event=…,time=…,id=…,properties=….",
        metavar="NAMES",
        show_default=False,
    ),
]
UniqueEvents = Annotated[
    bool, typer.Option("--unique-events", help="Promise that no event id stands twice, which saves the look.")
]
EngineName = Annotated[
    Engine,
    typer.Option("--engine", help="What computes: DuckDB on this machine, or Spark, on a cluster as well."),
]
SparkMaster = Annotated[
    str | None,
    typer.Option(
        help="Where Spark runs, such as local[4], yarn or spark://host:7077.",
        metavar="MASTER",
        show_default="all cores of this machine",
    ),
]
State = Annotated[
    Path | None,
    typer.Option(
        help="A folder in which counts are kept from one time to the next: give only the events that are new since.",
        metavar="DIR",
        show_default=False,
    ),
]
KeptState = Annotated[
    Path | None,
    typer.Option(
        "--state",
        help="The folder of `baremo score --state`: its counts serve in place of the events. It stays as it is.",
        metavar="DIR",
        show_default=False,
    ),
]
Memory = Annotated[
    str | None,
    typer.Option(
        help="At most so much memory, such as 2GB; the rest goes to disk.", metavar="SIZE", show_default=False
    ),
]


def event_columns(given: str | None) -> dict[str, str] | None:
    """`lead=user,time=at` as a mapping."""
    if given is None:
        return None
    pairs = [part.partition("=") for part in given.split(",")]
    wrong = [name for name, sign, column in pairs if not (sign and name.strip() and column.strip())]
    if wrong:
        raise InputError(
            Problem(
                code="bad-names",
                subject="--event-columns",
                message=say("{given} does not say which column is meant.", given=repr(wrong[0][:60])),
                remedy=say("Write it as lead=COLUMN,event=COLUMN,time=COLUMN; leave out what has its usual name."),
            )
        )
    return {name.strip(): column.strip() for name, _, column in pairs}
