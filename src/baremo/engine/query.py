"""The query of a model: named parts from counts to outcome, and what is selected from them.

The same tree serves every engine; the parts are named after what they compute and headed by a comment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from sqlglot import exp

from baremo.engine import dimensions, outcome
from baremo.engine.asked import Asked
from baremo.engine.attributes import PEOPLE, Subjects, subjects
from baremo.engine.clock import Clock, Said
from baremo.engine.conditions import Conditions, value_in
from baremo.engine.counts import Counter, Counts
from baremo.engine.dialects import Dialect
from baremo.engine.expressions import (
    TEXT,
    Expr,
    absent,
    any_of,
    case,
    col,
    double,
    named,
    null_of,
    number,
    or_zero,
    relation,
    text,
)
from baremo.engine.increment.kept import Kept, KeptCounter
from baremo.engine.ledger import FIGURES, Entry, entries
from baremo.engine.moments import Moment
from baremo.engine.parts import Part, part_named, with_parts
from baremo.engine.points import Points
from baremo.engine.readings import readings
from baremo.engine.tables import Table, Tables
from baremo.model.fields import LEAD, fields, stage_attributes
from baremo.model.fingerprint import version
from baremo.model.model import ScoringModel
from baremo.model.outcome import DisqualifyingEvents

KINDS = {"measure": "DOUBLE", "case": "INT"}  # of figures in the ledger
ADJUSTED, PROBABILITIES, ACCOUNTS = "adjusted", "probabilities", "accounts"


@dataclass(frozen=True, kw_only=True)
class Query:
    """One model's query over given tables at a moment.

    Parameters
    ----------
    model, tables, moment, dialect
        What is scored, where the rows are, as of when, and in whose words.
    earliest, latest : int, optional
        Microseconds since 1970 that no event is older than, and that no moment is later than (`moment` itself
        unless given): they shorten the list of zone changes.
    before : Part, ...
        What the tables are made of, where they are parts of the query themselves.
    kept : Kept, optional
        Kept counts, to be read in place of the events.
    said : "literals", "parameters", "table", "part" or "columns"
        How the moment is written; with parameters or a table of one row, `clock_table` (both hold
        `clock.values(moment)`), or columns of all tables (`forecast`) the text serves every moment up to `latest`.
    """

    model: ScoringModel
    tables: Tables
    moment: Moment
    dialect: Dialect
    earliest: int | None = None
    latest: int | None = None
    said: Said = "literals"
    clock_table: str = ""
    before: tuple[Part, ...] = ()
    kept: Kept | None = None

    @cached_property
    def points(self) -> list[Part]:
        """From events and attributes to each criterion's points: the columns that a preview keeps."""
        parts = [*self.before, *self._subjects.parts, *self._counts.parts]
        if self.tables.adjustments is not None:
            parts.append(self._adjusted(self.tables.adjustments))
        return [
            *parts,
            Part(name="points", query=self._points(), comment="what each criterion gives each lead"),
        ]

    @cached_property
    def outcome(self) -> list[Part]:
        """From each criterion's points to score, grade, band and stage."""
        attributes = {LEAD + name: self._subjects.column_of(name) for name in stage_attributes(self.model)}
        return [
            *dimensions.parts(self.model, self._conditions),
            *outcome.parts(self.model, self._conditions, attributes),
        ]

    def everything(self) -> exp.Query:
        """All that is known of each lead, one row each: scores and ledger are read from it."""
        return with_parts(exp.select(exp.Star()).from_(part_named(outcome.OUTCOME)), [*self.points, *self.outcome])

    def scores(self, source: str | None = None) -> exp.Query:
        """The scores, from a table that holds `everything`, else from the parts themselves."""
        columns = [
            named(exp.cast(col(self.model.key), TEXT), self.model.key),
            *(col(name) for name in ("score", "points", "band", "grade", "eligible_stage", "disqualified")),
            col("probability"),
            *(col(dimension.name) for dimension in self.model.dimensions),
            named(self._with_zone(col("last_event_at")), "last_event_at"),
            named(self.clock.now(zoned=True), "as_of"),
            named(text(version(self.model)), "model"),
        ]
        return self._from(exp.select(*columns).from_(self._everything_in(source)), source)

    def ledger(self, source: str | None = None) -> exp.Query:
        """The ledger, likewise."""
        rows = [self._ledger_rows(entry, source) for entry in entries(self.model, self.dialect)]
        return self._from(exp.union(*rows, distinct=False), source)

    def wide(self) -> exp.Query:
        """Scores with each lead's ledger beside them as lists, in the order of `entries`: nulls included."""
        ledger = list(entries(self.model, self.dialect))
        lists = [
            named(exp.Array(expressions=[entry.points for entry in ledger]), "ledger.points"),
            *(
                named(
                    exp.Array(expressions=[self._figure(entry, name) for entry in ledger if name in entry.figures]),
                    f"ledger.{name}",
                )
                for name in FIGURES
            ),
        ]
        return self.scores().select(*lists)

    def _ledger_rows(self, entry: Entry, source: str | None) -> exp.Select:
        columns = [
            named(exp.cast(col(self.model.key), TEXT), self.model.key),
            named(text(entry.dimension), "dimension"),
            named(text(entry.criterion), "criterion"),
            named(entry.points, "points"),
            *(named(self._figure(entry, name), title) for name, title in FIGURES.items()),
        ]
        given = exp.NEQ(this=entry.points.copy(), expression=number(0))
        return exp.select(*columns).from_(self._everything_in(source)).where(given)

    def _figure(self, entry: Entry, name: str) -> Expr:
        if name not in entry.figures:
            return self.dialect.null_instant() if name == "last" else null_of(KINDS[name])
        figure = col(f"{entry.criterion}.{name}")
        return self._with_zone(figure) if name == "last" else figure

    def facts(self, asked: Asked) -> exp.Query:
        """What is asked of each lead, one row each: the key, and `f0`, `f1` … in the order of `asked.names`."""
        *parts, points = self.points
        read = [named(fact, f"f{i}") for i, fact in enumerate(readings(asked, self._subjects, self._conditions))]
        figures = [
            *(col(f"measure{i}.measure") for i in range(len(asked.measures))),
            *(double(col(f"recency{i}.age")) for i in range(len(asked.recencies))),
        ]
        columns: list[Expr] = [
            named(exp.cast(col(self.model.key), TEXT), self.model.key),
            *(col(fact.alias) for fact in read),
            *(named(figure, f"f{i}") for i, figure in enumerate(figures, start=len(read))),
        ]
        facts = exp.select(*columns).from_(part_named(points.name))
        return with_parts(facts, [*parts, replace(points, query=points.query.select(*read))])

    def outcome_of(self, source: str) -> exp.Query:
        """What follows from given points of criteria: a table with the columns of the part `points`."""
        given = Part(name="points", query=exp.select(exp.Star()).from_(relation(source)), comment="given points")
        columns: list[Expr] = [
            col(self.model.key),
            *(col(name) for name in ("score", "points", "grade", "band", "eligible_stage")),
        ]
        return with_parts(exp.select(*columns).from_(part_named(outcome.OUTCOME)), [given, *self.outcome])

    def attributes(self) -> exp.Query:
        """The attributes of the leads (or accounts) as known at the moment."""
        who = self._subjects
        columns = [
            named(self._conditions.shown(value_in(name, who.columns[name], table="leads")), name)
            for name in who.columns
        ]
        return with_parts(exp.select(*columns).from_(who.source), who.parts)

    def _with_zone(self, instant: Expr) -> Expr:
        """Instants come out with their zone, whatever they came in as."""
        zoned = self.tables.events.columns["timestamp"].zoned
        return instant if zoned else self.dialect.as_instant(instant, zoned=True)

    def _everything_in(self, source: str | None) -> exp.Table:
        return relation(source) if source else part_named(outcome.OUTCOME)

    def _from(self, query: exp.Query, source: str | None) -> exp.Query:
        return query if source else with_parts(query, [*self.points, *self.outcome])

    @cached_property
    def clock(self) -> Clock:
        """What the text says of the moment."""
        return Clock(dialect=self.dialect, moment=self.moment, said=self.said, table=self.clock_table)

    @cached_property
    def _conditions(self) -> Conditions:
        return Conditions(dialect=self.dialect, clock=self.clock, zone=self.moment.zone)

    @cached_property
    def _event_conditions(self) -> Conditions:
        latest = self.moment.us if self.latest is None else self.latest
        zone = self.moment.zone.between(self.earliest, latest)
        return Conditions(dialect=self.dialect, clock=self.clock, zone=zone)

    @cached_property
    def _subjects(self) -> Subjects:
        return subjects(self.model, self.tables, self._conditions, fields(self.model))

    @cached_property
    def _counts(self) -> Counts:
        if self.kept is not None:
            leads = relation(self.tables.leads.name)
            return KeptCounter(model=self.model, kept=self.kept, leads=leads, conditions=self._conditions).counts()
        events = self.tables.events.columns
        counter = Counter(
            model=self.model, events=self._subjects.events, columns=events, conditions=self._event_conditions
        )
        return counter.counts()

    def _points(self) -> exp.Select:
        who, key = self._subjects, self.model.key
        columns: list[Expr] = [
            col(key, "leads"),
            col("last_event_at", "counts"),
            named(self._disqualified(), "disqualified"),
            *self._predicted(),
            named(or_zero(self._joined_number(self.tables.adjustments, ADJUSTED, "points")), outcome.MANUAL),
            *(column for name in stage_attributes(self.model) for column in who.carried(name)),
        ]
        columns += self.clock.columns("leads")
        for dimension, criterion in self.model.criteria():
            columns += self._writer.columns(dimension, criterion)
        query = exp.select(*columns).from_(who.source.copy())
        for name, source, on in self._joins():
            key_of_lead: Expr = col(on, "leads")
            if name == PROBABILITIES:
                key_of_lead = exp.cast(key_of_lead, TEXT)  # a predictor names leads by text
            same = exp.EQ(this=key_of_lead, expression=col(on, name))
            joined = exp.alias_(source, col(name).this, table=True)
            query = query.join(joined, on=same, join_type="left", copy=False)
        return query

    @cached_property
    def _writer(self) -> Points:
        return Points(
            conditions=self._conditions,
            counts=self._counts,
            value_of=self._subjects.value_of,
        )

    def _joins(self) -> list[tuple[str, Expr, str]]:
        """Alias, source and key of what is joined to the leads; each has at most one row per lead."""
        key = self.model.key
        joins: list[tuple[str, Expr, str]] = [(name, part_named(name), key) for name in self._counts.joined]
        if any(part.name == PEOPLE for part in self._subjects.parts):
            joins.append((PEOPLE, part_named(PEOPLE), key))
        if self.tables.adjustments is not None:
            joins.append((ADJUSTED, part_named(ADJUSTED), key))
        if self.tables.probabilities is not None:
            joins.append((PROBABILITIES, relation(self.tables.probabilities.name), key))
        if self._subjects.accounts and self.tables.accounts is not None:
            joins.append((ACCOUNTS, relation(self.tables.accounts.name), "account_id"))
        return joins

    def _joined_number(self, table: Table | None, alias: str, column: str) -> Expr:
        return null_of("DOUBLE") if table is None else col(column, alias)

    def _predicted(self) -> list[Expr]:
        """A predictor's probability; one by points follows from the dimensions."""
        if self.model.probability is not None:
            return []
        return [named(self._joined_number(self.tables.probabilities, PROBABILITIES, "probability"), "probability")]

    def _disqualified(self) -> Expr:
        """The name of the first rule that holds."""
        branches: list[tuple[Expr, Expr]] = []
        for rule in self.model.disqualify:
            if isinstance(rule.rule, DisqualifyingEvents):
                holds = self._writer.happened(rule.name, rule.rule)
            else:
                holds = self._conditions.holds(rule.rule, self._subjects.value_of)
            branches.append((holds, text(rule.name)))
        return case(branches) if branches else null_of("TEXT")

    def _adjusted(self, adjustments: Table) -> Part:
        """What people added by hand and is in force: from <= as_of < until."""
        total = self.dialect.round9(exp.Sum(this=double(col("points"))))
        query = exp.select(col(self.model.key), named(total, "points")).from_(relation(adjustments.name))
        query = query.where(*(self._in_force(adjustments, *side) for side in (("from", exp.LTE), ("until", exp.GT))))
        return Part(
            name=ADJUSTED,
            query=query.group_by(col(self.model.key)),
            comment="points that a person gave by hand",
        )

    def _in_force(self, adjustments: Table, name: str, compare: type[exp.Binary]) -> Expr:
        if name not in adjustments.columns:
            return exp.true()
        now = self.clock.now(zoned=adjustments.columns[name].zoned)
        holds: Expr = compare(this=col(name), expression=now)
        return any_of([absent(col(name)), holds])
