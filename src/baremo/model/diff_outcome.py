"""What differs between two models after the points: disqualifying rules, grade, bands and stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from baremo.model import aspects, sentences
from baremo.model.aspects import Aspects
from baremo.model.change import Change, changes_of
from baremo.model.model import ScoringModel
from baremo.model.outcome import Grade, GradePart
from baremo.model.pairing import by_key, by_meaning, pairing
from baremo.model.spelling import number_text
from baremo.texts import Joined, Said, Text, say


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing of an ordered list: what it says key by key, and in one sentence."""

    aspects: Aspects
    told: Said


def outcome_changes(old: ScoringModel, new: ScoringModel) -> Iterator[Change]:
    """Every difference in what follows from the points."""
    yield from _disqualifier_changes(old, new)
    yield from _grade_changes(old, new)
    yield from _band_changes(old, new)
    yield from _stage_changes(old, new)


def _disqualifier_changes(old: ScoringModel, new: ScoringModel) -> Iterator[Change]:
    def entries(model: ScoringModel) -> dict[str, Entry]:
        return {
            rule.name: Entry(aspects.of_disqualifier(rule), sentences.of_disqualifier(rule.rule))
            for rule in model.disqualify
        }

    names = Joined(tuple(rule.name for rule in new.disqualify), ", ")
    order = Change.changed("disqualify", say("disqualifiers are in another order: {names}", names=names))
    return _ordered_changes(
        entries(old), entries(new), called=lambda name: say("disqualifier {name}", name=name), order=order
    )


def _stage_changes(old: ScoringModel, new: ScoringModel) -> Iterator[Change]:
    def entries(model: ScoringModel) -> dict[str, Entry]:
        return {
            stage.name: Entry(aspects.of_stage(stage), sentences.of_condition(stage.when)) for stage in model.stages
        }

    names = Joined(tuple(stage.name for stage in new.stages), ", ")
    order = Change.changed("stages", say("stages are in another order: {names}", names=names))
    return _ordered_changes(entries(old), entries(new), called=lambda name: say("stage {name}", name=name), order=order)


def _ordered_changes(
    old: dict[str, Entry], new: dict[str, Entry], *, called: Callable[[str], Text], order: Change
) -> Iterator[Change]:
    """What differs in things that stand in an order: those of `disqualify`, the stages."""
    pairs = pairing(_meanings(old), _meanings(new), [by_key, by_meaning])
    for name, entry in new.items():
        if name in pairs.added:
            yield Change.added(name, say("new {thing}: {rule}", thing=called(name), rule=entry.told))
            continue
        former = pairs.old_of[name]
        if former != name:
            yield Change.changed(name, say("{thing} renamed to {new}", thing=called(former), new=name))
        yield from changes_of(name, called(name), old[former].aspects, entry.aspects)
    for name in pairs.removed:
        yield Change.removed(name, say("{thing} removed (was {rule})", thing=called(name), rule=old[name].told))
    if pairs.reordered(tuple(old), tuple(new)):
        yield order


def _meanings(entries: dict[str, Entry]) -> dict[str, str]:
    return {name: entry.aspects.meaning for name, entry in entries.items()}


def _grade_changes(old: ScoringModel, new: ScoringModel) -> Iterator[Change]:
    before, after = old.grade or Grade(), new.grade or Grade()
    yield from _grade_part_changes(say("letter of the grade"), before.letter, after.letter)
    yield from _grade_part_changes(say("number of the grade"), before.number, after.number)


def _grade_part_changes(called: Said, old: GradePart | None, new: GradePart | None) -> Iterator[Change]:
    if new is None and old is not None:
        yield Change.removed("grade", say("{part} removed (was {rule})", part=called, rule=_of_grade_part(old)))
    elif old is None and new is not None:
        yield Change.added("grade", say("new {part}: {rule}", part=called, rule=_of_grade_part(new)))
    elif old is not None and new is not None:
        before, after = dict(old.at_least), dict(new.at_least)
        if old.of != new.of or before.keys() != after.keys():
            was, now = _of_grade_part(old), _of_grade_part(new)
            yield Change.changed("grade", say("{part}: {old} -> {new}", part=called, old=was, new=now))
            return
        for name, start in after.items():
            if before[name] != start:
                was, now = number_text(before[name]), number_text(start)
                sentence = say("grade {name} begins at {old} -> {new}", name=name, old=was, new=now)
                yield Change.changed("grade", sentence)


def _of_grade_part(part: GradePart) -> Said:
    starts = [say("{name} from {start}", name=name, start=number_text(start)) for name, start in part.at_least]
    return say("by {of}: {starts}", of=part.of, starts=sentences.listed(starts))


def _band_changes(old: ScoringModel, new: ScoringModel) -> Iterator[Change]:
    before = {band.name: number_text(band.start) for band in old.bands}
    after = {band.name: number_text(band.start) for band in new.bands}
    pairs = pairing(before, after, [by_key, by_meaning])
    for name, start in after.items():
        if name in pairs.added:
            yield Change.added(name, say("new band {name} from {start}", name=name, start=start))
            continue
        former = pairs.old_of[name]
        if former != name:
            yield Change.changed(name, say("band {old} renamed to {new}", old=former, new=name))
        elif before[former] != start:
            yield Change.changed(
                name, say("band {name} begins at {old} -> {new}", name=name, old=before[former], new=start)
            )
    for name in pairs.removed:
        yield Change.removed(name, say("band {name} removed (began at {start})", name=name, start=before[name]))
