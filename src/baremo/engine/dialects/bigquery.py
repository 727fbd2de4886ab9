"""The primitives in BigQuery's words, by its documentation (GoogleSQL)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from baremo.engine.dialects.documented import Documented, call, grouped, hard_spaces
from baremo.engine.expressions import Expr, number, text
from baremo.model.patterns import Pattern


class BigQuery(Documented):
    """BigQuery, whose regular expressions are RE2's."""

    name = "bigquery"
    dots_in_names = False
    longest_name = 300

    def trimmed(self, value: Expr) -> Expr:
        return call("TRIM", value, hard_spaces())

    def ends_with(self, value: Expr, part: str) -> Expr:
        return call("ENDS_WITH", value, text(part))

    def matches(self, value: Expr, pattern: Pattern) -> Expr:
        return call("REGEXP_CONTAINS", self.lower(value), text(pattern.text()))

    def is_like(self, value: Expr, expression: str) -> Expr:
        return call("REGEXP_CONTAINS", value, text(rf"^({expression})\z"))

    def json_text(self, json: Expr, keys: Sequence[str]) -> Expr:
        """Of JSON as text or as a type; an object or a list has no value of its own.

        A key with a backslash before a quote cannot be told from one without.
        """
        path = "$" + "".join('."' + key.replace('"', r"\"") + '"' for key in keys)
        return call("JSON_VALUE", json, text(path))

    def quotient(self, dividend: Expr, divisor: int) -> Expr:
        return call("DIV", grouped(dividend), number(divisor))

    def day_of_date(self, value: Expr) -> Expr:
        return call("UNIX_DATE", value)

    def read_instant(self, value: Expr) -> Expr:
        return self.tried(value, "TIMESTAMPTZ")

    def microseconds(self, instant: Expr) -> Expr:
        return call("UNIX_MICROS", instant)

    def as_instant(self, value: Expr, *, zoned: bool) -> Expr:
        """There is one type of instants, whatever is asked for."""
        return exp.cast(value, "TIMESTAMPTZ")

    def in_utc(self, value: Expr) -> Expr:
        return call("TIMESTAMP", value, text("UTC"))

    def any_element(self, values: Expr, variable: str, test: Expr) -> Expr:
        elements = exp.Unnest(expressions=[values], alias=exp.TableAlias(columns=[exp.to_identifier(variable)]))
        return exp.Exists(this=exp.select(number(1)).from_(elements).where(test))
