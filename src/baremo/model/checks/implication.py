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
    field_tests,
    simple_tests,
)
from baremo.model.words import fold, read_number

_LOWER = ("at_least", "above")


MOST_COMPARISONS = 10_000  # of single tests; beyond, nothing is said


def implies(narrow: Condition, wide: Condition) -> bool:
    """Whether `wide` holds wherever `narrow` does."""
    if narrow == wide:
        return True
    if isinstance(narrow, FieldTest) and isinstance(wide, FieldTest) and narrow.field != wide.field:
        return False
    return _size(narrow) * _size(wide) <= MOST_COMPARISONS and _implies(narrow, wide)


def _size(condition: Condition) -> int:
    """How many single tests and searched texts there are."""
    simple = [each for test in field_tests(condition) for each in simple_tests(test.test)]
    return sum(len(each.texts) if isinstance(each, Search) else 1 for each in simple)


def _implies(narrow: Condition, wide: Condition) -> bool:
    if narrow == wide:
        return True
    if isinstance(narrow, AnyOf):
        return all(_implies(part, wide) for part in narrow.conditions)
    if isinstance(wide, AllOf):
        return all(_implies(narrow, part) for part in wide.conditions)
    if isinstance(narrow, AllOf) and any(_implies(part, wide) for part in narrow.conditions):
        return True
    match narrow, wide:
        case _, AnyOf(conditions=parts):
            return any(_implies(narrow, part) for part in parts)
        case Not(condition=inner), Not(condition=outer):
            return _implies(outer, inner)
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
        case Equals(values=values), Equals(values=others):
            known = {_key(other) for other in others}
            return all(_key(value) in known or _number_key(value) in known for value in values)
        case Equals(values=values), Search(texts=texts) if len(values) * len(texts) > MOST_COMPARISONS:
            return False
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
    return _key(other) in (_key(one), _number_key(one))


def _key(value: Scalar) -> tuple[str, Scalar]:
    """What equals exactly this: 1, true and the text 1 are three things."""
    return type(value).__name__, fold(value) if isinstance(value, str) else value


def _number_key(value: Scalar) -> tuple[str, Scalar | None]:
    """Text that reads as a number equals that number."""
    return "float", read_number(value) if isinstance(value, str) else None


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
