"""Which events a rule chooses, by name and properties."""

from __future__ import annotations

from collections.abc import Callable

from baremo.engine.conditions import Conditions, Value
from baremo.engine.expressions import Expr, col, is_in, negated, text
from baremo.model.criteria import EventNames, Selection


def chosen(of: Selection, conditions: Conditions, property_of: Callable[[str], Value]) -> list[Expr]:
    """What rows of the events must fulfil, whatever their age."""
    parts = _named_so(of.event)
    return parts if of.where is None else [*parts, conditions.holds(of.where, property_of)]


def _named_so(event: EventNames) -> list[Expr]:
    if not event.names:
        return []
    named_so = is_in(col("event"), [text(name) for name in event.names])
    return [negated(named_so)] if event.excluded else [named_so]
