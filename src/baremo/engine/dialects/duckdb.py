"""The primitives in DuckDB's words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from baremo.engine.dialects.dialect import DATE_TEXT, INSTANT_TEXT, NUMBER_TEXT, SPACES, Dialect
from baremo.engine.expressions import NUMBER, TEXT, WHOLE, Expr, all_of, case, is_in, named, negated, number, text
from baremo.model.patterns import Pattern


class DuckDB(Dialect):
    """DuckDB 2."""

    name = "duckdb"
    keeps_parts = True

    def trimmed(self, value: Expr) -> Expr:
        return exp.Anonymous(this="trim", expressions=[value, exp.ByteString(this=SPACES)])

    def lower(self, value: Expr) -> Expr:
        return exp.Lower(this=value)

    def contains(self, value: Expr, part: str) -> Expr:
        return exp.Anonymous(this="contains", expressions=[value, text(part)])

    def starts_with(self, value: Expr, part: str) -> Expr:
        return exp.Anonymous(this="starts_with", expressions=[value, text(part)])

    def ends_with(self, value: Expr, part: str) -> Expr:
        return exp.Anonymous(this="ends_with", expressions=[value, text(part)])

    def matches(self, value: Expr, pattern: Pattern) -> Expr:
        return self._has(self.lower(value), pattern.text(end=r"\z"))

    def number_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        read = exp.TryCast(this=trimmed.copy(), to=exp.DataType.build(NUMBER))
        return self.finite(case([(self._is(trimmed, NUMBER_TEXT), read)]))

    def finite(self, value: Expr) -> Expr:
        return case([(exp.Anonymous(this="isfinite", expressions=[value]), value.copy())])

    def text_of_number(self, value: Expr) -> Expr:
        whole = exp.cast(exp.cast(value.copy(), WHOLE), TEXT)
        is_whole = exp.EQ(this=value.copy(), expression=exp.Anonymous(this="trunc", expressions=[value.copy()]))
        small = exp.LT(this=exp.Abs(this=value.copy()), expression=number(1e15))
        return case([(all_of([is_whole, small]), whole)], exp.cast(value, TEXT))

    def day_of_date(self, value: Expr) -> Expr:
        return exp.Sub(this=value, expression=exp.cast(text("1970-01-01"), "DATE"))

    def date_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        read = exp.TryCast(this=trimmed.copy(), to=exp.DataType.build("DATE"))
        return case([(self._is(trimmed, DATE_TEXT), read)])

    def instant_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        read = exp.TryCast(this=trimmed.copy(), to=exp.DataType.build("TIMESTAMPTZ"))
        return case([(self._is(trimmed, INSTANT_TEXT), read)])

    def microseconds(self, instant: Expr) -> Expr:
        return exp.Anonymous(this="epoch_us", expressions=[instant])

    def youngest(self, ages: list[exp.Column]) -> Expr:
        if len(ages) == 1:
            return ages[0]
        return exp.Anonymous(this="least", expressions=ages)

    def any_element(self, values: Expr, variable: str, test: Expr) -> Expr:
        if test.find(exp.Subquery):  # which a lambda must not hold
            unnested = exp.Anonymous(this="unnest", expressions=[values])
            elements = exp.select(named(unnested, variable)).subquery("elements")
            return exp.Exists(this=exp.select(number(1)).from_(elements).where(test))
        passing = exp.Anonymous(
            this="list_filter",
            expressions=[values, exp.Lambda(this=test, expressions=[exp.to_identifier(variable)])],
        )
        return exp.GT(
            this=exp.Coalesce(this=exp.Anonymous(this="len", expressions=[passing]), expressions=[number(0)]),
            expression=number(0),
        )

    def rounded(self, value: Expr) -> Expr:
        return exp.Round(this=value, decimals=number(9))

    def quotient(self, dividend: Expr, divisor: int) -> Expr:
        return exp.IntDiv(this=exp.paren(dividend), expression=number(divisor))

    def as_instant(self, value: Expr, *, zoned: bool) -> Expr:
        return exp.cast(value, "TIMESTAMPTZ" if zoned else "TIMESTAMP")

    def json_text(self, json: Expr, keys: Sequence[str]) -> Expr:
        path = text("".join("/" + key.replace("~", "~0").replace("/", "~1") for key in keys))
        kind = exp.Anonymous(this="json_type", expressions=[json, path])
        scalar = exp.Anonymous(this="json_extract_string", expressions=[json.copy(), path.copy()])
        return case([(negated(is_in(kind, [text("OBJECT"), text("ARRAY")])), scalar)])

    def _is(self, value: Expr, expression: str) -> Expr:
        return exp.Anonymous(this="regexp_full_match", expressions=[value, text(expression)])

    def _has(self, value: Expr, expression: str) -> Expr:
        return exp.Anonymous(this="regexp_matches", expressions=[value, text(expression)])


class DuckDBElsewhere(DuckDB):
    """DuckDB in a session that is not ours, so that its time zone may be any."""

    def in_utc(self, value: Expr) -> Expr:
        return exp.Anonymous(this="timezone", expressions=[text("UTC"), exp.cast(value, "TIMESTAMP")])

    def json_text(self, json: Expr, keys: Sequence[str]) -> Expr:
        """Of JSON that nobody has looked at before: what is none has no values."""
        valid = case([(exp.Anonymous(this="json_valid", expressions=[json]), json.copy())])
        return super().json_text(valid, keys)

    def instant_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        has_zone = self._has(trimmed.copy(), r"(Z|[+-]..:..)$")
        zone = case([(has_zone, text(""))], text("+00"))
        read = exp.TryCast(this=exp.DPipe(this=trimmed.copy(), expression=zone), to=exp.DataType.build("TIMESTAMPTZ"))
        return case([(self._is(trimmed, INSTANT_TEXT), read)])
