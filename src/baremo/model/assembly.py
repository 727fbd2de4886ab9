"""The values that were read become the model; nothing can be wrong any more here."""

from __future__ import annotations

from typing import Any

from baremo.model.criteria import (
    Answer,
    Attribute,
    Case,
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
)
from baremo.model.decay import Decay, HalfLife, Linear, Step
from baremo.model.dimensions import Dimension
from baremo.model.model import Scale, ScoringModel
from baremo.model.outcome import Band, Disqualifier, DisqualifyingEvents, Grade, GradePart, Probability, Stage
from baremo.model.shape_reader import Filled

Values = dict[str, Any]


def assemble(filled: Filled) -> ScoringModel:
    """The model of a file's values."""
    values = filled.values
    given = {name: values[name] for name in ("title", "note", "scores", "timezone", "out_of") if name in values}
    return ScoringModel(
        name=values["model"],
        dimensions=tuple(_dimension(name, part.values) for name, part in values["dimensions"].items()),
        scale=Scale(**values["scale"].values) if "scale" in values else Scale(),
        probability=Probability(**values["probability"].values) if "probability" in values else None,
        disqualify=tuple(_disqualifier(name, part) for name, part in values.get("disqualify", {}).items()),
        grade=_grade(values["grade"].values) if "grade" in values else None,
        bands=_bands(values.get("bands", {})),
        stages=tuple(Stage(**stage.values) for stage in values.get("stages", ())),
        **given,
    )


def _dimension(name: str, values: Values) -> Dimension:
    given = {key: values[key] for key in ("title", "note", "min", "max", "weight") if key in values}
    return Dimension(
        name=name,
        criteria=tuple(_criterion(inner, filled) for inner, filled in values["criteria"].items()),
        decay=_decay(values.get("decay")),
        **given,
    )


def _criterion(name: str, filled: Filled) -> Criterion:
    given = {key: filled.values[key] for key in ("cap", "category", "title", "note") if key in filled.values}
    return Criterion(name=name, rule=_rule(name, filled), **given)


def _rule(name: str, filled: Filled) -> Rule:
    values = filled.values
    match filled.name:
        case "criterion_attribute":
            return Attribute(when=values["when"], points=values["points"])
        case "criterion_cases":
            cases = tuple(Case(**case.values) for case in values["cases"])
            return Cases(cases=cases, otherwise=values.get("otherwise", 0.0))
        case "criterion_question":
            return Question(
                question=values["question"],
                answers=tuple(_answer(answer.values) for answer in values["answers"]),
                attribute=values.get("attribute", name),
            )
        case "criterion_recency":
            of = _selection(values, within=values["active_within"])
            return Recency(of=of, points=values["points"])
        case "criterion_inactivity":
            return Inactivity(
                of=_selection(values),
                inactive_for=values["inactive_for"],
                points=values["points"],
                every=values.get("every"),
            )
        case "criterion_people":
            return People(people=values["people"], points=values.get("points"), levels=_levels(values))
        case "criterion_predicted":
            return Predicted(predictor=values["predictor"], points=values["points"])
        case _:
            return _events(values)


def _events(values: Values) -> Events:
    return Events(
        of=_selection(values, within=values.get("within")),
        measure=_measure(values.get("measure", "count")),
        per_day=values.get("per_day"),
        limit=values.get("limit"),
        decay=_decay(values.get("decay")),
        points=values.get("points"),
        levels=_levels(values),
    )


def _answer(values: Values) -> Answer:
    return Answer(value=values["is"], points=values["points"], title=values.get("title"))


def _levels(values: Values) -> tuple[Level, ...]:
    return tuple(Level(**level.values) for level in values.get("levels", ()))


def _selection(values: Values, *, within: int | None = None) -> Selection:
    return Selection(
        event=_event_names(values["event"]),
        when=values.get("when"),
        where=values.get("where"),
        within=within,
    )


def _event_names(value: str | tuple[str, ...] | Filled) -> EventNames:
    if isinstance(value, Filled):
        return EventNames(names=value.values["except"], excluded=True)
    if value == "*":
        return EventNames(excluded=True)
    return EventNames(names=(value,) if isinstance(value, str) else value)


def _measure(value: str | Filled) -> Measure:
    if isinstance(value, str):
        return Days() if value == "days" else Count()
    match value.name:
        case "measure_distinct":
            return Distinct(property=value.values["distinct"])
        case "measure_sum":
            return Sum(property=value.values["sum"])
        case _:
            return RatioTo(event=value.values["ratio_to"])


def _decay(value: Filled | None) -> Decay | None:
    if value is None:
        return None
    match value.name:
        case "decay_half_life":
            return HalfLife(days=value.values["half_life"])
        case "decay_linear":
            return Linear(days=value.values["linear"])
        case _:
            return Step(
                share=value.values["step"],
                every=value.values["every"],
                compound=value.values.get("compound", False),
            )


def _disqualifier(name: str, filled: Filled) -> Disqualifier:
    values = filled.values
    rule = _disqualifying(values) if filled.name == "disqualifier_events" else values["when"]
    return Disqualifier(name=name, rule=rule, title=values.get("title"), note=values.get("note"))


def _disqualifying(values: Values) -> DisqualifyingEvents:
    of = _selection(values, within=values.get("within"))
    return DisqualifyingEvents(of=of, at_least=values.get("at_least", 1))


def _grade(values: Values) -> Grade:
    parts = {name: _grade_part(part.values) for name, part in values.items()}
    return Grade(**parts)


def _grade_part(values: Values) -> GradePart:
    thresholds = values["at_least"]
    last = thresholds[-1][0]
    below = str(int(last) + 1) if last.isdigit() else chr(ord(last) + 1)
    return GradePart(of=values["of"], at_least=thresholds, below=below)


def _bands(values: Values) -> tuple[Band, ...]:
    bands = [_band(name, value) for name, value in values.items()]
    return tuple(sorted(bands, key=lambda band: -band.start))


def _band(name: str, value: float | Filled) -> Band:
    if isinstance(value, Filled):
        return Band(name=name, start=value.values["from"], title=value.values.get("title"))
    return Band(name=name, start=value)
