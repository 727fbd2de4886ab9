"""Makes the tables of the query out of their drafts: views where reading is cheap, else temporary tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from baremo.engine.inputs.checks import EventCounts, check_instants, check_keys, count_events
from baremo.engine.inputs.draft import Draft
from baremo.engine.inputs.keys import key_literal
from baremo.engine.inputs.left_out import LeftOut
from baremo.engine.inputs.repeated import ID, Unique, without_repeated
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.engine.tables import Column, Table, Tables
from baremo.errors import InputError, Problem
from baremo.model.fields import fields
from baremo.model.model import ScoringModel


@dataclass(frozen=True, kw_only=True, slots=True)
class Assembled:
    """The tables of one scoring, and what their one scan told."""

    tables: Tables
    left_out: LeftOut
    earliest: datetime | None
    event_ids: Name | None  # the column of the events' relation that holds their ids


def assemble(
    scratch: Scratch,
    model: ScoringModel,
    drafts: Sequence[Draft],
    *,
    as_of: datetime,
    unique_events: bool,
    only: str | None,
) -> Assembled:
    by_role = {draft.role: draft for draft in drafts}
    made: dict[str, Name] = {}
    for role in ("accounts", "leads", "events", "changes", "adjustments"):
        if role in by_role:
            made[role] = _make(scratch, by_role[role], _filter(model, by_role[role], made, only))
    counts = _check(scratch, by_role, made, as_of)
    _drop_sources(scratch, by_role.values())
    unique = Unique(name=made.get("events", Name("")), repeated=0)
    events = by_role.get("events")
    if events and events.event_id is not None and not unique_events:
        unique = without_repeated(scratch, events, unique.name, made["leads"], rows=counts.events, as_of=as_of)
    tables = {role: Table(name=name, columns=_columns(by_role[role])) for role, name in made.items()}
    if events:
        tables["events"] = Table(name=unique.name, columns=_columns(events))
    else:
        tables["events"] = _no_events(scratch, model, tables["leads"])
    return Assembled(
        tables=Tables(**tables),
        left_out=LeftOut(
            notes=tuple(note for draft in drafts for note in draft.notes),
            events=counts.events,
            later=counts.later,
            repeated=unique.repeated,
            events_name=made.get("events", ""),
            leads_name=made["leads"],
        ),
        earliest=counts.earliest,
        event_ids=ID if events and events.event_id is not None else None,
    )


def _make(scratch: Scratch, draft: Draft, where: Sql) -> Name:
    values = [sql("{v} AS {n}", v=field.read.value, n=Name(name)) for name, field in draft.fields.items()]
    if draft.event_id is not None:
        values.append(sql("{v} AS {n}", v=draft.event_id, n=ID))
    query = sql(
        "SELECT {values} FROM {relation}{where}", values=listed(values), relation=draft.source.relation, where=where
    )
    costly = any(field.costly for field in draft.fields.values())
    return scratch.table(draft.role, query) if costly else scratch.view(draft.role, query)


def _filter(model: ScoringModel, draft: Draft, made: dict[str, Name], only: str | None) -> Sql:
    """Leaves the rows of one lead or account, where only that one is asked for."""
    if only is None:
        return Sql("")
    if model.key in draft.fields:
        field = draft.fields[model.key]
        literal = key_literal(field.read.column, only)
        if literal is None:
            return Sql(" WHERE false")
        return sql(" WHERE {key} = {value}", key=field.read.value, value=literal)
    if "leads" in made and "lead_id" in draft.fields:
        key = draft.fields["lead_id"].read.value
        return sql(" WHERE {key} IN (SELECT lead_id FROM {leads})", key=key, leads=made["leads"])
    return Sql("")


def _check(scratch: Scratch, drafts: dict[str, Draft], made: dict[str, Name], as_of: datetime) -> EventCounts:
    problems: list[Problem] = []
    counts = EventCounts()
    for role, draft in drafts.items():
        match role:
            case "leads" | "accounts":
                key = "lead_id" if role == "leads" else "account_id"
                problems += check_keys(scratch.con, draft, made[role], key)
            case "events":
                counts, found = count_events(scratch.con, draft, made[role], as_of)
                problems += found
            case _:
                problems += check_instants(scratch.con, draft)
    if problems:
        raise InputError(problems)
    return counts


def _drop_sources(scratch: Scratch, drafts: Iterable[Draft]) -> None:
    for draft in drafts:
        if draft.source.stored and any(field.costly for field in draft.fields.values()):
            scratch.drop(draft.source.relation)


def _columns(draft: Draft) -> dict[str, Column]:
    return {name: field.read.column for name, field in draft.fields.items()}


def _no_events(scratch: Scratch, model: ScoringModel, leads: Table) -> Table:
    """An empty table with the columns that the query expects."""
    key = leads.columns["lead_id"]
    columns = {
        "lead_id": key,
        "event": Column(kind="text"),
        "timestamp": Column(kind="instant"),
        **{name: Column(kind="text") for name in fields(model).events},
    }
    types = {"instant": Sql("TIMESTAMP"), "number": Sql("BIGINT"), "text": Sql("VARCHAR")}
    values = listed(
        sql("CAST(NULL AS {type}) AS {name}", type=types[column.kind], name=Name(name))
        for name, column in columns.items()
    )
    return Table(name=scratch.view("events", sql("SELECT {values} WHERE false", values=values)), columns=columns)
