"""How a model is learned: everything but the rows, kept beside the model, so that newer rows can be learned alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from baremo.engine.sources import Sources
from baremo.errors import InputError, Problem
from baremo.learn.learned import Kind
from baremo.texts import say

Asked = Literal["auto", "scorecard", "naive-bayes", "boosted"]
FILE = "train.json"
FORMAT = 1
LARGEST_SEED = 2**31 - 1
_TEXTS = ("outcome", "outcome_at", "time", "score_at", "id_column", "capacity", "title")
_LISTS = ("won", "lost", "keep", "drop", "increasing", "decreasing")
_NUMBERS = ("deal_value", "cost_per_call", "precision")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is learned and how.

    Attributes
    ----------
    outcome, won, lost, outcome_at, horizon, time, by_rows, score_at
        As in `learn.outcomes.outcome.Outcome`.
    kind : str
        "auto": the kinds compete.
    keep, drop : tuple of str
        Columns to learn from, or not, whatever the leakage guard thinks.
    known_at : mapping of str to str
        At which stage a column becomes known.
    increasing, decreasing : tuple of str
        Features of which more never lowers, or never raises, the score.
    capacity : str, optional
        How many leads sales can call, such as '200/month'.
    deal_value, cost_per_call : float, optional
        In one currency.
    precision : float, optional
        The share of those called that shall convert, above 0 and up to 1.
    model : str
        The name of the model that is written.
    """

    outcome: str | None = None
    won: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    outcome_at: str | None = None
    horizon: int | None = None  # days
    time: str | None = None
    by_rows: bool = False
    score_at: str | None = None
    id_column: str | None = None
    event_columns: Mapping[str, str] = field(default_factory=dict)
    kind: Asked = "auto"
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    known_at: Mapping[str, str] = field(default_factory=dict)
    increasing: tuple[str, ...] = ()
    decreasing: tuple[str, ...] = ()
    capacity: str | None = None
    deal_value: float | None = None
    cost_per_call: float | None = None
    precision: float | None = None
    model: str = "learned"
    title: str | None = None
    seed: int = 7

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Which kinds compete."""
        return get_args(Kind) if self.kind == "auto" else (self.kind,)

    def sources(self, *, leads: object, events: object, changes: object) -> Sources:
        """The tables to learn from, with the names of their columns."""
        return Sources(
            leads=leads,
            events=events,
            changes=changes,
            id_column=self.id_column,
            event_columns=dict(self.event_columns) or None,
        )


def write_plan(plan: Plan, folder: Path) -> None:
    """Keeps it in a folder."""
    said = {each.name: _plain(getattr(plan, each.name)) for each in fields(plan)}
    text = json.dumps({"format": FORMAT, **said}, ensure_ascii=False, indent=2)
    (folder / FILE).write_text(f"{text}\n", encoding="utf-8")


def read_plan(folder: Path) -> Plan:
    """The plan that a folder keeps.

    Raises
    ------
    InputError
        There is none, or it cannot be read.
    """
    path = folder / FILE
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(_no_plan(path)) from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError(_unreadable(path, str(error))) from error
    if not isinstance(given, dict) or given.pop("format", None) != FORMAT:
        raise InputError(_unreadable(path, f"format {FORMAT}"))
    wrong = [name for name, value in given.items() if not _fits(name, value)]
    if wrong:
        raise InputError(_unreadable(path, ", ".join(wrong)))
    said: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in given.items()}
    return Plan(**said)


def _plain(value: object) -> object:
    match value:
        case tuple():
            return list(value)
        case Mapping():
            return dict(value)
        case _:
            return value


def _fits(name: str, value: object) -> bool:
    """Whether a value is of the kind that its name wants."""
    match name:
        case "horizon":
            return value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0)
        case "by_rows":
            return isinstance(value, bool)
        case "seed":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_SEED
        case "kind":
            return value in get_args(Asked)
        case "model":
            return isinstance(value, str)
        case "known_at" | "event_columns":
            return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if name in _NUMBERS:
        return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
    return name in _TEXTS and (value is None or isinstance(value, str))


def _no_plan(path: Path) -> Problem:
    return Problem(
        code="no-plan",
        subject="--like",
        message=say("there is no {file}.", file=path.name),
        remedy=say("Name a folder that `baremo train` has written."),
        file=str(path),
    )


def _unreadable(path: Path, reason: str) -> Problem:
    return Problem(
        code="unreadable-plan",
        subject="--like",
        message=say("this is no plan of a training: {reason}.", reason=reason),
        remedy=say("Name a folder that `baremo train` has written, or train without --like."),
        file=str(path),
    )
