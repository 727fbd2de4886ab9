"""HubSpot's outputs of a score: thresholds as bands, the matrix of fit and engagement as grade."""

from __future__ import annotations

from baremo.convert.assembly import Frame
from baremo.convert.conversion import Json, Rule, UnsayableError
from baremo.convert.export_file import items, mapping, number
from baremo.convert.names import free, one_line
from baremo.model.outcome import Band, Grade, GradePart
from baremo.texts import Said, say

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOWEST = "none"  # the band below the lowest threshold


def outputs(score: Json, frame: Frame) -> list[Rule]:
    """The lines of the outputs; bands and grade are put into the frame."""
    categories = {str(group.get("groupCategory")) for group in items(score.get("groupConfigs"))}
    found: list[Rule] = []
    for output in items(mapping(score.get("outputConfiguration")).get("outputs")):
        name = one_line(output.get("propertyLabel") or output.get("propertyName") or output.get("outputType"))
        try:
            match output.get("outputType"):
                case "THRESHOLD":
                    found.append(_bands(name, output, categories, frame))
                case "MATRIX":
                    found.append(_grade(name, output, score, frame))
        except UnsayableError as error:
            found.append(Rule(name=name, points=None, status="left out", why=(error.reason, error.remedy)))
    return found


def _bands(name: str, output: Json, categories: set[str], frame: Frame) -> Rule:
    of = output.get("categories")
    if frame.bands or (isinstance(of, list) and set(map(str, of)) != categories):
        raise UnsayableError(
            say("A model's bands are of the whole score, and these are of a part of it, or there are others."),
            say("Give the part a grade instead."),
        )
    bands: list[Band] = []
    for label, start in _boundaries(output.get("boundaries")):
        bands.append(Band(name=free(label, {band.name for band in bands}), start=start))
    why: tuple[Said, ...] = ()
    if bands[-1].start > 0:
        bands.append(Band(name=free(LOWEST, {band.name for band in bands}), start=0.0))
        why = (say("What is below the lowest threshold has a band too, {name}.", name=bands[-1].name),)
    frame.bands = tuple(bands)
    shown = ", ".join(band.name for band in bands)
    return Rule(
        name=name,
        points=None,
        status="differs" if why else "same",
        became=say("bands {names}", names=shown),
        why=why,
        place=("bands", bands[0].name),
    )


def _boundaries(value: object) -> list[tuple[str, float]]:
    """Labels with their lowest value, highest first."""
    found = [(one_line(each.get("label") or "?"), number(each.get("threshold"), "threshold")) for each in items(value)]
    found.sort(key=lambda each: -each[1])
    if (
        not found
        or len({start for _, start in found}) < len(found)
        or any(start > 0 > found[-1][1] for _, start in found)
    ):
        raise UnsayableError(
            say("Its thresholds are missing, stand twice, or lie below 0."), say("Write the bands by hand.")
        )
    return found


def _grade(name: str, output: Json, score: Json, frame: Frame) -> Rule:
    """A letter of fit and a number of engagement, where each is of one group."""
    boundaries = mapping(output.get("boundaries"))
    groups = items(score.get("groupConfigs"))
    parts: dict[str, GradePart] = {}
    for category, names in (("FIT", LETTERS), ("INTENT", [str(each) for each in range(1, 27)])):
        found = _boundaries(boundaries.get(category))
        of = [
            key for key, group in zip(frame.dimensions, groups, strict=True) if group.get("groupCategory") == category
        ]
        if len(of) != 1 or found[-1][1] > 0 or not 2 <= len(found) <= len(names):
            raise UnsayableError(
                say("A grade is of one group for each category, its lowest part from 0."),
                say("Write grade: by hand, or put the rules of a category into one dimension."),
            )
        thresholds = tuple((names[at], start) for at, (_, start) in enumerate(found[:-1]))
        parts[category] = GradePart(of=frame.dimensions[of[0]].name, at_least=thresholds, below=names[len(found) - 1])
    frame.grade = Grade(letter=parts["FIT"], number=parts["INTENT"])
    return Rule(name=name, points=None, status="same", became=say("grade, such as A1"), place=("grade", "letter"))
