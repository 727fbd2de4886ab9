"""Rules about single criteria: names, what can never be reached, limits without effect."""

from __future__ import annotations

from collections.abc import Iterator

from baremo.errors import Problem
from baremo.model.checks.checked import Checked
from baremo.model.checks.implication import implies, same_value
from baremo.model.checks.reach import most_units, uncapped_range
from baremo.model.conditions import Condition, FieldTest, Missing, Not, NotTest
from baremo.model.criteria import (
    Cases,
    Count,
    Days,
    Distinct,
    Events,
    Inactivity,
    Level,
    Measure,
    People,
    Predicted,
    Question,
    RatioTo,
    Sum,
)
from baremo.model.decay import Decay, HalfLife, Linear
from baremo.model.reading import Path
from baremo.texts import say

MOST_COMPARED = 50  # earlier conditions with which each is compared


def repeated_names(checked: Checked) -> Iterator[Problem]:
    """A criterion's name stands once in the whole model."""
    seen: dict[str, str] = {}
    for path, dimension, criterion in checked.criteria():
        if criterion.name in seen:
            yield checked.error(
                "duplicate-name",
                path,
                say(
                    "dimension {dimension} already has a criterion {name}.",
                    dimension=seen[criterion.name],
                    name=criterion.name,
                ),
                say("Name this one {near}.", near=f"{dimension.name}-{criterion.name}"),
            )
        seen.setdefault(criterion.name, dimension.name)


def kinds_of_other_models(checked: Checked) -> Iterator[Problem]:
    """People are counted in account models only, and one predictor serves a model."""
    predicted: Path = ()
    for path, _, criterion in checked.criteria():
        if isinstance(criterion.rule, People) and checked.model.scores == "lead":
            yield checked.error(
                "wrong-kind",
                (*path, "people"),
                say("people are counted in account models, and this model scores leads."),
                say("Write `scores: account` at the top, or use when."),
            )
        if isinstance(criterion.rule, Predicted):
            if predicted:
                yield checked.error(
                    "second-predictor",
                    (*path, "predictor"),
                    say("criterion {name} already has a predictor.", name=predicted[-1]),
                    say("Keep one of the two."),
                )
            predicted = predicted or path


def keys_that_do_not_go_with_the_measure(checked: Checked) -> Iterator[Problem]:
    """`sum` and `ratio_to` have no units that could be limited; a day is one unit."""
    for path, _, criterion in checked.criteria():
        if not isinstance(criterion.rule, Events):
            continue
        rule = criterion.rule
        given = {"per_day": rule.per_day, "limit": rule.limit, "decay": rule.decay}
        for key in _keys_refused(rule.measure):
            if given[key] is not None:
                yield checked.error(
                    "mixed-keys",
                    (*path, key),
                    say("{key} does not go with measure {measure}.", key=key, measure=_name(rule.measure)),
                    say("Take {key} out; cap limits the points of any criterion.", key=key),
                )


def _keys_refused(measure: Measure) -> tuple[str, ...]:
    match measure:
        case Sum():
            return ("per_day", "limit")
        case RatioTo():
            return ("per_day", "limit", "decay")
        case Days():
            return ("per_day",)
        case _:
            return ()


def _name(measure: Measure) -> str:
    match measure:
        case Count():
            return "count"
        case Days():
            return "days"
        case Distinct():
            return "distinct"
        case Sum():
            return "sum"
        case RatioTo():
            return "ratio_to"


def unreachable_levels(checked: Checked) -> Iterator[Problem]:
    """Levels ascend, and the limits let their measure through."""
    for path, _, criterion in checked.criteria():
        match criterion.rule:
            case Events(levels=levels) as rule:
                yield from _levels_in_order(checked, path, levels)
                yield from _levels_within_limits(checked, path, levels, most_units(rule))
            case People(levels=levels):
                yield from _levels_in_order(checked, path, levels)


def _levels_in_order(checked: Checked, path: Path, levels: tuple[Level, ...]) -> Iterator[Problem]:
    for position in range(1, len(levels)):
        here, before = levels[position].at_least, levels[position - 1].at_least
        if here <= before:
            yield checked.error(
                "unreachable-level",
                (*path, "levels", position),
                say("a level at {here} follows one at {before}.", here=f"{here:g}", before=f"{before:g}"),
                say("List the levels from the lowest to the highest, each once."),
            )


def _levels_within_limits(checked: Checked, path: Path, levels: tuple[Level, ...], most: float) -> Iterator[Problem]:
    for position, level in enumerate(levels):
        if level.at_least > most:
            yield checked.error(
                "unreachable-level",
                (*path, "levels", position),
                say(
                    "a level at {here} is never reached, for at most {most} count.",
                    here=f"{level.at_least:g}",
                    most=f"{most:g}",
                ),
                say("Raise limit, per_day or within, or begin the level lower."),
            )


