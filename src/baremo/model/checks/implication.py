"""Whether one condition can only hold where another does; False where that cannot be told."""

from __future__ import annotations

from datetime import datetime

from baremo.model.conditions import (
    Age,
    AllOf,
    AllTests,
    AnyOf,
    Compare,
    Condition,
    Equals,
    FieldTest,
    Missing,
    Not,
    NotTest,
    Scalar,
    Search,
    Test,
)
from baremo.model.words import fold, read_number

_LOWER = ("at_least", "above")


def implies(narrow: Condition, wide: Condition) -> bool:
    """Whether `wide` holds wherever `narrow` does."""
    if narrow == wide:
        return True
    if isinstance(narrow, AnyOf):
        return all(implies(part, wide) for part in narrow.conditions)
    if isinstance(wide, AllOf):
        return all(implies(narrow, part) for part in wide.conditions)
    if isinstance(narrow, AllOf) and any(implies(part, wide) for part in narrow.conditions):
        return True
    match narrow, wide:
        case _, AnyOf(conditions=parts):
            return any(implies(narrow, part) for part in parts)
        case Not(condition=inner), Not(condition=outer):
            return implies(outer, inner)
        case FieldTest(), FieldTest():
            return narrow.field == wide.field and narrows(narrow.test, wide.test)
        case _:
            return False


def narrows(narrow: Test, wide: Test) -> bool:
    """Whether each value that passes `narrow` passes `wide`."""
    if narrow == wide:
        return True
    if isinstance(wide, AllTests):
        return all(narrows(narrow, part) for part in wide.tests)
    match narrow, wide:
        case AllTests(tests=parts), _:
            return any(narrows(part, wide) for part in parts)
        case NotTest(test=inner), NotTest(test=outer):
            return narrows(outer, inner)
        case _, Missing(missing=False):
            return not isinstance(narrow, Missing | NotTest)
        case Equals(values=values), _:
            return all(_value_passes(value, wide) for value in values)
        case Compare(), Compare():
            return _range_implies(narrow, wide)
        case Search(), Search():
            return all(any(_text_implies(narrow, t, wide, w) for w in wide.texts) for t in narrow.texts)
        case Age(how="newer_than", days=days), Age(how="newer_than", days=more):
            return days <= more
        case Age(how="older_than", days=days), Age(how="older_than", days=less):
            return days >= less
        case _:
            return False


def _value_passes(value: Scalar, wide: Test) -> bool:
    match wide:
        case Equals(values=values):
            return any(same_value(value, other) for other in values)
        case Compare(how=how, bound=float() as bound) if isinstance(value, float):
            return _on_side(value, how, bound)
        case Search(how=how, texts=texts) if isinstance(value, str):
            return any(_found(how, fold(text), fold(value)) for text in texts)
        case _:
            return False


def _on_side(value: float, how: str, bound: float) -> bool:
    match how:
        case "at_least":
            return value >= bound
        case "at_most":
            return value <= bound
        case "above":
            return value > bound
        case _:
            return value < bound


def same_value(one: Scalar, other: Scalar) -> bool:
    """Whether a value that equals one always equals the other."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, str) and isinstance(other, float):
        return read_number(one) == other
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    return one == other


def _range_implies(narrow: Compare, wide: Compare) -> bool:
    if (narrow.how in _LOWER) != (wide.how in _LOWER) or not comparable(narrow, wide):
        return False
    strict = narrow.how in ("above", "below") or wide.how in ("at_least", "at_most")
    if narrow.bound == wide.bound:
        return strict
    larger = narrow.bound > wide.bound  # type: ignore[operator]  # comparable() says that they can be
    return larger == (narrow.how in _LOWER)


def comparable(one: Compare, other: Compare) -> bool:
    """Whether two bounds are of one kind: numbers, days or instants."""
    return type(one.bound) is type(other.bound) or (
        isinstance(one.bound, datetime) and isinstance(other.bound, datetime)
    )


def _text_implies(narrow: Search, text: str, wide: Search, other: str) -> bool:
    if wide.how != "contains" and wide.how != narrow.how:
        return False
    return _found(wide.how, fold(other), fold(text))


def _found(how: str, text: str, value: str) -> bool:
    match how:
        case "starts_with":
            return value.startswith(text)
        case "ends_with":
            return value.endswith(text)
        case _:
            return text in value
