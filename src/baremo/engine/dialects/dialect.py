"""What a query asks of an engine: each primitive once, with what all engines agree on.

A primitive of a missing or unreadable value is null, never an error. Only DuckDB gets instants without a
zone; for every other engine they have been given one before (see `engine.warehouse`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from sqlglot import exp

from baremo.engine.expressions import Expr, case, null_of, number, text
from baremo.engine.moments import DAY, Offsets, instant_of
from baremo.model.patterns import Pattern

SPACES = " \t\n\r\u00a0"  # blank, tab, line breaks and no-break space
NUMBER_TEXT = r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
DATE_TEXT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
INSTANT_TEXT = (
    DATE_TEXT + r"[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?"
)


class Dialect(ABC):
    """The primitives in one engine's words."""

    name: str  # as users and SQLGlot call the engine
    dots_in_names = True  # whether a column or a part may be named like `demo.points`
    longest_name: int | None = None  # bytes of the longest name that the engine tells from others
    capitals = False  # whether a name that is not quoted means the one in capitals
    keeps_parts = False  # whether parts that are read often are kept, and can be told not to be
    settings = ""  # what must follow the query for it to mean what it says, such as `SETTINGS a = 1`

    # Text

    @abstractmethod
    def trimmed(self, value: Expr) -> Expr:
        """Without blanks, tabs, line breaks and no-break spaces around."""

    @abstractmethod
    def lower(self, value: Expr) -> Expr:
        """In simple lower case: letter by letter, wherever it stands in the word."""

    def fold(self, value: Expr) -> Expr:
        """As text tests compare it: trimmed, in simple lower case."""
        return self.lower(self.trimmed(value))

    @abstractmethod
    def contains(self, value: Expr, part: str) -> Expr: ...

    @abstractmethod
    def starts_with(self, value: Expr, part: str) -> Expr: ...

    @abstractmethod
    def ends_with(self, value: Expr, part: str) -> Expr: ...

    @abstractmethod
    def matches(self, value: Expr, pattern: Pattern) -> Expr:
        """A match anywhere in the lower-cased value."""

    @abstractmethod
    def json_text(self, json: Expr, keys: Sequence[str]) -> Expr:
        """The scalar at a path of keys as text; null where there is none, an object or a list."""

    def text_order(self, value: Expr) -> Expr:
        """A text to sort by, code point by code point."""
        return value

    # Numbers

    @abstractmethod
    def number_of_text(self, value: Expr) -> Expr:
        """The number that a text reads as; infinite ones are missing."""

    @abstractmethod
    def finite(self, value: Expr) -> Expr:
        """The number, but null where it is infinite or none."""

    @abstractmethod
    def text_of_number(self, value: Expr) -> Expr:
        """Whole numbers without a decimal point, as they are written."""

    @abstractmethod
    def quotient(self, dividend: Expr, divisor: int) -> Expr:
        """Of whole numbers, cut toward zero."""

    def power(self, base: Expr, exponent: Expr) -> Expr:
        return exp.Pow(this=base, expression=exponent)

    def rounded(self, value: Expr) -> Expr:
        """Rounded half away from zero to 9 decimals; what is next to nothing may be minus zero.

        As DuckDB does it; engines' own ROUND goes through decimals or rounds halves to even.
        """
        billion = exp.Literal.number("1e9")
        billionths = exp.Mul(this=exp.Abs(this=value.copy()), expression=billion)
        nearest = exp.Floor(this=exp.Add(this=billionths, expression=number(0.5)))
        signed = exp.Mul(this=exp.Sign(this=value), expression=nearest)
        return exp.Div(this=signed, expression=billion.copy(), typed=True)

    def round9(self, value: Expr) -> Expr:
        """The same for figures that people see, never minus zero."""
        return exp.Coalesce(this=exp.Nullif(this=self.rounded(value), expression=number(0)), expressions=[number(0)])

    # Dates and instants

    def as_date(self, value: Expr) -> Expr:
        """A date of the engine's type with the widest range."""
        return exp.cast(value, "DATE")

    @abstractmethod
    def day_of_date(self, value: Expr) -> Expr:
        """Days since 1970 of a date."""

    @abstractmethod
    def date_of_text(self, value: Expr) -> Expr:
        """The date that a text such as 2026-11-01 is."""

    @abstractmethod
    def instant_of_text(self, value: Expr) -> Expr:
        """The instant that a text such as 2026-11-01T09:30:00Z is; without a zone it is UTC."""

    @abstractmethod
    def microseconds(self, instant: Expr) -> Expr:
        """Microseconds since 1970 of an instant."""

    @abstractmethod
    def as_instant(self, value: Expr, *, zoned: bool) -> Expr:
        """A date, an instant or its text in UTC as an instant, with or without a zone."""

    def in_utc(self, value: Expr) -> Expr:
        """A date or an instant without a zone as the instant in UTC, whatever zone the session has."""
        return self.as_instant(value, zoned=True)

    def instant(self, us: int, *, zoned: bool) -> Expr:
        """A literal of the type of the column that it is compared with, so that no row is cast."""
        return self.as_instant(text(self.instant_text(us) + "+00" * zoned), zoned=zoned)

    def instant_text(self, us: int) -> str:
        """An instant in UTC as it is written in literals."""
        moment = instant_of(us)
        return moment.strftime("%Y-%m-%d %H:%M:%S") + (f".{moment.microsecond:06d}" if moment.microsecond else "")

    def null_instant(self) -> Expr:
        """A null of the type that instants come out with."""
        return null_of("TIMESTAMPTZ")

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
        return self.quotient(elapsed, DAY)

    def day(self, instant: Expr, zone: Offsets) -> Expr:
        """Days since 1970 of an instant in the zone; a whole era is added so that the division rounds down."""
        us = self.microseconds(instant)
        era = 1_000_000
        local = exp.Add(this=exp.Add(this=us, expression=self.offset(us, zone)), expression=number(era * DAY))
        return exp.Sub(this=self.quotient(local, DAY), expression=number(era))

    # Parts, rows and lists

    def set_apart(self, part: exp.CTE) -> None:
        """Adds to a named part of the query what the engine needs so that it computes the part as one."""
        if not self.keeps_parts:
            part.set("materialized", None)

    @abstractmethod
    def youngest(self, ages: list[exp.Column]) -> Expr:
        """The least of several ages, passing over nulls; null if all are."""

    @abstractmethod
    def any_element(self, values: Expr, variable: str, test: Expr) -> Expr:
        """Some element of a list passes the test, which names it by the variable."""
