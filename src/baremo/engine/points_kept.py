"""Each lead's points under a model, kept in a table beside its attributes.

Another model, or another day, takes from it what is the same and computes the rest anew, in one pass over the
table. What is taken and what is computed together are the columns of the query's part `points`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from baremo.engine.expressions import Expr, col, named, relation
from baremo.engine.outcome import MANUAL, OUTCOME
from baremo.engine.parts import Part, part_named, with_parts
from baremo.engine.points import fades_by
from baremo.engine.scoring import Scoring
from baremo.engine.tables import Column, Table, Tables
from baremo.engine.texts import statement
from baremo.model.fields import LEAD
from baremo.model.model import ScoringModel

TABLE = "baremo_points_kept"
OUTCOMES = ("score", "points", "grade", "band", "eligible_stage")
OTHERS = ("disqualified", "probability", MANUAL)  # columns of `points` that belong to no criterion


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What a model takes from the points kept; all else it computes anew."""

    criteria: Mapping[str, str] = field(default_factory=dict)  # its criteria -> those that were kept
    dimensions: Mapping[str, str] = field(default_factory=dict)  # its dimensions -> those that were kept
    others: frozenset[str] = frozenset()  # of OTHERS


def everything(model: ScoringModel) -> Taken:
    """All that a model has."""
    return Taken(
        criteria={criterion.name: criterion.name for _, criterion in model.criteria()}, others=frozenset(OTHERS)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class PointsKept:
    """A table with a row for each lead (or account): its attributes, points and outcome under one model."""

    model: ScoringModel  # whose points they are
    tables: Tables  # the inputs, with the table in the place of the leads (or accounts)
    prefix: str  # of the columns that hold points and outcome

    @property
    def rows(self) -> Expr:
        """The table, to select from."""
        return exp.alias_(relation(TABLE), "leads", table=True)

    def leads(self, running: Scoring) -> int:
        """How many rows there are."""
        found = running.con.execute(statement(exp.select(exp.Count(this=exp.Star())).from_(self.rows)).text).fetchone()
        return int(found[0]) if found else 0

    def kept(self, name: str) -> exp.Column:
        """A kept column, in a query of which the table is `leads`."""
        return col(self.prefix + name, "leads")

    def points(self, running: Scoring, taken: Taken, carried: Mapping[str, Expr] | None = None) -> list[Part]:
        """The parts of the model of `running`, at its moment, that end in `points`.

        Parameters
        ----------
        carried : mapping, optional
            Further columns, by the names that they are to bear.
        """
        model = reduced(running.model, taken)
        *before, last = replace(running, model=model, tables=self.tables).query.points
        computed = {each.alias_or_name: each for each in last.query.expressions}
        columns = [computed[model.key]]
        columns += [computed[name] for name in computed if name.startswith(LEAD)]
        others = [name for name in OTHERS if name in computed]  # a probability by points follows from them
        columns += [named(self.kept(name), name) if name in taken.others else computed[name] for name in others]
        for name, source in sources(running.model, taken).items():
            columns.append(computed[name] if source is None else named(self.kept(source), name))
        columns += [named(self.kept(source), name) for name, source in taken.dimensions.items()]
        columns += [named(value, name) for name, value in (carried or {}).items()]
        return [*before, replace(last, query=_selecting(last.query, columns))]

    def outcome(self, running: Scoring, taken: Taken, columns: Mapping[str, Expr]) -> exp.Query:
        """Columns of `points` and of what follows from it, by the names that they are to bear."""
        parts = [
            *self.points(running, taken, self.carried(columns)),
            *_without(taken.dimensions, running.query.outcome),
        ]
        chosen = [named(value.copy(), name) for name, value in columns.items()]
        return with_parts(exp.select(*chosen).from_(part_named(OUTCOME)), parts)

    def carried(self, columns: Mapping[str, Expr]) -> dict[str, Expr]:
        """Of the kept columns those that some expressions ask for."""
        asked = {found.name for value in columns.values() for found in value.find_all(exp.Column)}
        return {name: col(name, "leads") for name in sorted(asked) if name.startswith(self.prefix)}


def reduced(model: ScoringModel, taken: Taken) -> ScoringModel:
    """The model without what it takes, and without what follows from points."""
    dimensions = tuple(
        replace(dimension, criteria=tuple(each for each in dimension.criteria if each.name not in taken.criteria))
        for dimension in model.dimensions
    )
    rules = () if "disqualified" in taken.others else model.disqualify
    return replace(model, dimensions=dimensions, disqualify=rules, grade=None, bands=())


def sources(model: ScoringModel, taken: Taken) -> dict[str, str | None]:
    """The columns of criteria in `points` that the outcome reads, and the kept columns that they are taken from."""
    found: dict[str, str | None] = {}
    for dimension, criterion in model.criteria():
        source = taken.criteria.get(criterion.name)
        for figure in ("points", "age") if fades_by(dimension, criterion) else ("points",):
            found[f"{criterion.name}.{figure}"] = None if source is None else f"{source}.{figure}"
    return found


def keep_points(running: Scoring, further: Mapping[str, Expr] | None = None) -> PointsKept:
    """Scores all leads and keeps what each criterion gave them, until the connection closes or `forget`.

    Parameters
    ----------
    further : mapping, optional
        Expressions of a lead's attributes (`leads`) and outcome, to be kept by these names.
    """
    model, tables = running.model, running.tables
    subject = subject_of(model, tables)
    prefix = _prefix(subject)
    kept = [*sources(model, Taken()), *OTHERS, *OUTCOMES, *(dimension.name for dimension in model.dimensions)]
    columns: list[Expr] = [col(name, "leads") for name in subject.columns]
    columns += [named(col(name, OUTCOME), prefix + name) for name in kept]
    columns += [named(value, prefix + name) for name, value in (further or {}).items()]
    same = exp.EQ(this=col(model.key, "leads"), expression=col(model.key, OUTCOME))
    query = exp.select(*columns).from_(exp.alias_(relation(subject.name), "leads", table=True))
    query = query.join(part_named(OUTCOME), on=same)
    text = statement(with_parts(query, [*running.query.points, *running.query.outcome]))
    running.rows(replace(text, text=f"CREATE OR REPLACE TEMP TABLE {TABLE} AS {text.text}"))
    number = Column(kind="number")
    names = [*kept, *(further or {})]
    table = Table(name=TABLE, columns={**subject.columns, **{prefix + name: number for name in names}})
    in_place = {"accounts" if model.scores == "account" else "leads": table}
    return PointsKept(model=model, tables=replace(tables, **in_place), prefix=prefix)


def forget(running: Scoring) -> None:
    """Drops the table; harmless where there is none."""
    running.con.execute(exp.Drop(kind="TABLE", tables=[relation(TABLE)], exists=True).sql("duckdb"))


def subject_of(model: ScoringModel, tables: Tables) -> Table:
    """The leads, or in account models the accounts."""
    if model.scores == "lead":
        return tables.leads
    assert tables.accounts is not None
    return tables.accounts


def _prefix(subject: Table) -> str:
    """Such that no attribute's name begins so."""
    prefix = "(kept) "
    while any(name.startswith(prefix) for name in subject.columns):
        prefix = f"({prefix}"
    return prefix


def _without(dimensions: Iterable[str], outcome: Sequence[Part]) -> list[Part]:
    """The parts of the outcome without the steps to dimensions that stand in `points` already."""
    steps = ("", ".sum", ".decayed", ".limited")
    spared = {f"{name}{step}" for name in dimensions for step in steps}
    parts = []
    for part in outcome:
        query = part.query.copy()
        query.set("expressions", [each for each in query.expressions if each.alias not in spared])
        parts.append(replace(part, query=query))
    return parts


def _selecting(query: exp.Select, columns: list[Expr]) -> exp.Select:
    """The same rows with these columns; what is joined for none of them, at most a row for each, is left out."""
    selected = query.copy()
    selected.set("expressions", [column.copy() for column in columns])
    asked = {found.table for column in columns for found in column.find_all(exp.Column)}
    on = set(_tables_of_conditions(selected))
    joins = [join for join in selected.args.get("joins") or [] if join.alias_or_name in asked | on]
    selected.set("joins", joins)
    return selected


def _tables_of_conditions(query: exp.Select) -> Iterator[str]:
    where = query.args.get("where")
    if where is not None:
        yield from (found.table for found in where.find_all(exp.Column))
