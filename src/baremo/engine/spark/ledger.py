"""The ledger in one pass: Spark would read the figures once for every kind of row."""

from __future__ import annotations

from sqlglot import exp

from baremo.engine.expressions import Expr, col, number, relation, text
from baremo.engine.query import Query


def in_one_pass(query: Query, source: str) -> exp.Select:
    """The rows that `query.ledger(source)` gives, a list of them for each lead, unfolded."""
    key = query.model.key
    entries = [_entry(row, key) for row in query.ledger(source).find_all(exp.Select)]
    unfolded = exp.Anonymous(this="INLINE", expressions=[exp.Array(expressions=entries)])
    whose = exp.alias_(exp.cast(col(key), "TEXT"), key)
    rows = exp.select(whose, unfolded).from_(relation(source)).subquery("entries")
    return exp.select(exp.Star()).from_(rows).where(exp.NEQ(this=col("points"), expression=number(0)))


def _entry(row: exp.Select, key: str) -> Expr:
    """One kind of row, without the key, which all share."""
    parts = [part for column in row.expressions if column.alias != key for part in _named(column)]
    return exp.Anonymous(this="NAMED_STRUCT", expressions=parts)


def _named(column: Expr) -> list[Expr]:
    return [text(column.alias), column.this.copy()]
