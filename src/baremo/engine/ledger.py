"""The ledger: a row for each criterion that gave points and for each step that changed the sum.

For every lead its points sum to the lead's `points`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from baremo.engine.dialects import Dialect
from baremo.engine.expressions import Expr, col, minus
from baremo.engine.outcome import MANUAL
from baremo.engine.points import figures_of
from baremo.model.dimensions import Dimension
from baremo.model.model import ScoringModel

TOTAL = "(total)"
FIGURES = {"measure": "measure", "last": "last_event_at", "case": "case"}  # of a criterion -> column


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One kind of row in the ledger: where it stands, and its points for a lead."""

    dimension: str
    criterion: str
    points: Expr
    figures: frozenset[str] = frozenset()  # what there is of measure, last and case


def entries(model: ScoringModel, dialect: Dialect) -> Iterator[Entry]:
    """Every kind of row, criteria first."""
    for dimension, criterion in model.criteria():
        yield Entry(
            dimension=dimension.name,
            criterion=criterion.name,
            points=col(f"{criterion.name}.points"),
            figures=figures_of(criterion),
        )
    for place, points in _adjustments(model, dialect):
        yield Entry(dimension=place[0], criterion=place[1], points=points)


def _adjustments(model: ScoringModel, dialect: Dialect) -> Iterator[tuple[tuple[str, str], Expr]]:
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
