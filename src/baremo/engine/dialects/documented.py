"""What engines have in common that are known here from their documentation alone.

No test runs them. So their plainest words are taken, nothing hangs on a setting of the session, and what could
fail is cast only after a regular expression has let it through, inside the cast.
"""

from __future__ import annotations

from abc import abstractmethod

from sqlglot import exp

from baremo.engine.dialects.dialect import DATE_TEXT, INSTANT_TEXT, NUMBER_TEXT, Dialect
from baremo.engine.expressions import NUMBER, TEXT, WHOLE, Expr, all_of, case, double, number, text

NEVER = 10**9  # days, more than any age
EXACT = 1e15  # below it a double tells all whole numbers apart


class Documented(Dialect):
    """An engine with `TRANSLATE` and `REGEXP_REPLACE`, and with casts that give null where they fail."""

    groups = (r"\1", r"\2")  # what a replacement calls the first two groups

    @abstractmethod
    def is_like(self, value: Expr, expression: str) -> Expr:
        """The regular expression matches the whole value."""

    @abstractmethod
    def read_instant(self, value: Expr) -> Expr:
        """The instant of a text such as 2026-11-01 09:30:00.5+00:00, null where there is no such day."""

    def lower(self, value: Expr) -> Expr:
        # Only of İ, and of Σ at a word's end, does an engine make anything else than one letter of another.
        return exp.Lower(this=call("TRANSLATE", value, text("İΣ"), text("iσ")))

    def contains(self, value: Expr, part: str) -> Expr:
        return exp.GT(this=call("STRPOS", value, text(part)), expression=number(0))

    def starts_with(self, value: Expr, part: str) -> Expr:
        return call("STARTS_WITH", value, text(part))

    def number_of_text(self, value: Expr) -> Expr:
        return self.finite(self.tried(self._only(self.trimmed(value), NUMBER_TEXT), NUMBER))

    def text_of_number(self, value: Expr) -> Expr:
        is_whole = exp.EQ(this=value.copy(), expression=exp.Floor(this=value.copy()))
        small = exp.LT(this=exp.Abs(this=value.copy()), expression=number(EXACT))
        whole = exp.cast(case([(all_of([is_whole, small]), value.copy())]), WHOLE)
        return exp.Coalesce(this=exp.cast(whole, TEXT), expressions=[self.written(double(value))])

    def written(self, value: Expr) -> Expr:
        """A double in as many digits as it takes."""
        return exp.cast(value, TEXT)

    def finite(self, value: Expr) -> Expr:
        # What is no number is not below infinity, whether it compares as nothing or as the greatest.
        bounded = exp.LT(this=exp.Abs(this=value), expression=double(text("inf")))
        return case([(bounded, value.copy())])

    def date_of_text(self, value: Expr) -> Expr:
        return self.tried(self._only(self.trimmed(value), DATE_TEXT), "DATE")

    def instant_of_text(self, value: Expr) -> Expr:
        """A text without a zone gets UTC's, else it would have the session's; one without seconds gets them."""
        first, second = self.groups
        written = call("TRANSLATE", self._only(self.trimmed(value), INSTANT_TEXT), text("TZ"), text(" "))
        zoned = call("REGEXP_REPLACE", written, text("^(.{10}[^+-]+)$"), text(f"{first}+00:00"))
        whole = call("REGEXP_REPLACE", zoned, text("^(.{16})([+-])"), text(f"{first}:00{second}"))
        return self.read_instant(whole)

    def tried(self, value: Expr, kind: str) -> Expr:
        """A text cast, null where it cannot be."""
        return exp.TryCast(this=value, to=exp.DataType.build(kind), requires_string=True)

    def youngest(self, ages: list[exp.Column]) -> Expr:
        if len(ages) == 1:
            return ages[0]
        known = [exp.Coalesce(this=age, expressions=[number(NEVER)]) for age in ages]
        return exp.Nullif(this=call("LEAST", *known), expression=number(NEVER))

    def _only(self, value: Expr, expression: str) -> Expr:
        return case([(self.is_like(value, expression), value.copy())])


def call(function: str, *arguments: Expr) -> Expr:
    return exp.Anonymous(this=function, expressions=list(arguments))


def grouped(value: Expr) -> Expr:
    """In brackets where an operator is in it."""
    return exp.paren(value) if isinstance(value, exp.Binary) else value


def hard_spaces() -> Expr:
    """The spaces that are trimmed, the no-break space by its number, for nobody would see it in a text."""
    return exp.DPipe(this=text(" \t\n\r"), expression=call("CHR", number(0xA0)))
