"""A table as it will be: for each wanted column, how the query reads it, and what had to be said."""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb
from duckdb.sqltypes import DuckDBPyType

from baremo.engine.inputs.dates import read_dates, read_instants
from baremo.engine.inputs.json_fields import many_fields, text_of, texts_of, with_properties
from baremo.engine.inputs.kinds import Reading, is_null, reading
from baremo.engine.inputs.numbers import PLAIN, SPACE, read_numbers
from baremo.engine.inputs.rows import Shaped, TextColumn
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Cell, Source, collecting, excerpt
from baremo.engine.inputs.sql import Sql, sql
from baremo.engine.inputs.wanted import Wanted, none_such
from baremo.engine.tables import Column
from baremo.errors import InputError, Problem
from baremo.texts import Text, say

TEXT = Column(kind="text")
VARCHAR = duckdb.sqltype("VARCHAR")
NOTHING = duckdb.sqltype('"NULL"')


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A column of the table."""

    want: Wanted
    given: Sql  # as it stands in the source, for messages
    type: DuckDBPyType  # there
    read: Reading
    costly: bool = False  # to be computed once and kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A table before its keys are brought to one type with those of the others."""

    role: str  # leads, events, accounts, changes or adjustments
    source: Source
    fields: dict[str, Field]
    event_id: Sql | None = None
    notes: tuple[Text, ...] = ()

    def column(self, field: Field) -> TextColumn:
        """A column as messages show it."""
        return TextColumn(
            name=field.want.column,
            file=self.source.label,
            value=field.given,
            relation=self.source.relation,
            first_row=self.source.first_row,
            mixed="text" in field.want.uses or field.want.uses >= {"number", "date"},
        )


def draft(scratch: Scratch, role: str, source: Source, wanted: tuple[Wanted, ...], known: frozenset[str]) -> Draft:
    """`known` are attributes that only the changes have: their columns are null here."""
    if role == "events":
        source = with_properties(scratch, source, wanted)
    wanted = tuple(want for want in wanted if want.role != "properties")
    _check_present(role, source, wanted, known)
    _check_told_apart(source, wanted)
    fields = _fields(scratch.con, role, source, wanted)
    event_id = fields.pop("event id", None)
    made = Draft(
        role=role,
        source=source,
        fields=fields,
        event_id=event_id.read.value if event_id else None,
        notes=source.notes,
    )
    return _shaped(scratch.con, made)


def _check_present(role: str, source: Source, wanted: tuple[Wanted, ...], known: frozenset[str]) -> None:
    """Every wanted column that is missing, at once."""
    problems = []
    for want in wanted:
        lenient = want.role == "attribute" and (want.name in known or (source.loose and role == "events"))
        if want.column in source.cells or not want.required or lenient:
            continue
        problems.append(
            Problem(
                code="no-column",
                subject=want.column,
                file=source.label,
                message=none_such(want.column, list(source.cells)),
                remedy=_remedy(role, want, source),
            )
        )
    if problems:
        raise InputError(problems)


def _check_told_apart(source: Source, wanted: tuple[Wanted, ...]) -> None:
    """DuckDB takes names as one that differ in the case of letters of ASCII alone."""
    alike: dict[bytes, list[str]] = {}
    for want in wanted:
        if want.column in source.cells and want.role != "event id":
            alike.setdefault(want.name.encode(errors="replace").lower(), []).append(want.column)
    problems = [
        Problem(
            code="same-name",
            subject=names[0],
            file=source.label,
            message=say("the columns {names} differ in case alone, and all are read.", names=", ".join(names)),
            remedy=say("Give all but one of them another name, or read only one."),
        )
        for names in alike.values()
        if len(names) > 1
    ]
    if problems:
        raise InputError(problems)


def _remedy(role: str, want: Wanted, source: Source) -> Text:
    shown = list(source.cells)[:20]
    has = ", ".join(excerpt(name) for name in shown) + (" …" if len(source.cells) > len(shown) else "")
    if role == "leads" and want.name == "lead_id":
        return say("Name the column that holds it with --id; there are: {has}.", has=has)
    if role == "events" and want.role != "attribute":
        return say("Name the column that holds it with --event-columns; there are: {has}.", has=has)
    if want.role == "attribute":
        return say("Add the column, or change the model; there are: {has}.", has=has)
    return say("Add the column; there are: {has}.", has=has)


