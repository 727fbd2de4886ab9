"""Criteria that count by day: how many units of each day, and of how many days, make a criterion's figures.

Those that ask for one event by its name share one scan and one grouping by lead, event and day, whatever
their number. In it a criterion has a *slot*, the same for criteria of different events.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlglot import exp

from baremo.engine.dialects import Dialect
from baremo.engine.expressions import (
    Expr,
    all_of,
    any_of,
    col,
    count_where,
    greatest,
    is_in,
    least,
    max_where,
    min_where,
    minus,
    named,
    number,
    or_zero,
    sum_where,
    text,
    times,
)
from baremo.engine.parts import Part, part_named
from baremo.engine.weights import weight
from baremo.model.criteria import Days, Distinct, Events, Selection

DAILY, DAILY_EVENTS = "daily", "daily_events"


@dataclass(frozen=True, kw_only=True, slots=True)
class Daily:
    """Writes the parts of all criteria that share the grouping by day."""

    rules: Sequence[tuple[str, Events]]  # by the names of their criteria
    selected: Callable[[Selection], Expr]  # the rows of the events that a rule looks at
    dialect: Dialect
    key: exp.Column
    source: str  # the part to read
    time: exp.Column
    age: exp.Column

    def parts(self) -> list[Part]:
        """The grouping; the sums of those without a limit on fading units; then each of the others."""
        if not self.rules:
            return []
        grouped = [self._grouped()]
        plain = [(name, rule) for name, rule in self.rules if not is_limited(rule)]
        if plain:
            grouped.append(self._summed(plain))
        for name, rule in self.rules:
            if is_limited(rule):
                grouped += self._own(name, rule)
        return grouped

    @property
    def places(self) -> dict[str, str]:
        """Which part holds a criterion's figures: `daily`, under its name, or its own."""
        return {name: own_part(name) if is_limited(rule) else DAILY for name, rule in self.rules}

    def _grouped(self) -> Part:
        slots: dict[int, list[Expr]] = {}
        for name, rule in self.rules:
            slots.setdefault(self._slot(name), []).append(self.selected(rule.of))
        columns: list[Expr] = [self.key.copy(), col("event"), named(self.age.copy(), "age")]
        for slot, conditions in slots.items():
            in_slot = any_of(conditions)
            columns.append(named(count_where(in_slot), f"{slot}.units"))
            columns.append(named(max_where(in_slot.copy(), self.time.copy()), f"{slot}.last"))
        events = sorted({_event(rule) for _, rule in self.rules})
        wanted = any_of(condition.copy() for conditions in slots.values() for condition in conditions)
        query = exp.select(*columns).from_(part_named(self.source))
        query = query.where(is_in(col("event"), [text(event) for event in events]), wanted)
        return Part(
            name=DAILY_EVENTS,
            query=query.group_by(self.key.copy(), col("event"), self.age.copy()),
            comment="what counts by day: units per lead, event and day",
        )

    def _summed(self, rules: Sequence[tuple[str, Events]]) -> Part:
        columns: list[Expr] = [self.key.copy()]
        for name, rule in rules:
            slot, age = self._slot(name), col("age")
            seen = all_of([self._is_event(rule), exp.GT(this=col(f"{slot}.units"), expression=number(0))])
            units = units_of_day(rule, col(f"{slot}.units"))
            figures = {"units": sum_where(seen, units)}
            if rule.decay is not None:
                figures["weighted"] = sum_where(seen, times(units.copy(), weight(self.dialect, rule.decay, age)))
            figures |= {"last": max_where(seen, col(f"{slot}.last")), "age": min_where(seen, age.copy())}
            columns += [named(figure.copy(), f"{name}.{title}") for title, figure in figures.items()]
        query = exp.select(*columns).from_(part_named(DAILY_EVENTS)).group_by(self.key.copy())
        names = ", ".join(name for name, _ in rules)
        return Part(name=DAILY, query=query, comment=f"{names}: units per lead")

    def _own(self, name: str, rule: Events) -> list[Part]:
        slot, days = self._slot(name), f"{name}.days"
        units = named(units_of_day(rule, col(f"{slot}.units")), "units")
        query = exp.select(self.key.copy(), col("age"), units, named(col(f"{slot}.last"), "last"))
        seen = exp.GT(this=col(f"{slot}.units"), expression=number(0))
        query = query.from_(part_named(DAILY_EVENTS)).where(self._is_event(rule), seen)
        part = Part(name=days, query=query, comment=f"{name}: units per lead and day")
        return [part, *with_limit(name, days, rule, self.dialect, self.key)]

    def _slot(self, criterion: str) -> int:
        """A number, from 1, that no other criterion of the same event has."""
        rules = dict(self.rules)
        same = [name for name, rule in self.rules if _event(rule) == _event(rules[criterion])]
        return same.index(criterion) + 1

    def _is_event(self, rule: Events) -> Expr:
        return exp.EQ(this=col("event"), expression=text(_event(rule)))


