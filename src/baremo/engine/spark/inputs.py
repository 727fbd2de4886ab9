"""The inputs of a scoring as views of a session: what Spark reads itself, and what this machine hands over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from sqlglot import exp

from baremo.engine.backends import connection
from baremo.engine.expressions import TEXT, Expr, col, named, null_of, relation, text
from baremo.engine.inputs import LeftOut
from baremo.engine.inputs import checks as here
from baremo.engine.inputs.draft import Draft
from baremo.engine.inputs.prepare import drafts_of, wanted_of
from baremo.engine.inputs.repeated import ID
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import collecting
from baremo.engine.inputs.sql import Name, listed, sql
from baremo.engine.inputs.wanted import EVENT_COLUMNS, Wanted
from baremo.engine.moments import EPOCH, Moment
from baremo.engine.scoring import Sources
from baremo.engine.spark.checks import EventCounts, check, count_events
from baremo.engine.spark.kinds import as_read, empty, in_utc
from baremo.engine.spark.nested import with_fields
from baremo.engine.spark.repeated import without_repeated
from baremo.engine.spark.sources import Remote, open_remote
from baremo.engine.spark.statements import frame_of, selected, written
from baremo.engine.spark.texts import look_at_texts
from baremo.engine.spark.views import Views
from baremo.engine.tables import Column, Table, Tables
from baremo.errors import InputError, Problem
from baremo.model.fields import fields
from baremo.model.model import ScoringModel
from baremo.texts import Text

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
    given = {role: getattr(sources, role) for role in ROLES}
    wanted = wanted_of(model, sources.id_column, sources.event_columns or {}, given)
    remotes = _remotes(views.session, given, wanted)
    with connection() as con:
        scratch = Scratch(con=con)
        try:
            drafts = _drafts(scratch, model, sources, given, remotes)
            frames = _frames(scratch, views.session, drafts, remotes, sources)
            notes = [note for draft in drafts for note in draft.notes]
            problems: list[Problem] = []
            for role, remote in remotes.items():
                with collecting(problems):
                    notes += look_at_texts(scratch, remote.label, list(_looked_at(model, role, remote, wanted[role])))
        finally:
            scratch.release()
    if problems:
        raise InputError(problems)
    return _assembled(views, model, sources, at, drafts, frames, tuple(notes))


def _frames(
    scratch: Scratch,
    session: SparkSession,
    drafts: Sequence[Draft],
    remotes: Mapping[str, Remote],
    sources: Sources,
) -> dict[str, DataFrame]:
    """Every table as the query reads it, looked at where it is."""
    id_column = (sources.event_columns or {}).get("id", EVENT_COLUMNS["id"])
    frames, problems = {}, []
    for draft in drafts:
        remote = remotes.get(draft.role)
        if remote is not None:
            frames[draft.role] = _read_there(draft, remote, id_column)
            problems += check(remote, draft, frames[draft.role])
        else:
            name = _read_here(scratch, draft)
            problems += _check_here(scratch, draft, name)
            if not problems:
                frames[draft.role] = _handed_over(session, scratch, name)
    if problems:
        raise InputError(problems)
    return frames


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


def _read_there(draft: Draft, remote: Remote, id_column: str) -> DataFrame:
    """A table that Spark reads, each column as the query reads it."""
    schema = remote.frame.schema
    columns: list[Expr] = []
    for name, field in draft.fields.items():
        column = field.want.column
        there = column in schema.names
        read = as_read(column, schema[column].dataType, field.read.column, field.want.role) if there else null_of(TEXT)
        columns.append(named(read, name))
    if draft.event_id is not None:
        columns.append(named(exp.cast(col(id_column), TEXT), ID))
    return selected(remote.frame, columns)


def _read_here(scratch: Scratch, draft: Draft) -> Name:
    """A table that this machine reads, likewise."""
    values = [sql("{v} AS {n}", v=field.read.value, n=Name(name)) for name, field in draft.fields.items()]
    if draft.event_id is not None:
        values.append(sql("{v} AS {n}", v=draft.event_id, n=ID))
    query = sql("SELECT {values} FROM {relation}", values=listed(values), relation=draft.source.relation)
    return scratch.table(draft.role, query)


def _check_here(scratch: Scratch, draft: Draft, name: Name) -> list[Problem]:
    """With the numbers of the rows, which are known here."""
    match draft.role:
        case "leads" | "accounts":
            return here.check_keys(scratch.con, draft, name, "lead_id" if draft.role == "leads" else "account_id")
        case "events":
            return here.count_events(scratch.con, draft, name, EPOCH)[1]
        case _:
            return here.check_instants(scratch.con, draft)


def _handed_over(session: SparkSession, scratch: Scratch, name: Name) -> DataFrame:
    """The rows in Arrow; what has no zone is UTC."""
    table = scratch.con.sql(sql("SELECT * FROM {name}", name=name)).to_arrow_table()
    return session.createDataFrame(in_utc(table))


def _looked_at(
    model: ScoringModel, role: str, remote: Remote, wanted: Sequence[Wanted]
) -> Iterator[tuple[DataFrame, Wanted]]:
    """The attributes of a source that Spark reads; of changes, the values of each attribute."""
    if role != "changes":
        yield from ((remote.frame, want) for want in wanted if want.role == "attribute")
        return
    for name, uses in fields(model).leads.items():
        own = exp.EQ(this=col("field"), expression=text(name))
        want = Wanted(name=name, column="value", role="attribute", uses=frozenset(uses))
        yield remote.frame.where(written(own)), want


def _assembled(
    views: Views,
    model: ScoringModel,
    sources: Sources,
    at: Moment,
    drafts: Sequence[Draft],
    frames: Mapping[str, DataFrame],
    notes: tuple[Text, ...],
) -> SparkInputs:
    tables = {
        draft.role: Table(name=views.view(draft.role, frames[draft.role]), columns=_columns(draft)) for draft in drafts
    }
    counts, repeated = EventCounts(), 0
    if "events" not in tables:
        tables["events"] = _no_events(views, model, tables["leads"])
    else:
        counts = count_events(views.session, tables["events"].name, tables["leads"].name, at.instant)
        has_ids = ID in frames["events"].columns
        if has_ids and not sources.unique_events:
            tables["events"], repeated = without_repeated(views, tables["events"], tables["leads"], at)
    return SparkInputs(
        tables=Tables(**tables),
        left_out=LeftOut(notes=notes, events=counts.events, later=counts.later, repeated=repeated),
        unknown_events=counts.unknown,
        earliest=counts.earliest,
    )


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
