"""From criteria to dimensions, step by step: sum, decay, limits, weight, each rounded before the next."""

from __future__ import annotations

from sqlglot import exp

from baremo.engine.conditions import Conditions
from baremo.engine.expressions import (
    Expr,
    case,
    col,
    double,
    greatest,
    least,
    named,
    number,
    plus,
    times,
)
from baremo.engine.parts import Part, part_named
from baremo.engine.points import fades_by
from baremo.engine.weights import weight_or_one
from baremo.model.dimensions import Dimension
from baremo.model.model import ScoringModel

SUMS, DIMENSIONS = "dimension_sums", "dimensions"


def parts(model: ScoringModel, conditions: Conditions) -> list[Part]:
    """`<dimension>.sum`, then `.decayed`, `.limited` and the dimension's own column."""
    sums = exp.select(exp.Star()).from_(part_named("points"))
    rest = exp.select(exp.Star()).from_(part_named(SUMS))
    for dimension in model.dimensions:
        points = plus([col(f"{criterion.name}.points") for criterion in dimension.criteria])
        sums = sums.select(named(conditions.dialect.round9(points), f"{dimension.name}.sum"))
        decayed = _decayed(dimension, conditions)
        limited = _limited(dimension, decayed)
        weighted = limited
        if dimension.weight != 1:
            weighted = conditions.dialect.round9(times(limited.copy(), number(dimension.weight)))
        rest = rest.select(
            named(decayed, f"{dimension.name}.decayed"),
            named(limited.copy(), f"{dimension.name}.limited"),
            named(weighted.copy(), dimension.name),
        )
    return [
        Part(name=SUMS, query=sums, comment="each dimension: the sum of its criteria"),
        Part(name=DIMENSIONS, query=rest, comment="each dimension: after decay, minimum and maximum, weight"),
    ]


def _decayed(dimension: Dimension, conditions: Conditions) -> Expr:
    """Only positive sums fade; a lead without a counted event keeps what it has."""
    total = col(f"{dimension.name}.sum")
    ages = [col(f"{criterion.name}.age") for criterion in dimension.criteria if fades_by(dimension, criterion)]
    if dimension.decay is None or not ages:
        return total
    age = conditions.dialect.youngest(ages)
    fading = weight_or_one(conditions.dialect, dimension.decay, age)
    faded = conditions.dialect.round9(times(total, fading))
    return case([(exp.GT(this=total.copy(), expression=number(0)), faded)], total.copy())


def _limited(dimension: Dimension, value: Expr) -> Expr:
    limited = value.copy()
    if dimension.max is not None:
        limited = least(limited, double(number(dimension.max)))
    if dimension.min is not None:
        limited = greatest(limited, double(number(dimension.min)))
    return limited
