"""`baremo train`: a model learned from history, its report and its figures, in one folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    Capacity,
    CostPerCall,
    Deals,
    DealValue,
    Decreasing,
    Drop,
    Folder,
    Horizon,
    Increasing,
    Keep,
    Kind,
    KnownAt,
    Like,
    Lost,
    OutcomeAt,
    OutcomeColumn,
    Precision,
    RowsInOrder,
    ScoreAt,
    TimeColumn,
    Won,
    stages,
)
from baremo.cli.outputs import tell_written
from baremo.learn.outcomes.horizon import days
from baremo.texts import plain, say

if TYPE_CHECKING:
    from baremo.engine.scoring import Sources
    from baremo.learn.plan import Plan


ONE = (
    *("outcome", "outcome_at", "time", "score_at", "id_column"),
    *("capacity", "deal_value", "cost_per_call", "precision"),
)
MANY = ("won", "lost", "keep", "drop", "increasing", "decreasing")  # options that may be given more than once


def train(
    context: typer.Context,
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
    changes: Changes = None,
    as_of: AsOf = None,
    kind: Kind = None,
    keep: Keep = None,
    drop: Drop = None,
    known_at: KnownAt = None,
    increasing: Increasing = None,
    decreasing: Decreasing = None,
    capacity: Capacity = None,
    deal_value: DealValue = None,
    cost_per_call: CostPerCall = None,
    precision: Precision = None,
    like: Like = None,
    id_column: IdColumn = None,
    events_named: EventColumns = None,
    memory: Memory = None,
    lang: Lang = None,
) -> None:
    """Learn a model from history, and say honestly whether it works.

    The folder then holds model.yaml, which `baremo score` runs as it is, report.html and metrics.json.

    \b
    baremo train --leads leads.csv --outcome converted -o learned
    baremo train --leads leads.csv --events events.csv --deals deals.csv --horizon 90d --score-at 24h -o learned
    baremo train --leads newer.csv --like learned -o learned-again
    """
    _train(context.params)


def _train(given: Mapping[str, Any]) -> None:
    from baremo.learn.plan import read_plan

    like, folder = given["like"], given["output"]
    plan = _plan(read_plan(like) if like else None, given)
    sources = plan.sources(leads=given["leads"], events=given["events"], changes=given["changes"])
    _learn(sources, plan, folder, like, {name: given[name] for name in ("deals", "as_of", "memory")})


def _plan(before: Plan | None, given: Mapping[str, Any]) -> Plan:
    """What is said now wins over what was said then."""
    from baremo.learn.plan import Plan

    many = {name: tuple(given[name] or ()) for name in MANY}
    one = {name: given[name] for name in ONE}
    read = {
        "horizon": days(given["horizon"]),
        "by_rows": given["rows_in_order"],
        "event_columns": event_columns(given["events_named"]) or {},
        "known_at": stages(given["known_at"]),
        "kind": given["kind"].value if given["kind"] else None,
    }
    said = {name: value for name, value in {**many, **one, **read}.items() if _is_said(value)}
    return replace(before or Plan(), **said)


def _is_said(value: object) -> bool:
    """Zero is said, too."""
    return value is not False and value not in (None, (), {})


def _learn(sources: Sources, plan: Plan, folder: Path, like: Path | None, options: Mapping[str, Any]) -> None:
    from rich.console import Console

    from baremo.cli.learning_output import learning_renderables
    from baremo.cli.progress import shown
    from baremo.learn.folder import check_training_folder, write_training
    from baremo.learn.training import train as learned

    check_training_folder(folder)
    with shown(plain(say("Learning"), language())) as progress:
        training = learned(sources, plan, like=like, progress=progress, **options)
    written = write_training(training, folder, lang=language())
    Console().print(learning_renderables(written.told, language()))
    tell_written(written.paths)
