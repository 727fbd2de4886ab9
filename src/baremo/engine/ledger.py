"""The ledger: a row for each criterion that gave points and for each step that changed the sum.

For every lead its points sum to the lead's `points`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlglot import exp

from baremo.engine.dialects import DuckDB
from baremo.engine.expressions import TEXT, Expr, col, minus, named, null_of, number, text
from baremo.engine.outcome import MANUAL
from baremo.model.dimensions import Dimension
from baremo.model.model import ScoringModel

TOTAL = "(total)"


def entries(
    model: ScoringModel, dialect: DuckDB, source: exp.Expr, with_zone: Callable[[Expr], Expr]
) -> Iterator[exp.Select]:
    """One SELECT for each kind of row, to be put together by UNION ALL."""
    for dimension, criterion in model.criteria():
        yield _row(
            model,
            source,
            (dimension.name, criterion.name),
            col(f"{criterion.name}.points"),
            [
                col(f"{criterion.name}.measure"),
                with_zone(col(f"{criterion.name}.last")),
                col(f"{criterion.name}.case"),
            ],
        )
    for place, points in _adjustments(model, dialect):
        yield _row(model, source, place, points, [null_of("DOUBLE"), null_of("TIMESTAMPTZ"), null_of("INT")])


def _adjustments(model: ScoringModel, dialect: DuckDB) -> Iterator[tuple[tuple[str, str], Expr]]:
    for dimension in model.dimensions:
        for name, before, after in _steps(dimension):
            yield (dimension.name, name), dialect.round9(minus(col(after), col(before)))
    yield (TOTAL, MANUAL), col(MANUAL)
    yield (TOTAL, "(limit)"), dialect.round9(minus(col("(limited)"), col("(sum)")))
    if model.disqualify:
        yield (TOTAL, "(disqualified)"), dialect.round9(minus(col("points"), col("(limited)")))


def _steps(dimension: Dimension) -> Iterator[tuple[str, str, str]]:
    name = dimension.name
    if dimension.decay is not None:
        yield "(decay)", f"{name}.sum", f"{name}.decayed"
    if dimension.min is not None or dimension.max is not None:
        yield "(limit)", f"{name}.decayed", f"{name}.limited"
    if dimension.weight != 1:
        yield "(weight)", f"{name}.limited", name


def _row(
    model: ScoringModel, source: exp.Expr, place: tuple[str, str], points: Expr, figures: list[Expr]
) -> exp.Select:
    measure, last, number_of_case = figures
    return (
        exp.select(
            named(exp.cast(col(model.key), TEXT), model.key),
            named(text(place[0]), "dimension"),
            named(text(place[1]), "criterion"),
            named(points, "points"),
            named(measure, "measure"),
            named(last, "last_event_at"),
            named(number_of_case, "case"),
        )
        .from_(source.copy())
        .where(exp.NEQ(this=points.copy(), expression=number(0)))
    )
