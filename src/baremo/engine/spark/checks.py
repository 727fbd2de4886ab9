"""What every table must hold true, asked of Spark: the same problems as on one machine.

Rows of a cluster have no numbers, so the messages tell how many rows there are and show one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import DataType
from sqlglot import exp

from baremo.engine.expressions import (
    TEXT,
    Expr,
    absent,
    all_of,
    case,
    col,
    count_where,
    named,
    negated,
    or_zero,
    present,
    relation,
    text,
)
from baremo.engine.inputs.draft import Draft, Field
from baremo.engine.inputs.file_problems import repeated_header
from baremo.engine.inputs.source import excerpt
from baremo.engine.inputs.wanted import Wanted
from baremo.engine.moments import EPOCH, microseconds
from baremo.engine.spark.kinds import SAYS, arrow_type, as_read
from baremo.engine.spark.sources import CORRUPT, Remote
from baremo.engine.spark.statements import frame_of, one_row, selected
from baremo.errors import InputError, Problem
from baremo.texts import Text, WholeNumber, say


@dataclass(frozen=True, kw_only=True, slots=True)
class EventCounts:
    """What one scan of the events tells."""

    events: int = 0
    nameless: int = 0
    timeless: int = 0  # without an instant, or with one that cannot be read
    later: int = 0  # after as_of
    unknown: int = 0  # of leads that there are not
    earliest: datetime | None = None


def check_columns(remote: Remote, wanted: Sequence[Wanted]) -> None:
    """Refuses names that differ in case alone, which Spark takes as one, and types that cannot be read."""
    columns = {want.column for want in wanted}
    often = Counter(name.lower() for name in remote.frame.columns)
    twice = [name for name in remote.frame.columns if often[name.lower()] > 1 and name in columns]
    if twice:
        raise InputError(repeated_header(remote.label, twice, line=0))
    types = {field.name: field.dataType for field in remote.frame.schema.fields if field.name in columns}
    roles = {want.column: want.role for want in wanted}
    problems = [
        _unsupported(remote, name, of)
        for name, of in types.items()
        if roles[name] != "properties" and arrow_type(of) in (pa.binary(), pa.list_(pa.binary()))
    ]
    if problems:
        raise InputError(problems)


def check(remote: Remote, draft: Draft, frame: DataFrame) -> list[Problem]:
    """What is wrong with a table; `frame` holds its columns as the query reads them."""
    if remote.corrupt and (problems := _ragged(remote)):
        return problems
    match draft.role:
        case "leads" | "accounts":
            return _keys(remote, draft, frame)
        case "events":
            return []  # `count_events` looks at them
        case _:
            return _instants(remote, draft)


def check_events(remote: Remote, draft: Draft, counts: EventCounts) -> list[Problem]:
    """What is wrong with events that have been counted; with another table, nothing."""
    if draft.role != "events":
        return []
    problems = []
    if counts.nameless:
        column, count = draft.fields["event"].want.column, WholeNumber(counts.nameless)
        problems.append(_blank(remote, column, "no-event", say("events without a name: {count}.", count=count)))
    return [*problems, *(_instants(remote, draft) if counts.timeless else [])]


def count_events(session: SparkSession, events: str, leads: str, as_of: datetime) -> EventCounts:
    """By lead first, so that hardly more than a row of each is sent around."""
    now = SAYS.instant(microseconds(as_of), zoned=True)
    is_later = exp.GT(this=col("timestamp"), expression=now)
    counted = {
        "events": exp.Count(this=exp.Star()),
        "nameless": count_where(absent(col("event"))),
        "timeless": count_where(absent(col("timestamp"))),
        "later": count_where(is_later),
    }
    first = named(SAYS.microseconds(exp.Min(this=col("timestamp"))), "first")
    columns = [*(named(count, name) for name, count in counted.items()), first]
    by_lead = exp.select(col("lead_id"), *columns).from_(relation(events)).group_by(col("lead_id"))
    same = exp.EQ(this=col("lead_id", "events"), expression=col("lead_id", "leads"))
    unknown = case([(absent(col("lead_id", "leads")), col("events", "events"))])
    totals = {**{name: col(name, "events") for name in counted}, "unknown": unknown}
    query = (
        exp.select(*(named(or_zero(exp.Sum(this=value)), name) for name, value in totals.items()))
        .select(named(exp.Min(this=col("first")), "first"))
        .from_(by_lead.subquery("events"))
        .join(exp.select(col("lead_id")).distinct().from_(relation(leads)).subquery("leads"), on=same, join_type="left")
    )
    row = one_row(frame_of(session, query))
    first_us = row.pop("first")
    return EventCounts(**row, earliest=None if first_us is None else EPOCH + timedelta(microseconds=first_us))


def _keys(remote: Remote, draft: Draft, frame: DataFrame) -> list[Problem]:
    """The key of a table of leads or accounts is unique and neither null nor blank."""
    key = "lead_id" if draft.role == "leads" else "account_id"
    column = draft.fields[key].want.column
    filled = present(col(key))
    if draft.fields[key].read.column.kind == "text":
        filled = all_of([filled, negated(exp.EQ(this=_blanked(col(key)), expression=text("")))])
    counts = [
        named(exp.Count(this=exp.Star()), "rows"),
        named(count_where(filled), "filled"),
        named(exp.Count(this=exp.Distinct(expressions=[col(key)])), "different"),
    ]
    row = one_row(selected(frame, counts))
    if row["filled"] < row["rows"]:
        count = WholeNumber(row["rows"] - row["filled"])
        return [_blank(remote, column, "no-id", say("rows without {key}: {count}.", key=key, count=count))]
    if row["different"] < row["filled"]:
        rows = frame.groupBy(f"`{key}`").count().where("count > 1").orderBy("count", key, ascending=[False, True])
        first = rows.limit(1).collect()[0]
        return [_repeated(remote, column, first[0], first[1])]
    return []


def _instants(remote: Remote, draft: Draft) -> list[Problem]:
    """Instants and points; `from` and `until` may be missing."""
    problems = []
    for field in draft.fields.values():
        if field.want.role in ("instant", "points") and field.want.column in remote.frame.columns:
            problems += _unreadable(remote, field, needed=field.want.name not in ("from", "until"))
    return problems


def _unreadable(remote: Remote, field: Field, *, needed: bool) -> list[Problem]:
    column = field.want.column
    value = as_read(column, remote.frame.schema[column].dataType, field.read.column, field.want.role)
    broken = absent(value)
    if not needed:
        given = negated(exp.EQ(this=_blanked(exp.cast(col(column), TEXT)), expression=text("")))
        broken = all_of([broken, given])
    example = exp.Max(this=exp.cast(col(column), TEXT))
    bad = remote.frame.where(broken.sql(SAYS.name))
    row = one_row(selected(bad, [named(exp.Count(this=exp.Star()), "rows"), named(example, "example")]))
    if not row["rows"]:
        return []
    return [_not_read(remote, field, row["example"], WholeNumber(row["rows"]))]


def _ragged(remote: Remote) -> list[Problem]:
    bad = remote.frame.where(f"`{CORRUPT}` IS NOT NULL").limit(1).collect()
    if not bad:
        return []
    return [
        Problem(
            code="unreadable-row",
            subject=f"'{excerpt(bad[0][CORRUPT])}'",
            file=remote.label,
            message=say("the row has more columns than the header, or fewer."),
            remedy=say("Mend the row, or export the file again with quotes around texts."),
        )
    ]


def _unsupported(remote: Remote, column: str, of: DataType) -> Problem:
    return Problem(
        code="unsupported-type",
        subject=column,
        file=remote.label,
        message=say("a column of type {type} cannot be read here.", type=excerpt(of.simpleString())),
        remedy=say("Give it as text, number, boolean, date or instant, or as a list of those."),
    )


def _blanked(value: Expr) -> Expr:
    return exp.Trim(this=value)


def _blank(remote: Remote, column: str, code: str, message: Text) -> Problem:
    remedy = say("Fill the column in every row, or leave the rows out.")
    return Problem(code=code, subject=column, file=remote.label, message=message, remedy=remedy)


def _repeated(remote: Remote, column: str, value: object, rows: int) -> Problem:
    return Problem(
        code="repeated-id",
        subject=column,
        file=remote.label,
        message=say("'{value}' stands in {count} rows.", value=excerpt(value), count=WholeNumber(rows)),
        remedy=say("Give each id one row."),
    )


def _not_read(remote: Remote, field: Field, value: str | None, count: WholeNumber) -> Problem:
    is_number = field.want.role == "points"
    if value is None or not value.strip():
        message = say("rows without a value: {count}.", count=count)
    elif is_number:
        message = say("'{value}' is no number; rows like it: {count}.", value=excerpt(value), count=count)
    else:
        message = say("'{value}' is no instant; rows like it: {count}.", value=excerpt(value), count=count)
    return Problem(
        code="unreadable-number" if is_number else "unreadable-timestamp",
        subject=field.want.column,
        file=remote.label,
        message=message,
        remedy=say("Write a number such as 12.5.")
        if is_number
        else say("Write an instant such as 2026-12-31T10:00:00Z, or a date."),
    )
