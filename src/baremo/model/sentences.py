"""Criteria in plain words: why, points, limits and decay, to be shown in either language later."""

from __future__ import annotations

from collections.abc import Sequence

from baremo.model.conditions import Condition, FieldTest
from baremo.model.criteria import (
    Answer,
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
    Selection,
    Sum,
)
from baremo.model.decay import Decay, HalfLife, Linear, Step
from baremo.model.outcome import DisqualifyingEvents, Probability
from baremo.model.sentences_conditions import (
    either,
    of_condition,
    of_field,
    of_span,
    of_test,
    of_value,
    words,
)
from baremo.model.spelling import number_text, percent_text
from baremo.texts import Joined, Localised, Said, say

__all__ = [
    "in_full",
    "listed",
    "of_condition",
    "of_criterion",
    "of_decay",
    "of_disqualifier",
    "of_events",
    "of_levels",
    "of_limits",
    "of_measure",
    "of_points",
    "of_probability",
    "of_selection",
    "of_span",
]

_COUNT = Count()


def in_full(criterion: Criterion) -> Said:
    """All that a criterion says: `5 each: page_viewed in the last 90 days, 2 a day, cap 20`."""
    head = say("{points}: {why}", points=of_points(criterion), why=of_criterion(criterion))
    return listed([head, of_limits(criterion), of_decay(_decay(criterion))])


def of_criterion(criterion: Criterion) -> Said:
    """What a criterion looks at, without its points and limits."""
    match criterion.rule:
        case Attribute(when=when):
            return of_condition(when)
        case Cases(cases=cases):
            return _of_cases([case.when for case in cases])
        case Question(question=question, answers=answers):
            chosen = Joined(tuple(map(_of_answer, answers)), " / ", " / ")
            asked = Localised(question, words(criterion.name))
            return say("{question} {answers}", question=asked, answers=chosen)
        case Events(of=of, measure=measure):
            return of_selection(of, measure=measure)
        case Recency(of=of):
            return of_selection(of)
        case Inactivity():
            return _of_inactivity(criterion.rule)
        case People(people=people):
            return say("people of whom {condition}", condition=of_condition(people))
        case Predicted(predictor=predictor):
            return say("the probability that {predictor} predicts", predictor=predictor)


def of_points(criterion: Criterion) -> Said:
    """What a criterion gives: `5 each`, `15 / 12 / 8, otherwise 0`, `8 from 1, 20 from 3`."""
    match criterion.rule:
        case Cases(cases=cases, otherwise=otherwise):
            chosen = _slashed([case.points for case in cases])
            return say("{points}, otherwise {otherwise}", points=chosen, otherwise=number_text(otherwise))
        case Question(answers=answers):
            return _slashed([answer.points for answer in answers])
        case Events(levels=levels) | People(levels=levels) if levels:
            return of_levels(levels)
        case Events(measure=Sum(property=name), points=points):
            return say("{points} × {property}", points=number_text(points or 0.0), property=words(name))
        case Events(measure=RatioTo(), points=points):
            return say("{points} × the share", points=number_text(points or 0.0))
        case Events(points=points) | People(points=points):
            return say("{points} each", points=number_text(points or 0.0))
        case Inactivity(every=int(), points=points):
            return say("{points} each time", points=number_text(points))
        case Predicted(points=points):
            return say("{points} × the probability", points=number_text(points))
        case Attribute(points=points) | Recency(points=points) | Inactivity(points=points):
            return number_text(points)


def of_levels(levels: Sequence[Level]) -> Said:
    """`8 from 1, 20 from 3`."""
    return listed(
        [
            say("{points} from {at_least}", points=number_text(each.points), at_least=number_text(each.at_least))
            for each in levels
        ]
    )


def of_limits(criterion: Criterion) -> Said:
    """`2 a day, at most 3, cap 20`, or nothing."""
    limits: list[Said] = []
    if isinstance(criterion.rule, Events):
        if criterion.rule.per_day is not None:
            limits.append(say("{count} a day", count=criterion.rule.per_day))
        if criterion.rule.limit is not None:
            limits.append(say("at most {count}", count=criterion.rule.limit))
    if criterion.cap is not None:
        limits.append(say("cap {cap}", cap=number_text(criterion.cap)))
    return listed(limits)


