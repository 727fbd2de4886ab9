"""Conditions of a model as SQL that is true or false, never null.

A test of a missing value is false, so each test that reads a value is closed with `coalesce(…, false)`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlglot import exp

from baremo.engine.clock import Clock
from baremo.engine.dialects import Dialect
from baremo.engine.expressions import (
    TEXT,
    Expr,
    absent,
    all_of,
    any_of,
    case,
    col,
    is_in,
    minus,
    negated,
    number,
    text,
)
from baremo.engine.moments import Offsets, day_number, microseconds
from baremo.engine.tables import Column
from baremo.model.conditions import (
    Age,
    AllOf,
    AllTests,
    AnyOf,
    Compare,
    Condition,
    Equals,
    FieldTest,
    Matches,
    Missing,
    Not,
    NotTest,
    Scalar,
    Search,
    Test,
)
from baremo.model.patterns import parse
from baremo.model.words import fold, read_number

COMPARISONS: dict[str, type[exp.Binary]] = {
    "at_least": exp.GTE,
    "at_most": exp.LTE,
    "above": exp.GT,
    "below": exp.LT,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """An expression and what its column holds, and how it has been read before, if it has."""

    expression: Expr
    column: Column
    folded: Expr | None = None  # trimmed and in lower case
    number: Expr | None = None
    day: Expr | None = None  # since 1970, in the zone
    changed: Expr | None = None  # whether `later`, which is text, counts in its place
    later: Expr | None = None

    @property
    def sql(self) -> Expr:
        return self.expression.copy()

    @property
    def faces(self) -> tuple[Expr, Value, Value]:
        """Whether it has changed, what it then is, and what it else is."""
        assert self.changed is not None
        assert self.later is not None
        after = Value(expression=self.later, column=Column(kind="text"), day=self.day)
        return self.changed.copy(), after, replace(self, changed=None, later=None)

    def columns(self, name: str) -> dict[str, Expr]:
        """The columns that hold it, by the names they would bear beside each other."""
        columns = {name: self.expression}
        if self.changed is not None and self.later is not None:
            columns |= {changes_of(name): self.changed, later_of(name): self.later}
        return columns


def changes_of(name: str) -> str:
    """The column that counts an attribute's changes."""
    return f"{name}.changes"


def later_of(name: str) -> str:
    """The column that holds an attribute's latest changed value."""
    return f"{name}.value"


def value_in(name: str, column: Column, *, table: str | None = None) -> Value:
    """The value of a column, with the changed values beside it if it has any."""
    value = Value(expression=col(name, table), column=replace(column, changed=False))
    if not column.changed:
        return value
    return replace(value, changed=col(changes_of(name), table), later=col(later_of(name), table))


Lookup = Callable[[str], Value]  # the value of a field


