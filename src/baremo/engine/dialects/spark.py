"""The primitives in Spark SQL's words.

No primitive hangs on the session's time zone, nor on whether ANSI mode is on. String literals are read with
escapes, as Spark does unless `spark.sql.parser.escapedStringLiterals` is set.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from baremo.engine.dialects.dialect import DATE_TEXT, INSTANT_TEXT, NUMBER_TEXT, SPACES, Dialect
from baremo.engine.expressions import (
    NUMBER,
    TEXT,
    WHOLE,
    Expr,
    all_of,
    any_of,
    case,
    double,
    is_in,
    negated,
    number,
    present,
    text,
)
from baremo.model.patterns import Pattern

# Letters that Java lowers by their place in the word, or to two characters.
CAPITALS, SMALL = "\u03a3\u0130", "\u03c3i"  # Σ and İ, σ and i

# Java's own \b knows the letters of all scripts.
WORD = "[0-9a-z_]"
EDGE = f"(?:(?<={WORD})(?!{WORD})|(?<!{WORD})(?={WORD}))"
INSIDE = f"(?:(?<={WORD})(?={WORD})|(?<!{WORD})(?!{WORD}))"

ZONED = r"(Z|[+-][0-9]{2}:[0-9]{2})\z"
TO_THE_MINUTE = r"^(.{16})(?=[^:]|\z)"
PLAINLY = (1e-4, 1e15)  # from and up to which numbers are written without an exponent
DIGITS = "DECIMAL(38, 22)"  # holds every digit of those


class Spark(Dialect):
    """Spark SQL, from 3.4 on."""

    name = "spark"

    def trimmed(self, value: Expr) -> Expr:
        return exp.Trim(this=value, expression=text(SPACES), position="BOTH")

    def lower(self, value: Expr) -> Expr:
        simple = exp.Anonymous(this="TRANSLATE", expressions=[value, text(CAPITALS), text(SMALL)])
        return exp.Lower(this=simple)

    def contains(self, value: Expr, part: str) -> Expr:
        return exp.Anonymous(this="CONTAINS", expressions=[value, text(part)])

    def starts_with(self, value: Expr, part: str) -> Expr:
        return exp.Anonymous(this="STARTSWITH", expressions=[value, text(part)])

    def ends_with(self, value: Expr, part: str) -> Expr:
        return exp.Anonymous(this="ENDSWITH", expressions=[value, text(part)])

    def matches(self, value: Expr, pattern: Pattern) -> Expr:
        return self._has(self.lower(value), pattern.text(edge=EDGE, inside=INSIDE))

    def json_text(self, json: Expr, keys: Sequence[str]) -> Expr:
        found = self._json(json, keys, TEXT)
        begins = exp.Anonymous(this="LEFT", expressions=[found.copy(), number(1)])
        mapping = self._json(json, keys, "MAP<STRING, STRING>")
        nested = any_of([present(mapping), present(self.json_list(json, keys))])
        # Looking closer is costly, and what begins otherwise is no object and no list.
        return case([(negated(all_of([is_in(begins, [text("{"), text("[")]), nested])), found)])

    def json_list(self, json: Expr, keys: Sequence[str]) -> Expr:
        """The list at a path of keys, as the texts of its elements; null where there is none."""
        return self._json(json, keys, "ARRAY<STRING>")

    def number_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        return self.finite(case([(self._is(trimmed, NUMBER_TEXT), self._tried(trimmed.copy(), NUMBER))]))

    def finite(self, value: Expr) -> Expr:
        """NaN is above infinity."""
        bounded = exp.LT(this=exp.Abs(this=value), expression=double(text("Infinity")))
        return case([(bounded, value.copy())])

    def text_of_number(self, value: Expr) -> Expr:
        least, most = (number(bound) for bound in PLAINLY)
        size = exp.Abs(this=value.copy())
        small = exp.LT(this=size, expression=most)
        whole = exp.cast(value.copy(), WHOLE)
        is_whole = exp.EQ(this=value.copy(), expression=whole)
        written = exp.cast(value.copy(), TEXT)
        digits = exp.cast(exp.cast(written, DIGITS), TEXT)
        plain = exp.Trim(this=digits, expression=text("0"), position="TRAILING")
        usual = exp.GTE(this=size.copy(), expression=least)
        return case(
            [
                (negated(small.copy()), written.copy()),
                (is_whole, exp.cast(whole.copy(), TEXT)),
                (usual, plain),
            ],
            written.copy(),
        )

    def quotient(self, dividend: Expr, divisor: int) -> Expr:
        return exp.IntDiv(this=exp.paren(dividend), expression=number(divisor))

    def rounded(self, value: Expr) -> Expr:
        """A number too large for whole billionths has none to lose: it stays as it is.

        Spark's ROUND goes through decimals, and takes ten times as long.
        """
        return exp.Coalesce(this=self._nearest(value), expressions=[value.copy()])

    def round9(self, value: Expr) -> Expr:
        return exp.Coalesce(this=self._nearest(value), expressions=[value.copy(), number(0)])

    def _nearest(self, value: Expr) -> Expr:
        """As a whole number of billionths there is no minus zero."""
        half = exp.Mul(this=exp.Sign(this=value), expression=number(0.5))
        billionths = exp.Add(this=exp.Mul(this=exp.paren(value.copy()), expression=number(10**9)), expression=half)
        return exp.Div(this=self._tried(billionths, WHOLE), expression=number(10**9))

    def day_of_date(self, value: Expr) -> Expr:
        return exp.Anonymous(this="UNIX_DATE", expressions=[value])

    def date_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        return case([(self._is(trimmed, DATE_TEXT), self._tried(trimmed.copy(), "DATE"))])

    def instant_of_text(self, value: Expr) -> Expr:
        """A text without a zone gets one, else it would have the session's; with one it needs seconds."""
        trimmed = self.trimmed(value)
        to_seconds = [trimmed.copy(), text(TO_THE_MINUTE), text("$1:00")]
        whole = exp.Anonymous(this="REGEXP_REPLACE", expressions=to_seconds)
        without_zone = exp.DPipe(this=whole, expression=text("Z"))
        zoned = case([(self._has(trimmed.copy(), ZONED), whole.copy())], without_zone)
        return case([(self._is(trimmed, INSTANT_TEXT), self._tried(zoned, "TIMESTAMPTZ"))])

    def microseconds(self, instant: Expr) -> Expr:
        return exp.Anonymous(this="UNIX_MICROS", expressions=[instant])

    def as_instant(self, value: Expr, *, zoned: bool) -> Expr:
        """There is one type of instants, whatever is asked for."""
        return exp.cast(value, "TIMESTAMPTZ")

    def in_utc(self, value: Expr) -> Expr:
        """A cast to an instant would take it as one of the session's zone."""
        written = exp.cast(exp.cast(value, "TIMESTAMPNTZ"), TEXT)
        return exp.cast(exp.DPipe(this=written, expression=text("Z")), "TIMESTAMPTZ")

    def instant(self, us: int, *, zoned: bool) -> Expr:
        return self.as_instant(text(self.instant_text(us) + "+00:00"), zoned=True)

    def youngest(self, ages: list[exp.Column]) -> Expr:
        if len(ages) == 1:
            return ages[0]
        return exp.Anonymous(this="LEAST", expressions=ages)

    def any_element(self, values: Expr, variable: str, test: Expr) -> Expr:
        passes = exp.Lambda(this=test, expressions=[exp.to_identifier(variable)])
        some = exp.Anonymous(this="EXISTS", expressions=[values, passes])
        return exp.Coalesce(this=some, expressions=[exp.false()])

    def _json(self, json: Expr, keys: Sequence[str], kind: str) -> Expr:
        """What stands at a path, if it is of a kind: Spark reads JSON by a schema, which may name any key."""
        schema = "STRING" if kind == TEXT else kind
        for key in reversed(keys):
            schema = f"STRUCT<{_identifier(key)}: {schema}>"
        found: Expr = exp.Anonymous(this="FROM_JSON", expressions=[json.copy(), text(schema)])
        for key in keys:
            found = exp.Dot(this=found, expression=exp.to_identifier(key, quoted=True))
        return found

    def _tried(self, value: Expr, kind: str) -> Expr:
        """A cast that gives null where it cannot; `safe` tells SQLGlot that plain CAST would not do."""
        return exp.TryCast(this=value, to=exp.DataType.build(kind), safe=True)

    def _is(self, value: Expr, expression: str) -> Expr:
        return self._has(value, rf"^({expression})\z")

    def _has(self, value: Expr, expression: str) -> Expr:
        return exp.RegexpLike(this=value, expression=text(expression))


class Databricks(Spark):
    """Databricks, whose engine speaks Spark SQL."""

    name = "databricks"


def _identifier(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
