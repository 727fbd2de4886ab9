"""From DuckDB's types to the five kinds of the engine, with casts that keep values exact.

NaN and infinities become null here, at the door: in DuckDB NaN is larger than every number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from duckdb.sqltypes import DuckDBPyType

from baremo.engine.inputs.source import Cell
from baremo.engine.inputs.sql import Sql, sql
from baremo.engine.tables import Column

SMALL_WHOLE = frozenset({"tinyint", "smallint", "integer", "bigint", "utinyint", "usmallint", "uinteger"})
LARGE_WHOLE = frozenset({"ubigint", "hugeint", "uhugeint", "bignum"})
TEXTS = frozenset({"varchar", "uuid", "enum", "time", "time_ns", "time with time zone"})
INSTANTS = frozenset({"timestamp", "timestamp with time zone", "timestamp_s", "timestamp_ms", "timestamp_ns"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A value as the query reads it."""

    value: Sql
    column: Column


def reading(cell: Cell) -> Reading | None:
    """How a cell is read, or nothing where its type cannot be (such as a BLOB)."""
    type_ = cell.type
    if type_.id in ("list", "array"):
        return _many(cell)
    if type_.id in SMALL_WHOLE:
        return _read(cell.value, "BIGINT", Column(kind="number", whole=True), as_is=type_.id == "bigint")
    if type_.id in LARGE_WHOLE or type_.id == "decimal":
        return _read(cell.value, "DOUBLE", Column(kind="number"))
    if type_.id in ("float", "double"):
        finite = sql("CASE WHEN isfinite({v}) THEN CAST({v} AS DOUBLE) END", v=cell.value)
        return Reading(value=finite, column=Column(kind="number"))
    if type_.id in TEXTS or is_null(type_):
        return _read(cell.value, "VARCHAR", Column(kind="text"), as_is=str(type_) == "VARCHAR")
    if type_.id in INSTANTS:
        kept = type_.id in ("timestamp", "timestamp with time zone")
        column = Column(kind="instant", zoned=type_.id == "timestamp with time zone")
        return _read(cell.value, "TIMESTAMP", column, as_is=kept)
    if type_.id in ("date", "boolean"):
        return Reading(value=cell.value, column=Column(kind="date" if type_.id == "date" else "boolean"))
    return None


def is_null(type_: DuckDBPyType) -> bool:
    """Whether it is the type of a column without any value."""
    return type_.id == "null" or str(type_) == '"NULL"'


def is_whole(type_: DuckDBPyType) -> bool:
    """Whether every value of the type is a whole number that fits a BIGINT."""
    if type_.id != "decimal":
        return type_.id in SMALL_WHOLE
    width, scale = (int(str(number)) for _, number in type_.children)
    return scale == 0 and width <= 18


def parts_of(type_: DuckDBPyType) -> dict[str, DuckDBPyType]:
    """The types inside a list (`child`), a map (`value`) or a struct (by field)."""
    return {name: part for name, part in type_.children if isinstance(part, DuckDBPyType)}


def _read(value: Sql, type_: str, column: Column, *, as_is: bool = False) -> Reading:
    if as_is:
        return Reading(value=value, column=column)
    return Reading(value=sql("CAST({value} AS {type})", value=value, type=Sql(type_)), column=column)


def _many(cell: Cell) -> Reading | None:
    inner = reading(Cell(value=Sql("element"), type=parts_of(cell.type)["child"]))
    if inner is None or inner.column.many:
        return None
    value = cell.value
    if inner.value != "element":
        value = sql("list_transform({value}, lambda element: {inner})", value=_as_list(cell), inner=inner.value)
    elif cell.type.id == "array":
        value = _as_list(cell)
    return Reading(value=value, column=replace(inner.column, many=True))


def _as_list(cell: Cell) -> Sql:
    if cell.type.id == "list":
        return cell.value
    child = parts_of(cell.type)["child"]
    return sql("CAST({value} AS {child}[])", value=cell.value, child=Sql(str(child)))
