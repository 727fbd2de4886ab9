"""What a summary asks of the figures that a scoring keeps: few scans, whatever the number of leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlglot import exp

from baremo.engine.attributes import Subjects, subjects
from baremo.engine.clock import Clock
from baremo.engine.conditions import Conditions
from baremo.engine.dialects import DuckDB
from baremo.engine.expressions import (
    TEXT,
    WHOLE,
    Expr,
    absent,
    all_of,
    case,
    col,
    count_where,
    greatest,
    least,
    minus,
    named,
    number,
    or_zero,
    relation,
    sum_where,
    times,
)
from baremo.engine.outcome import MANUAL
from baremo.engine.parts import with_parts
from baremo.engine.query import ACCOUNTS
from baremo.engine.scoring import Scoring
from baremo.engine.texts import EVERYTHING
from baremo.model.conditions import Missing
from baremo.model.criteria import Criterion
from baremo.model.dimensions import Dimension
from baremo.model.fields import ACCOUNT, Fields, Uses
from baremo.model.model import ScoringModel

BINS = 20  # of the score's distribution
OUTCOMES = ("bin", "band", "grade", "eligible_stage", "disqualified")
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)

_DIALECT = DuckDB()


def figures(model: ScoringModel) -> exp.Select:
    """One row: how many leads, and what each dimension and criterion gave them."""
    columns = [named(exp.Count(this=exp.Star()), "leads"), *_spread("score")]
    for dimension in model.dimensions:
        columns += [*_spread(dimension.name), named(_at_max(dimension), f"{dimension.name}.full")]
    for _, criterion in model.criteria():
        columns += _of_criterion(criterion)
    return exp.select(*columns).from_(relation(EVERYTHING))


def outcomes(model: ScoringModel) -> exp.Select:
    """How many leads share a bin of the score, a band, a grade, a stage and a reason for disqualification."""
    columns = [_bin(model), *(col(name) for name in OUTCOMES[1:]), named(exp.Count(this=exp.Star()), "leads")]
    return exp.select(*columns).from_(relation(EVERYTHING)).group_by(*(col(name) for name in OUTCOMES))


def first_leads(model: ScoringModel, count: int) -> exp.Select:
    """The leads with the highest scores that have points and are not disqualified, with each criterion's points."""
    key = exp.cast(col(model.key), TEXT)
    columns = [named(key, "key"), *(col(name) for name in ("score", "band", "grade", "eligible_stage"))]
    columns += [col("last_event_at"), col(MANUAL), *(col(f"{each.name}.points") for _, each in model.criteria())]
    order = [exp.Ordered(this=col("score"), desc=True), exp.Ordered(this=key.copy())]
    return (
        exp.select(*columns)
        .from_(relation(EVERYTHING))
        .where(absent(col("disqualified")), exp.GT(this=col("points"), expression=number(0)))
        .order_by(*order)
        .limit(count)
    )


def missing(scoring: Scoring, names: Iterable[str], *, of_leads: bool) -> exp.Query:
    """One row: how many there are (`rows`), and of how many each attribute is missing, as known at the moment.

    Parameters
    ----------
    names
        Attributes; those of a lead's account begin with `account.`.
    of_leads
        Whether the leads are asked, in account models too.
    """
    names = list(names)
    model = replace(scoring.model, scores="lead" if of_leads else scoring.model.scores)
    clock = Clock(dialect=_DIALECT, moment=scoring.moment)
    conditions = Conditions(dialect=_DIALECT, clock=clock, zone=scoring.moment.zone)
    own: Uses = {name: set() for name in names if not name.startswith(ACCOUNT)}
    who = subjects(model, scoring.tables, conditions, Fields(leads=own, accounts=own))
    columns = [named(exp.Count(this=exp.Star()), "rows")]
    for name in names:
        is_missing = conditions.passes(Missing(missing=True), who.value_of(name))
        columns.append(named(count_where(is_missing), f"{name}.missing"))
    query = exp.select(*columns).from_(who.source.copy())
    if any(name.startswith(ACCOUNT) for name in names):
        query = _with_accounts(query, scoring, who)
    return with_parts(query, who.parts) if who.parts else query


def _with_accounts(query: exp.Select, scoring: Scoring, who: Subjects) -> exp.Select:
    if not who.accounts or scoring.tables.accounts is None:
        return query
    accounts = exp.alias_(relation(scoring.tables.accounts.name), ACCOUNTS, table=True)
    same = exp.EQ(this=col("account_id", "leads"), expression=col("account_id", ACCOUNTS))
    return query.join(accounts, on=same, join_type="left")


def _spread(name: str) -> list[Expr]:
    """Mean and quarters of a column."""
    at = exp.Array(expressions=[number(share) for share in QUARTERS])
    return [
        named(_DIALECT.round9(exp.Avg(this=col(name))), f"{name}.mean"),
        named(exp.Anonymous(this="quantile_cont", expressions=[col(name), at]), f"{name}.quarters"),
    ]


def _at_max(dimension: Dimension) -> Expr:
    """How many leads a dimension's `max` stops or meets exactly."""
    if dimension.max is None:
        return number(0)
    return count_where(exp.GTE(this=col(f"{dimension.name}.decayed"), expression=number(dimension.max)))


def _of_criterion(criterion: Criterion) -> list[Expr]:
    name = criterion.name
    points = col(f"{name}.points")
    some = exp.NEQ(this=points.copy(), expression=number(0))
    above, below = (sign(this=points.copy(), expression=number(0)) for sign in (exp.GT, exp.LT))
    capped: Expr = number(0)
    if criterion.cap is not None:
        at_cap = exp.GTE(this=exp.Abs(this=points.copy()), expression=number(criterion.cap))
        capped = count_where(all_of([some.copy(), at_cap]))
    given = case([(some, points.copy())])
    return [
        named(count_where(some.copy()), f"{name}.reach"),
        named(exp.Min(this=given), f"{name}.least"),
        named(exp.Max(this=given.copy()), f"{name}.most"),
        named(or_zero(_DIALECT.round9(sum_where(above, points.copy()))), f"{name}.gained"),
        named(or_zero(_DIALECT.round9(sum_where(below, points.copy()))), f"{name}.lost"),
        named(capped, f"{name}.capped"),
    ]


def _bin(model: ScoringModel) -> Expr:
    """The number of the bin, from 0; the last one holds the full score too."""
    scale = model.scale
    above_min = exp.paren(minus(col("score"), number(scale.min)))
    place = exp.Div(this=times(above_min, number(BINS)), expression=number(scale.max - scale.min))
    whole = exp.cast(exp.Floor(this=_DIALECT.round9(place)), WHOLE)
    return named(greatest(least(whole, number(BINS - 1)), number(0)), "bin")
