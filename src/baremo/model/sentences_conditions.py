"""Conditions in plain words, to be shown in either language later.

A field is named with blanks for its underscores; a value that could be mistaken stands in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

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
    Scalar,
    Search,
    Test,
)
from baremo.model.fields import ACCOUNT, LEAD
from baremo.model.spelling import number_text
from baremo.texts import Joined, Said, say

CRITERIA = "criteria."  # a stage's condition reads a criterion's points by this prefix

_MISTAKABLE = re.compile(r"(?i)[-+.\d][-+.\de]*|true|false|.*[,'‘’].*|\s.*|.*\s|", re.DOTALL)


def of_condition(condition: Condition) -> Said:
    """`country is ES, PT or MX and (employees is above 50 or job title contains chief)`."""
    match condition:
        case FieldTest(field=field, test=NotTest(test=AllTests() as inner)):
            return say("not ({condition})", condition=of_condition(FieldTest(field=field, test=inner)))
        case FieldTest(field=field, test=test):
            return say("{field} {predicate}", field=of_field(field), predicate=of_test(test))
        case AllOf(conditions=parts):
            return _chain(parts, say(" and "))
        case AnyOf(conditions=parts):
            return _chain(parts, say(" or "))
        case Not(condition=FieldTest(field=field, test=test)):
            return of_condition(FieldTest(field=field, test=NotTest(test=test)))
        case Not(condition=part):
            return say("not ({condition})", condition=of_condition(part))


def of_test(test: Test) -> Said:
    """What a test says of its field: `is at least 50`."""
    match test:
        case NotTest(test=NotTest(test=inner)):
            return of_test(inner)
        case NotTest(test=AllTests() as inner):
            return say("not ({condition})", condition=of_test(inner))
        case NotTest(test=inner):
            return _simple(inner)[1]
        case AllTests(tests=tests):
            return Joined(tuple(map(of_test, tests)), say(" and "), say(" and "))
        case _:
            return _simple(test)[0]


def of_field(field: str) -> Said:
    """The field's name as people say it."""
    if field.startswith(CRITERIA):
        return say("what {criterion} gives", criterion=field.removeprefix(CRITERIA))
    if field.startswith(ACCOUNT):
        return say("the account's {field}", field=words(field.removeprefix(ACCOUNT)))
    return words(field.removeprefix(LEAD))


def words(name: str) -> str:
    """`job_title` as `job title`."""
    return name.replace("_", " ").strip() or name


def of_value(value: Scalar) -> Said:
    """A value to compare with; text in quotes where it could be taken for something else."""
    match value:
        case bool():
            return say("true") if value else say("false")
        case str():
            return say("‘{text}’", text=value) if _MISTAKABLE.fullmatch(value) else value
        case _:
            return number_text(value)


def either(parts: Iterable[Said]) -> Said:
    """`ES, PT or MX`."""
    return Joined(tuple(parts), say(" or "))


def of_span(days: int) -> Said:
    return say("1 day") if days == 1 else say("{days} days", days=days)


def _chain(parts: tuple[Condition, ...], word: Said) -> Said:
    return Joined(tuple(map(_enclosed if len(parts) > 1 else of_condition, parts)), word, word)


def _enclosed(condition: Condition) -> Said:
    if isinstance(condition, AllOf | AnyOf):
        return say("({condition})", condition=of_condition(condition))
    return of_condition(condition)


def _simple(test: Test) -> tuple[Said, Said]:
    """What a test without others inside says, and its opposite."""
    match test:
        case Equals(values=values):
            chosen = either(map(of_value, values))
            return say("is {values}", values=chosen), say("is not {values}", values=chosen)
        case Compare(bound=date()):
            return _of_dates(test)
        case Compare():
            return _of_numbers(test)
        case Search():
            return _of_search(test)
        case Matches(pattern=pattern):
            return say("matches {pattern}", pattern=pattern), say("does not match {pattern}", pattern=pattern)
        case Age(how="newer_than", days=days):
            span = of_span(days)
            return say("is less than {span} old", span=span), say("is not less than {span} old", span=span)
        case Age(days=days):
            span = of_span(days)
            return say("is at least {span} old", span=span), say("is not at least {span} old", span=span)
        case Missing(missing=True):
            return say("is missing"), say("is not missing")
        case Missing():
            return say("is given"), say("is not given")
        case NotTest() | AllTests():
            return of_test(test), of_test(NotTest(test=test))


def _of_numbers(test: Compare) -> tuple[Said, Said]:
    bound = test.bound.isoformat() if isinstance(test.bound, date) else number_text(test.bound)
    match test.how:
        case "at_least":
            return say("is at least {bound}", bound=bound), say("is not at least {bound}", bound=bound)
        case "at_most":
            return say("is at most {bound}", bound=bound), say("is not at most {bound}", bound=bound)
        case "above":
            return say("is above {bound}", bound=bound), say("is not above {bound}", bound=bound)
        case "below":
            return say("is below {bound}", bound=bound), say("is not below {bound}", bound=bound)


def _of_dates(test: Compare) -> tuple[Said, Said]:
    bound = test.bound.isoformat() if isinstance(test.bound, date) else number_text(test.bound)
    match test.how:
        case "at_least":
            return say("is {date} or later", date=bound), say("is not {date} or later", date=bound)
        case "at_most":
            return say("is {date} or earlier", date=bound), say("is not {date} or earlier", date=bound)
        case "above":
            return say("is after {date}", date=bound), say("is not after {date}", date=bound)
        case "below":
            return say("is before {date}", date=bound), say("is not before {date}", date=bound)


def _of_search(test: Search) -> tuple[Said, Said]:
    texts = either(map(of_value, test.texts))
    match test.how:
        case "contains":
            return say("contains {texts}", texts=texts), say("does not contain {texts}", texts=texts)
        case "starts_with":
            return say("starts with {texts}", texts=texts), say("does not start with {texts}", texts=texts)
        case "ends_with":
            return say("ends with {texts}", texts=texts), say("does not end with {texts}", texts=texts)