def of_decay(decay: Decay | Criterion | None) -> Said:
    """`halving every 14 days`, or nothing."""
    match decay:
        case Criterion():
            return of_decay(_decay(decay))
        case HalfLife(days=days):
            return say("halving every {span}", span=of_span(days))
        case Linear(days=days):
            return say("fading to nothing in {span}", span=of_span(days))
        case Step(share=share, every=every, compound=False):
            return say("{share} less every {span}", share=percent_text(share), span=of_span(every))
        case Step(share=share, every=every):
            part = percent_text(share)
            return say("{share} of the rest less every {span}", share=part, span=of_span(every))
        case None:
            return ""


def of_selection(of: Selection, *, measure: Measure = _COUNT) -> Said:
    """`page_viewed where path starts with /pricing, in the last 90 days`."""
    events = of_events(of.event)
    if of.where is not None:
        events = say("{events} where {condition}", events=events, condition=of_condition(of.where))
    return listed([of_measure(measure, events), _of_within(of.within), _only_if(of.when)])


def of_events(names: EventNames) -> Said:
    """`page_viewed or form_submitted`, `any event`, `any event other than email_bounced`."""
    if not names.excluded:
        return either(names.names)
    if not names.names:
        return say("any event")
    return say("any event other than {events}", events=_all_of(names))


def of_measure(measure: Measure, events: Said) -> Said:
    """How events make units."""
    match measure:
        case Count():
            return events
        case Days():
            return say("days with {events}", events=events)
        case Distinct(property=name):
            return say("different {property} of {events}", property=words(name), events=events)
        case Sum(property=name):
            return say("total {property} of {events}", property=words(name), events=events)
        case RatioTo(event=name):
            return say("{events} as a share of {whole}", events=events, whole=name)


def of_disqualifier(rule: Condition | DisqualifyingEvents) -> Said:
    """What disqualifies."""
    match rule:
        case DisqualifyingEvents(of=of, at_least=1):
            return of_selection(of)
        case DisqualifyingEvents(of=of, at_least=count):
            return say("{events}, {count} times or more", events=of_selection(of), count=count)
        case condition:
            return of_condition(condition)


def of_probability(probability: Probability, *, digits: int = 4) -> Said:
    """`log-odds of -4.2 + 0.07 × points`, with so many digits that say something."""
    return say(
        "log-odds of {intercept} + {slope} × points",
        intercept=_rounded(probability.intercept, digits),
        slope=_rounded(probability.slope, digits),
    )


def listed(parts: Sequence[Said]) -> Said:
    """The parts that say something, with commas."""
    return Joined(tuple(part for part in parts if not _is_empty(part)), ", ")


def _of_cases(conditions: Sequence[Condition]) -> Said:
    """Cases of one field name it once: `employees is at least 250 / is at least 50`."""
    tests = [each for each in conditions if isinstance(each, FieldTest)]
    if len(tests) == len(conditions) and len({test.field for test in tests}) == 1:
        predicates = Joined(tuple(of_test(test.test) for test in tests), " / ", " / ")
        return say("{field} {predicate}", field=of_field(tests[0].field), predicate=predicates)
    return Joined(tuple(map(of_condition, conditions)), " / ", " / ")


def _of_answer(answer: Answer) -> Said:
    return Localised(answer.title) if answer.title else of_value(answer.value)


def _of_inactivity(rule: Inactivity) -> Said:
    of = rule.of
    events = _none_of(of.event)
    if of.where is not None:
        events = say("{events} where {condition}", events=events, condition=of_condition(of.where))
    quiet = say("{no_events} for {span}", no_events=events, span=of_span(rule.inactive_for))
    again = say("again every {span}", span=of_span(rule.every)) if rule.every is not None else ""
    return listed([quiet, again, _only_if(of.when)])


def _none_of(names: EventNames) -> Said:
    if not names.excluded:
        return say("no {events}", events=either(names.names))
    if not names.names:
        return say("no event")
    return say("no event other than {events}", events=_all_of(names))


def _all_of(names: EventNames) -> Said:
    return Joined(names.names, say(" and "))


def _of_within(days: int | None) -> Said:
    if days is None:
        return ""
    return say("today") if days == 1 else say("in the last {days} days", days=days)


def _only_if(when: Condition | None) -> Said:
    return "" if when is None else say("if {condition}", condition=of_condition(when))


def _rounded(number: float, digits: int) -> str:
    return number_text(float(f"{number:.{digits}g}"))


def _slashed(points: Sequence[float]) -> Said:
    return " / ".join(map(number_text, points))


def _is_empty(part: Said) -> bool:
    return part == "" or (isinstance(part, Joined) and not part.parts)


def _decay(criterion: Criterion) -> Decay | None:
    return criterion.rule.decay if isinstance(criterion.rule, Events) else None