def unreachable_cases(checked: Checked) -> Iterator[Problem]:
    """A case after one that holds wherever it would."""
    for path, _, criterion in checked.criteria():
        if isinstance(criterion.rule, Cases):
            cases = [case.when for case in criterion.rule.cases]
            for position, earlier in _overtaken(cases):
                yield checked.error(
                    "unreachable-case",
                    (*path, "cases", position),
                    say(
                        "case {here} is never reached: case {before} holds wherever it would.",
                        here=position + 1,
                        before=earlier + 1,
                    ),
                    say("Put the narrower case first, such as at_least 1000 before at_least 50."),
                )


def _overtaken(conditions: list[Condition]) -> Iterator[tuple[int, int]]:
    """Positions of conditions that imply an earlier one, with that one's position."""
    for position, condition in enumerate(conditions):
        for earlier in range(min(position, MOST_COMPARED)):
            if implies(condition, conditions[earlier]):
                yield position, earlier
                break


def unreachable_disqualifiers(checked: Checked) -> Iterator[Problem]:
    """A rule after one that already holds wherever it would."""
    rules = [(rule.name, rule.rule) for rule in checked.model.disqualify if isinstance(rule.rule, Condition)]
    for position, earlier in _overtaken([condition for _, condition in rules]):
        yield checked.warning(
            "unreachable-rule",
            ("disqualify", rules[position][0]),
            say("the rule never names the reason: {before} holds wherever it would.", before=rules[earlier][0]),
            say("Put the narrower rule first, or take it out."),
        )


def repeated_answers(checked: Checked) -> Iterator[Problem]:
    """Answers that equal the same value."""
    for path, _, criterion in checked.criteria():
        if not isinstance(criterion.rule, Question):
            continue
        answers = criterion.rule.answers
        for position, answer in enumerate(answers):
            before = answers[: min(position, MOST_COMPARED)]
            if any(same_value(answer.value, each.value) for each in before):
                yield checked.error(
                    "unreachable-answer",
                    (*path, "answers", position),
                    say(
                        "the answer '{value}' stands twice; case and surrounding space do not count.",
                        value=answer.value,
                    ),
                    say("Keep one of the two."),
                )


def caps_without_effect(checked: Checked) -> Iterator[Problem]:
    """A cap that the points never exceed."""
    for path, _, criterion in checked.criteria():
        largest = max(map(abs, uncapped_range(criterion)))
        if criterion.cap is not None and largest <= criterion.cap:
            yield checked.warning(
                "no-effect",
                (*path, "cap"),
                say(
                    "the cap of {cap} has no effect: at most {most} points are possible.",
                    cap=f"{criterion.cap:g}",
                    most=f"{largest:g}",
                ),
                say("Lower it, or take it out."),
            )


def decays_longer_than_the_window(checked: Checked) -> Iterator[Problem]:
    """Events leave the window before they have faded."""
    for path, _, criterion in checked.criteria():
        match criterion.rule:
            case Events(decay=decay, of=of) if decay is not None and of.within is not None:
                if (span := _span(decay)) > of.within:
                    yield checked.warning(
                        "decay-cut",
                        (*path, "decay"),
                        say(
                            "events are left out after {within} days, before a decay of {days} days has done its work.",
                            within=of.within,
                            days=span,
                        ),
                        say("Shorten the decay, or take within out."),
                    )


def _span(decay: Decay) -> int:
    return decay.days if isinstance(decay, HalfLife | Linear) else decay.every


def otherwise_never_used(checked: Checked) -> Iterator[Problem]:
    """Points for no case where the cases leave nothing over."""
    for path, _, criterion in checked.criteria():
        match criterion.rule:
            case Cases(cases=cases, otherwise=otherwise) if otherwise != 0:
                conditions = [case.when for case in cases]
                if any(_opposite(one) in conditions for one in conditions):
                    yield checked.warning(
                        "no-effect",
                        (*path, "otherwise"),
                        say("otherwise is never used: two of the cases are opposites."),
                        say("Take otherwise or one of the two cases out."),
                    )


def _opposite(condition: Condition) -> Condition:
    match condition:
        case Not(condition=inner):
            return inner
        case FieldTest(field=field, test=Missing(missing=missing)):
            return FieldTest(field=field, test=Missing(missing=not missing))
        case FieldTest(field=field, test=NotTest(test=inner)):
            return FieldTest(field=field, test=inner)
        case _:
            return Not(condition=condition)


def criteria_without_points(checked: Checked) -> Iterator[Problem]:
    """A criterion that gives 0 whatever happens."""
    for path, _, criterion in checked.criteria():
        if uncapped_range(criterion) == (0, 0):
            yield checked.warning(
                "no-points",
                path,
                say("the criterion never gives or takes points."),
                say("Give it points, or take it out."),
            )


def points_for_silence(checked: Checked) -> Iterator[Problem]:
    """Points given for having done nothing."""
    for path, _, criterion in checked.criteria():
        if isinstance(criterion.rule, Inactivity) and criterion.rule.points > 0:
            yield checked.warning(
                "odd-points",
                (*path, "points"),
                say("{points} points are given for having done nothing.", points=f"{criterion.rule.points:g}"),
                say("Write them with a minus if they should be taken away."),
            )
