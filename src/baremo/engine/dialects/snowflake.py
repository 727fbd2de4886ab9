"""The primitives in Snowflake's words, by its documentation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from baremo.engine.dialects.documented import Documented, call, hard_spaces
from baremo.engine.expressions import TEXT, WHOLE, Expr, case, is_in, negated, number, text
from baremo.model.patterns import Pattern

NO_SCALARS = ("OBJECT", "ARRAY", "NULL_VALUE")
INSTANT_FORMAT = "YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM"

# A quotient has as many decimals as the dividend: enough that none of a day's microseconds is rounded away.
DECIMALS = "DECIMAL(38, 12)"


class Snowflake(Documented):
    """Snowflake.

    Its regular expressions are POSIX's and know neither `(?:` nor `\\z`; `$` is the end of the text alone.
    """

    name = "snowflake"
    capitals = True
    longest_name = 255

    def trimmed(self, value: Expr) -> Expr:
        return call("TRIM", value, hard_spaces())

    def contains(self, value: Expr, part: str) -> Expr:
        return call("CONTAINS", value, text(part))

    def starts_with(self, value: Expr, part: str) -> Expr:
        return call("STARTSWITH", value, text(part))

    def ends_with(self, value: Expr, part: str) -> Expr:
        return call("ENDSWITH", value, text(part))

    def matches(self, value: Expr, pattern: Pattern) -> Expr:
        # REGEXP_LIKE would ask that the whole value matches.
        place = call("REGEXP_INSTR", self.lower(value), text(pattern.text(end="$")))
        return exp.GT(this=place, expression=number(0))

    def is_like(self, value: Expr, expression: str) -> Expr:
        return call("REGEXP_LIKE", value, text(expression))

    def json_text(self, json: Expr, keys: Sequence[str]) -> Expr:
        """Of a VARIANT or of JSON as text: both are text first."""
        found = call("TRY_PARSE_JSON", call("TO_VARCHAR", json))
        for key in keys:
            found = call("GET", found, text(key))
        nested = is_in(call("TYPEOF", found), [text(kind) for kind in NO_SCALARS])
        return case([(negated(nested), exp.cast(found.copy(), TEXT))])

    def quotient(self, dividend: Expr, divisor: int) -> Expr:
        decimals = exp.Div(this=exp.cast(dividend, DECIMALS), expression=number(divisor))
        return exp.cast(call("TRUNC", decimals), WHOLE)

    def day_of_date(self, value: Expr) -> Expr:
        epoch = call("DATE_FROM_PARTS", number(1970), number(1), number(1))
        return call("DATEDIFF", exp.var("DAY"), epoch, value)

    def date_of_text(self, value: Expr) -> Expr:
        return call("TRY_TO_DATE", super().date_of_text(value).this, text("YYYY-MM-DD"))

    def read_instant(self, value: Expr) -> Expr:
        return call("TRY_TO_TIMESTAMP_TZ", value, text("AUTO"))

    def microseconds(self, instant: Expr) -> Expr:
        """Of an instant without zone, as if it were UTC."""
        return call("DATE_PART", exp.var("EPOCH_MICROSECOND"), instant)

    def as_instant(self, value: Expr, *, zoned: bool) -> Expr:
        """By its microseconds, for a cast would take an instant without zone as the session's."""
        return call("TO_TIMESTAMP_TZ", self.microseconds(value), number(6))

    def in_utc(self, value: Expr) -> Expr:
        return self.as_instant(exp.cast(value, "TIMESTAMP_NTZ", dialect=self.name), zoned=True)

    def instant(self, us: int, *, zoned: bool) -> Expr:
        written = self.instant_text(us)
        decimals = "" if "." in written else ".000000"
        return call("TO_TIMESTAMP_TZ", text(f"{written}{decimals} +00:00"), text(INSTANT_FORMAT))

    def any_element(self, values: Expr, variable: str, test: Expr) -> Expr:
        """Elements are of any type, so each is asked as text."""
        asked = test.transform(lambda node: exp.cast(node, TEXT) if _is_column(node, variable) else node)
        passes = exp.Lambda(this=asked, expressions=[exp.to_identifier(variable)])
        passing = call("ARRAY_SIZE", call("FILTER", call("TO_ARRAY", values), passes))
        return exp.GT(this=exp.Coalesce(this=passing, expressions=[number(0)]), expression=number(0))


def _is_column(node: Expr, name: str) -> bool:
    return isinstance(node, exp.Column) and node.name == name
