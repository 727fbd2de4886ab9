"""Reads dates and instants that people wrote: `31/12/2026`, `12/31/2026`, with or without a time.

The whole column is read day first or month first, and only where its values prove which.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import duckdb

from baremo.engine.inputs.numbers import SPACE
from baremo.engine.inputs.rows import Shaped, TextColumn, offenders
from baremo.engine.inputs.source import excerpt
from baremo.engine.inputs.sql import Sql, listed, sql
from baremo.errors import InputError, Problem
from baremo.texts import Text, WholeNumber, say

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
# What the query itself reads in a text, and what we can bring to that form.
ISO = (
    rf"^{DAY}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{{1,6}})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?$"
)
ZONE = r" ?(Z|UTC|GMT|[+-][0-9]{2}(:?[0-9]{2})?)"
NEAR_ISO = rf"^{DAY}[T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]+)?)?({ZONE})?$"
ZONED = rf":[0-9]{{2}}(\.[0-9]+)?{ZONE}$"
TIME = r"(,?[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?( ?[AaPp][Mm])?)?"
YEAR_FIRST = rf"^[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}{TIME}$"
YEAR_LAST = rf"^([0-9]{{1,2}})[-/.]([0-9]{{1,2}})[-/.][0-9]{{4}}{TIME}$"
CUT = r"^([0-9]+)[-/.]([0-9]+)[-/.]([0-9]+),?[ T]*"
TIMES = ("", "%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%I:%M:%S%p")
ORDERS = {"day first": "%d/%m/%Y", "month first": "%m/%d/%Y", "year first": "%Y/%m/%d"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """How many values of a column have each shape."""

    shapes: Counter[str]
    example: str  # a value that is no date

    @property
    def order(self) -> str:
        return "month first" if self.shapes["month first"] else "day first"


def read_dates(con: duckdb.DuckDBPyConnection, column: TextColumn) -> Shaped:
    """The column with its dates and instants in ISO form, or as it is where they are already."""
    if _all_iso(con, column):
        return Shaped(value=column.value)
    found = _find(con, column)
    changed = bool(found.shapes.keys() - {"iso", "none"})
    value = _rewritten(column.value, found.order) if changed else column.value
    return Shaped(value=value, notes=(*_order_notes(column, found), *_left(column, found)), changed=changed)


def read_instants(con: duckdb.DuckDBPyConnection, column: TextColumn) -> Shaped:
    """The column as TIMESTAMP in UTC; what cannot be read becomes null, to be found by the caller."""
    if _all_iso(con, column):
        return Shaped(value=_iso_instant(column.value), changed=True)
    found = _find(con, column)
    value = _instant(_trimmed(column.value), found.order)
    return Shaped(value=value, notes=_order_notes(column, found), changed=True)


def _all_iso(con: duckdb.DuckDBPyConnection, column: TextColumn) -> bool:
    """Whether there is nothing to do, not even to trim: a fraction of the cost of looking closer."""
    query = sql(
        "SELECT count(*) FROM (SELECT {value} AS value FROM {relation}) WHERE value <> ''"
        " AND (NOT regexp_matches(value, {iso}) OR try_cast(left(value, 10) AS DATE) IS NULL)",
        value=column.value,
        relation=column.relation,
        iso=ISO,
    )
    return con.execute(query).fetchone() == (0,)


def _find(con: duckdb.DuckDBPyConnection, column: TextColumn) -> Found:
    query = sql(
        "SELECT {shape} AS shape, count(*), min(value) FROM (SELECT {value} AS value FROM {relation})"
        " WHERE value <> '' GROUP BY ALL",
        shape=_shape(Sql("value")),
        value=_trimmed(column.value),
        relation=column.relation,
    )
    rows = con.execute(query).fetchall()
    shapes = Counter({shape: count for shape, count, _ in rows})
    if shapes["day first"] and shapes["month first"]:
        raise InputError(_mixed(con, column))
    if shapes["either"] and not shapes["day first"] and not shapes["month first"]:
        raise InputError(_ambiguous(con, column))
    return Found(shapes=shapes, example=next((value for shape, _, value in rows if shape == "none"), ""))


def _order_notes(column: TextColumn, found: Found) -> tuple[Text, ...]:
    if found.shapes["month first"]:
        return (say("{column}: dates read with the month first.", column=column.name),)
    if found.shapes["day first"]:
        return (say("{column}: dates read with the day first.", column=column.name),)
    return ()


def _left(column: TextColumn, found: Found) -> tuple[Text, ...]:
    if not found.shapes["none"] or column.mixed:
        return ()
    return (
        say(
            "{column}: values that are no dates count as missing: {count}, such as '{example}'.",
            column=column.name,
            count=WholeNumber(found.shapes["none"]),
            example=excerpt(found.example),
        ),
    )


def _shape(value: Sql) -> Sql:
    first, second = (
        sql("CAST(regexp_extract({value}, {pattern}, {i}) AS INT)", value=value, pattern=YEAR_LAST, i=i) for i in (1, 2)
    )
    return sql(
        "CASE WHEN regexp_matches({v}, {iso}) AND try_cast(left({v}, 10) AS DATE) IS NOT NULL THEN 'iso'"
        " WHEN regexp_matches({v}, {near}) AND {instant} IS NOT NULL THEN 'near iso'"
        " WHEN regexp_matches({v}, {year_first}) AND {written} IS NOT NULL THEN 'year first'"
        " WHEN NOT regexp_matches({v}, {year_last}) THEN 'none'"
        " WHEN {first} > 31 OR {second} > 31 OR least({first}, {second}) > 12 THEN 'none'"
        " WHEN {first} > 12 THEN CASE WHEN {day} IS NULL THEN 'none' ELSE 'day first' END"
        " WHEN {second} > 12 THEN CASE WHEN {month} IS NULL THEN 'none' ELSE 'month first' END"
        " WHEN {first} = {second} THEN 'same' ELSE 'either' END",
        v=value,
        iso=ISO,
        near=NEAR_ISO,
        instant=_iso_instant(value),
        year_first=YEAR_FIRST,
        written=_written(value, "year first"),
        year_last=YEAR_LAST,
        first=first,
        second=second,
        day=_written(value, "day first"),
        month=_written(value, "month first"),
    )


def _trimmed(value: Sql) -> Sql:
    return sql("trim({value}, {space})", value=value, space=SPACE)


def _iso_instant(value: Sql) -> Sql:
    """An ISO text as TIMESTAMP in UTC. A cast to TIMESTAMP would drop the zone, so zoned texts go another way."""
    tight = sql("regexp_replace(replace(replace({v}, 'UTC', 'Z'), 'GMT', 'Z'), ' ?(Z|[+-][0-9:]+)$', '\\1')", v=value)
    return sql(
        "CASE WHEN regexp_matches({v}, {zoned})"
        " THEN make_timestamp(epoch_us(try_cast({tight} AS TIMESTAMPTZ))) ELSE try_cast({v} AS TIMESTAMP) END",
        v=value,
        zoned=ZONED,
        tight=tight,
    )


def _written(value: Sql, order: str) -> Sql:
    """A text with the parts of its date in this order as TIMESTAMP."""
    cut = sql("trim(regexp_replace({v}, {cut}, '\\1/\\2/\\3 '))", v=value, cut=CUT)
    forms = listed(f"{ORDERS[order]} {time}".strip() for time in TIMES)
    return sql("try_strptime({cut}, [{forms}])", cut=cut, forms=forms)


def _instant(text: Sql, order: str) -> Sql:
    return sql(
        "CASE WHEN regexp_matches({t}, {iso}) OR regexp_matches({t}, {near}) THEN {instant}"
        " WHEN regexp_matches({t}, {year_first}) THEN {by_year}"
        " WHEN regexp_matches({t}, {year_last}) THEN {by_order} END",
        t=text,
        iso=ISO,
        near=NEAR_ISO,
        instant=_iso_instant(text),
        year_first=YEAR_FIRST,
        by_year=_written(text, "year first"),
        year_last=YEAR_LAST,
        by_order=_written(text, order),
    )


def _rewritten(value: Sql, order: str) -> Sql:
    """Texts in ISO form: a bare date stays a date, an instant stays one."""
    text = _trimmed(value)
    return sql(
        "CASE WHEN regexp_matches({t}, {iso}) THEN {value} WHEN {instant} IS NULL THEN {value}"
        " WHEN contains({t}, ':') THEN strftime({instant}, '%Y-%m-%d %H:%M:%S.%f')"
        " ELSE strftime({instant}, '%Y-%m-%d') END",
        t=text,
        iso=ISO,
        value=value,
        instant=_instant(text, order),
    )


def _is(column: TextColumn, shape: str) -> Sql:
    return sql("{found} = {shape}", found=_shape(_trimmed(column.value)), shape=shape)


def _ambiguous(con: duckdb.DuckDBPyConnection, column: TextColumn) -> Problem:
    row, value = offenders(con, column, _is(column, "either"), limit=1)[0]
    return Problem(
        code="ambiguous-date",
        subject=column.name,
        file=column.file,
        line=row,
        message=say("'{value}' may begin with the day or the month, and no other value tells which.", value=value),
        remedy=say("Write the dates of this column as 2026-12-31."),
    )


def _mixed(con: duckdb.DuckDBPyConnection, column: TextColumn) -> Problem:
    row, value = offenders(con, column, _is(column, "day first"), limit=1)[0]
    other_row, other = offenders(con, column, _is(column, "month first"), limit=1)[0]
    return Problem(
        code="mixed-dates",
        subject=column.name,
        file=column.file,
        line=row,
        message=say(
            "'{value}' begins with the day, but '{other}' in row {row} with the month.",
            value=excerpt(value),
            other=excerpt(other),
            row=other_row,
        ),
        remedy=say("Write the dates of this column as 2026-12-31."),
    )
