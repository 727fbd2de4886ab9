"""A model as the tree of its file, every key in the contract's order.

One tree serves two readers: the writer leaves out what is `Implied`, the fingerprint what is an
`Aside`; so neither can know a key that the other does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baremo.model.conditions import Condition
from baremo.model.criteria import (
    Attribute,
    Cases,
    Count,
    Criterion,
    Days,
    Distinct,
    EventNames,
    Events,
    Inactivity,
    Level,
    Measure,
    People,
    Predicted,
    Question,
    RatioTo,
    Recency,
    Rule,
    Selection,
    Sum,
    Title,
)
from baremo.model.decay import Decay, HalfLife, Linear, Step
from baremo.model.dimensions import Dimension
from baremo.model.model import ScoringModel
from baremo.model.outcome import Band, Disqualifier, DisqualifyingEvents, Grade, GradePart, Probability, Stage

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Span:
    """A duration."""

    days: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the whole, 0..1, written in percent."""

    value: float


@dataclass(frozen=True, slots=True)
class Implied:
    """What holds where the file does not give the key."""

    value: Node


@dataclass(frozen=True, slots=True)
class Aside:
    """A title or a note: for people, without meaning."""

    value: Node


@dataclass(frozen=True, slots=True)
class InOrder:
    """A mapping whose order has a meaning."""

    entries: Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Brief:
    """A mapping of one key, written as the value alone."""

    key: str
    value: Node


Leaf = str | float | bool | date | Span | Share | Condition  # a datetime is a date too
Node = Leaf | Implied | Aside | InOrder | Brief | Mapping[str, "Node"] | Sequence["Node"]
Entries = dict[str, Node | None]  # None: the key is not there


def of_model(model: ScoringModel) -> dict[str, Node]:
    """The whole file."""
    scale = {"min": model.scale.min, "max": model.scale.max}
    return _given(
        {
            "format": FORMAT,
            "model": model.name,
            "title": of_title(model.title),
            "note": _aside(model.note),
            "scores": _or_implied(model.scores, "lead"),
            "timezone": _or_implied(model.timezone, "UTC"),
            "scale": Implied(scale) if (model.scale.min, model.scale.max) == (0, 100) else scale,
            "out_of": _or_implied(model.out_of, 100),
            "probability": _probability(model.probability),
            "dimensions": {each.name: of_dimension(each) for each in model.dimensions},
            "disqualify": _disqualify(model),
            "grade": (of_grade(model.grade) or None) if model.grade else None,
            "bands": _bands(model),
            "stages": [of_stage(each) for each in model.stages] or None,
        }
    )


def of_dimension(dimension: Dimension) -> dict[str, Node]:
    """A dimension with its criteria."""
    return _given(
        {
            "title": of_title(dimension.title),
            "note": _aside(dimension.note),
            "min": dimension.min,
            "max": dimension.max,
            "weight": _or_implied(dimension.weight, 1),
            "decay": of_decay(dimension.decay),
            "criteria": {each.name: of_criterion(each) for each in dimension.criteria},
        }
    )


def of_criterion(criterion: Criterion) -> dict[str, Node]:
    """A criterion; its decay stands last, as it reads."""
    rule = _rule(criterion.rule, criterion.name)
    fading = rule.pop("decay", None)
    head: Entries = {
        "title": of_title(criterion.title),
        "category": criterion.category,
        "note": _aside(criterion.note),
    }
    return _given({**head, **rule, "cap": criterion.cap, "decay": fading})


def of_title(title: Title | None) -> Aside | None:
    """A title in English alone is plain text."""
    return None if title is None else Aside(_words(title))


def of_decay(decay: Decay | None) -> Node | None:
    match decay:
        case HalfLife(days=days):
            return {"half_life": Span(days)}
        case Linear(days=days):
            return {"linear": Span(days)}
        case Step():
            compound = _or_implied(decay.compound, False)
            return {"step": Share(decay.share), "every": Span(decay.every), "compound": compound}
        case None:
            return None


def of_disqualifier(rule: Disqualifier) -> dict[str, Node]:
    head: Entries = {"title": of_title(rule.title), "note": _aside(rule.note)}
    match rule.rule:
        case DisqualifyingEvents(of=of, at_least=at_least):
            return _given({**head, **_selection(of), "at_least": _or_implied(at_least, 1)})
        case condition:
            return _given({**head, "when": condition})