def _fields(con: duckdb.DuckDBPyConnection, role: str, source: Source, wanted: tuple[Wanted, ...]) -> dict[str, Field]:
    attributes = [want.column for want in wanted if want.role == "attribute"]
    many = many_fields(con, source, [name for name in attributes if _is_json(source.cells.get(name))])
    fields: dict[str, Field] = {}
    problems: list[Problem] = []
    for want in wanted:
        if want.column not in source.cells and not want.required:
            continue
        with collecting(problems):
            name = "event id" if want.role == "event id" else want.name
            fields[name] = _field(source, want, many=want.column in many)
    if problems:
        raise InputError(problems)
    return fields


def _field(source: Source, want: Wanted, *, many: bool) -> Field:
    cell = source.cells.get(want.column, Cell(value=Sql("CAST(NULL AS VARCHAR)"), type=NOTHING))
    if _is_json(cell):
        value = texts_of(cell.value) if many else text_of(cell.value)
        read = Reading(value=value, column=replace(TEXT, many=many))
        return Field(want=want, given=value, type=VARCHAR, read=read, costly=True)
    read_so = reading(cell)
    if read_so is None or not _suits(want, read_so.column):
        raise InputError(_unsupported(source, want, cell))
    if want.role in ("event", "text", "event id") and str(cell.type) != "VARCHAR":
        read_so = Reading(value=sql("CAST({v} AS VARCHAR)", v=cell.value), column=TEXT)
    if want.role == "instant" and read_so.column.kind == "date":
        read_so = Reading(value=sql("CAST({v} AS TIMESTAMP)", v=cell.value), column=Column(kind="instant"))
    return Field(want=want, given=cell.value, type=cell.type, read=read_so)


def _suits(want: Wanted, column: Column) -> bool:
    if want.role == "attribute":
        return True
    kinds = {"instant": ("instant", "date", "text"), "points": ("number", "text")}
    return not column.many and column.kind in kinds.get(want.role, (column.kind,))


def _is_json(cell: Cell | None) -> bool:
    return cell is not None and str(cell.type) == "JSON"


def _shaped(con: duckdb.DuckDBPyConnection, made: Draft) -> Draft:
    """Numbers and dates in texts brought to the form that the query reads."""
    fields = dict(made.fields)
    notes = list(made.notes)
    problems: list[Problem] = []
    for name, field in made.fields.items():
        if field.read.column != TEXT or is_null(field.type) or field.want.role == "key":
            continue
        with collecting(problems):
            shaped = _shape(con, field, replace(made.column(field), value=field.read.value))
            notes += shaped.notes
            read = replace(field.read, value=shaped.value)
            fields[name] = replace(field, read=read, costly=field.costly or shaped.changed)
    if problems:
        raise InputError(problems)
    fields = {name: _typed(field) for name, field in fields.items()}
    return replace(made, fields=fields, notes=tuple(notes))


def _shape(con: duckdb.DuckDBPyConnection, field: Field, column: TextColumn) -> Shaped:
    if field.want.role == "instant":
        return read_instants(con, column)
    return read_texts(con, column, dates=field.want.as_date, numbers=field.want.as_number)


def read_texts(con: duckdb.DuckDBPyConnection, column: TextColumn, *, dates: bool, numbers: bool) -> Shaped:
    """The column's dates, or its numbers, or both, in the form that the query reads."""
    shaped = read_dates(con, column) if dates else Shaped(value=column.value)
    if not numbers:
        return shaped
    then = read_numbers(con, replace(column, value=shaped.value))
    return Shaped(value=then.value, notes=(*shaped.notes, *then.notes), changed=shaped.changed or then.changed)


def _typed(field: Field) -> Field:
    """Instants and points have one type, whatever they were given as."""
    if field.want.role == "instant" and field.read.column.kind == "text":
        null = is_null(field.type)
        value = sql("CAST({v} AS TIMESTAMP)", v=field.read.value) if null else field.read.value
        return replace(field, read=Reading(value=value, column=Column(kind="instant")))
    if field.want.role == "points":
        value = sql("CAST({v} AS DOUBLE)", v=field.read.value)
        if field.read.column.kind == "text":
            text = sql("trim({v}, {space})", v=field.read.value, space=SPACE)
            value = sql("CASE WHEN regexp_matches({t}, {plain}) THEN try_cast({t} AS DOUBLE) END", t=text, plain=PLAIN)
        return replace(field, read=Reading(value=value, column=Column(kind="number")))
    return field


def _unsupported(source: Source, want: Wanted, cell: Cell) -> Problem:
    return Problem(
        code="unsupported-type",
        subject=want.column,
        file=source.label,
        message=say("a column of type {type} cannot be read here.", type=excerpt(cell.type)),
        remedy=say("Give it as text, number, boolean, date or instant, or as a list of those."),
    )
