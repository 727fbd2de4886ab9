"""What engines say differently: each primitive of the query, once.

The words here are DuckDB's. A primitive of a missing or unreadable value is null, never an error.
"""

from __future__ import annotations

from sqlglot import exp

from baremo.engine.expressions import (
    NUMBER,
    TEXT,
    WHOLE,
    Expr,
    all_of,
    case,
    number,
    text,
)
from baremo.engine.moments import DAY, Offsets, instant_of
from baremo.model.patterns import Pattern

SPACES = " \t\n\r\u00a0"  # blank, tab, line breaks and no-break space
NUMBER_TEXT = r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
DATE_TEXT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
INSTANT_TEXT = (
    DATE_TEXT + r"[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?"
)


class DuckDB:
    """The primitives in DuckDB's words."""

    name = "duckdb"

    def trimmed(self, value: Expr) -> Expr:
        """Without blanks, tabs, line breaks and no-break spaces around."""
        return exp.Anonymous(this="trim", expressions=[value, exp.ByteString(this=SPACES)])

    def fold(self, value: Expr) -> Expr:
        """As text tests compare it: trimmed, in simple lower case."""
        return self.lower(self.trimmed(value))

    def lower(self, value: Expr) -> Expr:
        return exp.Lower(this=value)

    def contains(self, value: Expr, part: str) -> Expr:
        return exp.Anonymous(this="contains", expressions=[value, text(part)])

    def starts_with(self, value: Expr, part: str) -> Expr:
        return exp.Anonymous(this="starts_with", expressions=[value, text(part)])

    def ends_with(self, value: Expr, part: str) -> Expr:
        return exp.Anonymous(this="ends_with", expressions=[value, text(part)])

    def matches(self, value: Expr, pattern: Pattern) -> Expr:
        """A match anywhere in the lower-cased value."""
        return self._has(self.lower(value), pattern.text(end=r"\z"))

    def number_of_text(self, value: Expr) -> Expr:
        """The number that a text reads as; infinite ones are missing."""
        trimmed = self.trimmed(value)
        read = exp.TryCast(this=trimmed.copy(), to=exp.DataType.build(NUMBER))
        return self.finite(case([(self._is(trimmed, NUMBER_TEXT), read)]))

    def finite(self, value: Expr) -> Expr:
        return case([(exp.Anonymous(this="isfinite", expressions=[value]), value.copy())])

    def text_of_number(self, value: Expr) -> Expr:
        """Whole numbers without a decimal point, as they are written."""
        whole = exp.cast(exp.cast(value.copy(), WHOLE), TEXT)
        is_whole = exp.EQ(this=value.copy(), expression=exp.Anonymous(this="trunc", expressions=[value.copy()]))
        small = exp.LT(this=exp.Abs(this=value.copy()), expression=number(1e15))
        return case([(all_of([is_whole, small]), whole)], exp.cast(value, TEXT))

    def day_of_date(self, value: Expr) -> Expr:
        """Days since 1970 of a date."""
        return exp.Sub(this=value, expression=exp.cast(text("1970-01-01"), "DATE"))

    def date_of_text(self, value: Expr) -> Expr:
        """The date that a text such as 2026-11-01 is."""
        trimmed = self.trimmed(value)
        read = exp.TryCast(this=trimmed.copy(), to=exp.DataType.build("DATE"))
        return case([(self._is(trimmed, DATE_TEXT), read)])

    def instant_of_text(self, value: Expr) -> Expr:
        """The instant that a text such as 2026-11-01T09:30:00Z is; without a zone it is UTC."""
        trimmed = self.trimmed(value)
        read = exp.TryCast(this=trimmed.copy(), to=exp.DataType.build("TIMESTAMPTZ"))
        return case([(self._is(trimmed, INSTANT_TEXT), read)])

    def microseconds(self, instant: Expr) -> Expr:
        """Microseconds since 1970 of a timestamp with or without zone."""
        return exp.Anonymous(this="epoch_us", expressions=[instant])

    def instant(self, us: int, *, zoned: bool) -> Expr:
        """A literal of the type of the column that it is compared with, so that no row is cast."""
        return exp.cast(text(self.instant_text(us) + "+00" * zoned), "TIMESTAMPTZ" if zoned else "TIMESTAMP")

    def instant_text(self, us: int) -> str:
        """An instant in UTC as it is written in literals."""
        moment = instant_of(us)
        return moment.strftime("%Y-%m-%d %H:%M:%S") + (f".{moment.microsecond:06d}" if moment.microsecond else "")

    def offset(self, us: Expr, zone: Offsets) -> Expr:
        """Microseconds that the zone is ahead of UTC, the most recent change first."""
        changes = list(zip(zone.starts, zone.offsets, strict=True))[1:]
        branches = [
            (exp.GTE(this=us.copy(), expression=number(start)), number(offset)) for start, offset in reversed(changes)
        ]
        return case(branches, number(zone.offsets[0]))

    def age(self, instant: Expr, end_of_day: Expr, zone: Offsets) -> Expr:
        """Whole days from an instant's day to the one that `end_of_day` is the last microsecond of.

        The division cuts toward zero, so an instant that local clocks put after the day has age 0 too.
        """
        us = self.microseconds(instant)
        elapsed = exp.Sub(this=exp.Sub(this=end_of_day, expression=us), expression=self.offset(us, zone))
        return exp.IntDiv(this=exp.paren(elapsed), expression=number(DAY))

    def day(self, instant: Expr, zone: Offsets) -> Expr:
        """Days since 1970 of an instant in the zone; a whole era is added so that the division rounds down."""
        us = self.microseconds(instant)
        era = 1_000_000
        local = exp.Add(this=exp.Add(this=us, expression=self.offset(us, zone)), expression=number(era * DAY))
        return exp.Sub(this=exp.IntDiv(this=exp.paren(local), expression=number(DAY)), expression=number(era))

    def youngest(self, ages: list[exp.Column]) -> Expr:
        """The least of several ages, passing over nulls; null if all are."""
        if len(ages) == 1:
            return ages[0]
        return exp.Anonymous(this="least", expressions=ages)

    def any_element(self, values: Expr, variable: str, test: Expr) -> Expr:
        """Some element of a list passes the test, which names it by the variable."""
        passing = exp.Anonymous(
            this="list_filter",
            expressions=[values, exp.Lambda(this=test, expressions=[exp.to_identifier(variable)])],
        )
        return exp.GT(
            this=exp.Coalesce(this=exp.Anonymous(this="len", expressions=[passing]), expressions=[number(0)]),
            expression=number(0),
        )

    def power(self, base: Expr, exponent: Expr) -> Expr:
        return exp.Pow(this=base, expression=exponent)

    def rounded(self, value: Expr) -> Expr:
        """Rounded half away from zero to 9 decimals; what is next to nothing may be minus zero."""
        return exp.Round(this=value, decimals=number(9))

    def round9(self, value: Expr) -> Expr:
        """The same for figures that people see, never minus zero."""
        return exp.Coalesce(this=exp.Nullif(this=self.rounded(value), expression=number(0)), expressions=[number(0)])

    def _is(self, value: Expr, expression: str) -> Expr:
        return exp.Anonymous(this="regexp_full_match", expressions=[value, text(expression)])

    def _has(self, value: Expr, expression: str) -> Expr:
        return exp.Anonymous(this="regexp_matches", expressions=[value, text(expression)])
