"""Which columns of a user's tables the query reads, and as what each is taken.

Nothing is asked of the warehouse: a column's kind is what the user tells, else a safe guess that the text says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from baremo.engine.tables import Column
from baremo.model.criteria import Inactivity
from baremo.model.fields import Fields, Use, Uses, fields, selections
from baremo.model.model import ScoringModel

Role = Literal["leads", "accounts", "events", "changes", "adjustments"]

# What users call the kinds of columns, and what the query then holds.
KINDS: dict[str, Column] = {
    "text": Column(kind="text"),
    "number": Column(kind="number"),
    "whole": Column(kind="number", whole=True),
    "boolean": Column(kind="boolean"),
    "date": Column(kind="date"),
    "instant": Column(kind="instant", zoned=True),
    "timestamp": Column(kind="instant", zoned=True),  # has no zone in the user's table: it is UTC
    "text[]": Column(kind="text", many=True),
    "absent": Column(kind="text"),  # there is no such column: every value is missing
}
INSTANTS = ("instant", "timestamp", "date", "text")  # kinds that an instant of ours may have
PREFIXES: dict[Role, str] = {
    "leads": "",
    "accounts": "account.",
    "events": "event.",
    "changes": "change.",
    "adjustments": "adjustment.",
}
CREATED = "created_at"


@dataclass(frozen=True, kw_only=True, slots=True)
class Warehouse:
    """The user's tables, as the user tells of them.

    Names are the engine's, or expressions of a template such as ``{{ ref('leads') }}``; what is not named is
    `leads`, `events` and `accounts` where the model needs them.
    """

    leads: str | None = None
    events: str | None = None
    accounts: str | None = None
    changes: str | None = None
    adjustments: str | None = None
    id_column: str | None = None  # of the leads, in place of `lead_id`
    event_columns: Mapping[str, str] = field(default_factory=dict)  # of EVENT_COLUMNS
    types: Mapping[str, str] = field(default_factory=dict)  # `employees`, `event.amount`, … -> one of KINDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """One column and how it is taken."""

    name: str  # in the contract
    column: str  # in the user's table; where it holds JSON, the column of that
    kind: str  # one of KINDS
    in_json: bool = False
    allowed: tuple[str, ...] = ()  # the kinds that may be told of it; none: it is always text
    of_contract: bool = False  # it has a meaning of its own, whatever the model reads

    @property
    def holds(self) -> Column:
        if self.of_contract and self.allowed:
            return KINDS["instant"]
        return KINDS[self.kind]


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """A table of the user's, with the columns that are read."""

    role: Role
    table: str | None  # None: there is none, so it is empty
    columns: tuple[Taken, ...]

    @property
    def name(self) -> str:
        """The part that reads it."""
        return f"given_{self.role}"


def given_tables(model: ScoringModel, warehouse: Warehouse) -> list[Given]:
    """The tables that the query reads, each after those that it needs."""
    read = fields(model)
    found = [Given(role="leads", table=_or("leads", warehouse.leads), columns=tuple(_leads(model, warehouse, read)))]
    if needs_accounts(model, read):
        columns = [_text("account_id"), *_attributes("accounts", read.accounts, warehouse)]
        columns += _created(model, "account", columns, warehouse)
        found.append(Given(role="accounts", table=_or("accounts", warehouse.accounts), columns=tuple(columns)))
    events = _or("events", warehouse.events) if any(selections(model)) else warehouse.events
    found.append(Given(role="events", table=events, columns=tuple(_events(warehouse, read))))
    if warehouse.changes is not None:
        columns = [_text("lead_id"), _text("field"), _text("value"), _instant("changes", "known_at", warehouse)]
        found.append(Given(role="changes", table=warehouse.changes, columns=tuple(columns)))
    if warehouse.adjustments is not None:
        points = Taken(name="points", column="points", kind="number", of_contract=True)
        times = [_instant("adjustments", name, warehouse, optional=True) for name in ("from", "until")]
        columns = [_text(model.key), points, *times]
        found.append(Given(role="adjustments", table=warehouse.adjustments, columns=tuple(columns)))
    return found


def _or(usual: str, name: str | None) -> str:
    return usual if name is None else name


def needs_accounts(model: ScoringModel, read: Fields) -> bool:
    return model.scores == "account" or bool(read.accounts)


def _leads(model: ScoringModel, warehouse: Warehouse, read: Fields) -> Iterator[Taken]:
    yield _text("lead_id", warehouse.id_column)
    if needs_accounts(model, read) or "account_id" in read.leads:
        yield _text("account_id")
    columns = _attributes("leads", read.leads, warehouse)
    yield from columns
    yield from _created(model, "lead", columns, warehouse)


def _events(warehouse: Warehouse, read: Fields) -> Iterator[Taken]:
    names = warehouse.event_columns
    yield _text("lead_id", names.get("lead"))
    yield _text("event", names.get("event"))
    yield _instant("events", "timestamp", warehouse, column=names.get("time"))
    if "id" in names:
        yield _text("event_id", names["id"])
    for name, uses in read.events.items():
        if name in ("lead_id", "event", "timestamp") or (name == "event_id" and "id" in names):
            continue
        told = warehouse.types.get(PREFIXES["events"] + name)
        if "properties" in names and told is None:
            yield Taken(name=name, column=names["properties"], kind="text", in_json=True, allowed=tuple(KINDS))
        else:
            yield _attribute(name, told or _guess(name, uses))


def _attributes(role: Role, read: Uses, warehouse: Warehouse) -> list[Taken]:
    return [
        _attribute(name, warehouse.types.get(PREFIXES[role] + name) or _guess(name, uses))
        for name, uses in read.items()
        if name not in ("lead_id", "account_id")
    ]


def _created(model: ScoringModel, who: str, columns: list[Taken], warehouse: Warehouse) -> list[Taken]:
    """Silence counts from `created_at`, whether or not a condition reads it."""
    silent = any(isinstance(criterion.rule, Inactivity) for _, criterion in model.criteria())
    if model.scores != who or not silent or any(taken.name == CREATED for taken in columns):
        return []
    role: Role = "leads" if who == "lead" else "accounts"
    return _attributes(role, {CREATED: {"date"}}, warehouse)


def _guess(name: str, uses: set[Use]) -> str:
    """What a column of unknown kind is taken as: text, unless it can only be a date."""
    if uses - {"presence"} != {"date"}:
        return "text"
    return "instant" if name == CREATED else "date"


def _attribute(name: str, kind: str) -> Taken:
    return Taken(name=name, column=name, kind=kind, allowed=tuple(KINDS))


def _text(name: str, column: str | None = None) -> Taken:
    return Taken(name=name, column=column or name, kind="text", of_contract=True)


def _instant(
    role: Role, name: str, warehouse: Warehouse, *, column: str | None = None, optional: bool = False
) -> Taken:
    kind = warehouse.types.get(PREFIXES[role] + name, "instant")
    allowed = (*INSTANTS, "absent") if optional else INSTANTS
    return Taken(name=name, column=column or name, kind=kind, allowed=allowed, of_contract=True)
