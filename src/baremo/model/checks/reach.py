"""How few and how many points a criterion or a dimension can give; infinite where nothing limits it."""

from __future__ import annotations

import math

from baremo.model.criteria import (
    Attribute,
    Cases,
    Criterion,
    Days,
    Distinct,
    Events,
    Inactivity,
    Level,
    People,
    Predicted,
    Question,
    RatioTo,
    Recency,
    Rule,
    Sum,
)
from baremo.model.dimensions import Dimension

Range = tuple[float, float]


def criterion_range(criterion: Criterion) -> Range:
    """The least and the most points of a criterion."""
    low, high = _rule_range(criterion.rule)
    if criterion.cap is None:
        return low, high
    return max(low, -criterion.cap), min(high, criterion.cap)


def uncapped_range(criterion: Criterion) -> Range:
    """The same without its `cap`."""
    return _rule_range(criterion.rule)


def dimension_range(dimension: Dimension) -> Range:
    """The least and the most points of a dimension, weight included."""
    ranges = [criterion_range(criterion) for criterion in dimension.criteria]
    low, high = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    if dimension.max is not None:
        low, high = min(low, dimension.max), min(high, dimension.max)
    if dimension.min is not None:
        low, high = max(low, dimension.min), max(high, dimension.min)
    if dimension.weight == 0:
        return 0.0, 0.0
    ends = sorted((low * dimension.weight, high * dimension.weight))
    return ends[0], ends[1]


def most_units(rule: Events) -> float:
    """The largest measure that its limits let through."""
    if isinstance(rule.measure, Sum | RatioTo):
        return math.inf
    most = math.inf if rule.limit is None else float(rule.limit)
    in_a_day = 1 if isinstance(rule.measure, Days) else rule.per_day
    if in_a_day is not None and rule.of.within is not None and not isinstance(rule.measure, Distinct):
        most = min(most, float(in_a_day * rule.of.within))
    return most


def _rule_range(rule: Rule) -> Range:
    match rule:
        case Attribute(points=points) | Recency(points=points) | Predicted(points=points):
            return _ends(0.0, points)
        case Cases(cases=cases, otherwise=otherwise):
            return _ends(otherwise, *(case.points for case in cases))
        case Question(answers=answers):
            return _ends(0.0, *(answer.points for answer in answers))
        case Inactivity(points=points, every=every):
            return _ends(0.0, points if every is None else _times(points, math.inf))
        case Events(points=None, levels=levels) | People(points=None, levels=levels):
            return _levels_range(levels)
        case Events(points=points):
            return _ends(0.0, _times(points or 0.0, most_units(rule)))
        case People(points=points):
            return _ends(0.0, _times(points or 0.0, math.inf))


def _levels_range(levels: tuple[Level, ...]) -> Range:
    return _ends(0.0, *(level.points for level in levels))


def _times(points: float, units: float) -> float:
    return points * units if points else 0.0


def _ends(*points: float) -> Range:
    return min(points), max(points)
