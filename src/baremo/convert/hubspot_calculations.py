"""HubSpot's calculations, one rule after the other, as pieces of a model.

Shapes: the `Public…Calculator` schemas of
https://developers.hubspot.com/docs/api-reference/2027-03-beta/marketing/lead-scoring/guide. A calculation of
several parts gives a piece for each, so that one part that cannot be said does not take the others with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from baremo.convert.conversion import Json, Piece, Remarks, UnsayableError
from baremo.convert.export_file import items, mapping, number, text, texts
from baremo.convert.hubspot_events import composite, counted, event_name, no_calculation
from baremo.convert.hubspot_operations import condition
from baremo.convert.names import joined
from baremo.model.conditions import AllOf, Condition, Equals, FieldTest, Not, field_tests
from baremo.model.criteria import Attribute, Case, Cases, Level, People
from baremo.model.decay import Step
from baremo.texts import Said, say

ACCOUNT = "account."

Reader = Callable[[Remarks], Piece]


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """Where a calculation stands."""

    name: str  # of the rule
    scores: str  # lead or account
    decay: Step | None = None  # of the group's events
    remarks: tuple[Said, ...] = ()  # of the group, on its events
    prefix: str = ""  # in front of the properties


def looks_at(calculation: object) -> list[str]:
    """The properties, events and segments that a calculation looks at, each once."""
    found: list[str] = []
    match calculation:
        case list():
            found = [name for each in calculation for name in looks_at(each)]
        case dict():
            for key, value in calculation.items():
                match key, value:
                    case "property", str():
                        found.append(value)
                    case "eventTypeId", str():
                        found.append(event_name(value))
                    case "segmentIds", list():
                        found += [f"segment {each}" for each in value]
                    case _:
                        found += looks_at(value)
    return list(dict.fromkeys(found))


def said(calculation: Json, context: Context) -> Iterator[Piece]:
    """What a calculation would be in a model."""
    match calculation.get("type"):
        case "MULTI":
            for part in items(calculation.get("calculators")):
                yield from said(part, context)
        case "MULTI_UE":
            for entry in items(calculation.get("eventCalculators")):
                yield from _events(entry, context)
        case "SEGMENT_MEMBERSHIP":
            for rule in items(calculation.get("segmentMembershipRules")):
                yield _tried(context, _points(rule), partial(_segments, rule))
        case "ASSOCIATIONS":
            yield from _associated(calculation, context)
        case "ASSOCIATION_UE" if context.scores == "account" and calculation.get("rollupType") == "SUM":
            yield from said(mapping(calculation.get("recordCalculation")), context)
        case "CONDITIONAL":
            yield _tried(context, _points(calculation), partial(_conditional, calculation, context))
        case "MATCH":
            yield _tried(context, None, partial(_match, calculation, context))
        case "CONSTANT":
            yield Piece(
                name=context.name,
                points=_points(calculation),
                why=(
                    say("It gives the same points to every record, which ranks nobody."),
                    say("Lower the thresholds by as much instead."),
                ),
            )
        case other:
            error = no_calculation(other)
            yield Piece(name=context.name, why=(error.reason, error.remedy))


def _points(calculation: Json) -> float | None:
    try:
        return number(calculation.get("value"), "value")
    except UnsayableError:
        return None


def _tried(context: Context, points: float | None, read: Reader) -> Piece:
    """A piece, or the reason why it cannot be said."""
    remarks = Remarks()
    try:
        piece = read(remarks)
    except UnsayableError as error:
        return Piece(name=context.name, points=points, why=(error.reason, error.remedy))
    return replace(piece, name=context.name, why=tuple(remarks.differs))


def _conditional(calculation: Json, context: Context, remarks: Remarks) -> Piece:
    when = composite(mapping(calculation.get("whereCondition")), remarks, prefix=context.prefix, of_event=False)
    points = number(calculation.get("value"), "value")
    return _attribute(when, points)


def _attribute(when: Condition, points: float) -> Piece:
    fields = [test.field for test in field_tests(when)]
    return Piece(
        name="",
        called=joined(fields),
        points=points,
        says=Attribute(when=when, points=points),
    )


def _match(calculation: Json, context: Context, remarks: Remarks) -> Piece:
    """Lines on one property: of the first that holds, which is what is meant where no two can hold."""
    field = context.prefix + text(calculation.get("property"), "property")
    otherwise = number(calculation.get("defaultValue") or 0, "defaultValue")
    cases = tuple(
        Case(
            when=condition(field, mapping(rule.get("operation")), remarks),
            points=number(rule.get("value"), "value"),
        )
        for rule in items(calculation.get("matchRules"))
    )
    if not cases:
        raise UnsayableError(say("It has no lines."), say("Nothing needs to be done."))
    if len(cases) == 1 and not otherwise:
        return _attribute(cases[0].when, cases[0].points)
    if not _exclusive(cases):
        remarks.add(say("Of several lines that hold the first counts; HubSpot does not document which does there."))
    best = max((case.points for case in cases), key=abs)
    return Piece(name="", called=joined([field]), points=best, says=Cases(cases=cases, otherwise=otherwise))


def _exclusive(cases: tuple[Case, ...]) -> bool:
    """Whether each line lists values that no other does."""
    seen: set[object] = set()
    for case in cases:
        match case.when:
            case FieldTest(test=Equals(values=values)) if not seen & set(values):
                seen |= set(values)
            case _:
                return False
    return True


def _events(entry: Json, context: Context) -> Iterator[Piece]:
    remarks = Remarks()
    if context.decay is not None:
        remarks.differs.extend(context.remarks)
    try:
        found = list(counted(entry, context.decay, remarks))
    except UnsayableError as error:
        yield Piece(name=context.name, why=(error.reason, error.remedy))
        return
    why = tuple(remarks.differs)
    for each in found:
        yield Piece(
            name=context.name,
            called=each.name.replace("_", "-"),
            points=each.points,
            says=each.rule,
            why=why,
        )


def _segments(rule: Json, remarks: Remarks) -> Piece:
    ids = texts(rule.get("segmentIds"), "segmentIds")
    points = number(rule.get("value"), "value")
    any_of = FieldTest(field="segments", test=Equals(values=ids))
    match rule.get("operation"):
        case "HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP":
            when: Condition = any_of
        case "HAS_NO_SEGMENT_MEMBERSHIP":
            when = Not(condition=any_of)
        case "HAS_ALL_SEGMENT_MEMBERSHIP":
            each = tuple(FieldTest(field="segments", test=Equals(values=(one,))) for one in ids)
            when = each[0] if len(each) == 1 else AllOf(conditions=each)
        case other:
            raise no_calculation(other)
    return Piece(
        name="",
        called=f"segment-{ids[0]}",
        points=points,
        says=Attribute(when=when, points=points),
        note="`segments` is a list of the numbers of the lead's segments.",
    )


def _associated(calculation: Json, context: Context) -> Iterator[Piece]:
    """A contact's companies, or a company's contacts; other objects are none of ours."""
    of, rollup = calculation.get("associatedObjectTypeId"), calculation.get("rollupType")
    record = mapping(calculation.get("recordCalculation"))
    if items(mapping(calculation.get("associationFilters")).get("propertyFilters")):
        yield _unassociated(context)
    elif (context.scores, of) == ("lead", "0-2"):
        one = say("A lead has one account here; HubSpot takes the {rollup} over all its companies.", rollup=str(rollup))
        for piece in said(record, replace(context, prefix=ACCOUNT)):
            yield replace(piece, why=(*piece.why, one)) if piece.says else piece
    elif (context.scores, of) == ("account", "0-1") and rollup in ("SUM", "MAX"):
        for piece in said(record, context):
            yield _people(piece, str(rollup))
    else:
        yield _unassociated(context)


def _people(piece: Piece, rollup: str) -> Piece:
    match piece.says:
        case Attribute(when=when, points=points) if rollup == "SUM":
            return replace(piece, says=People(people=when, points=points))
        case Attribute(when=when, points=points):
            return replace(piece, says=People(people=when, levels=(Level(at_least=1.0, points=points),)))
        case None:
            return piece
        case _:
            reason = say("A model counts an account's leads by one condition, and this has several lines.")
            return replace(piece, says=None, why=(reason, say("Write a criterion for each line.")))


def _unassociated(context: Context) -> Piece:
    return Piece(
        name=context.name,
        why=(
            say("It looks at associated records that a model does not know."),
            say("Put what it finds into an attribute of the lead or account and test that."),
        ),
    )