@dataclass(frozen=True, kw_only=True, slots=True)
class Conditions:
    """Writes conditions for one engine and one moment."""

    dialect: Dialect
    clock: Clock
    zone: Offsets  # the moment's, or only as far back as the events go

    def holds(self, condition: Condition, value_of: Lookup) -> Expr:
        """A condition as SQL."""
        match condition:
            case FieldTest(field=name, test=test):
                return self.passes(test, value_of(name))
            case AllOf(conditions=parts):
                return all_of(self.holds(part, value_of) for part in parts)
            case AnyOf(conditions=parts):
                return any_of(self.holds(part, value_of) for part in parts)
            case Not(condition=part):
                return negated(self.holds(part, value_of))

    def passes(self, test: Test, value: Value) -> Expr:
        """A test of a value as SQL; of a list, that one element passes the whole test."""
        match test:
            case _ if value.changed is not None:
                changed, after, before = value.faces
                return case([(_some(changed), self.passes(test, after))], self.passes(test, before))
            case NotTest(test=inner):
                return negated(self.passes(inner, value))
            case _ if value.column.many:
                return self._some_element(test, value)
            case AllTests(tests=tests):
                return all_of(self.passes(part, value) for part in tests)
            case Missing(missing=True):
                return self.missing(value)
            case Missing():
                return negated(self.missing(value))
            case _:
                return exp.Coalesce(this=self._reads(test, value), expressions=[exp.false()])

    def age(self, instant: Expr) -> Expr:
        """Whole days from an instant to the moment, at least 0."""
        return self.dialect.age(instant, self.clock.end_of_day, self.zone)

    def number(self, value: Value) -> Expr | None:
        """The value as a number; None where its kind never is one."""
        if value.number is not None:
            return value.number.copy()
        match value.column.kind:
            case "number" if value.column.whole:
                return value.sql
            case "number":
                return self.dialect.finite(value.sql)
            case "text":
                return self.dialect.number_of_text(value.sql)
            case _:
                return None

    def text(self, value: Value) -> Expr:
        """The value as text, whole numbers without a decimal point."""
        match value.column.kind:
            case "text":
                return value.sql
            case "number" if not value.column.whole:
                return self.dialect.text_of_number(value.sql)
            case _:
                return exp.cast(value.sql, TEXT)

    def folded(self, value: Value) -> Expr:
        """The value as text tests compare it."""
        return value.folded.copy() if value.folded is not None else self.dialect.fold(self.text(value))

    def shown(self, value: Value) -> Expr:
        """The value as people see it: as it is, but text where it may have changed."""
        if value.changed is None:
            return value.sql
        changed, after, before = value.faces
        return case([(_some(changed), after.sql)], self.text(before))

    def _some_element(self, test: Test, value: Value) -> Expr:
        """`missing` speaks of the list: null, empty, or nothing but missing elements."""
        if isinstance(test, Missing) and test.missing:
            return negated(self._some_element(Missing(missing=False), value))
        element = Value(expression=exp.column("element"), column=replace(value.column, many=False))
        return self.dialect.any_element(value.sql, "element", self.passes(test, element))

    def missing(self, value: Value) -> Expr:
        """The value is null or blank text, or a number that is none."""
        match value.column.kind:
            case "text":
                blank = exp.EQ(this=self.dialect.trimmed(value.sql), expression=text(""))
                return any_of([absent(value.sql), blank])
            case "number" if not value.column.whole:
                return absent(self.dialect.finite(value.sql))
            case _:
                return absent(value.sql)

    def _reads(self, test: Test, value: Value) -> Expr:
        match test:
            case Equals(values=values):
                return self._equals(values, value)
            case Compare(how=how, bound=float() | int() as bound):
                read = self.number(value)
                return exp.false() if read is None else COMPARISONS[how](this=read, expression=number(bound))
            case Compare(how=how, bound=date() as bound):
                return self._compare_dates(how, bound, value)
            case Search(how=how, texts=texts):
                folded = self.folded(value)
                search = getattr(self.dialect, how)
                return any_of(search(folded.copy(), fold(part)) for part in texts)
            case Matches(pattern=pattern):
                matches = self.dialect.matches(self.text(value), parse(pattern))
                return all_of([negated(self.missing(value)), matches])
            case Age(how=how, days=days):
                youngest = minus(self.clock.day, number(days))  # the day whose age is `days`
                return self._compare_days("above" if how == "newer_than" else "at_most", youngest, value)
        raise AssertionError(test)

    def _equals(self, values: tuple[Scalar, ...], value: Value) -> Expr:
        """Numbers are equal as numbers; text and the words true and false, folded."""
        numbers = [v for v in values if isinstance(v, float) and not isinstance(v, bool)]
        words = [str(v).lower() if isinstance(v, bool) else fold(v) for v in values if isinstance(v, bool | str)]
        words = [word for word in words if word]  # blank is missing, so it equals nothing
        if value.column.kind == "number":
            numbers += [n for v in values if isinstance(v, str) and (n := read_number(v)) is not None]
            words = []
        parts = []
        read = self.number(value) if numbers else None
        if read is not None:
            parts.append(is_in(read, [number(n) for n in numbers]))
        if words and value.column.kind == "boolean":
            parts += [
                value.sql if word == "true" else negated(value.sql) for word in words if word in ("true", "false")
            ]
        elif words:
            parts.append(is_in(self.folded(value), [text(word) for word in words]))
        return any_of(parts)

    def _compare_dates(self, how: str, bound: date | datetime, value: Value) -> Expr:
        """Bounds with a date compare days; with an instant, instants, a bare date being its first."""
        if not isinstance(bound, datetime):
            return self._compare_days(how, number(day_number(bound)), value)
        us = microseconds(bound)
        day = self.zone.day(us)
        begins = self.zone.start_of(day) == us
        if how in ("at_least", "below"):
            by_day = COMPARISONS[how], day if begins else day + 1
        else:
            by_day = COMPARISONS[how], day
        as_days = by_day[0](this=self._date(value), expression=number(by_day[1])) if self._date(value) else None
        instant = self._instant(value)
        as_instants = (
            COMPARISONS[how](this=self.dialect.microseconds(instant), expression=number(us)) if instant else None
        )
        return first_known([as_days, as_instants])

    def _compare_days(self, how: str, day: Expr, value: Value) -> Expr:
        compare = COMPARISONS[how]
        if value.day is not None:
            return compare(this=value.day.copy(), expression=day)
        date_part, instant = self._date(value), self._instant(value)
        as_days = compare(this=date_part, expression=day) if date_part else None
        of_instant = self.dialect.day(instant, self.zone) if instant else None
        as_instants = compare(this=of_instant, expression=day.copy()) if of_instant else None
        return first_known([as_days, as_instants])

    def _date(self, value: Value) -> Expr | None:
        """The value as days since 1970 where it is a bare date."""
        match value.column.kind:
            case "date":
                return self.dialect.day_of_date(value.sql)
            case "text":
                return self.dialect.day_of_date(self.dialect.date_of_text(value.sql))
            case _:
                return None

    def _instant(self, value: Value) -> Expr | None:
        """The value as a timestamp where it is one."""
        match value.column.kind:
            case "instant":
                return value.sql
            case "text":
                return self.dialect.instant_of_text(value.sql)
            case _:
                return None

    def day(self, value: Value) -> Expr | None:
        """The day of a date or instant; None where the column's kind is neither."""
        if value.day is not None:
            return value.day.copy()
        if value.changed is not None:
            changed, after, before = value.faces
            return case([(_some(changed), self.day(after) or exp.Null())], self.day(before))
        date_part, instant = self._date(value), self._instant(value)
        of_instant = self.dialect.day(instant, self.zone) if instant else None
        return None if date_part is None and of_instant is None else first_known([date_part, of_instant])


def _some(changes: Expr) -> Expr:
    return exp.GT(this=changes, expression=number(0))


def first_known(parts: Sequence[Expr | None]) -> Expr:
    """The first that is not null; false where there is none to ask."""
    known = [part for part in parts if part is not None]
    if not known:
        return exp.false()
    return known[0] if len(known) == 1 else exp.Coalesce(this=known[0], expressions=known[1:])
