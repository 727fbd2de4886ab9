"""Apache Unomi's conditions on past events as criteria that count events.

https://unomi.apache.org/manual/latest/ (Past event conditions): `eventsOccurred` holds from
minimumEventCount, at least one, to maximumEventCount events; `eventsNotOccurred` where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from baremo.convert.conversion import Json, Remarks, UnsayableError
from baremo.convert.export_file import items, mapping, shown, text, whole
from baremo.convert.unomi_conditions import on_property
from baremo.model.conditions import AllOf, Condition, Equals, FieldTest
from baremo.model.criteria import EventNames, Events, Inactivity, Level, Selection
from baremo.texts import say

EVENT_TYPES = {"view": "page_viewed", "form": "form_submitted", "download": "content_downloaded", "login": "logged_in"}
PROPERTIES = {
    "target.properties.pageInfo.pagePath": "path",
    "target.properties.pageInfo.pageName": "title",
    "target.properties.pageInfo.referringURL": "referrer",
    "target.properties.pageInfo.language": "language",
}
# By condition: its event type, and our property for each of its parameters.
KINDS = {
    "pageViewEventCondition": ("view", {"pagePath": "path", "language": "language", "url": "url"}),
    "formEventCondition": ("form", {"formId": "form", "pagePath": "path"}),
    "downloadEventCondition": ("download", {"filePath": "path"}),
    "loginEventCondition": ("login", {}),
    "videoViewEventCondition": ("video", {"videoId": "video_id"}),
}


def past_event(condition: Json, points: float, when: Condition | None, remarks: Remarks) -> Events | Inactivity:
    """The criterion of a past event, for leads that pass `when`.

    Raises
    ------
    UnsayableError
        It looks at fixed dates, or at events that have no words here.
    """
    values = mapping(condition.get("parameterValues"))
    if values.get("fromDate") or values.get("toDate"):
        raise UnsayableError(
            say("It looks at events between fixed dates."),
            say("A model has windows up to now, such as within: 30d; write the rule by hand."),
        )
    days = None if values.get("numberOfDays") is None else whole(values.get("numberOfDays"), "numberOfDays")
    name, where = _selected(mapping(values.get("eventCondition")))
    names = EventNames(names=(name,)) if name else EventNames(excluded=True)
    if values.get("operator") == "eventsNotOccurred":
        if days is None:
            raise UnsayableError(
                say("It gives points to those who never did something, which a model has no words for."),
                say("Give points to those who did, with the opposite sign."),
            )
        remarks.add(say("A lead without any such event counts from the day of created_at."))
        return Inactivity(of=Selection(event=names, when=when, where=where), inactive_for=days, points=points)
    least = max(1, whole(values.get("minimumEventCount") or 1, "minimumEventCount"))
    levels = [Level(at_least=float(least), points=points)]
    if values.get("maximumEventCount") is not None:
        most = whole(values.get("maximumEventCount"), "maximumEventCount")
        levels.append(Level(at_least=float(most + 1), points=0.0))
    of = Selection(event=names, when=when, where=where, within=days)
    return Events(of=of, levels=tuple(levels))


def _selected(condition: Json) -> tuple[str, Condition | None]:
    """The event's name, empty for any, and the condition on its properties."""
    names, wheres = set[str](), list[Condition]()
    for part in _parts(condition):
        match part:
            case str():
                names.add(part)
            case _:
                wheres.append(part)
    if len(names) > 1:
        raise UnsayableError(say("An event cannot have two types."), say("Write the rule by hand."))
    where = wheres[0] if len(wheres) == 1 else AllOf(conditions=tuple(wheres)) if wheres else None
    return next(iter(names), ""), where


def _parts(condition: Json) -> Iterator[str | Condition]:
    """Names of events and conditions, all of which must hold."""
    kind, values = str(condition.get("type")), mapping(condition.get("parameterValues"))
    if kind in KINDS:
        event, parameters = KINDS[kind]
        yield EVENT_TYPES.get(event, event)
        for parameter, field in parameters.items():
            if values.get(parameter):
                yield FieldTest(field=field, test=Equals(values=(text(values.get(parameter), parameter),)))
    elif kind == "eventTypeCondition":
        event = text(values.get("eventTypeId"), "eventTypeId")
        yield EVENT_TYPES.get(event, event)
    elif kind == "eventPropertyCondition":
        yield from _property(values)
    elif kind == "booleanCondition" and str(values.get("operator", "and")).lower() == "and":
        for part in items(values.get("subConditions")):
            yield from _parts(part)
    else:
        raise UnsayableError(
            say("A model does not know the event condition {kind}.", kind=shown(kind)),
            say("Write the rule by hand, with event and where."),
        )


def _property(values: Json) -> Iterator[str | Condition]:
    name = text(values.get("propertyName"), "propertyName")
    if name == "eventType" and values.get("comparisonOperator") == "equals":
        event = text(values.get("propertyValue"), "propertyValue")
        yield EVENT_TYPES.get(event, event)
    else:
        yield on_property(PROPERTIES.get(name, name.removeprefix("properties.")), values)
