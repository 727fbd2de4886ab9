"""Leaves out events whose id has been seen: of the same id the earliest counts.

Ids that stand twice are looked for first, by themselves; only their rows are sorted, the others pass.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from baremo.engine.expressions import TEXT, Expr, col, named, negated, number, relation, text
from baremo.engine.inputs.repeated import ID
from baremo.engine.moments import Moment
from baremo.engine.spark.kinds import SAYS
from baremo.engine.spark.statements import frame_of, one_row
from baremo.engine.spark.views import Views
from baremo.engine.tables import Table

SEEN = "(seen)"


def without_repeated(views: Views, events: Table, leads: Table, at: Moment) -> tuple[Table, int]:
    """The events without repetition, and how many were left out."""
    twice = views.keep(frame_of(views.session, _ids_that_stand_twice(events.name)))
    if twice.isEmpty():
        return events, 0
    repeated = views.view("repeated_ids", twice)
    numbered = views.keep(frame_of(views.session, _numbered(events, leads.name, repeated, at)))
    again = views.view("seen_again", numbered)
    first = exp.EQ(this=col(SEEN), expression=number(1))
    columns = [col(name) for name in events.columns]
    others = exp.select(*(col(name, "events") for name in events.columns)).from_(_alias(events.name, "events"))
    others = others.join(_alias(repeated, "twice"), on=_same(ID, "twice"), join_type="left anti")
    kept = exp.union(others, exp.select(*columns).from_(relation(again)).where(first), distinct=False)
    name = views.view("unique_events", frame_of(views.session, kept))
    counted = exp.select(named(exp.Count(this=exp.Star()), "n")).from_(relation(again)).where(negated(first.copy()))
    row = one_row(frame_of(views.session, counted))
    return Table(name=name, columns=events.columns), row["n"]


def _ids_that_stand_twice(events: str) -> exp.Select:
    several = exp.GT(this=exp.Count(this=exp.Star()), expression=number(1))
    is_given = negated(exp.EQ(this=SAYS.trimmed(col(ID)), expression=text("")))
    return exp.select(col(ID)).from_(relation(events)).where(is_given).group_by(col(ID)).having(several)


def _numbered(events: Table, leads: str, repeated: str, at: Moment) -> exp.Select:
    """The events with such an id up to as_of, of known leads, in the order in which one of them counts."""
    seen = exp.Window(
        this=exp.RowNumber(),
        partition_by=[col(ID, "events")],
        order=exp.Order(expressions=list(_order(events.columns))),
    )
    known = exp.EQ(this=col("lead_id", "events"), expression=col("lead_id", "leads"))
    up_to_now = exp.LTE(this=col("timestamp", "events"), expression=SAYS.instant(at.us, zoned=True))
    return (
        exp.select(*(col(name, "events") for name in events.columns), named(seen, SEEN))
        .from_(_alias(events.name, "events"))
        .join(_alias(repeated, "twice"), on=_same(ID, "twice"), join_type="left semi")
        .join(_alias(leads, "leads"), on=known, join_type="left semi")
        .where(up_to_now)
    )


def _order(columns: Iterable[str]) -> Iterable[exp.Ordered]:
    """Earliest first, then the smallest in text order, nulls first."""
    fixed = ("lead_id", "event", "timestamp")
    yield exp.Ordered(this=col("timestamp", "events"), desc=False)
    for name in ("lead_id", "event", *sorted(name for name in columns if name not in fixed)):
        yield exp.Ordered(this=exp.cast(col(name, "events"), TEXT), desc=False, nulls_first=True)


def _same(name: str, table: str) -> Expr:
    return exp.EQ(this=col(name, "events"), expression=col(name, table))


def _alias(name: str, alias: str) -> Expr:
    return exp.alias_(relation(name), alias, table=True)
