"""Mautic's points, as its REST API gives them: /api/points, /api/points/triggers and /api/stages.

Shapes: https://devdocs.mautic.org/en/latest/rest_api/point_actions.html, point_triggers.html and
stages.html; one file may hold several of the answers, as `jq -s add` puts them together. What an action
does is read from Mautic's source, PointBundle/Model/PointModel.php: a non-repeatable action gives its
points once, a repeatable one for each event.
"""

from __future__ import annotations

from pathlib import Path

from baremo.convert.assembly import Frame, assemble
from baremo.convert.conversion import Conversion, Json, Piece, Remarks, UnsayableError
from baremo.convert.export_file import items, mapping, number, read_json, shown, within_bounds, wrong
from baremo.convert.mautic_outcome import outcome
from baremo.convert.mautic_urls import url_condition
from baremo.convert.names import free, one_line, slug
from baremo.model.conditions import Condition, Equals, FieldTest
from baremo.model.criteria import EventNames, Events, Level, Selection
from baremo.model.dimensions import Dimension
from baremo.model.layout import OUTPUT_COLUMNS
from baremo.model.model import ScoringModel
from baremo.model.spelling import number_text
from baremo.texts import Said, say

# By type of action: our event, the property of the action that lists ids, and that of our events.
ACTIONS = {
    "page.hit": ("landing_page_viewed", "pages", "page_id"),
    "email.open": ("email_opened", "emails", "email_id"),
    "email.send": ("email_delivered", "emails", "email_id"),
    "form.submit": ("form_submitted", "forms", "form"),
    "asset.download": ("content_downloaded", "assets", "asset_id"),
}
LISTS = ("points", "triggers", "stages")
SINGLE = {"point": "points", "trigger": "triggers", "stage": "stages"}
TIMED = ("returns_within", "returns_after", "accumulative_time", "first_time")
DIMENSION = "engagement"  # of actions that belong to no point group


def convert(path: Path) -> Conversion:
    """The model of Mautic's point actions, triggers and stages.

    Raises
    ------
    InputError
        The file is something else, or none of its actions can be said.
    """
    file = str(path)
    answer = _answer(read_json(path), file)
    found = {name: items(answer.get(name)) for name in LISTS}
    within_bounds(file, sum(map(len, found.values())))
    frame = Frame(name=path.stem if path.stem != "-" else "mautic")
    pieces = [_piece(action, frame) for action in found["points"]]
    told = outcome(found["triggers"], found["stages"], frame)
    model, rules = assemble(frame, pieces, told, file=file)
    return Conversion(source="Mautic", file=file, model=model, rules=rules, notes=_notes(answer, model))


def _answer(value: object, file: str) -> Json:
    """The lists of the API's answers in one mapping."""
    answers = value if isinstance(value, list) else [value]
    found: dict[str, object] = {}
    for answer in map(mapping, answers):
        for key, part in answer.items():
            name = SINGLE.get(key, key)
            if name in LISTS:
                found[name] = [*items(found.get(name)), *(items(part) if key in LISTS else [mapping(part)])]
            elif key == "errors":
                reason = shown(items(part)[0].get("message", "") if items(part) else part)
                raise wrong(
                    file,
                    "an-error",
                    say("Mautic answered with an error: {reason}.", reason=reason),
                    say("Mend the request, and save its answer again."),
                )
        if isinstance(answer.get("total"), int | str):
            found["total"] = answer["total"]
    if "points" not in found:
        raise wrong(
            file,
            "no-points",
            say("there are no point actions in it: the key points is missing."),
            say("Save the answer of GET /api/points?limit=1000; triggers and stages may be added to it."),
        )
    return found


def _piece(action: Json, frame: Frame) -> Piece:
    name = one_line(action.get("name") or action.get("type") or "")
    points: float | None = None
    remarks = Remarks()
    try:
        points = number(action.get("delta"), "delta")
        _in_force(action, points, remarks)
        rule = _rule(action, points, remarks)
    except UnsayableError as error:
        return Piece(name=name, points=points, why=(error.reason, error.remedy))
    return Piece(
        name=name,
        points=points,
        dimension=_dimension(mapping(action.get("group")), frame),
        says=rule,
        note=one_line(action["description"]) if isinstance(action.get("description"), str) else None,
        why=tuple(remarks.differs),
    )


