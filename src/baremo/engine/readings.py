"""Attributes as conditions read them: folded text, number, or age in days; null where missing.

A list has no such reading: a condition looks at its elements one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlglot import exp

from baremo.engine.asked import Asked
from baremo.engine.attributes import Subjects
from baremo.engine.conditions import Conditions, Value
from baremo.engine.expressions import NUMBER, Expr, case, double, minus, null_of, number, text
from baremo.errors import InputError, Problem
from baremo.texts import say


def readings(asked: Asked, subjects: Subjects, conditions: Conditions) -> Iterator[Expr]:
    """One expression for each attribute asked, in the order of `asked.names`."""
    asked_once = dict.fromkeys((*asked.texts, *asked.numbers, *asked.ages))
    lists = [name for name in asked_once if subjects.value_of(name).column.many]
    if lists:
        raise InputError([_list(name) for name in lists])
    groups = ((asked.texts, _text), (asked.numbers, _number), (asked.ages, _age))
    for names, read in groups:
        yield from (read(conditions, subjects.value_of(name)) for name in names)


def _list(name: str) -> Problem:
    return Problem(
        code="list-column",
        subject=name,
        message=say("the column holds lists, which are no single text, number or date."),
        remedy=say("Leave it out, or give it a single value in each row."),
    )


def _text(conditions: Conditions, value: Value) -> Expr:
    """Blank text is missing."""
    return _of_faces(value, lambda face: exp.Nullif(this=conditions.folded(face), expression=text("")))


def _number(conditions: Conditions, value: Value) -> Expr:
    def read(face: Value) -> Expr:
        found = conditions.number(face)
        return null_of(NUMBER) if found is None else double(found)

    return _of_faces(value, read)


def _age(conditions: Conditions, value: Value) -> Expr:
    day = conditions.day(value)
    return null_of(NUMBER) if day is None else double(minus(conditions.clock.day, day))


def _of_faces(value: Value, read: Callable[[Value], Expr]) -> Expr:
    """What has changed is read as text, whatever the column holds."""
    if value.changed is None:
        return read(value)
    changed, after, before = value.faces
    return case([(exp.GT(this=changed, expression=number(0)), read(after))], read(before))
