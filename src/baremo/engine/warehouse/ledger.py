"""The ledger for engines that compute a part anew wherever it is read: the outcome is read once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from baremo.engine.expressions import TEXT, Expr, col, named, number
from baremo.engine.outcome import OUTCOME
from baremo.engine.parts import part_named, with_parts
from baremo.engine.query import Query

PLACE, DIMENSION, CRITERION = "entry.place", "entry.dimension", "entry.criterion"  # as no column of the outcome


def in_one_pass(query: Query) -> exp.Query:
    """The rows that `query.ledger()` gives: each lead beside each kind of row, with what is that kind's."""
    rows = [node for node in query.ledger(OUTCOME).dfs() if isinstance(node, exp.Select)]
    key = query.model.key
    figures = [column.alias for column in rows[0].expressions if column.alias not in (key, "dimension", "criterion")]
    columns = [
        named(exp.cast(col(key), TEXT), key),
        named(col(DIMENSION), "dimension"),
        named(col(CRITERION), "criterion"),
        *(named(_by_kind([_column(row, name) for row in rows]), name) for name in figures),
    ]
    beside = exp.select(*columns).from_(part_named(OUTCOME)).join(_kinds(rows), join_type="cross")
    given = exp.NEQ(this=col("points"), expression=number(0))
    names = [column.alias for column in columns]
    ledger = exp.select(*map(col, names)).from_(beside.subquery("ledger")).where(given)
    return with_parts(ledger, [*query.points, *query.outcome])


def _kinds(rows: Sequence[exp.Select]) -> exp.Subquery:
    """A row for each kind of row, numbered."""
    kinds = [
        exp.select(
            named(number(place), PLACE),
            named(_column(row, "dimension"), DIMENSION),
            named(_column(row, "criterion"), CRITERION),
        )
        for place, row in enumerate(rows, start=1)
    ]
    return exp.union(*kinds, distinct=False).subquery("kinds")


def _by_kind(figures: Sequence[Expr]) -> Expr:
    """A figure of the kind that the row is; the typed null that it is everywhere else."""
    known = [(place, figure) for place, figure in enumerate(figures, start=1) if not _is_null(figure)]
    if not known:
        return figures[0]
    ifs = [exp.If(this=number(place), true=figure) for place, figure in known]
    return exp.Case(this=col(PLACE), ifs=ifs)


def _is_null(figure: Expr) -> bool:
    return isinstance(figure, exp.Cast) and isinstance(figure.this, exp.Null)


def _column(row: exp.Select, name: str) -> Expr:
    """What a row says under a name."""
    said: list[Expr] = [column.this for column in row.expressions if column.alias == name]
    return said[0].copy()
