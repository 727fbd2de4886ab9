"""Criteria's figures from kept rows in place of events: the same names, from the same points on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from baremo.engine.conditions import Conditions
from baremo.engine.counts import COUNTS, Counts
from baremo.engine.daily import needs_days, own_part, units_of_day, with_limit
from baremo.engine.expressions import (
    Expr,
    col,
    double,
    greatest,
    minus,
    named,
    number,
    relation,
    times,
)
from baremo.engine.increment.things import LAST_OF_ALL, Thing, others_of, thing_of
from baremo.engine.parts import Part, part_named
from baremo.engine.weights import weight
from baremo.model.criteria import Distinct, Events, Inactivity, Recency, Sum
from baremo.model.model import ScoringModel
from baremo.model.outcome import DisqualifyingEvents

OF_ACCOUNTS = "kept_of_accounts"
Counting = Events | Recency | Inactivity | DisqualifyingEvents


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Where kept rows are read from, and the numbers of their things by key."""

    relation: str
    numbers: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptCounter:
    """Writes the parts that count, for one model, kept rows and a moment."""

    model: ScoringModel
    kept: Kept
    leads: exp.Expr  # with the account of each, for account models
    conditions: Conditions

    def counts(self) -> Counts:
        """A part for the last event of all, and one for each rule that counts."""
        rules: dict[str, Counting] = {}
        for _, criterion in self.model.criteria():
            if isinstance(criterion.rule, Events | Recency | Inactivity):
                rules[criterion.name] = criterion.rule
        for disqualifier in self.model.disqualify:
            if isinstance(disqualifier.rule, DisqualifyingEvents):
                rules[disqualifier.name] = disqualifier.rule
        parts = [*self._of_accounts(), self._last_of_all()]
        for name, rule in rules.items():
            parts += self._parts(name, rule)
        return Counts(parts=tuple(parts), places={name: own_part(name) for name in rules})

    def _of_accounts(self) -> list[Part]:
        """The rows of an account's leads are the account's."""
        if self.model.scores == "lead":
            return []
        same = exp.EQ(this=col("lead_id", "leads"), expression=col("lead_id", "kept"))
        own: list[Expr] = [col(name, "kept") for name in ("thing", "day", "units", "amount", "value", "last")]
        query = exp.select(col("account_id", "leads"), *own)
        query = query.from_(exp.alias_(relation(self.kept.relation), "kept", table=True))
        query = query.join(exp.alias_(self.leads.copy(), "leads", table=True), on=same)
        return [Part(name=OF_ACCOUNTS, query=query, comment="what was counted of all leads of an account")]

    def _last_of_all(self) -> Part:
        query = self._rows([self._key(), named(exp.Max(this=col("last")), "last_event_at")], LAST_OF_ALL, None)
        return Part(name=COUNTS, query=query.group_by(self._key()), comment="the last event of each lead")

    def _parts(self, name: str, rule: Counting) -> list[Part]:
        match rule:
            case Events() if needs_days(rule):
                return self._by_days(name, rule)
            case Events():
                return self._summed(name, rule)
            case _:
                figures = [
                    named(exp.Sum(this=col("units")), "units"),
                    named(exp.Max(this=col("last")), "last"),
                    named(exp.Min(this=self._age), "age"),
                ]
                query = self._rows([self._key(), *figures], thing_of(rule), rule.of.within)
                return [self._own(name, query)]

    def _summed(self, name: str, rule: Events) -> list[Part]:
        """Figures that need no more than sums over the rows; a ratio's two counts stand side by side."""
        thing, others = thing_of(rule), others_of(rule)
        units: Expr = col("amount" if isinstance(rule.measure, Sum) else "units")
        figures: dict[str, Expr] = {"units": exp.Sum(this=units.copy())}
        if rule.decay is not None and others is None:
            faded = times(double(units.copy()), weight(self.conditions.dialect, rule.decay, self._age))
            figures["weighted"] = exp.Sum(this=faded)
        figures |= {"last": exp.Max(this=col("last")), "age": exp.Min(this=self._age)}
        if others is None:
            columns = [named(figure, title) for title, figure in figures.items()]
            return [self._own(name, self._rows([self._key(), *columns], thing, rule.of.within))]
        is_one = exp.EQ(this=col("thing"), expression=number(self.kept.numbers[thing.key]))
        is_other = exp.EQ(this=col("thing"), expression=number(self.kept.numbers[others.key]))
        columns = [named(_only(figure, is_one), title) for title, figure in figures.items()]
        columns.append(named(_only(exp.Sum(this=col("units")), is_other), "others"))
        either = exp.or_(is_one.copy(), is_other.copy())
        query = exp.select(self._key(), *columns).from_(self._source).where(either, *self._within(rule.of.within))
        return [self._own(name, query)]

    def _by_days(self, name: str, rule: Events) -> list[Part]:
        """Units per lead and day, then (with limit) the most recent, then sums."""
        days = f"{name}.days"
        thing, within = thing_of(rule), rule.of.within
        units: Expr = exp.Sum(this=col("units"))
        age: Expr = self._age
        parts: list[Part] = []
        if isinstance(rule.measure, Distinct):
            values, units = f"{name}.values", exp.Count(this=exp.Star())
            seen: list[Expr] = [
                self._key(),
                col("value"),
                named(exp.Min(this=self._age), "age"),
                named(_max("last"), "last"),
            ]
            query = self._rows(seen, thing, within).group_by(self._key(), col("value"))
            parts.append(Part(name=values, query=query, comment=f"{name}: when each value was last seen"))
            source, age = exp.select().from_(part_named(values)), col("age")
        else:
            source = self._rows([], thing, within)
        columns = [
            self._key(),
            named(age, "age"),
            named(units_of_day(rule, units), "units"),
            named(_max("last"), "last"),
        ]
        query = source.select(*columns).group_by(self._key(), age.copy())
        parts.append(Part(name=days, query=query, comment=f"{name}: units per lead and day"))
        return [*parts, *with_limit(name, days, rule, self.conditions.dialect, self._key())]

    def _own(self, name: str, query: exp.Select) -> Part:
        return Part(name=own_part(name), query=query.group_by(self._key()), comment=f"{name}: what each lead did")

    def _rows(self, columns: list[Expr], thing: Thing, within: int | None) -> exp.Select:
        """Of the rows of a thing those within so many days."""
        is_thing = exp.EQ(this=col("thing"), expression=number(self.kept.numbers[thing.key]))
        return exp.select(*columns).from_(self._source).where(is_thing, *self._within(within))

    def _within(self, days: int | None) -> list[Expr]:
        """As a bound on the day, which passes over whole groups of rows."""
        if days is None:
            return []
        return [exp.GT(this=col("day"), expression=minus(self.conditions.clock.day, number(days)))]

    @property
    def _age(self) -> Expr:
        """An instant that local clocks put after the day has age 0, too."""
        return greatest(minus(self.conditions.clock.day, col("day")), number(0))

    @property
    def _source(self) -> exp.Table:
        return relation(self.kept.relation) if self.model.scores == "lead" else part_named(OF_ACCOUNTS)

    def _key(self) -> exp.Column:
        return col(self.model.key)


def _max(name: str) -> Expr:
    return exp.Max(this=col(name))


def _only(figure: Expr, condition: Expr) -> Expr:
    """An aggregate over the rows that meet a condition."""
    return exp.Filter(this=figure, expression=exp.Where(this=condition.copy()))
