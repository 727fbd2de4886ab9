"""Apache Unomi's scoring plans, as GET /cxs/scoring/{id} gives one.

Shape: https://unomi.apache.org/manual/latest/#_scoring_plans (itemId, metadata, elements of a condition and a
value). An element gives its value while its condition holds, so each is a criterion.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from baremo.convert.assembly import Frame, assemble
from baremo.convert.conversion import Conversion, Json, Piece, Remarks, UnsayableError
from baremo.convert.export_file import items, mapping, number, read_json, within_bounds, wrong
from baremo.convert.names import free, joined, one_line, slug
from baremo.convert.unomi_conditions import on_lead
from baremo.convert.unomi_events import past_event
from baremo.model.conditions import AllOf, field_tests
from baremo.model.criteria import Attribute, Events, Inactivity
from baremo.model.dimensions import Dimension
from baremo.model.layout import OUTPUT_COLUMNS
from baremo.texts import Said, say

PAST = "pastEventCondition"


def convert(path: Path) -> Conversion:
    """The model of one or several scoring plans of Unomi.

    Raises
    ------
    InputError
        The file is something else, or none of its elements can be said.
    """
    file = str(path)
    plans = _plans(read_json(path), file)
    within_bounds(file, sum(len(items(plan.get("elements"))) for plan in plans))
    frame = Frame(
        name=_title(plans[0]) if len(plans) == 1 else path.stem, title=_title(plans[0]) if len(plans) == 1 else ""
    )
    pieces = [piece for plan in plans for piece in _pieces(plan, frame)]
    model, rules = assemble(frame, pieces, file=file)
    return Conversion(source="Apache Unomi", file=file, model=model, rules=rules, notes=_notes(plans))


def _plans(value: object, file: str) -> list[Json]:
    plans = items(value) if isinstance(value, list) else [mapping(value)]
    found = [plan for plan in plans if isinstance(plan.get("elements"), list)]
    fetch = say("Save the answer of GET /cxs/scoring/{{id}}, or several of them in a list.")
    if not found and any("id" in plan and "scope" in plan for plan in plans):
        raise wrong(file, "no-plan", say("this is the list of scoring plans, without their elements."), fetch)
    if not found:
        raise wrong(file, "no-plan", say("this is no scoring plan of Unomi: elements is missing."), fetch)
    return found


def _title(plan: Json) -> str:
    metadata = mapping(plan.get("metadata"))
    return one_line(metadata.get("name") or metadata.get("id") or plan.get("itemId") or "unomi")


def _pieces(plan: Json, frame: Frame) -> Iterator[Piece]:
    title, metadata = _title(plan), mapping(plan.get("metadata"))
    taken = {each.name for each in frame.dimensions.values()} | set(OUTPUT_COLUMNS)
    key = f"{len(frame.dimensions)}"
    frame.dimensions[key] = Dimension(
        name=free(slug(title, joint="_", otherwise="plan"), taken, joint="_"), title={"en": title}, criteria=()
    )
    for position, element in enumerate(items(plan.get("elements")), 1):
        name = f"{title} #{position}: {', '.join(looks_at(element.get('condition')))}".removesuffix(": ")
        points: float | None = None
        remarks = Remarks()
        try:
            points = number(element.get("value"), "value")
            if metadata.get("enabled") is False:
                raise UnsayableError(say("Its plan is not enabled in Unomi."), say("Nothing needs to be done."))
            rule = _rule(mapping(element.get("condition")), points, remarks)
        except UnsayableError as error:
            yield Piece(name=name, points=points, why=(error.reason, error.remedy))
            continue
        yield Piece(
            name=name, called=_called(rule), points=points, dimension=key, says=rule, why=tuple(remarks.differs)
        )


def looks_at(condition: object) -> list[str]:
    """The properties and events that a condition looks at, each once; its type where it names none."""
    parts = items(condition) if isinstance(condition, list) else [mapping(condition)]
    return list(dict.fromkeys(name for part in parts if part for name in _named(part)))


def _named(part: Json) -> list[str]:
    values = mapping(part.get("parameterValues"))
    own = [str(values[key]).removeprefix("properties.") for key in ("propertyName", "eventTypeId") if values.get(key)]
    below = [name for key in ("subConditions", "subCondition", "eventCondition") for name in looks_at(values.get(key))]
    return [*own, *below] or [str(part.get("type", ""))]


def _rule(condition: Json, points: float, remarks: Remarks) -> Attribute | Events | Inactivity:
    """A condition on the profile, a past event, or a past event of profiles of a kind."""
    values = mapping(condition.get("parameterValues"))
    if condition.get("type") == PAST:
        return past_event(condition, points, None, remarks)
    parts = items(values.get("subConditions")) if condition.get("type") == "booleanCondition" else []
    past = [part for part in parts if part.get("type") == PAST]
    if len(past) == 1 and str(values.get("operator", "and")).lower() == "and":
        others = tuple(on_lead(part) for part in parts if part is not past[0])
        when = others[0] if len(others) == 1 else AllOf(conditions=others) if others else None
        return past_event(past[0], points, when, remarks)
    if past:
        raise UnsayableError(
            say("It joins several past events, or one with other conditions by or; a criterion counts one."),
            say("Write a criterion for each; together they may give more points."),
        )
    return Attribute(when=on_lead(condition), points=points)


def _called(rule: Attribute | Events | Inactivity) -> str:
    match rule:
        case Attribute(when=when):
            return joined(test.field for test in field_tests(when))
        case Events(of=of) | Inactivity(of=of):
            prefix = "no-" if isinstance(rule, Inactivity) else ""
            return prefix + (of.event.names[0].replace("_", "-") if of.event.names else "any-event")


def _notes(plans: list[Json]) -> tuple[Said, ...]:
    notes: list[Said] = [
        say("Unomi ignores accents when it compares text, a model does not."),
        say("Unomi counts hours back from now, a model whole calendar days."),
        say("The columns have the names of the profile's properties, such as jobTitle; segments is a list."),
    ]
    if len(plans) > 1:
        notes.append(say("Unomi keeps the score of each plan apart; here they are dimensions of one score."))
    return tuple(notes)
