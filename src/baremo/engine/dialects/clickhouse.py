"""The primitives in ClickHouse's words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from baremo.engine.dialects.dialect import DATE_TEXT, INSTANT_TEXT, NUMBER_TEXT, Dialect
from baremo.engine.expressions import TEXT, WHOLE, Expr, all_of, case, is_in, negated, number, present, text
from baremo.model.patterns import Pattern

SPACE_AROUND = r"^[ \t\n\r\x{A0}]+|[ \t\n\r\x{A0}]+\z"


class ClickHouse(Dialect):
    """ClickHouse from 24.12 on, whose `least` passes over nulls.

    Dates and instants before 1900 or after 2299 are the first or last of those years on servers whose types end
    there. Numbers in JSON come as the server writes them, so that 42.0 is 42.
    """

    name = "clickhouse"
    dots_in_names = False  # beside a column `fit`, `fit.sum` would be a part of it
    # A column that no row is joined to is null; a name that is a column's and an alias means the column;
    # a text is the nearest number.
    settings = "SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1, precise_float_parsing = 1"

    def trimmed(self, value: Expr) -> Expr:
        # Its own trim takes bytes, and the no-break space has two.
        return _call("replaceRegexpAll", value, text(SPACE_AROUND), text(""))

    def lower(self, value: Expr) -> Expr:
        # Of İ and of Σ at a word's end it would make anything else than one letter of another.
        return _call("lowerUTF8", _call("translateUTF8", value, text("İΣ"), text("iσ")))

    def contains(self, value: Expr, part: str) -> Expr:
        return exp.GT(this=_call("position", value, text(part)), expression=number(0))

    def starts_with(self, value: Expr, part: str) -> Expr:
        return _call("startsWith", value, text(part))

    def ends_with(self, value: Expr, part: str) -> Expr:
        return _call("endsWith", value, text(part))

    def matches(self, value: Expr, pattern: Pattern) -> Expr:
        return _call("match", self.lower(value), text(pattern.text()))

    def json_text(self, json: Expr, keys: Sequence[str]) -> Expr:
        path = [json, *map(text, keys)]
        kind = _call("JSONType", *path)
        scalar = _call("JSONExtract", *(part.copy() for part in path), text("Nullable(String)"))
        return case([(negated(is_in(kind, [text("Object"), text("Array")])), scalar)])

    def number_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        return self.finite(case([(_is(trimmed, NUMBER_TEXT), _call("toFloat64OrNull", trimmed.copy()))]))

    def finite(self, value: Expr) -> Expr:
        return case([(_call("isFinite", value), value.copy())])

    def text_of_number(self, value: Expr) -> Expr:
        is_whole = exp.EQ(this=value.copy(), expression=_call("trunc", value.copy()))
        small = exp.LT(this=exp.Abs(this=value.copy()), expression=number(1e15))
        whole = exp.cast(exp.cast(value.copy(), WHOLE), TEXT)
        return case([(all_of([is_whole, small]), whole)], exp.cast(value, TEXT))

    def quotient(self, dividend: Expr, divisor: int) -> Expr:
        return _call("intDiv", dividend, number(divisor))

    def as_date(self, value: Expr) -> Expr:
        return _call("toDate32", value)  # its Date begins in 1970

    def day_of_date(self, value: Expr) -> Expr:
        return _call("toInt32", value)

    def date_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        read = _call("toDate32OrNull", trimmed.copy())
        return case([(all_of([_is(trimmed, DATE_TEXT), _is_a_day(trimmed.copy())]), read)])

    def instant_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        read = _call("parseDateTime64BestEffortOrNull", trimmed.copy(), number(6), text("UTC"))
        day = _call("substring", trimmed.copy(), number(1), number(10))
        return case([(all_of([_is(trimmed, INSTANT_TEXT), _is_a_day(day)]), read)])

    def microseconds(self, instant: Expr) -> Expr:
        return _call("toUnixTimestamp64Micro", instant)

    def as_instant(self, value: Expr, *, zoned: bool) -> Expr:
        if isinstance(value, exp.Literal):
            value = text(value.name.removesuffix("+00"))
        return _call("toDateTime64", value, number(6), text("UTC"))

    def null_instant(self) -> Expr:
        return exp.cast(exp.Null(), "Nullable(DateTime64(6, 'UTC'))", dialect=self.name)

    def set_apart(self, part: exp.CTE) -> None:
        super().set_apart(part)
        # Where tables are joined, a column that several have is named with its table unless it is named.
        for column in part.this.expressions:
            if isinstance(column, exp.Column) and column.table:
                column.replace(exp.Alias(this=column.copy(), alias=column.this.copy()))

    def youngest(self, ages: list[exp.Column]) -> Expr:
        return ages[0] if len(ages) == 1 else _call("least", *ages)

    def any_element(self, values: Expr, variable: str, test: Expr) -> Expr:
        return _call("arrayExists", exp.Lambda(this=test, expressions=[exp.to_identifier(variable)]), values)


def _call(function: str, *arguments: Expr) -> Expr:
    return exp.Anonymous(this=function, expressions=list(arguments))


def _is(value: Expr, expression: str) -> Expr:
    return _call("match", value, text(f"^({expression})\\z"))


def _is_a_day(value: Expr) -> Expr:
    """Whether the month of such a date has the day; conversions take the one after where it has not."""
    return present(_call("toModifiedJulianDayOrNull", value))