def shares_days(rule: Events) -> bool:
    """Whether a criterion counts by day, and one event by its name."""
    by_name = len(rule.of.event.names) == 1 and not rule.of.event.excluded
    return needs_days(rule) and by_name and not isinstance(rule.measure, Distinct)


def needs_days(rule: Events) -> bool:
    """Whether what counts depends on the other units of the day or of the lead."""
    return rule.per_day is not None or is_limited(rule) or isinstance(rule.measure, Days | Distinct)


def is_limited(rule: Events) -> bool:
    """Whether it matters which units a limit leaves out, for they fade."""
    return rule.limit is not None and rule.decay is not None


def own_part(criterion: str) -> str:
    """The part that ends a criterion's own counting; no other part can have such a name."""
    return f"{criterion}.units"


def with_limit(name: str, days: str, rule: Events, dialect: Dialect, key: exp.Column) -> list[Part]:
    """From units per lead and day to a criterion's figures: with a limit, of the most recent units."""
    parts = []
    if rule.limit is not None and is_limited(rule):
        kept = f"{name}.kept"
        parts.append(
            Part(name=kept, query=_most_recent(days, rule.limit, key), comment=f"{name}: the most recent ones")
        )
        days = kept
    return [*parts, Part(name=own_part(name), query=_sums(days, rule, dialect, key), comment=f"{name}: units per lead")]


def _most_recent(days: str, limit: int, key: exp.Column) -> exp.Select:
    """Of each day as many units as the limit leaves after the younger days."""
    younger = exp.Window(
        this=exp.Sum(this=col("units")),
        partition_by=[key.copy()],
        order=exp.Order(expressions=[exp.Ordered(this=col("age"))]),
        spec=exp.WindowSpec(
            kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end=number(1), end_side="PRECEDING"
        ),
    )
    left = minus(number(limit), or_zero(younger))
    units = greatest(least(col("units"), left), number(0))
    return exp.select(key.copy(), col("age"), col("last"), named(units, "units")).from_(part_named(days))


def _sums(days: str, rule: Events, dialect: Dialect, key: exp.Column) -> exp.Select:
    columns: list[Expr] = [key.copy(), named(exp.Sum(this=col("units")), "units")]
    if rule.decay is not None:
        faded = times(col("units"), weight(dialect, rule.decay, col("age")))
        columns.append(named(exp.Sum(this=faded), "weighted"))
    columns += [named(exp.Max(this=col("last")), "last"), named(exp.Min(this=col("age")), "age")]
    return exp.select(*columns).from_(part_named(days)).group_by(key.copy())


def units_of_day(rule: Events, units: Expr) -> Expr:
    """How many of a day's units count."""
    per_day = 1 if isinstance(rule.measure, Days) else rule.per_day
    return units if per_day is None else least(units, number(per_day))


def _event(rule: Events) -> str:
    return rule.of.event.names[0]
