"""What a part of a model says, key by key: its meaning to compare and its words to tell.

The keys are those of the file, so that no difference of meaning is without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from baremo.model import canonical, sentences
from baremo.model.canonical import Node
from baremo.model.conditions import Condition
from baremo.model.criteria import (
    Attribute,
    Cases,
    Criterion,
    Events,
    Inactivity,
    People,
    Predicted,
    Question,
    Recency,
    Rule,
    Selection,
)
from baremo.model.dimensions import Dimension
from baremo.model.fingerprint import as_json, meaning
from baremo.model.model import ScoringModel
from baremo.model.outcome import Disqualifier, DisqualifyingEvents, Stage
from baremo.model.sentences_conditions import of_value
from baremo.model.spelling import number_text
from baremo.texts import Joined, Localised, Said, say

Told = dict[str, Said | None]

_CONDITIONS = {"when", "where", "people"}

LABELS: dict[str, Said] = {  # words that fit before `5 -> 8`
    "model": say("name"),
    "scores": say("scores"),
    "timezone": say("time zone"),
    "scale": say("scale"),
    "out_of": say("points of a full score"),
    "probability": say("probability"),
    "points": say("points"),
    "min": say("min"),
    "max": say("max"),
    "weight": say("weight"),
    "decay": say("decay"),
    "category": say("category"),
    "when": say("condition"),
    "where": say("condition on the event"),
    "people": say("condition on people"),
    "event": say("event"),
    "within": say("window"),
    "active_within": say("window"),
    "inactive_for": say("quiet for"),
    "every": say("again every"),
    "measure": say("measure"),
    "per_day": say("daily maximum"),
    "limit": say("limit"),
    "levels": say("levels"),
    "cap": say("cap"),
    "cases": say("cases"),
    "otherwise": say("otherwise"),
    "question": say("question"),
    "attribute": say("attribute"),
    "answers": say("answers"),
    "predictor": say("predictor"),
    "at_least": say("times"),
    "hold": say("hold"),
    "accepted_by": say("accepted by"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Aspects:
    """The meaning of each key, as JSON, and its words."""

    meant: dict[str, str]
    told: Told
    unit: Said = ""  # of the points

    @property
    def meaning(self) -> str:
        """The same for parts that mean the same."""
        return as_json(dict(self.meant))

    def words(self, key: str) -> Said:
        """`max 50`."""
        return say("{aspect} {value}", aspect=LABELS[key], value=self.told[key])

    def only(self, key: str) -> Aspects:
        return replace(self, meant={key: self.meant[key]} if key in self.meant else {})


def differences(subject: Said, old: Aspects, new: Aspects) -> Iterator[Said]:
    """A sentence for each key whose meaning differs; without a subject the key itself begins it."""
    for key in dict.fromkeys([*old.meant, *new.meant]):
        if old.meant.get(key) != new.meant.get(key):
            before, after = old.told.get(key), new.told.get(key)
            if key == "points" and before and after:
                yield say("{subject}: {old} -> {new} {unit}", subject=subject, old=before, new=after, unit=new.unit)
            else:
                yield _difference(subject, key, before, after)


def of_settings(model: ScoringModel) -> Aspects:
    """What holds for the whole model."""
    told: Told = {
        "model": model.name,
        "scores": say("leads") if model.scores == "lead" else say("accounts"),
        "timezone": model.timezone,
        "scale": say("{low} to {high}", low=number_text(model.scale.min), high=number_text(model.scale.max)),
        "out_of": number_text(model.out_of),
        "probability": None if model.probability is None else sentences.of_probability(model.probability, digits=6),
    }
    tree = canonical.of_model(model)
    return _aspects({key: tree[key] for key in told if key in tree}, told)


def of_dimension(dimension: Dimension) -> Aspects:
    """What a dimension says beside its criteria."""
    told: Told = {
        "min": _number(dimension.min),
        "max": _number(dimension.max),
        "weight": number_text(dimension.weight),
        "decay": sentences.of_decay(dimension.decay) or None,
    }
    tree = canonical.of_dimension(dimension)
    return _aspects({key: tree[key] for key in told if key in tree}, told)


def of_criterion(criterion: Criterion) -> Aspects:
    told: Told = {"category": criterion.category, **_of_rule(criterion.rule), "cap": _number(criterion.cap)}
    each = isinstance(criterion.rule, Events | People)
    return _aspects(canonical.of_criterion(criterion), told, unit=say("points each") if each else say("points"))


def of_disqualifier(rule: Disqualifier) -> Aspects:
    match rule.rule:
        case DisqualifyingEvents(of=of, at_least=at_least):
            told: Told = {**_of_selection(of), "at_least": str(at_least)}
        case condition:
            told = {"when": _condition(condition)}
    return _aspects(canonical.of_disqualifier(rule), told)


def of_stage(stage: Stage) -> Aspects:
    """What a stage says beside its name."""
    told: Told = {
        "when": _condition(stage.when),
        "hold": _span(stage.hold),
        "accepted_by": stage.accepted_by,
    }
    tree = canonical.of_stage(stage)
    return _aspects({key: tree[key] for key in told if key in tree}, told)


def _aspects(tree: dict[str, Node], told: Told, *, unit: Said = "") -> Aspects:
    plain = meaning(tree)
    entries = plain.items() if isinstance(plain, dict) else ()
    return Aspects(meant={key: as_json(value) for key, value in entries}, told=told, unit=unit)


def _difference(subject: Said, key: str, old: Said | None, new: Said | None) -> Said:
    label = LABELS[key]
    if key in _CONDITIONS and old is None:
        return say("{subject}: {aspect} added: {new}", subject=subject, aspect=label, new=new)
    if key in _CONDITIONS and new is None:
        return say("{subject}: {aspect} removed (was {old})", subject=subject, aspect=label, old=old)
    before, after = old or say("none"), new or say("none")
    if not subject:
        return say("{aspect}: {old} -> {new}", aspect=label, old=before, new=after)
    if key in _CONDITIONS:
        return say(
            "{subject}: {aspect} changed from {old} to {new}", subject=subject, aspect=label, old=before, new=after
        )
    return say("{subject}: {aspect} {old} -> {new}", subject=subject, aspect=label, old=before, new=after)


def _of_rule(rule: Rule) -> Told:
    match rule:
        case Attribute():
            return {"when": _condition(rule.when), "points": number_text(rule.points)}
        case Cases():
            return {"cases": _of_cases(rule), "otherwise": number_text(rule.otherwise)}
        case Question():
            return {
                "question": Localised(rule.question),
                "attribute": rule.attribute,
                "answers": _of_answers(rule),
            }
        case Events():
            return {**_of_selection(rule.of), **_of_events(rule)}
        case Recency():
            selected = _of_selection(rule.of)
            return {**selected, "active_within": selected["within"], "points": number_text(rule.points)}
        case Inactivity():
            spans: Told = {"inactive_for": _span(rule.inactive_for), "every": _span(rule.every)}
            return {**_of_selection(rule.of), **spans, "points": number_text(rule.points)}
        case People():
            people = sentences.of_condition(rule.people)
            return {"people": people, "points": _number(rule.points), "levels": _of_levels(rule)}
        case Predicted():
            return {"predictor": rule.predictor, "points": number_text(rule.points)}


def _of_events(rule: Events) -> Told:
    return {
        "measure": sentences.of_measure(rule.measure, sentences.of_events(rule.of.event)),
        "per_day": None if rule.per_day is None else str(rule.per_day),
        "limit": None if rule.limit is None else str(rule.limit),
        "points": _number(rule.points),
        "levels": _of_levels(rule),
        "decay": sentences.of_decay(rule.decay) or None,
    }


def _of_selection(of: Selection) -> Told:
    return {
        "event": sentences.of_events(of.event),
        "when": _condition(of.when),
        "where": _condition(of.where),
        "within": _span(of.within),
    }


def _of_cases(rule: Cases) -> Said:
    return _listed(
        say("{points} if {condition}", points=number_text(case.points), condition=sentences.of_condition(case.when))
        for case in rule.cases
    )


def _of_answers(rule: Question) -> Said:
    return _listed(
        say("{points} for {answer}", points=number_text(answer.points), answer=of_value(answer.value))
        for answer in rule.answers
    )


def _of_levels(rule: Events | People) -> Said | None:
    return sentences.of_levels(rule.levels) if rule.levels else None


def _listed(parts: Iterator[Said]) -> Said:
    return Joined(tuple(parts), ", ")


def _condition(condition: Condition | None) -> Said | None:
    return None if condition is None else sentences.of_condition(condition)


def _number(number: float | None) -> str | None:
    return None if number is None else number_text(number)


def _span(days: int | None) -> Said | None:
    return None if days is None else sentences.of_span(days)
