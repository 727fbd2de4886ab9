"""The sentences of a receipt: what was found, what time and caps took, what could happen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import floor

from baremo.engine.asked import BASE
from baremo.engine.explain import Line, Reason
from baremo.engine.moments import zone
from baremo.engine.whatif import Step, Way
from baremo.model.criteria import (
    Answer,
    Attribute,
    Cases,
    Criterion,
    Events,
    Inactivity,
    People,
    Predicted,
    Question,
    RatioTo,
    Sum,
)
from baremo.model.sentences import of_condition, of_criterion
from baremo.model.spelling import number_text
from baremo.report.names import Names, short
from baremo.report.numbers import decimal, percent, signed, signed_finely, whole
from baremo.texts import Joined, Localised, Said, say

ADJUSTMENTS: Mapping[str, Said] = {
    "(decay)": say("fades with time"),
    "(limit)": say("kept within its limits"),
    "(weight)": say("weighted"),
    "(manual)": say("given by hand"),
    "(disqualified)": say("disqualified"),
}
LONGEST = 60  # characters of a value


def local(instant: datetime, names: Names) -> datetime:
    """An instant on the clocks of the model's zone."""
    return instant.astimezone(zone(names.model.timezone))


def total(points: float, names: Names) -> str:
    """A sum cut downwards to one decimal, so that it never seems to reach a threshold that it misses."""
    return signed(floor(round(points * 10, 8)) / 10, names.lang)


def found(line: Line, names: Names) -> str:
    """What a criterion found of this lead."""
    rule, measure = line.criterion.rule, line.measure
    if isinstance(rule, Attribute | Cases | Question):
        return names.say(", ".join(f"{name}: {_value(value, names)}" for name, value in line.values.items()))
    if measure is None:
        return names.say(say("does not apply"))
    amount = names.say(_amount(line, measure, names))
    if line.last_event_at is None or isinstance(rule, Inactivity | People):
        return amount
    return names.say(say("{amount}, last on {day}", amount=amount, day=local(line.last_event_at, names).date()))


def _amount(line: Line, measure: float, names: Names) -> Said:
    match line.criterion.rule:
        case Inactivity():
            return say("{days} days of silence", days=whole(measure, names.lang))
        case People():
            return say("{count} people", count=whole(measure, names.lang))
        case Predicted():
            return say("probability {share}", share=percent(measure, names.lang))
        case Events(measure=RatioTo()):
            return say("a share of {share}", share=percent(measure, names.lang))
        case Events(measure=Sum(property=name)):
            return say("{property} {sum} in all", property=name, sum=decimal(measure, names.lang))
        case _:
            return say("{count} counted", count=whole(measure, names.lang)) if measure else say("none")


def reason(of: Reason, names: Names) -> tuple[str, str, str]:
    """A feature, its value, and what it added to the log-odds of a predicted probability."""
    added = say("log-odds {change}", change=signed_finely(of.log_odds, names.lang))
    if of.feature == BASE:
        return names.say(say("before anything is known")), "", names.say(added)
    return short(names.say(of.feature)), names.say(_value(of.value, names)), names.say(added)


def taken(line: Line, names: Names) -> str:
    """What decay and cap took from the full points; empty where they took nothing."""
    parts: list[Said] = []
    if line.faded:
        parts.append(say("{points} faded", points=signed(line.faded, names.lang)))
    if line.cut:
        parts.append(say("{points} over the cap", points=signed(line.cut, names.lang)))
    if not parts:
        return ""
    full = say("{points} fresh", points=signed(line.full, names.lang))
    return names.say(Joined((full, *parts), ", ", ", "))


def way(steps: Way, criteria: Mapping[str, Criterion], names: Names) -> str:
    """A way up, as a sentence without its outcome."""
    told = tuple(_step(step, criteria[step.criterion], names) for step in steps.steps)
    return names.say(Joined(told, say(" and ")))


def _step(step: Step, criterion: Criterion, names: Names) -> Said:
    title = names.of_criterion(criterion)
    match criterion.rule:
        case Attribute(when=when) if step.holds:
            return say("{criterion}: {condition}", criterion=title, condition=of_condition(when))
        case Attribute():
            return say("{criterion}: no longer", criterion=title)
        case Cases(cases=cases) if step.case:
            return say("{criterion}: {condition}", criterion=title, condition=of_condition(cases[step.case - 1].when))
        case Question(answers=answers) if step.case:
            return say("{criterion}: {condition}", criterion=title, condition=_answer(answers[step.case - 1]))
        case Events() if step.events > 1:
            return say(
                "{criterion}: {count} more ({why})", criterion=title, count=step.events, why=of_criterion(criterion)
            )
        case _:
            return say("{criterion}: one more ({why})", criterion=title, why=of_criterion(criterion))


def _answer(answer: Answer) -> Said:
    value = number_text(answer.value) if isinstance(answer.value, float) else str(answer.value)
    return Localised(answer.title, value) if answer.title else value


def _value(value: object, names: Names) -> str:
    if value is None or value == "":
        return names.say(say("(not given)"))
    text = number_text(value) if isinstance(value, float) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
