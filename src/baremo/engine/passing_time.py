"""What of a model's points stays as it is when nothing happens but days passing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baremo.engine.increment.things import thing_of
from baremo.engine.outcome import MANUAL
from baremo.engine.points import fades_by
from baremo.engine.points_kept import Taken
from baremo.engine.tables import Tables
from baremo.model.conditions import Age, Condition, field_tests, simple_tests
from baremo.model.criteria import (
    Attribute,
    Cases,
    Criterion,
    Events,
    Inactivity,
    People,
    Predicted,
    Question,
    Recency,
)
from baremo.model.dimensions import Dimension
from baremo.model.model import ScoringModel
from baremo.model.outcome import Disqualifier, DisqualifyingEvents


def unmoved(model: ScoringModel, tables: Tables) -> Taken:
    """What later days may take from the points kept of an earlier one."""
    known_later = tables.changes is not None
    criteria = {
        criterion.name: criterion.name
        for dimension, criterion in model.criteria()
        if not _moves(dimension, criterion, known_later=known_later)
    }
    others = {"probability"}
    if tables.adjustments is None:
        others.add(MANUAL)
    if not any(_rule_moves(rule, known_later=known_later) for rule in model.disqualify):
        others.add("disqualified")
    dimensions = {
        dimension.name: dimension.name
        for dimension in model.dimensions
        if all(criterion.name in criteria for criterion in dimension.criteria)
    }
    return Taken(criteria=criteria, dimensions=dimensions, others=frozenset(others))


def _moves(dimension: Dimension, criterion: Criterion, *, known_later: bool) -> bool:
    """`known_later`: attributes may change on a later day."""
    match criterion.rule:
        case Recency() | Inactivity():
            return True
        case Events(of=of, decay=decay) as rule:
            windowed = of.within is not None or decay is not None or fades_by(dimension, criterion)
            return windowed or thing_of(rule).ages or _any_moves(_conditions(criterion), known_later=known_later)
        case Question():
            return known_later
        case Predicted():
            return False
        case _:
            return _any_moves(_conditions(criterion), known_later=known_later)


def _conditions(criterion: Criterion) -> Iterator[Condition]:
    """A criterion's conditions on leads or accounts."""
    match criterion.rule:
        case Attribute(when=when):
            yield when
        case Cases(cases=cases):
            yield from (each.when for each in cases)
        case People(people=people):
            yield people
        case Events(of=of) if of.when is not None:
            yield of.when


def _rule_moves(rule: Disqualifier, *, known_later: bool) -> bool:
    if not isinstance(rule.rule, DisqualifyingEvents):
        return _any_moves([rule.rule], known_later=known_later)
    of = rule.rule.of
    conditions = [] if of.when is None else [of.when]
    return of.within is not None or thing_of(rule.rule).ages or _any_moves(conditions, known_later=known_later)


def _any_moves(conditions: Iterable[Condition], *, known_later: bool) -> bool:
    """Whether a condition asks for the age of an attribute, or for one that may change."""
    return any(
        known_later or any(isinstance(test, Age) for test in simple_tests(one.test))
        for condition in conditions
        for one in field_tests(condition)
    )
