"""What is counted per lead, criterion and day: the only part of the query that reads events.

Everything that needs no limit per day comes from one pass over all events (`counts`); what does, from its
own rows, filtered first and grouped by lead and day. That was the fastest shape measured.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from baremo.engine.conditions import Conditions, Value
from baremo.engine.dialects import Dialect
from baremo.engine.expressions import (
    Expr,
    all_of,
    col,
    count_where,
    double,
    greatest,
    least,
    max_where,
    min_where,
    minus,
    named,
    negated,
    number,
    or_zero,
    present,
    sum_where,
    times,
)
from baremo.engine.parts import Part, part_named
from baremo.engine.selections import chosen
from baremo.engine.tables import Column
from baremo.engine.weights import weight
from baremo.model.criteria import (
    Criterion,
    Days,
    Distinct,
    EventNames,
    Events,
    Inactivity,
    RatioTo,
    Recency,
    Selection,
    Sum,
)
from baremo.model.dimensions import Dimension
from baremo.model.model import ScoringModel
from baremo.model.outcome import DisqualifyingEvents

TIME = "timestamp"
AGED, AGE = "aged_events", "age.days"


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """The parts that count, and where a criterion's figures stand in them."""

    parts: tuple[Part, ...]
    separate: frozenset[str] = field(default_factory=frozenset)  # criteria with a part of their own

    def figure(self, criterion: str, name: str) -> exp.Column:
        """A criterion's `units`, `weighted`, `last`, `age` or `others`; null for a lead without such events."""
        return col(name, own_part(criterion)) if criterion in self.separate else col(f"{criterion}.{name}", "counts")


