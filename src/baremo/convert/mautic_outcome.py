"""Mautic's triggers and stages: a threshold of points is a band, and a stage where it moves leads to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baremo.convert.assembly import Frame
from baremo.convert.conversion import Json, Rule, UnsayableError
from baremo.convert.export_file import items, mapping, number
from baremo.convert.names import free, one_line
from baremo.model.conditions import Compare, FieldTest
from baremo.model.outcome import Band, Stage
from baremo.texts import Said, say

LOWEST = "start"  # the band below all triggers


@dataclass(frozen=True, kw_only=True, slots=True)
class Threshold:
    """A trigger that can be said."""

    name: str
    points: float
    stages: tuple[str, ...]  # the numbers of the stages that it moves a contact to
    does: tuple[str, ...]  # what else it does


def outcome(triggers: Sequence[Json], stages: Sequence[Json], frame: Frame) -> list[Rule]:
    """The lines of triggers and stages; bands and stages are put into the frame."""
    thresholds: list[Threshold | Rule] = [_threshold(trigger) for trigger in triggers]
    kept = [each for each in thresholds if isinstance(each, Threshold)]
    bands = _bands(kept)
    told = [each if isinstance(each, Rule) else _told(each, bands) for each in thresholds]
    if bands:
        lowest = Band(name=free(LOWEST, {band.name for band in bands.values()}), start=0.0)
        from_highest = sorted(bands.values(), key=lambda band: -band.start)
        frame.bands = tuple(from_highest if 0.0 in bands else [*from_highest, lowest])
    return [*told, *_stages(stages, kept, frame)]


def _threshold(trigger: Json) -> Threshold | Rule:
    name = one_line(trigger.get("name") or "")
    try:
        points = number(trigger.get("points"), "points")
        if trigger.get("isPublished") is False:
            raise UnsayableError(say("It is not published in Mautic."), say("Nothing needs to be done."))
        if mapping(trigger.get("group")) or points < 0:
            raise UnsayableError(
                say("A model's bands are of the whole score from 0 on, and this is of a group or below 0."),
                say("Write a stage with a condition on that dimension."),
            )
    except UnsayableError as error:
        return Rule(name=name, points=None, status="left out", why=(error.reason, error.remedy))
    events = items(trigger.get("events"))
    moves = [each for each in events if each.get("type") == "lead.changestage"]
    return Threshold(
        name=name,
        points=points,
        stages=tuple(str(mapping(each.get("properties")).get("stage")) for each in moves),
        does=tuple(one_line(each.get("type")) for each in events if each not in moves),
    )


def _bands(thresholds: Sequence[Threshold]) -> dict[float, Band]:
    """A band for each number of points, named after the first trigger that has it."""
    bands: dict[float, Band] = {}
    for each in thresholds:
        taken = {band.name for band in bands.values()}
        bands.setdefault(each.points, Band(name=free(each.name or "band", taken), start=each.points))
    return bands


def _told(threshold: Threshold, bands: dict[float, Band]) -> Rule:
    band = bands[threshold.points]
    why: list[Said] = [
        say("Mautic acts once, when the points are reached; here a lead is in the band while it has them.")
    ]
    if threshold.does:
        why.append(
            say(
                "What it does is left out ({actions}): let it follow the band's change.",
                actions=", ".join(threshold.does),
            )
        )
    return Rule(
        name=threshold.name,
        points=None,
        status="differs",
        became=say("band {name}", name=band.name),
        why=tuple(why),
        place=("bands", band.name),
    )


def _stages(stages: Sequence[Json], thresholds: Sequence[Threshold], frame: Frame) -> list[Rule]:
    """Stages that a trigger moves contacts to, by weight; thresholds must rise with it."""
    told: list[Rule] = []
    kept: list[Stage] = []
    reached = 0.0
    for stage in sorted(stages, key=lambda each: _weight(each)):
        name = one_line(stage.get("name") or "")
        points = [each.points for each in thresholds if str(stage.get("id")) in each.stages]
        if not points or min(points) < reached or name in {each.name for each in kept}:
            reason = (
                say("Campaigns move contacts to this stage, and the export does not say when.")
                if not points
                else say("Its points are below those of a stage of less weight, or its name stands twice.")
            )
            remedy = say("Write the stage by hand, with when and what must hold.")
            told.append(Rule(name=name, points=None, status="left out", why=(reason, remedy)))
            continue
        reached = min(points)
        kept.append(Stage(name=name, when=FieldTest(field="score", test=Compare(how="at_least", bound=reached))))
        why = say("Mautic moves a contact once; here a lead is eligible while it has the points.")
        told.append(Rule(name=name, points=None, status="differs", became=say("stage {name}", name=name), why=(why,)))
    frame.stages = tuple(kept)
    return told


def _weight(stage: Json) -> float:
    weight = stage.get("weight")
    return float(weight) if isinstance(weight, int | float) else 0.0
