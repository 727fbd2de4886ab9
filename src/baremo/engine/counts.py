"""What is counted per lead, criterion and day: the only part of the query that reads events.

Everything that needs no limit per day comes from one pass over all events (`counts`); what does, from
fewer rows, filtered first and grouped by day as well (`engine.daily`). That was the fastest shape measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlglot import exp

from baremo.engine.conditions import Conditions, Value
from baremo.engine.daily import Daily, needs_days, own_part, shares_days, units_of_day, with_limit
from baremo.engine.expressions import (
    Expr,
    all_of,
    col,
    count_where,
    double,
    max_where,
    min_where,
    named,
    negated,
    number,
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
from baremo.model.fields import fields
from baremo.model.model import ScoringModel
from baremo.model.outcome import DisqualifyingEvents

TIME = "timestamp"
AGED, AGE, COUNTS = "aged_events", "age.days", "counts"


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """The parts that count, and where a criterion's figures stand in them."""

    parts: tuple[Part, ...]
    places: Mapping[str, str] = field(default_factory=dict)  # of criteria that are not in the part `counts`

    def figure(self, criterion: str, name: str) -> exp.Column:
        """A criterion's `units`, `weighted`, `last`, `age` or `others`; null for a lead without such events."""
        place = self.places.get(criterion, COUNTS)
        return col(name, place) if place == own_part(criterion) else col(f"{criterion}.{name}", place)

    @property
    def joined(self) -> list[str]:
        """The parts that hold figures, each with at most one row per lead."""
        return [COUNTS, *sorted(set(self.places.values()))]


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
        shared: list[tuple[str, Events]] = []
        own: dict[str, list[Part]] = {}
        for dimension, criterion in self.model.criteria():
            match criterion.rule:
                case Events() as rule if shares_days(rule):
                    shared.append((criterion.name, rule))
                case Events() as rule if needs_days(rule):
                    own[criterion.name] = self._own_parts(criterion, rule)
                case Events() | Recency() | Inactivity():
                    columns += self._in_one_pass(criterion, aged=needs_age(dimension, criterion))
        for disqualifier in self.model.disqualify:
            if isinstance(disqualifier.rule, DisqualifyingEvents):
                columns.append(named(count_where(self._selected(disqualifier.rule.of)), f"{disqualifier.name}.units"))
        one_pass = Part(
            name=COUNTS,
            query=self._from_events(columns).group_by(self._key()),
            comment="one pass over the events: what each lead did",
        )
        daily = Daily(
            rules=shared,
            selected=self._selected,
            dialect=self.conditions.dialect,
            key=self._key(),
            source=AGED,
            time=self._time,
            age=col(AGE),
        )
        return Counts(
            parts=(self._aged(), one_pass, *daily.parts(), *(part for parts in own.values() for part in parts)),
            places={**daily.places, **{name: own_part(name) for name in own}},
        )

    def _aged(self) -> Part:
        """Read anew by each part that selects from it: kept in memory it would be slower."""
        now = self.conditions.clock.now(zoned=self._zoned)
        read = [named(self.conditions.folded(self._given(name)), f"{name}.folded") for name in self._folded]
        query = exp.select(exp.Star(), named(self.conditions.age(self._time), AGE), *read).from_(self.events.copy())
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
        columns = [
            self._key(),
            named(col(AGE), "age"),
            named(units_of_day(rule, exp.Count(this=exp.Star())), "units"),
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
        value = self._given(name)
        return replace(value, folded=col(f"{name}.folded")) if name in self._folded else value

    def _given(self, name: str) -> Value:
        return Value(expression=col(name), column=self.columns[name])

    @property
    def _folded(self) -> list[str]:
        """Properties that tests compare as text: folded once, however many tests there are."""
        read = fields(self.model).events
        return [name for name, how in read.items() if "text" in how and self.columns[name] == Column(kind="text")]

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
