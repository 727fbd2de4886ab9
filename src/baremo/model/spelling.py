"""How conditions and numbers are spelled in the file, and which spellings mean the same.

A mapping is the natural spelling; `all` and `any` lists stand only where a mapping cannot.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal

from baremo.errors import ModelError, Problem
from baremo.model.canonical import Node, Span
from baremo.model.conditions import (
    Age,
    AllOf,
    AllTests,
    AnyOf,
    Compare,
    Condition,
    Equals,
    FieldTest,
    Matches,
    Missing,
    Not,
    NotTest,
    Search,
    Test,
)
from baremo.texts import say


def of_condition(condition: Condition) -> dict[str, Node]:
    """The condition as a mapping of the file."""
    match condition:
        case FieldTest(field=field, test=test):
            return {_key(field): _of_field_test(field, test)}
        case AllOf(conditions=parts):
            return _in_one_mapping(parts) or {"all": [of_condition(part) for part in parts]}
        case AnyOf(conditions=parts):
            return {"any": [of_condition(part) for part in parts]}
        case Not(condition=part):
            return {"not": of_condition(part)}


def settled(condition: Condition) -> Condition:
    """The one spelling of all that mean the same: lists of one opened, `all` flat and sorted, `not` at the field."""
    match condition:
        case FieldTest(field=field, test=test):
            return FieldTest(field=field, test=_settled_test(test))
        case AnyOf(conditions=parts):
            settled_parts = tuple(settled(part) for part in parts)
            return settled_parts[0] if len(parts) == 1 else AnyOf(conditions=settled_parts)
        case AllOf(conditions=parts):
            flat = sorted(_flat(settled(part) for part in parts), key=_sort_key)
            return flat[0] if len(flat) == 1 else AllOf(conditions=tuple(flat))
        case Not(condition=part):
            return _denied(settled(part))


def number_text(number: float) -> str:
    """The shortest decimal that reads as the number: `5`, `0.05`."""
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e16 else repr(float(number))


def percent_text(share: float) -> str:
    """0.25 as `25%`, without the noise of a binary multiplication."""
    return f"{(Decimal(repr(share)) * 100).normalize():f}%"


def _in_one_mapping(parts: tuple[Condition, ...]) -> dict[str, Node] | None:
    """A mapping can't hold a field twice, and one entry of it is no `all`."""
    fields = [part for part in parts if isinstance(part, FieldTest)]
    if len(parts) < 2 or len(fields) < len(parts) or len({part.field for part in fields}) < len(parts):
        return None
    return {_key(part.field): _of_field_test(part.field, part.test) for part in fields}


def _key(field: str) -> str:
    """`field.any` for a field named any, `field.field.any` for one named field.any."""
    return f"field.{field}" if re.fullmatch(r"(field\.)*(any|all|not)", field) else field


def _of_field_test(field: str, test: Test) -> Node:
    match test:
        case AllTests(tests=tests):
            entries = [pair for each in tests for pair in _pairs(field, each)]
            if len(dict(entries)) < len(entries):
                raise _unwritable(field)
            return dict(entries)
        case Equals(values=values):
            return _one_or_list(values)
        case _:
            return dict(_pairs(field, test))


def _pairs(field: str, test: Test) -> list[tuple[str, Node]]:
    match test:
        case Compare(how=comparison, bound=bound):
            return [(comparison, bound)]
        case Search(how=search, texts=texts):
            return [(search, _one_or_list(texts))]
        case Matches(pattern=pattern):
            return [("matches", pattern)]
        case Age(how=age, days=days):
            return [(age, Span(days))]
        case Missing(missing=missing):
            return [("missing", missing)]
        case NotTest(test=inner):
            return [("not", _of_field_test(field, inner))]
        case Equals() | AllTests():
            raise _unwritable(field)


def _one_or_list(values: tuple[str | float | bool, ...]) -> Node:
    return values[0] if len(values) == 1 else list(values)


def _denied(condition: Condition) -> Condition:
    match condition:
        case Not(condition=part):
            return part
        case FieldTest(field=field, test=test):
            return FieldTest(field=field, test=_failed(test))
        case _:
            return Not(condition=condition)


def _failed(test: Test) -> Test:
    return test.test if isinstance(test, NotTest) else NotTest(test=test)


def _settled_test(test: Test) -> Test:
    match test:
        case NotTest(test=inner):
            return NotTest(test=_settled_test(inner))
        case AllTests(tests=tests):
            return _settled_test(tests[0]) if len(tests) == 1 else AllTests(tests=tuple(map(_settled_test, tests)))
        case _:
            return test


def _flat(conditions: Iterable[Condition]) -> list[Condition]:
    return [
        part
        for condition in conditions
        for part in (condition.conditions if isinstance(condition, AllOf) else (condition,))
    ]


def _sort_key(condition: Condition) -> str:
    return json.dumps(of_condition(condition), default=str, sort_keys=True)


def _unwritable(field: str) -> ModelError:
    return ModelError(
        Problem(
            code="unwritable-test",
            subject=field,
            message=say("a test of {field} has one key twice, which no file can hold.", field=field),
            remedy=say("Give two conditions in an `all:` list."),
        )
    )