def of_grade(grade: Grade) -> dict[str, Node]:
    return _given({"letter": _grade_part(grade.letter), "number": _grade_part(grade.number)})


def of_band(band: Band) -> Node:
    start: Entries = {"from": band.start, "title": of_title(band.title)}
    return _given(start) if band.title else Brief("from", band.start)


def of_stage(stage: Stage) -> dict[str, Node]:
    return _given(
        {
            "name": stage.name,
            "title": of_title(stage.title),
            "when": stage.when,
            "hold": _span(stage.hold),
            "accepted_by": stage.accepted_by,
        }
    )


def of_event_names(names: EventNames) -> Node:
    """A name, a list of names, `*`, or all but some."""
    if names.excluded:
        return {"except": list(names.names)} if names.names else "*"
    named = list(names.names)
    return named[0] if len(named) == 1 and named != ["*"] else named


def _rule(rule: Rule, name: str) -> Entries:
    match rule:
        case Attribute(when=when, points=points):
            return {"when": when, "points": points}
        case Cases(cases=cases, otherwise=otherwise):
            branches: list[Node] = [{"when": each.when, "points": each.points} for each in cases]
            return {"cases": branches, "otherwise": _or_implied(otherwise, 0)}
        case Question():
            return _question(rule, name)
        case Events():
            return _events(rule)
        case Recency(of=of, points=points):
            selected = _selection(of)
            age = selected.pop("within")
            return {**selected, "active_within": age, "points": points}
        case Inactivity(of=of):
            spans: Entries = {"inactive_for": Span(rule.inactive_for), "every": _span(rule.every)}
            return {**_selection(of), **spans, "points": rule.points}
        case People():
            return {"people": rule.people, "points": rule.points, "levels": _levels(rule.levels)}
        case Predicted(predictor=predictor, points=points):
            return {"predictor": predictor, "points": points}


def _question(rule: Question, name: str) -> Entries:
    answers: list[Node] = [
        _given({"is": answer.value, "title": of_title(answer.title), "points": answer.points})
        for answer in rule.answers
    ]
    attribute = _or_implied(rule.attribute, name)
    return {"question": _words(rule.question), "attribute": attribute, "answers": answers}


def _events(rule: Events) -> Entries:
    return {
        **_selection(rule.of),
        "measure": _measure(rule.measure),
        "per_day": rule.per_day,
        "limit": rule.limit,
        "points": rule.points,
        "levels": _levels(rule.levels),
        "decay": of_decay(rule.decay),
    }


def _selection(of: Selection) -> Entries:
    return {"event": of_event_names(of.event), "when": of.when, "where": of.where, "within": _span(of.within)}


def _measure(measure: Measure) -> Node:
    match measure:
        case Count():
            return Implied("count")
        case Days():
            return "days"
        case Distinct(property=name):
            return {"distinct": name}
        case Sum(property=name):
            return {"sum": name}
        case RatioTo(event=name):
            return {"ratio_to": name}


def _levels(levels: tuple[Level, ...]) -> Node | None:
    return [{"at_least": level.at_least, "points": level.points} for level in levels] or None


def _grade_part(part: GradePart | None) -> Node | None:
    return {"of": part.of, "at_least": dict(part.at_least)} if part else None


def _probability(probability: Probability | None) -> Node | None:
    return None if probability is None else {"intercept": probability.intercept, "slope": probability.slope}


def _bands(model: ScoringModel) -> Node | None:
    return {band.name: of_band(band) for band in model.bands} or None


def _disqualify(model: ScoringModel) -> Node | None:
    rules = {rule.name: of_disqualifier(rule) for rule in model.disqualify}
    return InOrder(rules) if rules else None


def _given(entries: Entries) -> dict[str, Node]:
    return {key: node for key, node in entries.items() if node is not None}


def _words(title: Title) -> Node:
    return title["en"] if set(title) == {"en"} else dict(title)


def _aside(text: str | None) -> Aside | None:
    return None if text is None else Aside(text)


def _span(days: int | None) -> Span | None:
    return None if days is None else Span(days)


def _or_implied(value: str | float | bool, implied: str | float | bool) -> Node:
    return Implied(value) if value == implied else value