def _in_force(action: Json, points: float, remarks: Remarks) -> None:
    if action.get("isPublished") is False:
        raise UnsayableError(say("It is not published in Mautic."), say("Nothing needs to be done."))
    if not points:
        raise UnsayableError(say("It gives 0 points."), say("Nothing needs to be done."))
    for key in ("publishUp", "publishDown"):
        if action.get(key):
            remarks.add(say("In Mautic it has {key} {when}; here it counts always.", key=key, when=shown(action[key])))


def _rule(action: Json, points: float, remarks: Remarks) -> Events:
    kind, properties = str(action.get("type")), mapping(action.get("properties"))
    once = action.get("repeatable") is not True
    if kind == "url.hit":
        return _page(properties, points, remarks, once=once)
    if kind not in ACTIONS:
        raise UnsayableError(
            say("Baremo does not know Mautic's action {kind}.", kind=shown(kind)),
            say("Send what it does as an event, and count that by hand."),
        )
    event, listed, field = ACTIONS[kind]
    if kind == "email.send":
        remarks.add(say("Mautic counts a mailing when it is sent, this when it arrives."))
    of = Selection(event=EventNames(names=(event,)), where=_where(properties.get(listed), field))
    return Events(of=of, limit=1 if once else None, points=points)


def _where(ids: object, field: str) -> Condition | None:
    """The condition that the event's id is one of these; none at all is any."""
    values = [each for each in (ids if isinstance(ids, list) else list(mapping(ids).values())) if each is not None]
    if not values:
        return None
    known = tuple(float(each) if isinstance(each, int) else str(each) for each in values)
    return FieldTest(field=field, test=Equals(values=known))


def _page(properties: Json, points: float, remarks: Remarks, *, once: bool) -> Events:
    """A visit of an address; a number of visits is a level, for Mautic gives the points from that visit on."""
    timed = [
        key for key in ("returns_within", "returns_after", "accumulative_time", "first_time") if _set(properties, key)
    ]
    if timed:
        raise UnsayableError(
            say(
                "It looks at times of visits ({key}), which a model does not count.",
                key=timed[0],
            ),
            say("Count visits instead: limit, per_day or levels."),
        )
    of = Selection(
        event=EventNames(names=("page_viewed",)), where=url_condition(str(properties.get("page_url") or ""), remarks)
    )
    hits = _set(properties, "page_hits")
    if hits <= 1:
        return Events(of=of, limit=1 if once else None, points=points)
    if not once:
        raise UnsayableError(
            say("It gives its points for each visit from number {hits} on, which a model has no words for.", hits=hits),
            say("Give the points once, with levels, or for each visit with a cap."),
        )
    return Events(of=of, levels=(Level(at_least=float(hits), points=points),))


def _set(properties: Json, key: str) -> int:
    """The number of a field of the form, 0 where it is empty."""
    value = properties.get(key)
    if isinstance(value, str) and value.strip().isdigit():
        return int(value)
    return int(value) if isinstance(value, int | float) and value > 0 else 0


def _dimension(group: Json, frame: Frame) -> str:
    """The dimension of a point group."""
    shown_name = one_line(group.get("name") or "")
    key = str(group.get("id") or "")
    if key not in frame.dimensions:
        taken = {each.name for each in frame.dimensions.values()} | set(OUTPUT_COLUMNS)
        frame.dimensions[key] = Dimension(
            name=free(slug(shown_name, joint="_", otherwise=DIMENSION), taken, joint="_"),
            title={"en": shown_name} if shown_name else None,
            criteria=(),
        )
    return key


def _notes(answer: Json, model: ScoringModel) -> tuple[Said, ...]:
    notes: list[Said] = [
        say("Mautic adds points when something happens and keeps them; a model computes them from all events."),
        say("Points that campaigns, forms or people gave in Mautic are not in it: bring them as adjustments."),
        say(
            "Mautic's points have no end and may be below 0; here a score goes from 0 to {most}.",
            most=number_text(model.out_of),
        ),
        say("Mautic's addresses tell capital letters from small ones; a model does not."),
        say("Pages, mailings, forms and assets are named by Mautic's numbers: give your events the same."),
    ]
    if len(model.dimensions) > 1:
        notes.append(say("Mautic keeps the points of each group apart; here they are dimensions of one score."))
    listed = [name for name in LISTS if name in answer]
    total = str(answer.get("total", ""))
    if len(listed) == 1 and total.isdigit() and int(total) > len(items(answer[listed[0]])):
        notes.append(
            say("The export holds a part of the {total} point actions: fetch them with limit={total}.", total=total)
        )
    return tuple(notes)
