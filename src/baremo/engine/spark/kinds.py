"""From Spark's types to Arrow's, by which the inputs judge columns, and how the query then reads a column."""

from __future__ import annotations

import pyarrow as pa
from pyspark.sql import DataFrame, types
from sqlglot import exp

from baremo.engine.dialects import Spark
from baremo.engine.expressions import NUMBER, TEXT, WHOLE, Expr, all_of, case, col, present
from baremo.engine.inputs.wanted import Role
from baremo.engine.tables import Column

SAYS = Spark()
UTC = pa.timestamp("us", tz="UTC")


def arrow_type(of: types.DataType) -> pa.DataType:
    """The type of an empty column that stands for one of Spark; what has none is binary, which is refused."""
    match of:
        case types.StringType() | types.CharType() | types.VarcharType():
            return pa.string()
        case types.ByteType() | types.ShortType() | types.IntegerType() | types.LongType():
            return pa.int64()
        case types.FloatType() | types.DoubleType():
            return pa.float64()
        case types.DecimalType():
            return pa.decimal128(of.precision, of.scale)
        case types.BooleanType():
            return pa.bool_()
        case types.DateType():
            return pa.date32()
        case types.TimestampType() | types.TimestampNTZType():
            return UTC
        case types.NullType():
            return pa.null()
        case types.ArrayType():
            return pa.list_(arrow_type(of.elementType))
        case _:
            return pa.binary()


def empty(schema: types.StructType) -> pa.Table:
    """No rows, with the columns of a frame."""
    names = [field.name for field in schema.fields]
    return pa.Table.from_arrays([pa.array([], arrow_type(field.dataType)) for field in schema.fields], names)


def arrow_of(frame: DataFrame) -> pa.Table:
    """The rows of a frame, whose instants are in UTC whatever the session's zone."""
    return in_utc(frame.toArrow())


def in_utc(table: pa.Table) -> pa.Table:
    """Instants with the zone UTC, which those have that have none; any column may hold nulls."""
    types = [UTC if pa.types.is_timestamp(column.type) else column.type for column in table.schema]
    columns = zip(table.column_names, types, strict=True)
    return table.cast(pa.schema([pa.field(name, type_) for name, type_ in columns]))


def as_read(name: str, of: types.DataType, column: Column, role: Role) -> Expr:
    """A frame's column as the query reads it: of the one type of its kind."""
    value = col(name)
    match role:
        case "key":
            return exp.cast(value, WHOLE) if column.kind == "number" else _key(value, of)
        case "event" | "event id" | "text":
            return exp.cast(value, TEXT)
        case "instant":
            return _instant(value, of)
        case "points":
            return SAYS.number_of_text(value) if isinstance(of, types.StringType) else _finite(value)
        case _ if column.many:
            return _many(value, column)
        case _:
            return _attribute(value, column)


def _attribute(value: Expr, column: Column) -> Expr:
    match column.kind:
        case "number" if column.whole:
            return exp.cast(value, WHOLE)
        case "number":
            return _finite(value)
        case "instant":
            return SAYS.as_instant(value, zoned=True)
        case "text":
            return exp.cast(value, TEXT)
        case "boolean" | "date":
            return value


def _many(values: Expr, column: Column) -> Expr:
    element = exp.to_identifier("element")
    each = exp.Lambda(this=_attribute(exp.column(element), column), expressions=[element.copy()])
    return exp.Anonymous(this="TRANSFORM", expressions=[values, each])


def _finite(value: Expr) -> Expr:
    return SAYS.finite(exp.cast(value, NUMBER))


def _instant(value: Expr, of: types.DataType) -> Expr:
    """A bare date is its first instant in UTC."""
    if not isinstance(of, types.StringType):
        return SAYS.as_instant(value, zoned=True)
    day = SAYS.as_instant(SAYS.date_of_text(value.copy()), zoned=True)
    return exp.Coalesce(this=SAYS.instant_of_text(value), expressions=[day])


def _key(value: Expr, of: types.DataType) -> Expr:
    """A key as text: 42, 42.0 and '42' are the same."""
    if isinstance(of, types.FloatType | types.DoubleType):
        return SAYS.text_of_number(_finite(value))
    if isinstance(of, types.DecimalType) and of.scale:
        whole = exp.cast(value.copy(), "DECIMAL(38, 0)")
        is_whole = all_of([present(value.copy()), exp.EQ(this=value.copy(), expression=whole)])
        return case([(is_whole, exp.cast(whole.copy(), TEXT))], exp.cast(value, TEXT))
    return exp.cast(value, TEXT)
