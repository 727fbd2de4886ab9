"""Criteria of every kind, with every key that the kind may have."""

from __future__ import annotations

from typing import Any

from tests.generators.conditions import condition, one_of
from tests.generators.maker import Maker, Mapping
from tests.reference.conditions import days
from tests.reference.inputs import fields_of

POINTS = [5, 1, 2.5, 8, 10, 15, 20, 40, 0.05, 0.3333, -0.1, -3, -5.5, -10]
NAMES = ["page_viewed", "email_clicked", "order_placed", "form_submitted", "Página Vista"]
WINDOWS = ["30d", "1d", "7d", "1w", "2w", "60d", "90d", "365d"]
CAPS = [5, 1, 7.5, 20]
KINDS = ["attribute", "cases", "question", "recency", "inactivity", *["events"] * 4]


def criterion(make: Maker, name: str) -> Mapping:
    kinds = [*KINDS, "people", "people"] if make.scores == "account" else KINDS
    makers = {
        "attribute": attribute,
        "cases": cases,
        "recency": recency,
        "inactivity": inactivity,
        "events": events,
        "people": people,
    }
    kind = make.one(kinds)
    made = question(make, name) if kind == "question" else makers[kind](make)
    if make.rarely():
        made["cap"] = make.one(CAPS)
    if make.rarely(8):
        made |= {"category": "intent", "title": {"en": "A title", "es": "Un título"}, "note": "Why so."}
    return made


def attribute(make: Maker) -> Mapping:
    return {"when": condition(make, "leads"), "points": make.one(POINTS)}


def cases(make: Maker) -> Mapping:
    """Each speaks of other fields than those before it, so that each can be reached."""
    conditions: list[Mapping] = []
    spoken_of: set[str] = set()
    for _ in range(make.number(1, 3)):
        when = condition(make, "leads")
        fields = set(fields_of(when))
        if not fields & spoken_of:
            conditions.append(when)
        spoken_of |= fields
    made: Mapping = {"cases": [{"when": when, "points": make.one(POINTS)} for when in conditions]}
    if make.rarely(2):
        made["otherwise"] = make.one([0, *POINTS])
    return made


def question(make: Maker, name: str) -> Mapping:
    asked, field = make.field("leads")
    if field.type in ("instant", "naive"):
        return attribute(make)
    answers = [{"is": value, "points": make.one(POINTS)} for value in one_of(make, field.flavour)]
    return {"question": {"en": f"What about {name}?"}, "attribute": asked, "answers": answers}


def people(make: Maker) -> Mapping:
    return {"people": condition(make, "people"), **points_or_levels(make, 99)}


def selection(make: Maker) -> Mapping:
    """Which events: by name, by the lead, by their properties."""
    event: Any = make.one(NAMES)
    if make.rarely(3):
        some = make.some(NAMES, 1, 3)
        event = make.one(["*", some, {"except": some}])
    made: Mapping = {"event": event}
    if make.rarely():
        made["when"] = condition(make, "leads")
    if make.rarely(3):
        made["where"] = condition(make, "events")
    return made


def recency(make: Maker) -> Mapping:
    return {**selection(make), "active_within": make.one(WINDOWS), "points": make.one(POINTS)}


def inactivity(make: Maker) -> Mapping:
    made = {**selection(make), "inactive_for": make.one(WINDOWS), "points": make.one(POINTS)}
    if make.rarely(2):
        made["every"] = make.one(WINDOWS)
    return made


def events(make: Maker) -> Mapping:
    made = selection(make)
    if make.rarely(2):
        made["within"] = make.one(WINDOWS)
    measure = measure_of(make, made["event"])
    if measure is not None:
        made["measure"] = measure
    kind = next(iter(measure)) if isinstance(measure, dict) else measure
    if kind not in ("days", "sum", "ratio_to") and make.rarely(3):
        made["per_day"] = make.number(1, 3)
    if kind not in ("sum", "ratio_to") and make.rarely(3):
        made["limit"] = make.number(1, 4)
    if kind != "ratio_to" and make.rarely(2):
        made["decay"] = decay(make)
    return {**made, **points_or_levels(make, most_units(made, kind))}


def measure_of(make: Maker, event: Any) -> Any:
    kind = make.one([None, None, "count", "days", "distinct", "sum", "ratio_to"])
    if kind == "ratio_to":
        return {kind: make.one([name for name in NAMES if event not in (name, [name])])}
    if kind in ("distinct", "sum"):
        names = [name for name, field in make.fields["events"].items() if measures(kind, field.type)]
        name = make.one(names)
        make.read("events", name)
        return {kind: name}
    return kind


def measures(kind: str, type_: str) -> bool:
    """A sum of anything but numbers and text is empty; a distinct list or instant has no one text."""
    return type_ in (("text", "int", "float") if kind == "sum" else ("text", "int", "bool", "date"))


def most_units(made: Mapping, kind: str | None) -> int:
    """The largest measure that can be reached: no level stands beyond it."""
    if kind in ("sum", "ratio_to"):
        return 99
    window = days(made.get("within", "999d"))
    a_day = 1 if kind == "days" else made.get("per_day", 99)
    return int(min(made.get("limit", 99), window * a_day))


def points_or_levels(make: Maker, most: int) -> Mapping:
    if not make.rarely(3):
        return {"points": make.one(POINTS)}
    starts = sorted(make.some([start for start in (1, 2, 3, 0.5, 0.2, 0) if start <= most], 1, 3))
    return {"levels": [{"at_least": start, "points": make.one(POINTS)} for start in starts]}


def decay(make: Maker) -> Mapping:
    kind = make.one(["half_life", "linear", "step"])
    if kind == "half_life":
        return {kind: make.one(["14d", "1d", "7d", "30d", "13w"])}
    if kind == "linear":
        return {kind: make.one(["30d", "1d", "7d", "90d", "365d"])}
    made: Mapping = {kind: make.one(["25%", "5%", "50%", "33.3%", "100%"]), "every": make.one(["30d", "1d", "1w"])}
    if make.rarely(2):
        made["compound"] = make.one([True, False])
    return made
