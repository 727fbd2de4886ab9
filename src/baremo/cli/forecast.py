"""`baremo forecast`: who cools in the coming days, should nothing more happen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from baremo.cli.arguments import (
    Accounts,
    Adjustments,
    AsOf,
    Changes,
    EventColumns,
    Events,
    IdColumn,
    KeptState,
    Lang,
    Leads,
    Memory,
    ModelFile,
    UniqueEvents,
    event_columns,
)
from baremo.cli.language import language
from baremo.cli.outputs import PAGE, Output, check_outputs, tell_left_out, tell_written
from baremo.errors import InputError, Problem
from baremo.texts import plain, say

if TYPE_CHECKING:
    from baremo.engine.forecast import Forecast, What
    from baremo.engine.scoring import Scoring, Sources
    from baremo.model.model import ScoringModel
    from baremo.report.forecast_words import Place

Days = Annotated[int, typer.Option(help="How many days to look ahead.", metavar="NUMBER", min=1, max=366)]
Stages = Annotated[
    list[str] | None,
    typer.Option("--stage", help="Only leads of this stage; may be given more than once.", metavar="NAME"),
]
Bands = Annotated[
    list[str] | None,
    typer.Option("--band", help="Only leads of this band; likewise.", metavar="NAME"),
]
Rows = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help="All who leave, as .parquet, .csv, .jsonl or .xlsx.",
        metavar="FILE",
        show_default="the first here",
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(help="A page about the days (.html), or their figures (.json).", metavar="FILE", show_default=False),
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outputs:
    """The files to write."""

    rows: Path | None
    report: Path | None

    @property
    def paths(self) -> list[Path]:
        return [path for path in (self.rows, self.report) if path is not None]

    def with_endings(self) -> list[Output]:
        from baremo.engine.outputs import ENDINGS

        allowed = ((self.rows, ENDINGS), (self.report, (*PAGE, ".json")))
        return [(path, endings) for path, endings in allowed if path is not None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """How far to look, from when, and at whom."""

    days: int
    stages: list[str]
    bands: list[str]
    as_of: str | None


def forecast(
    model: ModelFile,
    leads: Leads,
    events: Events = None,
    accounts: Accounts = None,
    changes: Changes = None,
    adjustments: Adjustments = None,
    as_of: AsOf = None,
    days: Days = 14,
    stage: Stages = None,
    band: Bands = None,
    output: Rows = None,
    report: Report = None,
    id_column: IdColumn = None,
    events_named: EventColumns = None,
    unique_events: UniqueEvents = False,
    state: KeptState = None,
    memory: Memory = None,
    lang: Lang = None,
) -> None:
    """Say who leaves which band or stage in the coming days, should nothing more happen.

    It is the model itself, asked for the end of each day, and no guess about what leads will do.

    \b
    baremo forecast model.yaml --leads leads.csv --events events.csv --days 14
    baremo forecast model.yaml --leads leads.csv --events events.csv --stage MQL -o call-these.csv
    baremo forecast model.yaml --leads leads.csv --state kept
    """
    from baremo.engine.scoring import Sources

    outputs = Outputs(rows=output, report=report)
    check_outputs(outputs.with_endings(), (model, leads, events, accounts, changes, adjustments))
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
    asked = Asked(days=days, stages=stage or [], bands=band or [], as_of=as_of)
    _look_ahead(model, sources, asked, outputs, memory=memory, state=state)


def _look_ahead(
    file: Path, sources: Sources, asked: Asked, outputs: Outputs, *, memory: str | None, state: Path | None
) -> None:
    import baremo
    from baremo.cli.progress import shown
    from baremo.engine.increment.at_hand import kept_until
    from baremo.engine.scoring import scoring

    model = baremo.load(file)
    places = _places(model, asked.stages, asked.bands)
    as_of = kept_until(state) if state is not None and asked.as_of is None else asked.as_of
    options: dict[str, Any] = {"as_of": as_of, "memory": memory, "state": state, "commit": False}
    with (
        shown(plain(say("Looking ahead"), language())) as progress,
        scoring(model, sources, progress=progress, **options) as running,
    ):
        _deliver(running, asked.days, places, outputs)
        tell_left_out(running)


def _places(model: ScoringModel, stages: Sequence[str], bands: Sequence[str]) -> list[Place]:
    """The bands and stages asked for, each of which the model must have."""
    there = [("stage", name, [each.name for each in model.stages]) for name in stages]
    there += [("band", name, [each.name for each in model.bands]) for name in bands]
    problems = [_no_place(what, name, known) for what, name, known in there if name not in known]
    if problems:
        raise InputError(problems)
    whats: dict[str, What] = {"stage": "stage", "band": "band"}
    return list(dict.fromkeys((whats[what], name) for what, name, _ in there))


def _no_place(what: str, name: str, known: list[str]) -> Problem:
    folded = {each.lower(): each for each in known}
    near = get_close_matches(name.lower(), folded, n=1)
    there = ", ".join(known) or say("none")
    return Problem(
        code=f"no-{what}",
        subject=f"--{what}",
        message=say("the model has no stage {name}.", name=repr(name[:60]))
        if what == "stage"
        else say("the model has no band {name}.", name=repr(name[:60])),
        remedy=say("Did you mean {near}? There are: {there}.", near=folded[near[0]], there=there)
        if near
        else say("There are: {there}.", there=there),
    )


def _deliver(running: Scoring, days: int, places: Sequence[Place], outputs: Outputs) -> None:
    """Writes all that is asked for, or nothing; prints where no rows are written."""
    from baremo.engine.forecast import forecast_all
    from baremo.engine.outputs import write_rows
    from baremo.engine.whole_file import whole_files
    from baremo.report.forecast_words import departures_of

    found = forecast_all(running, days)
    with whole_files(outputs.paths) as parts:
        if outputs.rows is not None:
            write_rows(departures_of(found, places), outputs.rows, parts[outputs.rows])
        if outputs.report is not None:
            text = _page(running.model, found, places, outputs.report.suffix.lower())
            parts[outputs.report].write_text(text, "utf-8")
    tell_written(outputs.paths)
    if outputs.rows is None:
        from rich.console import Console

        from baremo.report.forecast_table import forecast_renderables

        Console().print(forecast_renderables(running.model, found, language(), places=places))


def _page(model: ScoringModel, found: Forecast, places: Sequence[Place], ending: str) -> str:
    if ending == ".json":
        return json.dumps(found.as_dict(), ensure_ascii=False, indent=1) + "\n"
    from baremo.report.forecast_report import forecast_report

    return forecast_report(model, found, lang=language(), places=places)
