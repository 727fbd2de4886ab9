"""A scoring plan of Unomi gives a profile the points that Unomi gives it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from baremo.convert.sources import convert
from baremo.errors import InputError
from tests.convert.exports import EXAMPLES, converted, did, points, why

EXAMPLE = EXAMPLES / "unomi-plan.json"
PROFILE = {"countryName": None, "jobTitle": None, "companySize": None, "created_at": "2026-10-20"}


def plan(*conditions: dict[str, Any], **more: Any) -> dict[str, Any]:
    elements = [{"condition": each, "value": 10} for each in conditions]
    return {"itemId": "plan", "elements": elements, "metadata": {"id": "plan", "name": "Plan", "enabled": True}} | more


def condition(kind: str, **values: Any) -> dict[str, Any]:
    return {"type": kind, "parameterValues": values}


def field(operator: str, **values: Any) -> dict[str, Any]:
    return condition("profilePropertyCondition", propertyName="properties.x", comparisonOperator=operator, **values)


def past(**values: Any) -> dict[str, Any]:
    return condition("pastEventCondition", **values)


def either(*parts: dict[str, Any]) -> dict[str, Any]:
    return condition("booleanCondition", operator="or", subConditions=list(parts))


VIEW = condition("eventTypeCondition", eventTypeId="view")
KNOWN = field("exists")


def test_the_example_gives_the_points_worked_out_by_hand(tmp_path: Path) -> None:
    leads = [
        {"lead_id": "ana", **PROFILE, "countryName": "Spain", "jobTitle": "Sales Director", "companySize": 50},
        {"lead_id": "bruno", **PROFILE, "jobTitle": "Director"},
        {"lead_id": "carla", **PROFILE, "countryName": "Portugal", "created_at": "2026-01-01"},
    ]
    events = [
        *(did("ana", "page_viewed", day, path="/pricing") for day in (1, 2, 29)),
        *(did("bruno", "page_viewed", day, path="/pricing") for day in (1, 2, 30)),
    ]

    # Ana: Spain 10, a director of fifty people 15, three looks at the prices within 30 days 20.
    # Bruno: only two looks within 30 days. Carla: Portugal 10, and no look within 90 days takes 10.
    assert points(tmp_path, convert(EXAMPLE, "unomi"), leads, events) == {"ana": 45.0, "bruno": 0.0, "carla": 0.0}


def test_every_element_of_the_example_has_its_line() -> None:
    assert [(each.name, each.status) for each in convert(EXAMPLE, "unomi").rules] == [
        ("Lead score #1: countryName", "same"),
        ("Lead score #2: jobTitle, companySize", "same"),
        ("Lead score #3: pageViewEventCondition", "same"),
        ("Lead score #4: view", "differs"),
        ("Lead score #5: duration", "left out"),
    ]


@pytest.mark.parametrize(
    ("given", "value", "passes"),
    [
        (field("equals", propertyValue="spain"), "Spain", True),
        (field("equals", propertyValueInteger=5), "5", True),
        (field("notEquals", propertyValue="spain"), "Portugal", True),
        (field("notEquals", propertyValue="spain"), None, False),
        (field("notIn", propertyValues=["spain"]), None, False),
        (field("notContains", propertyValue="intern"), "internal", False),
        (field("startsWith", propertyValue="head"), "Head of Sales", True),
        (field("matchesRegex", propertyValue="h.*s"), "head of sales", True),
        (field("matchesRegex", propertyValue="h.*d"), "head of sales", False),
        (field("between", propertyValuesInteger=[5, 9]), "9", True),
        (field("between", propertyValuesInteger=[5, 9]), "10", False),
        (field("greaterThan", propertyValueDate="2026-10-01T00:00:00Z"), "2026-10-02", True),
        (field("greaterThan", propertyValueDateExpr="now-30d"), "2026-10-20", True),
        (field("lessThan", propertyValueDateExpr="now-30d"), "2026-10-20", False),
        (field("isDay", propertyValueDate="2026-10-20T10:00:00Z"), "2026-10-20", True),
        (field("missing"), None, True),
        (condition("notCondition", subCondition=field("equals", propertyValue="a")), None, True),
        (either(field("missing"), field("equals", propertyValue="a")), "A", True),
    ],
)  # fmt: skip
def test_a_condition_passes_what_it_passes_in_unomi(
    tmp_path: Path, given: dict[str, Any], value: object, passes: bool
) -> None:
    made = converted(tmp_path, "unomi", plan(given))
    scored = points(tmp_path, made, [{"lead_id": "ana", "x": value}, {"lead_id": "typed", "x": "zzz"}])

    assert (made.rules[0].status, scored["ana"]) == ("same", 10.0 if passes else 0.0)


@pytest.mark.parametrize(
    ("how", "passes"), [("in", True), ("all", False), ("notIn", False), ("hasSomeOf", True), ("hasNoneOf", False)]
)
def test_segments_are_a_list_that_the_lead_brings(tmp_path: Path, how: str, passes: bool) -> None:
    member = condition("profileSegmentCondition", segments=["a", "b"], matchType=how)
    made = converted(tmp_path, "unomi", plan(member))

    assert points(tmp_path, made, [{"lead_id": "ana", "segments": ["a", "c"]}]) == {"ana": 10.0 if passes else 0.0}


def test_from_so_many_events_to_so_many(tmp_path: Path) -> None:
    some = past(eventCondition=VIEW, minimumEventCount=2, maximumEventCount=3)
    made = converted(tmp_path, "unomi", plan(some))
    events = [did(f"lead{times}", "page_viewed", 1 + day) for times in range(5) for day in range(times)]
    scored = points(tmp_path, made, [{"lead_id": f"lead{times}"} for times in range(5)], events)

    assert [scored[f"lead{times}"] for times in range(5)] == [0.0, 0.0, 10.0, 10.0, 0.0]


def test_a_past_event_of_some_profiles_counts_for_them_alone(tmp_path: Path) -> None:
    both = condition(
        "booleanCondition",
        operator="and",
        subConditions=[
            past(eventCondition=condition("formEventCondition", formId="demo"), numberOfDays=30),
            field("equals", propertyValue="cto"),
        ],
    )
    made = converted(tmp_path, "unomi", plan(both))
    events = [did("ana", "form_submitted", form="demo"), did("bruno", "form_submitted", form="demo")]
    leads = [{"lead_id": "ana", "x": "CTO"}, {"lead_id": "bruno", "x": "Cook"}]

    assert points(tmp_path, made, leads, events) == {"ana": 10.0, "bruno": 0.0}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (past(eventCondition=VIEW, fromDate="2026-01-01T00:00:00Z"), "It looks at events between fixed dates."),
        (past(eventCondition=VIEW, operator="eventsNotOccurred"), "It gives points to those who never did something"),
        (past(eventCondition=condition("goalMatchCondition")), "A model does not know the event condition goalMatchC"),
        (either(past(eventCondition=VIEW), KNOWN), "It joins several past events"),
        (field("distance", center="1,1"), "A model has no test for the operator distance."),
        (field("equals"), "propertyValue is missing."),
        (field("greaterThan", propertyValue="b"), "It compares by alphabet"),
        (field("matchesRegex", propertyValue="(?<=a)b"), ""),
        (condition("profilePropertyCondition"), "propertyName is missing."),
        ({}, "A model does not know the condition null."),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_left_out_with_its_reason(tmp_path: Path, given: dict[str, Any], reason: str) -> None:
    made = converted(tmp_path, "unomi", plan(given, KNOWN))

    assert [(each.status, each.points) for each in made.rules] == [("left out", 10.0), ("same", 10.0)]
    assert why(made.rules[0])
    assert reason in why(made.rules[0])


def test_several_plans_are_dimensions_of_one_score(tmp_path: Path) -> None:
    off = plan(KNOWN) | {"metadata": {"id": "off", "name": "Off", "enabled": False}}
    made = converted(tmp_path, "unomi", [plan(KNOWN), plan(field("missing")) | {"metadata": {"name": "Plan"}}, off])

    assert [each.name for each in made.model.dimensions] == ["plan", "plan_2"]
    assert [each.status for each in made.rules] == ["same", "same", "left out"]


@pytest.mark.parametrize(
    ("export", "message"),
    [
        ([{"id": "a", "name": "A", "scope": "s"}], "this is the list of scoring plans, without their elements."),
        ({"hello": 1}, "this is no scoring plan of Unomi: elements is missing."),
    ],
)
def test_another_file_is_named_for_what_it_is(tmp_path: Path, export: object, message: str) -> None:
    with pytest.raises(InputError) as refused:
        converted(tmp_path, "unomi", export)

    assert message in str(refused.value)
