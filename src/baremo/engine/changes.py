"""Attributes as they were last known at the moment, else as the leads table has them.

A changed value is text; so a column of another type keeps its own values and gets the changed ones beside
it, as `<attribute>.value`, with `<attribute>.changes` to tell which of the two counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlglot import exp

from baremo.engine.conditions import Conditions, changes_of, later_of
from baremo.engine.expressions import Expr, case, col, count_where, is_in, named, number, relation, text
from baremo.engine.parts import Part, part_named
from baremo.engine.tables import Column, Table

LEADS = "leads_as_known"
LATEST, PIVOT = "latest_changes", "changed_attributes"


def parts(
    changes: Table, leads: Table, conditions: Conditions, attributes: Iterable[str]
) -> tuple[list[Part], dict[str, Column]]:
    """The parts that end in `leads_as_known`, and the columns of that."""
    wanted = [name for name in dict.fromkeys(attributes) if name in leads.columns]
    shown: list[Expr] = [col(name, "leads") for name in leads.columns if name not in wanted]
    columns = dict(leads.columns)
    for name in wanted:
        if leads.columns[name] == Column(kind="text"):
            is_later = exp.GT(this=col(changes_of(name), "changed"), expression=number(0))
            shown.append(named(case([(is_later, col(later_of(name), "changed"))], col(name, "leads")), name))
        else:
            shown += [col(name, "leads"), col(changes_of(name), "changed"), col(later_of(name), "changed")]
            columns[name] = replace(leads.columns[name], changed=True)
    shown += conditions.clock.columns("leads")
    same = exp.EQ(this=col("lead_id", "leads"), expression=col("lead_id", "changed"))
    joined = exp.select(*shown).from_(exp.alias_(relation(leads.name), "leads", table=True))
    joined = joined.join(exp.alias_(part_named(PIVOT), "changed", table=True), on=same, join_type="left")
    return [
        _latest(changes, wanted, conditions),
        _pivot(wanted),
        Part(name=LEADS, query=joined, comment="leads with their attributes as known by then"),
    ], columns


def _latest(changes: Table, wanted: list[str], conditions: Conditions) -> Part:
    """Of changes at the same instant the greatest value in text order counts."""
    newest_first = exp.Order(
        expressions=[
            exp.Ordered(this=col("known_at"), desc=True),
            exp.Ordered(this=conditions.dialect.text_order(col("value")), desc=True, nulls_first=False),
        ]
    )
    rank = exp.Window(this=exp.RowNumber(), partition_by=[col("lead_id"), col("field")], order=newest_first)
    now = conditions.clock.now(zoned=changes.columns["known_at"].zoned)
    named_so = is_in(col("field"), [text(name) for name in wanted]) if wanted else exp.false()
    query = exp.select(col("lead_id"), col("field"), col("value"), named(rank, "rank")).from_(relation(changes.name))
    query = query.where(exp.LTE(this=col("known_at"), expression=now), named_so)
    return Part(name=LATEST, query=query, comment="attribute changes known by then, the latest first")


def _pivot(wanted: list[str]) -> Part:
    query = exp.select(col("lead_id")).from_(part_named(LATEST))
    for name in wanted:
        is_field = exp.EQ(this=col("field"), expression=text(name))
        query = query.select(
            named(count_where(is_field), changes_of(name)),
            named(exp.Max(this=case([(is_field.copy(), col("value"))])), later_of(name)),
        )
    query = query.where(exp.EQ(this=col("rank"), expression=number(1))).group_by(col("lead_id"))
    return Part(name=PIVOT, query=query, comment="the latest value of each changed attribute")
