"""Each criterion's points, one row per lead: attributes tested, counts weighed and capped.

A figure of a lead without events is null until it is coalesced, always before a least or greatest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from baremo.engine.conditions import Conditions, Lookup
from baremo.engine.counts import Counts
from baremo.engine.expressions import (
    Expr,
    all_of,
    case,
    col,
    double,
    greatest,
    least,
    minus,
    named,
    number,
    or_zero,
    plus,
    times,
)
from baremo.engine.weights import weight_or_one
from baremo.model.conditions import Condition, Equals
from baremo.model.criteria import (
    Attribute,
    Cases,
    Criterion,
    Events,
    Inactivity,
    Level,
    People,
    Predicted,
    Question,
    RatioTo,
    Recency,
    Sum,
)
from baremo.model.dimensions import Dimension
from baremo.model.outcome import DisqualifyingEvents


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What a criterion gave one lead, before its cap: the columns of the ledger."""

    points: Expr
    measure: Expr | None = None
    last: Expr | None = None
    case: Expr | None = None
    age: Expr | None = None  # whole days since the last of the counted events
    exact: bool = False  # the points are numbers of the model with at most 9 decimals, so nothing to round


@dataclass(frozen=True, kw_only=True, slots=True)
class Points:
    """Writes the points of criteria over a row that holds the lead's attributes and its counts."""

    conditions: Conditions
    counts: Counts
    value_of: Lookup  # an attribute of the lead (in account models: of the account)

    def columns(self, dimension: Dimension, criterion: Criterion) -> list[Expr]:
        """`<name>.points`, what `figures_of` names of `.measure`, `.last` and `.case`, and `.age` where the
        dimension fades, in this order.
        """
        given = self.given(criterion)
        points = double(given.points) if given.exact else self.conditions.dialect.rounded(double(given.points))
        if criterion.cap is not None:
            cap = double(number(criterion.cap))
            points = greatest(least(points, cap), double(number(-criterion.cap)))
        figures = {
            "points": points,
            "measure": None if given.measure is None else double(given.measure),
            "last": given.last,
            "case": given.case,
            "age": given.age if fades_by(dimension, criterion) else None,
        }
        return [named(figure, f"{criterion.name}.{name}") for name, figure in figures.items() if figure is not None]

    def given(self, criterion: Criterion) -> Given:
        """One criterion, by its kind."""
        match criterion.rule:
            case Attribute(when=when, points=points):
                return Given(points=case([(self._holds(when), number(points))], number(0)), exact=_exact(points))
            case Cases(cases=cases, otherwise=otherwise):
                return _first_of([(self._holds(c.when), c.points) for c in cases], otherwise)
            case Question(attribute=name, answers=answers):
                value = self.value_of(name)
                tests = [self.conditions.passes(Equals(values=(answer.value,)), value) for answer in answers]
                return _first_of([(t, a.points) for t, a in zip(tests, answers, strict=True)], 0)
            case Events() as rule:
                return self._when(rule.of.when, self._events(criterion.name, rule))
            case Recency(points=points) as rule:
                return self._when(rule.of.when, self._recency(criterion.name, points))
            case Inactivity() as rule:
                return self._when(rule.of.when, self._inactivity(criterion.name, rule))
            case People(points=points, levels=levels):
                measure = or_zero(col(f"{criterion.name}.units", "people"))
                if points is not None:
                    return Given(points=times(double(measure), number(points)), measure=measure)
                reached = _highest(levels, measure)
                return Given(points=reached.points, measure=measure, case=reached.case)
            case Predicted(points=points):
                probability = col("probability", "probabilities")
                return Given(points=times(or_zero(probability), number(points)), measure=probability)

    def happened(self, name: str, rule: DisqualifyingEvents) -> Expr:
        """Whether a lead has as many events as a disqualifying rule asks for."""
        enough = exp.GTE(this=or_zero(self.counts.figure(name, "units")), expression=number(rule.at_least))
        return enough if rule.of.when is None else all_of([enough, self._holds(rule.of.when)])

    def _events(self, name: str, rule: Events) -> Given:
        last, age = self.counts.figure(name, "last"), self.counts.figure(name, "age")
        measure = self._measure(name, rule)
        if rule.levels:
            reached = _highest(rule.levels, measure)
            points = reached.points
            if rule.decay is not None:
                fading = weight_or_one(self.conditions.dialect, rule.decay, age.copy())
                points = times(double(points), fading)
            return Given(points=points, measure=measure, last=last, case=reached.case, age=age)
        assert rule.points is not None
        weighted = measure
        if rule.decay is not None and not isinstance(rule.measure, RatioTo):
            weighted = or_zero(self.counts.figure(name, "weighted"))
        return Given(points=times(double(weighted), number(rule.points)), measure=measure, last=last, age=age)

    def _measure(self, name: str, rule: Events) -> Expr:
        units = or_zero(self.counts.figure(name, "units"))
        if isinstance(rule.measure, RatioTo):
            others = self.counts.figure(name, "others")
            ratio = exp.Div(this=double(units), expression=others)
            return case([(exp.GT(this=others.copy(), expression=number(0)), ratio)], double(number(0)))
        if isinstance(rule.measure, Sum):
            return self.conditions.dialect.round9(units)
        return units if rule.limit is None else least(units, number(rule.limit))

    def _recency(self, name: str, points: float) -> Given:
        units = or_zero(self.counts.figure(name, "units"))
        seen = exp.GT(this=units.copy(), expression=number(0))
        return Given(
            points=case([(seen, number(points))], number(0)),
            measure=units,
            last=self.counts.figure(name, "last"),
            age=self.counts.figure(name, "age"),
            exact=_exact(points),
        )

    def _inactivity(self, name: str, rule: Inactivity) -> Given:
        """Days of silence: since the youngest event, else since the lead was created."""
        last = self.counts.figure(name, "last")
        created = self.conditions.day(self.value_of("created_at"))
        silent: Expr = self.counts.figure(name, "age")
        if created is not None:
            since_created = minus(self.conditions.clock.day, created)
            silent = exp.Coalesce(this=silent, expressions=[since_created])
        points: Expr = double(number(rule.points))
        if rule.every is not None:
            over = self.conditions.dialect.quotient(minus(silent.copy(), number(rule.inactive_for)), rule.every)
            points = times(points, exp.paren(plus([number(1), over])))
        long_enough = exp.GTE(this=silent.copy(), expression=number(rule.inactive_for))
        return Given(points=case([(long_enough, points)], number(0)), measure=silent, last=last.copy())

    def _when(self, when: Condition | None, given: Given) -> Given:
        """Where the condition on the lead fails, the criterion gives and counts nothing."""
        if when is None:
            return given
        holds = self._holds(when)

        def only(value: Expr | None) -> Expr | None:
            return None if value is None else case([(holds.copy(), value)])

        return Given(
            points=case([(holds.copy(), double(given.points))], number(0)),
            measure=only(given.measure),
            last=only(given.last),
            case=only(given.case),
            age=only(given.age),
            exact=given.exact,
        )

    def _holds(self, condition: Condition) -> Expr:
        return self.conditions.holds(condition, self.value_of)


