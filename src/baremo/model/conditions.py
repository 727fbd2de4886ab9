"""Conditions on a lead's attributes or an event's properties, as a closed set of small nodes.

A test of a missing value is false, but `Missing`; so a condition is true or false, never unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Scalar = str | float | bool  # a whole number is kept as a float too
Bound = float | date | datetime  # a datetime is an instant and always carries its zone

Comparison = Literal["at_least", "at_most", "above", "below"]
TextSearch = Literal["contains", "starts_with", "ends_with"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Equals:
    """The value equals one of these."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compare:
    """The value is a number or date on this side of the bound."""

    how: Comparison
    bound: Bound


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """The value is text that has one of these inside, in front or behind."""

    how: TextSearch
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Matches:
    """The value has a match of the regular expression, in the dialect of `model.patterns`."""

    pattern: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Age:
    """The value is a date whose age in calendar days is below (newer) or from (older) `days`."""

    how: Literal["newer_than", "older_than"]
    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """The value is null or blank text (`missing=True`), or is not."""

    missing: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class NotTest:
    """The value fails the test."""

    test: Test


@dataclass(frozen=True, kw_only=True, slots=True)
class AllTests:
    """The value passes every one of these (several keys in one test)."""

    tests: tuple[Test, ...]


Test = Equals | Compare | Search | Matches | Age | Missing | NotTest | AllTests


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldTest:
    """A field passes a test."""

    field: str  # the attribute's or property's own name: `field.any` in the file is `any` here
    test: Test


@dataclass(frozen=True, kw_only=True, slots=True)
class AnyOf:
    """At least one condition holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AllOf:
    """Every condition holds; several fields in one mapping are read as this."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Not:
    """The condition fails."""

    condition: Condition


Condition = FieldTest | AnyOf | AllOf | Not


def field_tests(condition: Condition | None) -> Iterator[FieldTest]:
    """Every field test in a condition, in the order of the file."""
    match condition:
        case FieldTest():
            yield condition
        case AnyOf(conditions=parts) | AllOf(conditions=parts):
            for part in parts:
                yield from field_tests(part)
        case Not(condition=part):
            yield from field_tests(part)


def simple_tests(test: Test) -> Iterator[Test]:
    """The tests inside a test, without the `NotTest` and `AllTests` around them."""
    match test:
        case NotTest(test=inner):
            yield from simple_tests(inner)
        case AllTests(tests=parts):
            for part in parts:
                yield from simple_tests(part)
        case _:
            yield test
