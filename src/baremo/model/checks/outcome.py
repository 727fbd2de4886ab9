"""Rules about bands and grades: no gap, and nothing that can never be reached."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from baremo.errors import Problem
from baremo.model.checks.checked import Checked
from baremo.model.checks.reach import dimension_range
from baremo.model.criteria import Predicted
from baremo.model.outcome import GradePart
from baremo.model.reading import Path, did_you_mean
from baremo.texts import say


def band_ranges(checked: Checked) -> Iterator[Problem]:
    """Bands cover the scale from its lowest score on, each beginning somewhere else."""
    bands, scale = checked.model.bands, checked.model.scale
    for higher, lower in pairwise(bands):
        if higher.start == lower.start:
            yield checked.error(
                "unreachable-band",
                ("bands", lower.name),
                say("band {other} begins at {start} too.", other=higher.name, start=f"{lower.start:g}"),
                say("Let each band begin at a score of its own."),
            )
        elif higher.start <= scale.min:
            yield checked.error(
                "unreachable-band",
                ("bands", lower.name),
                say("the band ends at {end}, where the scale begins.", end=f"{higher.start:g}"),
                say("Take it out, or let the bands above it begin higher."),
            )
    if bands and bands[-1].start > scale.min:
        yield checked.error(
            "band-gap",
            ("bands", bands[-1].name),
            say(
                "scores from {low} to {start} have no band: this is the lowest.",
                low=f"{scale.min:g}",
                start=f"{bands[-1].start:g}",
            ),
            say("Let it begin at {low}, or add a band from {low} on.", low=f"{scale.min:g}"),
        )


def bands_out_of_reach(checked: Checked) -> Iterator[Problem]:
    """Bands above the scale, or above what all criteria together give."""
    scale, most = checked.model.scale, _highest(checked, "score")
    for band in checked.model.bands:
        if band.start > scale.max:
            yield checked.error(
                "unreachable-band",
                ("bands", band.name),
                say(
                    "the band begins at {start}, above the scale's {max}.",
                    start=f"{band.start:g}",
                    max=f"{scale.max:g}",
                ),
                say("Let it begin lower."),
            )
        elif band.start > most:
            yield checked.warning(
                "unreachable-band",
                ("bands", band.name),
                say(
                    "the band begins at {start}, and all criteria together reach {most}.",
                    start=f"{band.start:g}",
                    most=f"{most:g}",
                ),
                say("Let it begin lower, raise points or the dimensions' max, or lower out_of."),
            )


def grade_thresholds(checked: Checked) -> Iterator[Problem]:
    """A grade is of something that exists, its thresholds fall, and none is out of reach."""
    for path, part in _grade_parts(checked):
        options = (*(dimension.name for dimension in checked.model.dimensions), "score", "points")
        if part.of not in options:
            yield checked.error(
                "unknown-dimension",
                (*path, "of"),
                say("there is no dimension {name}.", name=part.of),
                did_you_mean(part.of, options),
            )
            continue
        for (better, high), (worse, low) in pairwise(part.at_least):
            if high <= low:
                yield checked.error(
                    "unreachable-grade",
                    (*path, "at_least", worse),
                    say(
                        "{worse} begins at {low}, {better} at {high}.",
                        worse=worse,
                        low=f"{low:g}",
                        better=better,
                        high=f"{high:g}",
                    ),
                    say("The better a grade, the higher it begins."),
                )
            yield from _skipped(checked, path, better, worse)
        yield from _grades_out_of_reach(checked, path, part)


def _skipped(checked: Checked, path: Path, better: str, worse: str) -> Iterator[Problem]:
    after = str(int(better) + 1) if better.isdigit() else chr(ord(better) + 1)
    if worse != after:
        yield checked.warning(
            "grade-gap",
            (*path, "at_least", worse),
            say("{after} is left out between {better} and {worse}.", after=after, better=better, worse=worse),
            say("Call it {after}.", after=after),
        )


def _grades_out_of_reach(checked: Checked, path: Path, part: GradePart) -> Iterator[Problem]:
    limit, most = _limit(checked, part.of), _highest(checked, part.of)
    for name, threshold in part.at_least:
        if threshold > limit:
            yield checked.error(
                "unreachable-grade",
                (*path, "at_least", name),
                say(
                    "{name} begins at {start}, and {of} ends at {limit}.",
                    name=name,
                    start=f"{threshold:g}",
                    of=part.of,
                    limit=f"{limit:g}",
                ),
                say("Let it begin lower."),
            )
        elif threshold > most:
            yield checked.warning(
                "unreachable-grade",
                (*path, "at_least", name),
                say(
                    "{name} begins at {start}, and the criteria of {of} reach {most}.",
                    name=name,
                    start=f"{threshold:g}",
                    of=part.of,
                    most=f"{most:g}",
                ),
                say("Let it begin lower, or give more points."),
            )


def two_probabilities(checked: Checked) -> Iterator[Problem]:
    """A lead has one probability: by its points, or a predictor's."""
    names = predicted(checked)
    if checked.model.probability is not None and names:
        yield checked.error(
            "two-probabilities",
            ("probability",),
            say("criterion {name} has a predictor, which gives a probability too.", name=names[0]),
            say("Keep the criterion or this key."),
        )


def predicted(checked: Checked) -> list[str]:
    """The names of criteria that have a predictor."""
    return [criterion.name for _, criterion in checked.model.criteria() if isinstance(criterion.rule, Predicted)]


def _grade_parts(checked: Checked) -> Iterator[tuple[Path, GradePart]]:
    grade = checked.model.grade
    if grade is not None and grade.letter is not None:
        yield ("grade", "letter"), grade.letter
    if grade is not None and grade.number is not None:
        yield ("grade", "number"), grade.number


def _limit(checked: Checked, name: str) -> float:
    """Where a value is cut: the scale's max, `out_of`, a dimension's max times its weight."""
    model = checked.model
    if name == "probability":
        return 1.0
    if name in ("score", "points"):
        return model.scale.max if name == "score" else model.out_of
    dimension = next(each for each in model.dimensions if each.name == name)
    ends = dimension.min, dimension.max
    end = ends[1] if dimension.weight > 0 else ends[0]
    return math.inf if end is None else end * dimension.weight


def _highest(checked: Checked, name: str) -> float:
    """The most that the criteria can bring a value to, points given by hand left out."""
    model = checked.model
    ranges = {dimension.name: dimension_range(dimension)[1] for dimension in model.dimensions}
    if name in ranges:
        return ranges[name]
    if name == "probability" and model.probability is not None:
        return model.probability.of(sum(ranges.values()))
    points = max(0.0, min(model.out_of, sum(ranges.values())))
    share = points / model.out_of
    return points if name == "points" else model.scale.min + share * (model.scale.max - model.scale.min)


def highest(checked: Checked, name: str) -> float:
    """The most that a value can be: by its limit, for those that have one."""
    return min(_limit(checked, name), _highest(checked, name))


def grades(checked: Checked) -> tuple[str, ...]:
    """Every grade that the model can give."""
    grade = checked.model.grade
    if grade is None:
        return ()
    letters, numbers = _names(grade.letter), _names(grade.number)
    return tuple(letter + number for letter in letters for number in numbers)


def _names(part: GradePart | None) -> tuple[str, ...]:
    return ("",) if part is None else (*(name for name, _ in part.at_least), part.below)
