"""Rules about stages: fields that exist, thresholds in order, no stage that is never reached."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from baremo.errors import Problem
from baremo.model.checks.checked import Checked
from baremo.model.checks.implication import implies
from baremo.model.checks.outcome import grades, highest, predicted
from baremo.model.conditions import (
    AllOf,
    AllTests,
    Compare,
    Condition,
    Equals,
    FieldTest,
    Missing,
    Test,
)
from baremo.model.fields import LEAD
from baremo.model.outcome import Stage
from baremo.model.reading import Path, clipped, did_you_mean
from baremo.model.words import fold
from baremo.texts import say

CRITERIA = "criteria."
MOST_COMPARED = 100  # stages, from the lowest
_LOWER = ("at_least", "above")


def stage_names(checked: Checked) -> Iterator[Problem]:
    """Each stage has a name of its own."""
    seen: set[str] = set()
    for position, stage in enumerate(checked.model.stages):
        if stage.name in seen:
            yield checked.error(
                "duplicate-name",
                ("stages", position, "name"),
                say("there already is a stage {name}.", name=clipped(stage.name)),
                say("Give it another name."),
            )
        seen.add(stage.name)


def stage_fields(checked: Checked) -> Iterator[Problem]:
    """A stage asks for results of the score, or for attributes by the prefix `lead.`."""
    known = _fields(checked)
    for path, test, side in checked.field_tests():
        if side != "stage" or test.field.startswith(LEAD):
            continue
        if test.field not in known:
            yield checked.error(
                "unknown-field",
                path,
                say("there is no {name} that a stage could ask for.", name=clipped(test.field)),
                did_you_mean(test.field, known),
            )
        elif test.field == "probability" and not checked.model.probability and not predicted(checked):
            yield checked.error(
                "no-predictor",
                path,
                say("probability is asked for, and the model gives none."),
                say("Add the key probability or a criterion with predictor, or ask for score."),
            )


def _fields(checked: Checked) -> tuple[str, ...]:
    dimensions = (dimension.name for dimension in checked.model.dimensions)
    criteria = (CRITERIA + criterion.name for _, criterion in checked.model.criteria())
    return ("score", "points", "grade", "band", "probability", *dimensions, *criteria)


def stage_values(checked: Checked) -> Iterator[Problem]:
    """Grades and bands that exist, numbers for what is a number."""
    known = set(_fields(checked))
    for path, test, side in checked.simple_tests():
        if side != "stage" or test.field not in known or isinstance(test.test, Missing):
            continue
        if test.field in ("grade", "band"):
            options = grades(checked) if test.field == "grade" else _bands(checked)
            yield from _unknown_names(checked, path, test, options)
        elif not _is_of_a_number(test.test):
            yield checked.error(
                "wrong-test",
                path,
                say("{field} is a number, and the test is not of a number.", field=test.field),
                say("Write a test such as {{at_least: 50}}."),
            )


def _is_of_a_number(test: Test) -> bool:
    match test:
        case Compare(bound=bound):
            return isinstance(bound, float)
        case Equals(values=values):
            return all(isinstance(value, float) for value in values)
        case _:
            return False


def _bands(checked: Checked) -> tuple[str, ...]:
    return tuple(band.name for band in checked.model.bands)


def _unknown_names(checked: Checked, path: Path, test: FieldTest, options: tuple[str, ...]) -> Iterator[Problem]:
    if isinstance(test.test, Compare):
        yield checked.error(
            "wrong-test",
            path,
            say("{field} is a name, and the test is of a number.", field=test.field),
            say("List the names that belong to the stage, or ask for score."),
        )
    if isinstance(test.test, Equals):
        folded = {fold(option) for option in options}
        for value in test.test.values:
            if fold(str(value)) not in folded:
                yield checked.error(
                    "unknown-name",
                    path,
                    say("there is no {field} {name} in this model.", field=test.field, name=clipped(str(value))),
                    did_you_mean(str(value), options),
                )


def stage_order(checked: Checked) -> Iterator[Problem]:
    """A higher stage asks for no less than a lower one, and not for the same."""
    for (low, lower), (high, higher) in combinations(enumerate(checked.model.stages[:MOST_COMPARED]), 2):
        falling = list(_falling(lower, higher))
        for field, wanted, bound in falling:
            yield checked.error(
                "stage-order",
                ("stages", high, "when"),
                say(
                    "{higher} asks for {field} from {bound}, and {lower} below it from {wanted}.",
                    higher=higher.name,
                    field=field,
                    bound=f"{bound:g}",
                    wanted=f"{wanted:g}",
                    lower=lower.name,
                ),
                say("List the stages from the lowest to the highest, with rising thresholds."),
            )
        if not falling and implies(lower.when, higher.when):
            yield checked.error(
                "unreachable-stage",
                ("stages", low, "when"),
                say(
                    "{lower} is never eligible: {higher} above it holds wherever it does.",
                    lower=lower.name,
                    higher=higher.name,
                ),
                say("Ask for more in the higher stage."),
            )


def _falling(lower: Stage, higher: Stage) -> Iterator[tuple[str, float, float]]:
    """Fields of which the higher stage asks for less, with both bounds."""
    wanted = _lower_bounds(lower.when)
    for field, bound in _lower_bounds(higher.when).items():
        if field in wanted and bound < wanted[field]:
            yield field, wanted[field], bound


def _lower_bounds(condition: Condition) -> dict[str, float]:
    """The numbers from which fields must be, where the condition asks for them in any case."""
    match condition:
        case FieldTest(field=field, test=test):
            tests = test.tests if isinstance(test, AllTests) else (test,)
            bounds = [
                each.bound
                for each in tests
                if isinstance(each, Compare) and each.how in _LOWER and isinstance(each.bound, float)
            ]
            return {field: max(bounds)} if bounds else {}
        case AllOf(conditions=parts):
            found: dict[str, float] = {}
            for part in parts:
                for field, bound in _lower_bounds(part).items():
                    found[field] = max(bound, found.get(field, bound))
            return found
        case _:
            return {}


def stages_out_of_reach(checked: Checked) -> Iterator[Problem]:
    """A stage that asks for more than there can be."""
    model = checked.model
    by_points = ("probability",) if model.probability else ()
    numbers = ("score", "points", *by_points, *(dimension.name for dimension in model.dimensions))
    for position, stage in enumerate(model.stages):
        for field, bound in _lower_bounds(stage.when).items():
            if field in numbers and bound > (most := highest(checked, field)):
                yield checked.warning(
                    "unreachable-stage",
                    ("stages", position, "when"),
                    say(
                        "it asks for {field} from {bound}, and that reaches {most}.",
                        field=field,
                        bound=f"{bound:g}",
                        most=f"{most:g}",
                    ),
                    say("Ask for less, or give more points."),
                )
