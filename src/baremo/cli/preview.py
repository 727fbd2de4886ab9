"""`baremo preview`: what a new model would change for the leads that there are."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    UniqueEvents,
    event_columns,
)
from baremo.cli.language import language
from baremo.cli.outputs import PAGE, check_outputs, tell_left_out, tell_written
from baremo.texts import plain, say

if TYPE_CHECKING:
    from baremo.engine.preview import Preview
    from baremo.engine.scoring import Sources
    from baremo.model.model import ScoringModel

ENDINGS = (*PAGE, ".md", ".json")

Old = Annotated[Path, typer.Argument(metavar="OLD", help="The model before.", show_default=False)]
New = Annotated[Path, typer.Argument(metavar="NEW", help="The model after.", show_default=False)]
Outcome = Annotated[
    str | None,
    typer.Option(
        help="The leads' column that says who became a customer: yes or no, won or lost, 1 or 0; blank is open.",
        metavar="COLUMN",
        show_default=False,
    ),
]
Output = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        help="Write a page (.html), Markdown (.md) or all figures (.json); may be given more than once.",
        metavar="FILE",
        show_default="the terminal",
    ),
]


def preview(
    old: Old,
    new: New,
    leads: Leads,
    events: Events = None,
    accounts: Accounts = None,
    changes: Changes = None,
    adjustments: Adjustments = None,
    as_of: AsOf = None,
    outcome: Outcome = None,
    output: Output = None,
    id_column: IdColumn = None,
    events_named: EventColumns = None,
    unique_events: UniqueEvents = False,
    state: KeptState = None,
    memory: Memory = None,
    lang: Lang = None,
) -> None:
    """Say what a new model would change: scores, bands and stages, who moves most, and why.

    Nothing is stored and nobody's score changes. With --outcome it also says how many of those who move
    became customers.

    \b
    baremo preview model.yaml new.yaml --leads leads.csv --events events.csv
    baremo preview model.yaml new.yaml --leads leads.csv --events events.csv --outcome customer -o change.html
    baremo preview model.yaml new.yaml --leads leads.csv --state kept
    """
    from baremo.engine.scoring import Sources

    paths = output or []
    check_outputs([(path, ENDINGS) for path in paths], (old, new, leads, events, accounts, changes, adjustments))
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
    options: dict[str, Any] = {"as_of": as_of, "outcome": outcome, "memory": memory, "state": state}
    _compare(old, new, sources, paths, options)


def _compare(old: Path, new: Path, sources: Sources, paths: list[Path], options: Mapping[str, Any]) -> None:
    import baremo
    from baremo.cli.progress import shown
    from baremo.engine.previewing import previewing

    before, after = baremo.load(old), baremo.load(new)
    with (
        shown(plain(say("Comparing"), language())) as progress,
        previewing(before, sources, new=[after], progress=progress, **options) as ready,
    ):
        _deliver(before, after, ready.of(after), paths)
        tell_left_out(ready.running)


def _deliver(old: ScoringModel, new: ScoringModel, found: Preview, paths: list[Path]) -> None:
    """Writes all files or none; prints where none is asked for."""
    from baremo.engine.whole_file import whole_files

    with whole_files(paths) as parts:
        for path in paths:
            parts[path].write_text(_written(old, new, found, path.suffix.lower()), "utf-8")
    tell_written(paths)
    if not paths:
        from rich.console import Console

        from baremo.report.preview_table import preview_renderables

        Console().print(preview_renderables(old, new, found, language()))


def _written(old: ScoringModel, new: ScoringModel, found: Preview, ending: str) -> str:
    match ending:
        case ".json":
            import baremo

            sentences = [change.text(language()) for change in baremo.diff(old, new)]
            return json.dumps({**found.as_dict(), "differences": sentences}, ensure_ascii=False, indent=1) + "\n"
        case ".md":
            from baremo.report.preview_markdown import preview_markdown

            return preview_markdown(old, new, found, lang=language())
        case _:
            from baremo.report.preview_report import preview_report

            return preview_report(old, new, found, lang=language())
