"""HubSpot's lead scores, as their Lead Scoring API gives one: GET /marketing/lead-scoring/{version}/scores/{id}.

Shape: https://developers.hubspot.com/docs/api-reference/2026-09-beta/marketing/lead-scoring/guide and its
successor 2027-03-beta (`PublicScoreConfiguration`; the first has maximumValue where the second has
maxValue). The score properties of before August 2025 have no rules in any API.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from baremo.convert.assembly import Frame, assemble
from baremo.convert.conversion import Conversion, Json, Piece, Remarks, UnsayableError
from baremo.convert.export_file import items, mapping, read_json, texts, within_bounds, wrong
from baremo.convert.hubspot_calculations import Context, looks_at, said
from baremo.convert.hubspot_outputs import outputs
from baremo.convert.names import free, one_line, slug
from baremo.model.conditions import Equals, FieldTest, NotTest
from baremo.model.criteria import Attribute
from baremo.model.decay import Step
from baremo.model.dimensions import Dimension
from baremo.model.layout import OUTPUT_COLUMNS
from baremo.model.shape import LARGEST
from baremo.texts import Said, Text, say

SCORED: dict[str, Literal["lead", "account"]] = {"0-1": "lead", "0-2": "account"}  # HubSpot's contacts and companies


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A group of rules, which becomes a dimension."""

    key: str
    name: str
    decay: Step | None
    remarks: tuple[Said, ...]
    rules: tuple[Json, ...]


def convert(path: Path) -> Conversion:
    """The model of a lead score of HubSpot.

    Raises
    ------
    InputError
        The file is something else, or none of its rules can be said.
    """
    file = str(path)
    score = _score(read_json(path), file)
    frame = Frame(
        name=str(score.get("name") or path.stem),
        title=str(score.get("name") or ""),
        scores=SCORED[str(score.get("objectTypeId", "0-1"))],
        out_of=_out_of(score),
    )
    groups = [_group(group, frame) for group in items(score.get("groupConfigs"))]
    within_bounds(file, sum(len(group.rules) for group in groups))
    pieces = [*_filter(score), *(piece for group in groups for piece in _pieces(group, frame.scores))]
    model, rules = assemble(frame, pieces, outputs(score, frame), file=file)
    return Conversion(source="HubSpot", file=file, model=model, rules=rules, notes=_notes(score))