def fades_by(dimension: Dimension, criterion: Criterion) -> bool:
    """Whether the events that a criterion counts keep its dimension from fading."""
    return dimension.decay is not None and isinstance(criterion.rule, Events | Recency)


def figures_of(criterion: Criterion) -> frozenset[str]:
    """Which of measure, last and case a criterion has, whatever the lead."""
    match criterion.rule:
        case Cases() | Question():
            return frozenset({"case"})
        case Events(levels=levels):
            return frozenset({"measure", "last", "case"} if levels else {"measure", "last"})
        case Recency() | Inactivity():
            return frozenset({"measure", "last"})
        case People(levels=levels):
            return frozenset({"measure", "case"} if levels else {"measure"})
        case Predicted():
            return frozenset({"measure"})
        case Attribute():
            return frozenset()


def _exact(*points: float) -> bool:
    return all(round(each, 9) == each for each in points)


def _first_of(branches: Sequence[tuple[Expr, float]], otherwise: float) -> Given:
    """The points and the number, from 1, of the first branch that holds."""
    return Given(
        points=case([(condition, number(points)) for condition, points in branches], number(otherwise)),
        exact=_exact(otherwise, *(points for _, points in branches)),
        case=case([(condition.copy(), number(i)) for i, (condition, _) in enumerate(branches, start=1)]),
    )


def _highest(levels: Sequence[Level], measure: Expr) -> Given:
    """The points and the number, from 1, of the highest level that the measure reaches."""
    descending = list(enumerate(levels, start=1))[::-1]
    reached = [(exp.GTE(this=measure.copy(), expression=number(level.at_least)), i, level) for i, level in descending]
    return Given(
        points=case([(test, number(level.points)) for test, _, level in reached], number(0)),
        case=case([(test.copy(), number(i)) for test, i, _ in reached]),
    )
