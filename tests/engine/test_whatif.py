"""Each way up that is offered really leads there: the lead is changed so, and scored again."""

from __future__ import annotations

from typing import Any

import pytest

from baremo.engine.whatif import Way
from baremo.model.reader import read_text
from tests.engine.small import events, explained, model, outcome

BANDS = "bands: {hot: 50, warm: 20, cold: 0}\n"
STAGES = "stages: [{name: MQL, when: {score: {at_least: 20}}}, {name: SQL, when: {criteria.spain: {above: 0}}}]\n"
GRADE = "grade: {letter: {of: sum, at_least: {A: 50, B: 20}}}\n"
NOW = "2026-11-01T12:00:00Z"
NOTHING: dict[str, Any] = {"lead_id": "ana", "country": "FR", "answer": None, "size": 5, "mail": "a@gmail.com"}


def ways(criteria: str, rest: str = BANDS, lead: dict[str, Any] = NOTHING, **sources: Any) -> tuple[Way, ...]:
    return explained(model(criteria, rest=rest), [lead], NOW, **sources).ways_up


def place(way: Way) -> tuple[Any, ...]:
    return way.score, way.band, way.grade, way.eligible_stage


ATTRIBUTES = {
    "a condition that comes to hold": ("c: {when: {country: ES}, points: 25}", {"country": "ES"}),
    "a cost that goes": (
        "c: {when: {mail: {ends_with: '@gmail.com'}}, points: -30}, d: {when: {size: 5}, points: 40}",
        {"mail": "a@b.es"},
    ),
    "the best of the cases": ("c: {cases: [{when: {size: {at_least: 9}}, points: 60}], otherwise: 10}", {"size": 9}),
    "an answer": (
        "c: {question: Why?, attribute: answer, answers: [{is: a, points: 5}, {is: b, points: 30}]}",
        {"answer": "b"},
    ),
    "a condition under its cap": ("c: {when: {country: ES}, points: 70, cap: 30}", {"country": "ES"}),
}


@pytest.mark.parametrize(("criteria", "change"), ATTRIBUTES.values(), ids=list(ATTRIBUTES))
def test_an_attribute_that_changes_leads_there(criteria: str, change: dict[str, Any]) -> None:
    (way,) = ways(criteria, BANDS + GRADE)

    assert [step.criterion for step in way.steps] == ["c"]
    assert place(way) == outcome(model(criteria, rest=BANDS + GRADE), [{**NOTHING, **change}], NOW)


EVENTS = {
    "one event": "c: {event: seen, points: 10}",
    "three events": "c: {event: seen, points: 8}",
    "events beside faded ones": "c: {event: seen, points: 9, decay: {half_life: 7d}}",
    "events below a cap": "c: {event: seen, points: 9, cap: 22}",
    "events below a limit": "c: {event: seen, points: 9, limit: 3}",
    "one event a day": "c: {event: seen, points: 9, per_day: 1}",
    "a day more": "c: {event: seen, measure: days, points: 9}",
    "another value": "c: {event: seen, measure: {distinct: what}, points: 9}",
    "the next level": "c: {event: seen, levels: [{at_least: 3, points: 20}, {at_least: 4, points: 55}]}",
    "a level that has faded": "c: {event: seen, levels: [{at_least: 1, points: 60}], decay: {half_life: 7d}}",
    "an event of late": "c: {event: seen, active_within: 7d, points: 25}",
    "the end of a silence": "c: {event: seen, inactive_for: 14d, points: -25}, d: {when: {size: 5}, points: 40}",
    "a long silence": "c: {event: seen, inactive_for: 7d, every: 7d, points: -9}, d: {when: {size: 5}, points: 50}",
}
BEFORE = [*events("seen", "10-01", what="x"), *events("seen", "10-15", what="y")]


@pytest.mark.parametrize("criteria", EVENTS.values(), ids=list(EVENTS))
def test_events_that_follow_lead_there(criteria: str) -> None:
    found = ways(criteria, events=BEFORE)

    assert found
    for way in found:
        (step,) = way.steps
        more = [{**BEFORE[0], "timestamp": NOW, "what": f"new {number}"} for number in range(step.events)]
        assert place(way) == outcome(model(criteria, rest=BANDS), [NOTHING], NOW, events=[*BEFORE, *more])


def test_the_decay_of_a_dimension_starts_anew_with_an_event() -> None:
    text = (
        "model: m\ndimensions:\n  sum:\n    decay: {half_life: 7d}\n    criteria: {c: {event: seen, points: 20}}\n"
        + BANDS
    )
    fading = read_text(text).model
    assert fading is not None
    found = explained(fading, [NOTHING], NOW, events=BEFORE).ways_up

    assert found
    for way in found:
        more = [{**BEFORE[0], "timestamp": NOW}] * way.steps[0].events
        assert place(way) == outcome(fading, [NOTHING], NOW, events=[*BEFORE, *more])


def test_two_steps_are_offered_where_one_does_not_do() -> None:
    criteria = "c: {when: {country: ES}, points: 12}, d: {when: {size: 9}, points: 13}"
    (way,) = ways(criteria)

    assert [step.criterion for step in way.steps] == ["d", "c"]
    assert place(way) == outcome(model(criteria, rest=BANDS), [{**NOTHING, "country": "ES", "size": 9}], NOW)


def test_a_stage_alone_is_a_way_up() -> None:
    criteria = "spain: {when: {country: ES}, points: 1}"
    (way,) = ways(criteria, BANDS + STAGES)

    assert place(way) == outcome(model(criteria, rest=BANDS + STAGES), [{**NOTHING, "country": "ES"}], NOW)
    assert (way.band, way.eligible_stage) == ("cold", "SQL")


@pytest.mark.parametrize(
    "criteria",
    [
        "c: {event: seen, points: 25, limit: 2}",
        "c: {event: seen, when: {country: ES}, points: 25}",
        "c: {event: seen, points: -25}",
        "c: {when: {country: FR}, points: 25}, d: {event: seen, points: 1, cap: 2}",
        "c: {event: seen, measure: {sum: amount}, points: 25}",
        "c: {when: {country: ES}, points: 5}",
    ],
)
def test_what_would_not_raise_the_lead_or_cannot_be_known_is_not_offered(criteria: str) -> None:
    before = [{**event, "amount": 1} for event in BEFORE]
    raised = [way for way in ways(criteria, events=before) if way.band == "hot" or way.score > 50]

    assert raised == []


def test_a_disqualified_lead_has_no_way_up() -> None:
    rest = BANDS + "disqualify: {rival: {when: {country: FR}}}\n"

    assert ways("c: {when: {size: 9}, points: 90}", rest) == ()


def test_a_lead_at_the_top_has_no_way_up() -> None:
    assert ways("c: {when: {country: FR}, points: 90}, d: {when: {size: 9}, points: 10}") == ()


def test_at_most_five_ways_are_offered_the_shortest_first() -> None:
    found = ways(", ".join(f"c{i}: {{when: {{size: {i + 10}}}, points: {20 + i}}}" for i in range(9)))

    assert [[step.criterion for step in way.steps] for way in found] == [[f"c{i}"] for i in range(5)]
