"""What every table must hold true: one aggregate over each, and the offending rows only where it fails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import duckdb

from baremo.engine.inputs.draft import Draft, Field
from baremo.engine.inputs.rows import SHOWN, offenders
from baremo.engine.inputs.source import excerpt
from baremo.engine.inputs.sql import Name, Sql, sql
from baremo.errors import Problem
from baremo.texts import Joined, Text, WholeNumber, say

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class EventCounts:
    """What one scan of the events tells."""

    events: int = 0
    later: int = 0  # after as_of
    earliest: datetime | None = None


def check_keys(con: duckdb.DuckDBPyConnection, draft: Draft, table: Name, key: str) -> list[Problem]:
    """The key of a table of leads or accounts is unique and neither null nor blank."""
    field = draft.fields[key]
    row = con.execute(
        sql(
            "SELECT count(*), count(nullif(trim(CAST({key} AS VARCHAR)), '')), count(DISTINCT {key}) FROM {table}"
            if field.read.column.kind == "text"
            else "SELECT count(*), count({key}), count(DISTINCT {key}) FROM {table}",
            key=Name(key),
            table=table,
        )
    ).fetchone()
    total, filled, distinct = row or (0, 0, 0)
    if filled < total:
        return [_blank(con, draft, field, say("a row has no {key}", key=key), "no-id")]
    return [_repeated(con, draft, field)] if distinct < filled else []


def count_events(
    con: duckdb.DuckDBPyConnection, draft: Draft, table: Name, as_of: datetime
) -> tuple[EventCounts, list[Problem]]:
    instant = draft.fields["timestamp"]
    row = con.execute(
        sql(
            "SELECT count(*), count(event), count(timestamp), count(*) FILTER (timestamp > {as_of}),"
            " epoch_us(min(timestamp)) FROM {table}",
            as_of=instant_literal(as_of, instant),
            table=table,
        )
    ).fetchone()
    total, named, timed, later, earliest = row or (0, 0, 0, 0, None)
    problems = []
    if named < total:
        event = draft.fields["event"]
        problems.append(_blank(con, draft, event, say("an event has no name"), "no-event"))
    if timed < total:
        problems.append(_unreadable(con, draft, instant, needed=True))
    start = None if earliest is None else EPOCH + timedelta(microseconds=earliest)
    return EventCounts(events=total, later=later, earliest=start), problems


def check_instants(con: duckdb.DuckDBPyConnection, draft: Draft) -> list[Problem]:
    """Instants of changes and adjustments: `known_at` is needed, `from` and `until` may be null."""
    fields = [field for field in draft.fields.values() if field.want.role in ("instant", "points")]
    problems = []
    for field in fields:
        needed = field.want.name not in ("from", "until")
        rule = _broken(field, needed=needed)
        found = con.execute(
            sql("SELECT count(*) FROM {relation} WHERE {rule}", relation=draft.source.relation, rule=rule)
        ).fetchone()
        if found and found[0]:
            problems.append(_unreadable(con, draft, field, needed=needed))
    return problems


def instant_literal(instant: datetime, field: Field) -> Sql:
    """An instant in the type of a column, which is UTC where it has no zone."""
    text = instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if field.type.id == "timestamp with time zone":
        return sql("TIMESTAMPTZ {text}", text=f"{text}+00")
    return sql("TIMESTAMP {text}", text=text)


def _broken(field: Field, *, needed: bool) -> Sql:
    if needed:
        return sql("({v}) IS NULL", v=field.read.value)
    return sql("({v}) IS NULL AND trim(CAST({given} AS VARCHAR)) <> ''", v=field.read.value, given=field.given)


def _blank(con: duckdb.DuckDBPyConnection, draft: Draft, field: Field, message: Text, code: str) -> Problem:
    rule = sql("coalesce(trim(CAST({v} AS VARCHAR)), '') = ''", v=field.read.value)
    rows = [row for row, _ in offenders(con, draft.column(field), rule)]
    return Problem(
        code=code,
        subject=field.want.column,
        file=draft.source.label,
        line=rows[0],
        message=say("{message}; first in {rows}.", message=message, rows=_rows(rows)),
        remedy=say("Fill the column in every row, or leave the rows out."),
    )


def _repeated(con: duckdb.DuckDBPyConnection, draft: Draft, field: Field) -> Problem:
    found = con.execute(
        sql(
            "SELECT any_value(value), list(row + {shift} ORDER BY row)[:{shown}] AS rows"
            " FROM (SELECT row_number() OVER () AS row, {value} AS value FROM {relation})"
            " GROUP BY value HAVING count(*) > 1 ORDER BY rows[2], rows LIMIT {shown}",
            shift=draft.source.first_row - 1,
            shown=SHOWN,
            value=field.read.value,
            relation=draft.source.relation,
        )
    ).fetchall()
    value, rows = found[0]
    return Problem(
        code="repeated-id",
        subject=field.want.column,
        file=draft.source.label,
        line=rows[1],
        message=say("'{value}' stands in {rows}.", value=excerpt(value), rows=_rows(rows)),
        remedy=say("Give each id one row."),
    )


def _unreadable(con: duckdb.DuckDBPyConnection, draft: Draft, field: Field, *, needed: bool) -> Problem:
    found = offenders(con, draft.column(field), _broken(field, needed=needed))
    rows, values = [row for row, _ in found], [value for _, value in found]
    is_blank = values[0] is None or not str(values[0]).strip()
    is_number = field.want.role == "points"
    if is_blank:
        message = say("the value is missing; first in {rows}.", rows=_rows(rows))
    elif is_number:
        message = say("'{value}' is no number; first in {rows}.", value=excerpt(values[0]), rows=_rows(rows))
    else:
        message = say("'{value}' is no instant; first in {rows}.", value=excerpt(values[0]), rows=_rows(rows))
    return Problem(
        code="unreadable-number" if is_number else "unreadable-timestamp",
        subject=field.want.column,
        file=draft.source.label,
        line=rows[0],
        message=message,
        remedy=say("Write a number such as 12.5.")
        if is_number
        else say("Write an instant such as 2026-12-31T10:00:00Z, or a date."),
    )


def _rows(rows: list[int]) -> Text:
    if len(rows) == 1:
        return say("row {row}", row=WholeNumber(rows[0]))
    return say("rows {rows}", rows=Joined(tuple(map(WholeNumber, rows)), ", "))