@dataclass(frozen=True, kw_only=True, slots=True)
class Counter:
    """Writes the parts that count, for one model, its events and a moment."""

    model: ScoringModel
    events: exp.Expr  # the table or part to read, with the model's key
    columns: dict[str, Column]  # of the events
    conditions: Conditions

    def counts(self) -> Counts:
        """The one pass, then the criteria that need their own."""
        columns: list[Expr] = [self._key(), named(exp.Max(this=self._time), "last_event_at")]
        separate: dict[str, list[Part]] = {}
        for dimension, criterion in self.model.criteria():
            match criterion.rule:
                case Events() as rule if needs_days(rule):
                    separate[criterion.name] = self._own_parts(criterion, rule)
                case Events() | Recency() | Inactivity():
                    columns += self._in_one_pass(criterion, aged=needs_age(dimension, criterion))
        for disqualifier in self.model.disqualify:
            if isinstance(disqualifier.rule, DisqualifyingEvents):
                columns.append(named(count_where(self._selected(disqualifier.rule.of)), f"{disqualifier.name}.units"))
        one_pass = Part(
            name="counts",
            query=self._from_events(columns).group_by(self._key()),
            comment="one pass over the events: what each lead did",
        )
        return Counts(
            parts=(self._aged(), one_pass, *(part for parts in separate.values() for part in parts)),
            separate=frozenset(separate),
        )

    def _aged(self) -> Part:
        """Read anew by each part that selects from it: kept in memory it would be slower."""
        now = self.conditions.clock.now(zoned=self._zoned)
        query = exp.select(exp.Star(), named(self.conditions.age(self._time), AGE)).from_(self.events.copy())
        comment = "the events up to as_of, with their age in days of the model's zone"
        return Part(
            name=AGED, query=query.where(exp.LTE(this=self._time, expression=now)), comment=comment, inline=True
        )

    def _in_one_pass(self, criterion: Criterion, *, aged: bool) -> list[Expr]:
        rule = criterion.rule
        assert isinstance(rule, Events | Recency | Inactivity)
        selected = self._selected(rule.of)
        figures: dict[str, Expr] = {}
        match rule:
            case Events(measure=Sum(property=name)):
                value = self.conditions.number(self._property(name)) or exp.Null()
                figures["units"] = sum_where(selected, double(value))
                if rule.decay is not None:
                    figures["weighted"] = sum_where(selected, times(double(value), self._weight(rule)))
                selected = all_of([selected, present(value)])
            case Events(measure=measure):
                figures["units"] = count_where(selected)
                if rule.decay is not None and not isinstance(measure, RatioTo):
                    figures["weighted"] = sum_where(selected, self._weight(rule))
                if isinstance(measure, RatioTo):
                    others = Selection(event=EventNames(names=(measure.event,)), within=rule.of.within)
                    figures["others"] = count_where(self._selected(others))
            case Recency():
                figures["units"] = count_where(selected)
        figures["last"] = max_where(selected, self._time)
        if aged:
            figures["age"] = min_where(selected, col(AGE))
        return [named(figure.copy(), f"{criterion.name}.{name}") for name, figure in figures.items()]

    def _own_parts(self, criterion: Criterion, rule: Events) -> list[Part]:
        """Rows filtered first, then units per lead and day, then (with limit) the most recent, then sums."""
        name = criterion.name
        days = f"{name}.days"
        parts = []
        if isinstance(rule.measure, Distinct):
            values = f"{name}.values"
            parts.append(Part(name=values, query=self._values(rule), comment=f"{name}: when each value was last seen"))
            source, time = exp.select().from_(part_named(values)), col("last")
        else:
            source, time = self._from_events([]).where(self._selected(rule.of)), self._time
        parts.append(Part(name=days, query=self._days(source, time, rule), comment=f"{name}: units per lead and day"))
        return [*parts, *with_limit(name, days, rule, self.conditions.dialect, self._key())]

    def _values(self, rule: Events) -> exp.Select:
        assert isinstance(rule.measure, Distinct)
        value = self._property(rule.measure.property)
        given = negated(self.conditions.missing(value))
        columns: list[Expr] = [
            self._key(),
            named(value.sql, "value"),
            named(exp.Min(this=col(AGE)), AGE),
            named(exp.Max(this=self._time), "last"),
        ]
        query = self._from_events(columns).where(self._selected(rule.of)).where(given)
        return query.group_by(self._key(), value.sql)

    def _days(self, source: exp.Select, time: Expr, rule: Events) -> exp.Select:
        units: Expr = exp.Count(this=exp.Star())
        per_day = 1 if isinstance(rule.measure, Days) else rule.per_day
        if per_day is not None:
            units = least(units, number(per_day))
        columns = [
            self._key(),
            named(col(AGE), "age"),
            named(units, "units"),
            named(exp.Max(this=time.copy()), "last"),
        ]
        return source.select(*columns).group_by(self._key(), col(AGE))

    def _selected(self, of: Selection) -> Expr:
        """The rows of the events that a rule looks at."""
        parts = chosen(of, self.conditions, self._property)
        if of.within is not None:
            parts.append(self._younger_than(of.within))
        return all_of(parts)

    def _younger_than(self, days: int) -> Expr:
        """As a bound on the timestamp, which is cheap, wherever one instant can say it."""
        start = self.conditions.clock.start(days, zoned=self._zoned)
        if start is None:
            return exp.LT(this=col(AGE), expression=number(days))
        return exp.GTE(this=self._time, expression=start)

    def _from_events(self, columns: list[Expr]) -> exp.Select:
        return exp.select(*columns).from_(part_named(AGED))

    def _property(self, name: str) -> Value:
        return Value(expression=col(name), column=self.columns[name])

    def _weight(self, rule: Events) -> Expr:
        assert rule.decay is not None
        return weight(self.conditions.dialect, rule.decay, col(AGE))

    def _key(self) -> exp.Column:
        return col(self.model.key)

    @property
    def _time(self) -> exp.Column:
        return col(TIME)

    @property
    def _zoned(self) -> bool:
        return self.columns[TIME].zoned


def own_part(criterion: str) -> str:
    """The part that ends a criterion's own counting; no other part can have such a name."""
    return f"{criterion}.units"


def needs_age(dimension: Dimension, criterion: Criterion) -> bool:
    """Whether the age of the most recent counted event matters, rather than its instant alone."""
    match criterion.rule:
        case Inactivity():
            return True
        case Events(levels=levels, decay=decay) if levels and decay is not None:
            return True
        case Events() | Recency():
            return dimension.decay is not None
        case _:
            return False


def needs_days(rule: Events) -> bool:
    """Whether what counts depends on the other units of the day or of the lead."""
    limited = rule.limit is not None and rule.decay is not None
    return rule.per_day is not None or limited or isinstance(rule.measure, Days | Distinct)


def with_limit(name: str, days: str, rule: Events, dialect: Dialect, key: exp.Column) -> list[Part]:
    """From units per lead and day to a criterion's figures: with a limit, of the most recent units."""
    parts = []
    if rule.limit is not None and rule.decay is not None:
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
