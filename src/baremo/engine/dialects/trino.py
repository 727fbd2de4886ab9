"""The primitives in Trino's words, by its documentation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from baremo.engine.dialects.documented import Documented, call, grouped
from baremo.engine.expressions import WHOLE, Expr, case, null_of, number, text
from baremo.engine.moments import SECOND
from baremo.model.patterns import Pattern

SPACES = r" \0009\000A\000D\00A0"  # those that are trimmed, as U&'…' writes them
INSTANT = "TIMESTAMPTZ(6)"  # without its precision the type has milliseconds

# The \b of its regular expressions knows the letters of all scripts.
WORD = "[0-9a-z_]"
EDGE = f"((?<={WORD})(?!{WORD})|(?<!{WORD})(?={WORD}))"
INSIDE = f"((?<={WORD})(?={WORD})|(?<!{WORD})(?!{WORD}))"


class Trino(Documented):
    """Trino, with the regular expressions that it has by default (`regex-library=JONI`).

    Microseconds are exact from 1902 to 2038, and at most three off from there to 2300.
    """

    name = "trino"
    groups = ("$1", "$2")

    def trimmed(self, value: Expr) -> Expr:
        return exp.Trim(this=value, expression=exp.UnicodeString(this=SPACES), position="BOTH")

    def ends_with(self, value: Expr, part: str) -> Expr:
        return exp.EQ(this=call("SUBSTR", value, number(-len(part))), expression=text(part))

    def matches(self, value: Expr, pattern: Pattern) -> Expr:
        return call("REGEXP_LIKE", self.lower(value), text(pattern.text(edge=EDGE, inside=INSIDE)))

    def is_like(self, value: Expr, expression: str) -> Expr:
        return call("REGEXP_LIKE", value, text(rf"^({expression})\z"))

    def json_text(self, json: Expr, keys: Sequence[str]) -> Expr:
        """Of JSON as text or as a type; an object or a list has no value of its own."""
        quoted = (key.replace("\\", "\\\\").replace('"', '\\"') for key in keys)
        path = "$" + "".join(f'["{key}"]' for key in quoted)
        return call("JSON_EXTRACT_SCALAR", json, text(path))

    def finite(self, value: Expr) -> Expr:
        return case([(call("IS_FINITE", value), value.copy())])

    def written(self, value: Expr) -> Expr:
        """A cast would write it with an exponent."""
        return call("FORMAT", text("%s"), value)

    def quotient(self, dividend: Expr, divisor: int) -> Expr:
        return exp.Div(this=grouped(dividend), expression=number(divisor), typed=True)

    def day_of_date(self, value: Expr) -> Expr:
        return call("DATE_DIFF", text("day"), exp.cast(text("1970-01-01"), "DATE"), value)

    def read_instant(self, value: Expr) -> Expr:
        return self.tried(value, INSTANT)

    def microseconds(self, instant: Expr) -> Expr:
        """Of an instant without zone, as if it were UTC."""
        seconds = call("TO_UNIXTIME", instant)
        return exp.cast(exp.Round(this=exp.Mul(this=seconds, expression=number(SECOND))), WHOLE)

    def as_instant(self, value: Expr, *, zoned: bool) -> Expr:
        """By its microseconds, for a cast would take an instant without zone as the session's."""
        nanoseconds = exp.Mul(this=self.microseconds(value), expression=number(1000))
        return exp.cast(call("FROM_UNIXTIME_NANOS", nanoseconds), INSTANT)

    def in_utc(self, value: Expr) -> Expr:
        return call("WITH_TIMEZONE", exp.cast(value, "TIMESTAMP(6)"), text("UTC"))

    def instant(self, us: int, *, zoned: bool) -> Expr:
        return exp.cast(text(self.instant_text(us) + " UTC"), INSTANT)

    def null_instant(self) -> Expr:
        return null_of(INSTANT)

    def any_element(self, values: Expr, variable: str, test: Expr) -> Expr:
        passes = exp.Lambda(this=test, expressions=[exp.to_identifier(variable)])
        return exp.Coalesce(this=call("ANY_MATCH", values, passes), expressions=[exp.false()])