def _score(value: object, file: str) -> Json:
    """The score of the file, or an error that says what the file is instead."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    score = mapping(value)
    if not isinstance(score.get("groupConfigs"), list):
        raise wrong(file, "not-a-score", *_what_it_is(value))
    if str(score.get("objectTypeId", "0-1")) not in SCORED:
        raise wrong(
            file,
            "not-a-score",
            say(
                "the score is of the object {given}, and a model scores leads or accounts.",
                given=str(score.get("objectTypeId")),
            ),
            say("Export a score of contacts (0-1) or companies (0-2)."),
        )
    return score


def _what_it_is(value: object) -> tuple[Text, Text]:
    fetch = say("Fetch one score: GET https://api.hubapi.com/marketing/lead-scoring/2026-09-beta/scores/{{scoreId}}.")
    results = items(mapping(value).get("results", value if isinstance(value, list) else [value]))
    old = [one_line(each.get("name")) for each in results if each.get("fieldType") == "calculation_score"]
    if old:
        return (
            say("these are score properties ({names}), whose rules HubSpot's API does not give.", names=", ".join(old)),
            say("Write their rules into a CSV file and convert that with --from csv."),
        )
    if any("fieldType" in each for each in results):
        return say("these are properties, none of them a score."), fetch
    if any("scoredObjectTypeId" in each for each in results):
        return say("this is the list of scores, without their rules."), fetch
    if len([each for each in results if "groupConfigs" in each]) > 1:
        return say("the file has several scores."), say("Convert them one by one, into a model each.")
    return say("this is no lead score of HubSpot: groupConfigs is missing."), fetch


def _out_of(score: Json) -> float | None:
    """The ceiling of the score: that of the whole, or that of its categories together."""
    whole, each = score.get("maxScore"), score.get("maxScorePerCategory")
    categories = {str(group.get("groupCategory")) for group in items(score.get("groupConfigs"))}
    most = whole if isinstance(whole, int) else each * len(categories) if isinstance(each, int) else 0
    return float(most) if 0 < most <= LARGEST else None


def _group(group: Json, frame: Frame) -> Group:
    shown = one_line(group.get("groupName") or group.get("groupCategory") or "")
    taken = {each.name for each in frame.dimensions.values()} | set(OUTPUT_COLUMNS)
    key = f"{len(frame.dimensions)}"
    remarks = Remarks()
    frame.dimensions[key] = Dimension(
        name=free(slug(shown, joint="_", otherwise="group"), taken, joint="_"),
        title={"en": shown} if shown else None,
        criteria=(),
        min=_limit(group.get("minValue")),
        max=_limit(group.get("maxValue")),
    )
    return Group(
        key=key,
        name=shown,
        decay=_decay(mapping(group.get("groupDecay")), remarks),
        remarks=tuple(remarks.differs),
        rules=tuple(items(group.get("ruleConfigurations"))),
    )


def _limit(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and abs(value) <= LARGEST else None


def _decay(decay: Json, remarks: Remarks) -> Step | None:
    days, percent = decay.get("decayIntervalDays"), decay.get("percentToDecayPerInterval")
    if not isinstance(days, int) or not isinstance(percent, int) or not 0 < percent <= 100 or days < 1:
        return None
    if percent < 100:
        remarks.add(
            say(
                "Here, each {days} days take {percent} % of the first points; "
                "HubSpot does not document of which points.",
                days=days,
                percent=percent,
            )
        )
    return Step(share=percent / 100, every=days)


def _filter(score: Json) -> Iterator[Piece]:
    """Who is scored at all."""
    found = mapping(score.get("filterConfiguration"))
    if not found:
        return
    excluded = found.get("listFilterType") == "EXCLUDES"
    name = "EXCLUDES" if excluded else "INCLUDES"
    try:
        test = Equals(values=texts(found.get("segmentIds"), "segmentIds"))
    except UnsayableError as error:
        yield Piece(name=name, why=(error.reason, error.remedy))
        return
    when = FieldTest(field="segments", test=test if excluded else NotTest(test=test))
    yield Piece(
        name=name,
        called="not-scored",
        says=Attribute(when=when, points=0.0),
        disqualifies=True,
        why=(say("HubSpot gives these records no score; here they have 0 points and this reason."),),
    )


def _pieces(group: Group, scores: str) -> Iterator[Piece]:
    for number, rule in enumerate(group.rules, 1):
        calculation = mapping(mapping(rule.get("configuration")).get("calculation"))
        name = one_line(f"{group.name} #{number}: {', '.join(looks_at(calculation))}").removesuffix(":")
        if rule.get("enabled") is False:
            yield Piece(name=name, why=(say("It is switched off in HubSpot."), say("Nothing needs to be done.")))
            continue
        found = list(said(calculation, Context(name=name, decay=group.decay, scores=scores, remarks=group.remarks)))
        limited = _limits(rule)
        for piece in found:
            shared = limited is not None and len(found) > 1 and piece.says is not None
            together = (say("The limit of the rule holds in HubSpot for its parts together, here for each."),)
            yield replace(piece, dimension=group.key, cap=limited, why=(*piece.why, *(together if shared else ())))


def _limits(rule: Json) -> float | None:
    """The most points of a rule, or the most that it takes away."""
    ends = [rule.get(key) for key in ("maxValue", "maximumValue", "minValue", "minimumValue")]
    sizes = [abs(float(end)) for end in ends if isinstance(end, int | float) and 0 < abs(end) <= LARGEST]
    return max(sizes) if sizes else None


def _notes(score: Json) -> tuple[Said, ...]:
    notes: list[Said] = [
        say("HubSpot counts hours back from now, a model whole calendar days."),
        say("A total below 0 is 0 here; HubSpot shows it with its sign."),
        say("The columns have HubSpot's internal names of the properties, such as jobtitle."),
    ]
    groups = items(score.get("groupConfigs"))
    if isinstance(score.get("maxScorePerCategory"), int) and len(groups) > 1:
        notes.append(
            say(
                "HubSpot limits each category to {most} points; here the groups and the whole are limited.",
                most=score["maxScorePerCategory"],
            )
        )
    if score.get("scoreStatus") == "draft":
        notes.append(say("The score is a draft in HubSpot: what is in force there may differ."))
    return tuple(notes)
