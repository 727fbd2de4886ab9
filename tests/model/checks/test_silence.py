"""What the rules say nothing of, for it may well be meant."""

from __future__ import annotations

import pytest

from baremo.model.checks import OF_THE_PARTS, OF_THE_WHOLE
from baremo.model.vocabulary import EVENTS, MEANINGS
from tests.model.checks.saying import said


@pytest.mark.parametrize(
    "criteria",
    [
        "c: {cases: [{when: {e: {at_least: 250}}, points: 12}, {when: {e: {at_least: 50}}, points: 8}]}",
        "c: {event: trial_ended, points: 5}, d: {event: demo_given, points: 3}",
        "c: {event: order_placed, points: 5, cap: 20}, d: {event: order_placed, measure: {sum: amount}, points: 1}",
        "c: {event: x, where: {a: 1}, points: 5}, d: {event: x, where: {a: 2}, points: 3}",
        "c: {event: x, points: 5}, d: {event: x, where: {a: 1}, points: -3}",
        "c: {event: x, when: {a: 1}, points: 5}, d: {event: x, when: {a: 2}, points: 3}",
        "c: {event: '*', active_within: 7d, points: 5}, d: {event: x, where: {a: 1}, points: -3}",
        "c: {event: x, within: 30d, decay: {half_life: 14d}, points: 5}",
        "c: {event: x, measure: days, within: 1w, levels: [{at_least: 7, points: 5}]}",
        "c: {when: {a: {at_least: 5, below: 10}}, points: 1}",
        "c: {when: {a: {missing: true, not: ES}}, points: 1}",
        "c: {when: {a: {matches: '\\b(chief|vp)\\b'}}, points: 1}",
        "c: {when: {account.size: 5}, points: 1}",
        "c: {cases: [{when: {a: {missing: true}}, points: -2}], otherwise: 3}",
    ],
)
def test_nothing_is_said_of_what_may_be_meant(criteria: str) -> None:
    assert said(f"model: m\ndimensions: {{fit: {{max: 20, criteria: {{{criteria}%N}}}}}}\n") == ""


def test_each_rule_stands_once_in_the_list() -> None:
    rules = OF_THE_PARTS + OF_THE_WHOLE
    assert len(set(rules)) == len(rules)
    assert all(rule.__doc__ for rule in rules)


def test_every_common_event_has_a_meaning() -> None:
    assert list(EVENTS) == list(MEANINGS)
    assert EVENTS["page_viewed"] == ("path", "title", "referrer", "campaign")
