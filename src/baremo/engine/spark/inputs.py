"""The inputs of a scoring as views of a session: what Spark reads itself, and what this machine hands over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pyarrow as pa
from pyspark.sql import SparkSession
from sqlglot import exp

from baremo.engine.backends import connection
from baremo.engine.expressions import col, named, null_of, relation, text
from baremo.engine.inputs import LeftOut
from baremo.engine.inputs.draft import Draft
from baremo.engine.inputs.prepare import drafts_of, wanted_of
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import collecting
from baremo.engine.inputs.wanted import EVENT_COLUMNS, Wanted
from baremo.engine.moments import Moment
from baremo.engine.scoring import Sources
from baremo.engine.spark.checks import EventCounts, check, check_columns, check_events, count_events
from baremo.engine.spark.kinds import empty
from baremo.engine.spark.nested import with_fields
from baremo.engine.spark.reading import read_here, read_there
from baremo.engine.spark.repeated import without_repeated
from baremo.engine.spark.sources import Remote, open_remote
from baremo.engine.spark.statements import frame_of
from baremo.engine.spark.texts import Looked, look_at_texts
from baremo.engine.spark.views import Views
from baremo.engine.tables import Column, Table, Tables
from baremo.errors import InputError, Problem
from baremo.model.fields import fields
from baremo.model.model import ScoringModel

ROLES = ("leads", "events", "accounts", "changes", "adjustments")


@dataclass(frozen=True, kw_only=True, slots=True)
class SparkInputs:
    """The tables of one scoring and what was left out of them."""

    tables: Tables
    left_out: LeftOut
    unknown_events: int
    earliest: datetime | None  # of the events


def prepare(views: Views, model: ScoringModel, sources: Sources, at: Moment) -> SparkInputs:
    """The tables that the query of `model` reads, under names of their own in the session.

    Raises
    ------
    InputError
        With every problem found, in whichever source.
    """
    given = dict(zip(ROLES, sources.tables, strict=True))
    wanted = wanted_of(model, sources.id_column, sources.event_columns or {}, given)
    remotes = _remotes(views.session, given, wanted)
    with connection() as con:
        scratch = Scratch(con=con)
        try:
            drafts = _drafts(scratch, model, sources, given, remotes)
            tables, problems = _tables(scratch, views, drafts, remotes, sources)
            notes = [note for draft in drafts for note in draft.notes]
            for role, remote in remotes.items():
                with collecting(problems):
                    notes += look_at_texts(scratch, remote, _looked_at(model, role, wanted[role]))
        finally:
            scratch.release()
    counts = _counts(views, tables, at)
    for draft in drafts:
        problems += check_events(remotes[draft.role], draft, counts) if draft.role in remotes else []
    if problems:
        raise InputError(problems)
    repeated = 0
    if any(draft.event_id is not None for draft in drafts) and not sources.unique_events:
        tables["events"], repeated = without_repeated(views, tables["events"], tables["leads"], at)
    elif "events" not in tables:
        tables["events"] = _no_events(views, model, tables["leads"])
    return SparkInputs(
        tables=Tables(**tables),
        left_out=LeftOut(notes=tuple(notes), events=counts.events, later=counts.later, repeated=repeated),
        unknown_events=counts.unknown,
        earliest=counts.earliest,
    )


def _remotes(
    session: SparkSession, given: Mapping[str, object], wanted: Mapping[str, tuple[Wanted, ...]]
) -> dict[str, Remote]:
    """What Spark reads itself, by role, with a column for each wanted field."""
    problems: list[Problem] = []
    remotes = {}
    for role in wanted:
        with collecting(problems):
            remote = open_remote(session, given[role], role)
            if remote is not None:
                check_columns(remote, wanted[role])
                remotes[role] = with_fields(remote, wanted[role])
    if problems:
        raise InputError(problems)
    return remotes


def _drafts(
    scratch: Scratch, model: ScoringModel, sources: Sources, given: Mapping[str, object], remotes: Mapping[str, Remote]
) -> list[Draft]:
    """The drafts of all tables; an empty one of the same columns stands for what Spark reads."""
    stand_ins = {role: _stand_in(role, remote) for role, remote in remotes.items()}
    try:
        return drafts_of(scratch, model, {**given, **stand_ins}, sources.id_column, sources.event_columns or {})
    except InputError as error:
        labels = {role: remote.label for role, remote in remotes.items()}
        raise InputError([replace(p, file=labels.get(p.file, p.file)) for p in error.problems]) from error


def _stand_in(role: str, remote: Remote) -> pa.Table:
    """Of changes, the attributes that they tell of have to be known."""
    none = empty(remote.frame.schema)
    if role != "changes" or "field" not in none.column_names:
        return none
    names = [row.field for row in remote.frame.select("field").distinct().collect()]
    columns = {
        column.name: pa.array(names, column.type) if column.name == "field" else pa.nulls(len(names), column.type)
        for column in none.schema
    }
    return pa.table(columns)


def _tables(
    scratch: Scratch, views: Views, drafts: Sequence[Draft], remotes: Mapping[str, Remote], sources: Sources
) -> tuple[dict[str, Table], list[Problem]]:
    """Every table as the query reads it, looked at where it is, and what is wrong with them."""
    id_column = (sources.event_columns or {}).get("id", EVENT_COLUMNS["id"])
    tables, problems = {}, []
    for draft in drafts:
        remote = remotes.get(draft.role)
        if remote is not None:
            frame = read_there(draft, remote, id_column)
            problems += check(remote, draft, frame)
        else:
            frame, found = read_here(scratch, views.session, draft)
            problems += found
        tables[draft.role] = Table(name=views.view(draft.role, frame), columns=_columns(draft))
    return tables, problems


def _counts(views: Views, tables: Mapping[str, Table], at: Moment) -> EventCounts:
    if "events" not in tables:
        return EventCounts()
    return count_events(views.session, tables["events"].name, tables["leads"].name, at.instant)


def _looked_at(model: ScoringModel, role: str, wanted: Sequence[Wanted]) -> list[Looked]:
    """The attributes of a source that Spark reads; of changes, the values of each attribute."""
    if role != "changes":
        return [Looked(want=want) for want in wanted if want.role == "attribute"]
    return [
        Looked(
            want=Wanted(name=name, column="value", role="attribute", uses=frozenset(uses)),
            where=exp.EQ(this=col("field"), expression=text(name)),
        )
        for name, uses in fields(model).leads.items()
    ]


def _columns(draft: Draft) -> dict[str, Column]:
    """All instants have a zone here."""
    columns = {name: field.read.column for name, field in draft.fields.items()}
    return {name: replace(column, zoned=column.kind == "instant") for name, column in columns.items()}


def _no_events(views: Views, model: ScoringModel, leads: Table) -> Table:
    """An empty table with the columns that the query expects."""
    texts = {name: Column(kind="text") for name in ("event", *fields(model).events)}
    columns = {"lead_id": leads.columns["lead_id"], **texts, "timestamp": Column(kind="instant", zoned=True)}
    nulls = [named(null_of(column.type), name) for name, column in columns.items()]
    query = exp.select(*nulls).from_(relation(leads.name)).where(exp.false())
    return Table(name=views.view("events", frame_of(views.session, query)), columns=columns)
