"""Nodes to conditions and tests; a broken part is reported and leaves None in the place of the whole."""

from __future__ import annotations

from typing import Any

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
from baremo.model.layout_criteria import TESTS
from baremo.model.reading import Found, Path, clipped, did_you_mean
from baremo.model.shape import LONGEST_NAME, Constant, OneOrMore, TestShape, Words
from baremo.model.values import scalar, words
from baremo.model.wrong_values import WrongValueError, amount
from baremo.model.yaml_nodes import Entry, ListNode, MapNode, Node, ScalarNode
from baremo.texts import Text, say

_COMBINING = ("any", "all", "not")
_TEST_KEYS = {key.name: key for key in TESTS}


def read_condition(node: Node, path: Path, found: Found) -> Condition | None:
    """A mapping from fields to tests, with any, all and not."""
    if not isinstance(node, MapNode) or not node.entries:
        _add_no_condition(node, path, found)
        return None
    parts = [_part(entry, (*path, entry.key), found) for entry in node.entries]
    whole = tuple(part for part in parts if part is not None)
    if len(whole) < len(parts):
        return None
    return whole[0] if len(whole) == 1 else AllOf(conditions=whole)


def _part(entry: Entry, path: Path, found: Found) -> Condition | None:
    found.places[path] = (entry.line, entry.column)
    match entry.key:
        case "any":
            parts = _parts(entry, path, found)
            return None if parts is None else AnyOf(conditions=parts)
        case "all":
            parts = _parts(entry, path, found)
            return None if parts is None else AllOf(conditions=parts)
        case "not":
            part = read_condition(entry.value, path, found)
            return None if part is None else Not(condition=part)
        case _:
            field = _field(entry, path, found)
            test = read_test(entry.value, path, found)
            return None if test is None or field is None else FieldTest(field=field, test=test)


def _parts(entry: Entry, path: Path, found: Found) -> tuple[Condition, ...] | None:
    if not isinstance(entry.value, ListNode) or not entry.value.items:
        found.add(
            "wrong-type",
            path,
            (entry.value.line, entry.value.column),
            say("a list of conditions is needed, {given} is given.", given=amount(entry.value)),
            say("Write {name}: [{{country: ES}}, {{city: Lima}}].", name=entry.key),
        )
        return None
    parts = []
    for position, item in enumerate(entry.value.items):
        found.places[*path, position] = (item.line, item.column)
        parts.append(read_condition(item, (*path, position), found))
    whole = tuple(part for part in parts if part is not None)
    return whole if len(whole) == len(parts) else None


def _field(entry: Entry, path: Path, found: Found) -> str | None:
    """The field's own name: `field.any` stands for a field named any, `field.field.any` for field.any."""
    name = entry.key
    bare = name
    while bare.startswith("field."):
        bare = bare.removeprefix("field.")
    try:
        words(name, Words(longest=LONGEST_NAME * 3))
    except WrongValueError as wrong:
        found.add(wrong.code, path, (entry.line, entry.column), wrong.message, wrong.remedy)
        return None
    return name.removeprefix("field.") if bare in _COMBINING else name


def read_test(node: Node, path: Path, found: Found) -> Test | None:
    """A constant, a list of constants or a mapping of tests."""
    match node:
        case ScalarNode():
            values = _many(Constant(), node, path, found)
            return None if values is None else Equals(values=values)
        case ListNode():
            values = _many(Constant(), node, path, found)
            return None if values is None else Equals(values=values)
        case MapNode(entries=()):
            found.add(
                "empty",
                path,
                (node.line, node.column),
                say("the test is empty."),
                say("Write a value, a list of values, or a test such as {{at_least: 10}}."),
            )
            return None
    tests = [_test(entry, (*path, entry.key), found) for entry in node.entries]
    whole = tuple(test for test in tests if test is not None)
    if len(whole) < len(tests):
        return None
    return whole[0] if len(whole) == 1 else AllTests(tests=whole)


def _test(entry: Entry, path: Path, found: Found) -> Test | None:
    found.places[path] = (entry.line, entry.column)
    key = _TEST_KEYS.get(entry.key)
    if key is None:
        if not found.full:
            found.add(
                "unknown-test",
                path,
                (entry.line, entry.column),
                say("there is no test {name}.", name=clipped(entry.key)),
                _test_remedy(entry.key),
            )
        return None
    if isinstance(key.shape, TestShape):
        inner = read_test(entry.value, path, found)
        return None if inner is None else NotTest(test=inner)
    if isinstance(key.shape, OneOrMore):
        values = _many(key.shape.item, entry.value, path, found)
    else:
        one = read_scalar(key.shape, entry.value, path, found)
        values = None if one is None else (one,)
    return None if values is None else _simple_test(entry.key, values)


def _test_remedy(name: str) -> Text:
    if name in ("equals", "eq", "is", "in", "==", "one_of", "any_of"):
        return say("Write the value itself, or a list of values: country: [ES, PT].")
    if name == "between":
        return say("Write {{at_least: 10, at_most: 20}}.")
    return did_you_mean(name, tuple(_TEST_KEYS))


def _simple_test(name: str, values: tuple[Any, ...]) -> Test:
    match name:
        case "at_least" | "at_most" | "above" | "below":
            return Compare(how=name, bound=values[0])
        case "contains" | "starts_with" | "ends_with":
            return Search(how=name, texts=values)
        case "newer_than" | "older_than":
            return Age(how=name, days=values[0])
        case "matches":
            return Matches(pattern=values[0])
        case _:
            return Missing(missing=values[0])


def _many(shape: Any, node: Node, path: Path, found: Found) -> tuple[Any, ...] | None:
    """One value or a list of at least one."""
    if isinstance(node, ListNode):
        if not node.items:
            found.add(
                "empty",
                path,
                (node.line, node.column),
                say("the list is empty."),
                say("Write at least one value."),
            )
            return None
        values = [read_scalar(shape, item, (*path, position), found) for position, item in enumerate(node.items)]
        return None if any(value is None for value in values) else tuple(values)
    value = read_scalar(shape, node, path, found)
    return None if value is None else (value,)


def read_scalar(shape: Any, node: Node, path: Path, found: Found) -> Any:
    """The value of a scalar, or None with its problem reported."""
    found.places.setdefault(path, (node.line, node.column))
    try:
        return scalar(shape, node)
    except WrongValueError as wrong:
        found.add(wrong.code, path, (node.line, node.column), wrong.message, wrong.remedy)
        return None


def _add_no_condition(node: Node, path: Path, found: Found) -> None:
    remedy = say("Write a field and what it must be, such as {{country: ES}}.")
    if isinstance(node, ListNode):
        remedy = say("Write {{any: [ … ]}} or {{all: [ … ]}} around the list.")
    found.add(
        "wrong-type",
        path,
        (node.line, node.column),
        say("a condition is needed, {given} is given.", given=amount(node)),
        remedy,
    )
