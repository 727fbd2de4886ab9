"""Rules about dimensions and the balance of the whole."""

from __future__ import annotations

import math
from collections.abc import Iterator

from baremo.errors import Problem
from baremo.model.checks.checked import Checked
from baremo.model.checks.reach import criterion_range, dimension_range
from baremo.model.criteria import Criterion, Events, People, Recency
from baremo.texts import say

FAR_MORE = 2  # times all other dimensions together


def limits_crossed(checked: Checked) -> Iterator[Problem]:
    """A dimension's min above its max, or the scale's."""
    for dimension in checked.model.dimensions:
        if dimension.min is not None and dimension.max is not None and dimension.min > dimension.max:
            yield checked.error(
                "limits-crossed",
                ("dimensions", dimension.name, "min"),
                say("min {low} is above max {high}.", low=f"{dimension.min:g}", high=f"{dimension.max:g}"),
                say("Swap them."),
            )
    scale = checked.model.scale
    if scale.min >= scale.max:
        yield checked.error(
            "limits-crossed",
            ("scale",),
            say("the scale runs from {low} to {high}.", low=f"{scale.min:g}", high=f"{scale.max:g}"),
            say("Let max be larger than min, such as 0 and 100."),
        )


def dimensions_without_weight(checked: Checked) -> Iterator[Problem]:
    """A weight of 0, which silences the dimension, or below, which turns it round."""
    for dimension in checked.model.dimensions:
        if dimension.weight <= 0:
            effect = (
                say("a weight of 0 takes the dimension out of the score.")
                if dimension.weight == 0
                else say("a weight below 0 takes away the points that the dimension gives.")
            )
            yield checked.warning(
                "odd-weight",
                ("dimensions", dimension.name, "weight"),
                effect,
                say("Write a weight above 0, or leave it out."),
            )


def decays_of_nothing(checked: Checked) -> Iterator[Problem]:
    """A dimension that should fade with its events and counts none."""
    for dimension in checked.model.dimensions:
        counting = any(isinstance(each.rule, Events | Recency) for each in dimension.criteria)
        if dimension.decay is not None and not counting:
            yield checked.warning(
                "no-effect",
                ("dimensions", dimension.name, "decay"),
                say("the decay has no effect: no criterion of the dimension counts events."),
                say("Take it out, or move it to a dimension that counts events."),
            )


def points_above_the_maximum(checked: Checked) -> Iterator[Problem]:
    """A criterion that gives more at once than its dimension lets through."""
    for path, dimension, criterion in checked.criteria():
        most = _at_once(criterion)
        if dimension.max is not None and dimension.max < most < math.inf:
            yield checked.warning(
                "above-max",
                path,
                say(
                    "up to {points} points are more than the max of {dimension}, {max}.",
                    points=f"{most:g}",
                    dimension=dimension.name,
                    max=f"{dimension.max:g}",
                ),
                say("Give fewer points, or raise the dimension's max."),
            )


def _at_once(criterion: Criterion) -> float:
    """The most points, or where they have no end those of one unit."""
    most = criterion_range(criterion)[1]
    match criterion.rule:
        case Events(points=float() as points) | People(points=float() as points) if most == math.inf:
            return points
        case _:
            return most


def only_negative_dimensions(checked: Checked) -> Iterator[Problem]:
    """A dimension that can take points away and never gives any."""
    for dimension in checked.model.dimensions:
        ranges = [criterion_range(criterion) for criterion in dimension.criteria]
        if ranges and all(high <= 0 for _, high in ranges) and any(low < 0 for low, _ in ranges):
            yield checked.warning(
                "only-negative",
                ("dimensions", dimension.name),
                say("the dimension can only take points away."),
                say("If that is not meant, move its criteria into the dimension that they correct."),
            )


def nothing_negative(checked: Checked) -> Iterator[Problem]:
    """A model in which nothing ever speaks against a lead."""
    ranges = [criterion_range(criterion) for _, criterion in checked.model.criteria()]
    if ranges and all(low >= 0 for low, _ in ranges):
        yield checked.warning(
            "nothing-negative",
            ("dimensions",),
            say("no criterion takes points away, so that scores only rise."),
            say("Add criteria with points below 0: an unsubscription, a free mailbox, long silence."),
        )


def one_dimension_outweighs(checked: Checked) -> Iterator[Problem]:
    """A dimension that gives far more than all others together, which then decide nothing."""
    dimensions = checked.model.dimensions
    most = [max(0.0, dimension_range(dimension)[1]) for dimension in dimensions]
    for position, dimension in enumerate(dimensions):
        others = sum(most[:position] + most[position + 1 :])
        if not 0 < others < math.inf or most[position] <= FAR_MORE * others:
            continue
        reach = (
            say("any number of points")
            if most[position] == math.inf
            else say("up to {points} points", points=f"{most[position]:g}")
        )
        yield checked.warning(
            "outweighs",
            ("dimensions", dimension.name),
            say("it gives {reach}, all other dimensions together {others}.", reach=reach, others=f"{others:g}"),
            say("Give it a max, so that the others count too."),
        )
