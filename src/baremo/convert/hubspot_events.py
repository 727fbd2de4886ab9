"""HubSpot's event rules as criteria that count events.

The event types' numbers are those of https://developers.hubspot.com/docs/api-reference/automation-automation-v4-v4/guide
(page visited and meeting booked stand in exports of accounts alone).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from baremo.convert.conversion import Json, Remarks, UnsayableError
from baremo.convert.export_file import items, mapping, number, text, whole
from baremo.convert.hubspot_operations import condition, days_back
from baremo.model.conditions import AllOf, Condition
from baremo.model.criteria import EventNames, Events, Level, Selection
from baremo.model.decay import Step
from baremo.texts import say

EVENT_TYPES = {
    "4-666440": "email_opened",
    "4-666288": "email_clicked",
    "4-665536": "email_delivered",
    "4-665538": "email_replied",
    "4-5470331": "email_bounced",
    "4-1639801": "form_submitted",
    "4-1639797": "form_viewed",
    "4-1639799": "form_begun",
    "4-96000": "page_viewed",
    "4-1555804": "cta_viewed",
    "4-1555805": "cta_clicked",
    "4-1553675": "ad_clicked",
    "4-68559": "webinar_registered",
    "4-69072": "webinar_cancelled",
    "4-1720599": "meeting_booked",
    "4-1733817": "call_started",
    "4-1741072": "call_ended",
    "4-1722276": "sms_clicked",
    "4-675783": "media_played",
}
PROPERTIES = {"hs_form_id": "form", "hs_title": "title", "hs_page_title": "title", "hs_referrer": "referrer"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """An event rule, with the name and the points that it has in HubSpot."""

    rule: Events
    points: float
    name: str


def event_name(type_id: str) -> str:
    """Our name for an event type; custom events keep their own."""
    return EVENT_TYPES.get(type_id, type_id)


def counted(entry: Json, decay: Step | None, remarks: Remarks) -> Iterator[Counted]:
    """The rules of one event type: one for each way in which it gives points."""
    type_id = text(entry.get("eventTypeId"), "eventTypeId")
    name, within = event_name(type_id), _within(mapping(entry.get("eventTimeframe")), remarks)
    if type_id == "4-68559":
        remarks.add(say("HubSpot's marketing events are not webinars alone."))
    ranges = items(mapping(entry.get("eventFrequencyCriteria")).get("ranges"))
    for where, points in _calculated(mapping(entry.get("recordCalculation")), remarks):
        of = Selection(event=EventNames(names=(name,)), where=where, within=within)
        if ranges:
            levels = _levels(ranges)
            best = max((level.points for level in levels), key=abs)
            remarks.add(
                say(
                    "The points of a frequency are given once; HubSpot does not document whether each event gives some."
                )
            )
            yield Counted(rule=Events(of=of, levels=levels, decay=decay), points=best, name=name)
        else:
            yield Counted(rule=Events(of=of, points=points, decay=decay), points=points, name=name)


def _calculated(calculation: Json, remarks: Remarks) -> Iterator[tuple[Condition | None, float]]:
    match calculation.get("type"):
        case "CONSTANT":
            yield None, number(calculation.get("value"), "value")
        case "CONDITIONAL":
            yield (
                composite(mapping(calculation.get("whereCondition")), remarks),
                number(calculation.get("value"), "value"),
            )
        case "MATCH":
            yield from _matched(calculation, remarks)
        case "MULTI":
            for part in items(calculation.get("calculators")):
                yield from _calculated(part, remarks)
        case other:
            raise no_calculation(other)


def _matched(calculation: Json, remarks: Remarks) -> Iterator[tuple[Condition, float]]:
    name = text(calculation.get("property"), "property")
    if calculation.get("defaultValue"):
        remarks.add(say("The points for any other event are left out."))
    rules = items(calculation.get("matchRules"))
    if len(rules) > 1:
        remarks.add(say("An event that fits several lines counts in each."))
    for rule in rules:
        found = condition(_property(name, remarks), mapping(rule.get("operation")), remarks)
        yield found, number(rule.get("value"), "value")


def composite(where: Json, remarks: Remarks, *, prefix: str = "", of_event: bool = True) -> Condition:
    """A tree of conditions that must all hold."""
    if where.get("type") == "SINGLE":
        name = text(where.get("property"), "property")
        field = _property(name, remarks) if of_event else prefix + name
        return condition(field, mapping(where.get("operation")), remarks)
    parts = tuple(composite(part, remarks, prefix=prefix, of_event=of_event) for part in items(where.get("conditions")))
    if where.get("operator") != "AND" or not parts:
        raise UnsayableError(
            say("Its conditions are not joined by AND, or there is none."), say("Write the rule by hand.")
        )
    flat = [each for part in parts for each in (part.conditions if isinstance(part, AllOf) else (part,))]
    return flat[0] if len(flat) == 1 else AllOf(conditions=tuple(flat))


def _property(name: str, remarks: Remarks) -> str:
    if name == "hs_url":
        remarks.add(say("It looks at the whole address: the events need a property hs_url, of which path is a part."))
    return PROPERTIES.get(name, name)


def _within(timeframe: Json, remarks: Remarks) -> int | None:
    """The window in days, from HubSpot's time operations that reach back from now."""
    operation = mapping(timeframe.get("eventFilterOperation"))
    match operation.get("operationType"), operation.get("operator"):
        case (None, _):
            return None
        case ("ROLLING_DATE_RANGE", "IS_LESS_THAN_X_DAYS_AGO"):
            return whole(operation.get("numberOfDays"), "numberOfDays")
        case ("TIME_RANGED", "IS_BETWEEN" as operator):
            low, high = (mapping(operation.get(f"{end}BoundTimePoint")) for end in ("lower", "upper"))
            return days_back(low, high, operator, remarks) + 1
        case _:
            raise UnsayableError(
                say("Its timeframe is not one of so many days up to now."),
                say("A model has windows such as within: 30d; write the rule by hand."),
            )


def _levels(ranges: list[Json]) -> tuple[Level, ...]:
    """Ranges of how often as levels: where a range ends and no other begins, a level of 0 points."""
    starts: dict[int, float] = {}
    ends: set[int] = set()
    for each in ranges:
        start = max(1, whole(each.get("from"), "from"))
        starts[start] = number(each.get("value"), "value")
        match each.get("type"):
            case "EXACTLY":
                ends.add(start + 1)
            case "BETWEEN":
                ends.add(whole(each.get("to"), "to") + 1)
    levels = dict.fromkeys(ends, 0.0) | starts
    return tuple(Level(at_least=float(at), points=levels[at]) for at in sorted(levels))


def no_calculation(kind: object) -> UnsayableError:
    return UnsayableError(
        say("A model has no words for a calculation of type {kind}.", kind=repr(kind)),
        say("Look the rule up in HubSpot and write it by hand."),
    )
