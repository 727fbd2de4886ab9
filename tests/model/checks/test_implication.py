"""When one condition can only hold where another does."""

from __future__ import annotations

import pytest

from baremo.model.checks.implication import implies
from baremo.model.conditions import Condition
from baremo.model.criteria import Attribute
from baremo.model.reader import read_text


def condition(text: str) -> Condition:
    model = read_text(f"model: m\ndimensions: {{fit: {{criteria: {{c: {{when: {text}, points: 1}}}}}}}}").model
    assert model is not None
    rule = model.dimensions[0].criteria[0].rule
    assert isinstance(rule, Attribute)
    return rule.when


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("{a: 1}", "{a: 1}"),
        ("{a: 1}", "{a: [1, 2]}"),
        ("{a: ES}", "{a: [' es', PT]}"),
        ("{a: 1, b: 2}", "{b: 2}"),
        ("{a: 1}", "{any: [{b: 2}, {a: 1}]}"),
        ("{any: [{a: 1}, {a: 2}]}", "{a: [1, 2, 3]}"),
        ("{a: {at_least: 250}}", "{a: {at_least: 50}}"),
        ("{a: {above: 50}}", "{a: {at_least: 50}}"),
        ("{a: {at_least: 2026-02-01}}", "{a: {above: 2026-01-01}}"),
        ("{a: {at_least: 50, at_most: 60}}", "{a: {below: 61}}"),
        ("{a: [60, 70]}", "{a: {at_least: 50}}"),
        ("{a: {newer_than: 7d}}", "{a: {newer_than: 30d}}"),
        ("{a: {older_than: 60d}}", "{a: {older_than: 30d}}"),
        ("{a: {contains: [chief marketing, cto]}}", "{a: {contains: [chief, CTO]}}"),
        ("{a: {starts_with: /pricing/team}}", "{a: {starts_with: /pricing}}"),
        ("{a: {ends_with: '@gmail.com'}}", "{a: {contains: gmail}}"),
        ("{a: 'Chief of staff'}", "{a: {contains: chief}}"),
        ("{a: {at_least: 1}}", "{a: {missing: false}}"),
        ("{a: {not: [1, 2]}}", "{a: {not: 1}}"),
        ("{not: {a: [1, 2]}}", "{not: {a: 1}}"),
        ("{a: 1, b: 1, c: 1}", "{a: 1, b: 1}"),
    ],
)
def test_the_narrower_implies_the_wider_and_not_the_other_way(narrow: str, wide: str) -> None:
    assert implies(condition(narrow), condition(wide))
    assert narrow == wide or not implies(condition(wide), condition(narrow))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{a: 1}", "{b: 1}"),
        ("{a: {at_least: 50}}", "{a: {at_most: 60}}"),
        ("{a: {at_least: 50}}", "{a: {at_least: 2026-01-01}}"),
        ("{a: {not: 1}}", "{a: {missing: false}}"),
        ("{a: {contains: a}}", "{a: {starts_with: a}}"),
        ("{a: {starts_with: a}}", "{a: {ends_with: a}}"),
        ("{a: true}", "{a: 'true'}"),
        ("{a: 5}", "{a: '5'}"),
    ],
)
def test_what_cannot_be_told_is_not_implied(one: str, other: str) -> None:
    assert not implies(condition(one), condition(other))
