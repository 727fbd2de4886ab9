"""What a company's past is read with, beside a scoring: whole tables as texts, and texts as instants and numbers.

Rows stay in the order of their source; a text is read by the same rules as in a scoring.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from baremo.engine.backends import connection, rows
from baremo.engine.inputs.checks import count_events, instant_literal
from baremo.engine.inputs.dates import read_dates, read_instants
from baremo.engine.inputs.draft import draft
from baremo.engine.inputs.json_fields import many_fields, text_of
from baremo.engine.inputs.keys import with_one_key_type
from baremo.engine.inputs.kinds import reading
from baremo.engine.inputs.numbers import PLAIN, SPACE, read_numbers
from baremo.engine.inputs.prepare import UNREADABLE, unreadable_rows
from baremo.engine.inputs.rows import Shaped, TextColumn
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Cell, Source
from baremo.engine.inputs.sources import open_source
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.engine.inputs.wanted import check_mapping, wanted_of_events
from baremo.engine.texts import Statement
from baremo.errors import InputError
from baremo.model.fields import Fields
from baremo.texts import Text

LIST = b"list"  # in a field's metadata
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts:
    """A table as it was given: every column as text, null where blank."""

    label: str  # what messages call it, such as leads.csv
    columns: pa.Table
    first_row: int = 1  # the number that a person gives its first row
    notes: tuple[Text, ...] = field(default_factory=tuple)

    def __contains__(self, name: str) -> bool:
        return name in self.columns.column_names

    def column(self, name: str) -> pa.Array:
        return self.columns.column(name).combine_chunks()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadAs:
    """A column of texts as numbers or instants: null where the text is none, or blank."""

    values: pa.Array
    notes: tuple[Text, ...] = ()


def table_of_texts(source: object, role: str) -> Texts:
    """Every column of a source of any kind, in its order.

    Parameters
    ----------
    role : str
        What the source is given as, such as `deals`: the name of a table in memory.
    """
    with own_scratch() as scratch:
        names = open_source(scratch, source, role, frozenset({"lead_id"})).cells  # of JSON, some field must be wanted
        opened = open_source(scratch, source, role, frozenset(names))
        texts = {name: text for name, cell in opened.cells.items() if (text := _text(cell)) is not None}
        lists = _lists(scratch, opened, texts)
        values = listed(
            sql("CASE WHEN trim({v}, {space}) <> '' THEN {v} END AS {c}", v=text, space=SPACE, c=Name(f"c{i}"))
            for i, text in enumerate(texts.values())
        )
        query = sql("SELECT {values} FROM {relation}", values=values or Sql("1"), relation=opened.relation)
        table = rows(scratch.con, Statement(text=query))
    return Texts(
        label=opened.label,
        columns=_named(table, list(texts), lists),
        first_row=opened.first_row,
        notes=opened.notes,
    )


def instants_of(texts: pa.Array, *, name: str, file: str = "", first_row: int = 1) -> ReadAs:
    """Texts as instants (timestamp[us], UTC), day first or month first where the column proves which.

    Raises
    ------
    InputError
        The column mixes both, or nothing in it tells which.
    """
    with _column(texts, name, file, first_row) as (con, column):
        shaped = read_instants(con, column)
        return _read(con, column, shaped, shaped.value)


def dates_of(texts: pa.Array, *, name: str, file: str = "", first_row: int = 1) -> ReadAs:
    """The same, for a column that a condition of a model would read as dates: what it reads is an instant here."""
    with _column(texts, name, file, first_row) as (con, column):
        shaped = read_dates(con, column)
        return _read(con, column, shaped, sql("try_cast({v} AS TIMESTAMP)", v=shaped.value))


def numbers_of(texts: pa.Array, *, name: str, file: str = "", first_row: int = 1) -> ReadAs:
    """Texts as finite numbers (double): decimal commas, thousands and signs of currencies are read.

    Raises
    ------
    InputError
        A comma may be a decimal sign or part thousands, and nothing in the column tells which.
    """
    with _column(texts, name, file, first_row) as (con, column):
        shaped = read_numbers(con, column)
        plain = sql("trim({v}, {space})", v=shaped.value, space=SPACE)
        number = sql("CASE WHEN regexp_matches({t}, {plain}) THEN try_cast({t} AS DOUBLE) END", t=plain, plain=PLAIN)
        return _read(con, column, shaped, sql("CASE WHEN isfinite({n}) THEN {n} END", n=number))


def event_spans(events: object, columns: Mapping[str, str] | None = None, *, until: datetime | None = None) -> pa.Table:
    """When each lead's events begin and end.

    Parameters
    ----------
    columns : mapping, optional
        Names in the events of `lead`, `event`, `time`, `id` and `properties`.
    until : datetime, optional
        Later events are not looked at.

    Returns
    -------
    pyarrow.Table
        lead_id (text), first and last (timestamp[us], UTC), in the order of the ids.
    """
    mapping = columns or {}
    check_mapping(mapping)
    with own_scratch() as scratch:
        wanted = wanted_of_events(Fields(), mapping)
        source = open_source(scratch, events, "events", frozenset(want.column for want in wanted))
        (made,) = with_one_key_type([draft(scratch, "events", source, wanted, frozenset())])
        values = listed(sql("{v} AS {n}", v=part.read.value, n=Name(name)) for name, part in made.fields.items())
        table = scratch.table("events", sql("SELECT {v} FROM {r}", v=values, r=source.relation))
        _, problems = count_events(scratch.con, made, table, until or LAST)
        if problems:
            raise InputError(problems)
        limit = instant_literal(until, made.fields["timestamp"]) if until else None
        query = sql(
            "SELECT CAST(lead_id AS VARCHAR) AS lead_id, {first} AS first, {last} AS last FROM {table}{where}"
            " GROUP BY ALL HAVING lead_id IS NOT NULL ORDER BY lead_id",
            first=_utc(Sql("min(timestamp)")),
            last=_utc(Sql("max(timestamp)")),
            table=table,
            where=sql(" WHERE timestamp <= {limit}", limit=limit) if limit else Sql(""),
        )
        return rows(scratch.con, Statement(text=query))


def is_list(columns: pa.Table, name: str) -> bool:
    """Whether a column of a table of texts had lists of values in its source."""
    return LIST in (columns.schema.field(name).metadata or {})


@contextmanager
def own_scratch(memory: str | None = None) -> Iterator[Scratch]:
    """A connection of our own that keeps rows in order, for as long as a source is read."""
    with connection(memory=memory) as con:
        con.execute("SET preserve_insertion_order = true")
        scratch = Scratch(con=con)
        try:
            yield scratch
        except UNREADABLE as error:
            raise InputError(unreadable_rows(error)) from error
        finally:
            scratch.release()


@contextmanager
def _column(
    texts: pa.Array, name: str, file: str, first_row: int
) -> Iterator[tuple[duckdb.DuckDBPyConnection, TextColumn]]:
    with own_scratch() as scratch:
        registered = scratch.object("column", pa.table({"value": texts}))
        relation = sql("{name}", name=registered)
        yield (
            scratch.con,
            TextColumn(name=name, file=file, value=Sql("coalesce(value, '')"), relation=relation, first_row=first_row),
        )


def _read(con: duckdb.DuckDBPyConnection, column: TextColumn, shaped: Shaped, value: Sql) -> ReadAs:
    query = sql("SELECT {value} AS value FROM {relation}", value=value, relation=column.relation)
    read = rows(con, Statement(text=query)).column("value").combine_chunks()
    return ReadAs(values=read, notes=shaped.notes)


def _lists(scratch: Scratch, source: Source, names: Iterable[str]) -> set[str]:
    """The columns that hold lists, by their type or in some row of JSON."""
    cells = {name: source.cells[name] for name in names}
    json = [name for name, cell in cells.items() if str(cell.type) == "JSON"]
    typed = {name for name, cell in cells.items() if cell.type.id in ("list", "array")}
    return typed | many_fields(scratch.con, source, json)


def _named(table: pa.Table, names: list[str], lists: set[str]) -> pa.Table:
    """The table with the names of its source, lists marked in the metadata of their fields."""
    marks = [{LIST: b"yes"} if name in lists else None for name in names]
    fields = [pa.field(name, pa.string(), metadata=mark) for name, mark in zip(names, marks, strict=True)]
    return pa.table(table.columns[: len(fields)], schema=pa.schema(fields))


def _text(cell: Cell) -> Sql | None:
    """The column's values as a model reads texts; None where its type cannot be read."""
    if str(cell.type) == "JSON":
        return text_of(cell.value)
    read = reading(cell)
    if read is None:
        return None
    value = read.value
    match read.column.kind:
        case "text" if not read.column.many:
            return value
        case "number" if not read.column.whole and not read.column.many:
            whole = sql("{v} = trunc({v}) AND abs({v}) < 1e15", v=value)
            value = sql(
                "CASE WHEN {whole} THEN CAST(CAST({v} AS BIGINT) AS VARCHAR) ELSE CAST({v} AS VARCHAR) END",
                whole=whole,
                v=value,
            )
        case "instant" if not read.column.many:
            value = _utc(value)
    return sql("CAST({v} AS VARCHAR)", v=value)


def _utc(value: Sql) -> Sql:
    """An instant as TIMESTAMP in UTC, whether its type has a zone or not."""
    return sql("make_timestamp(epoch_us({v}))", v=value)
