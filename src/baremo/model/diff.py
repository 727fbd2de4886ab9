"""Two models compared in sentences: nothing where they mean the same, something where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baremo.model import aspects, canonical, sentences
from baremo.model.change import Change, changes_of
from baremo.model.criteria import Criterion
from baremo.model.diff_outcome import outcome_changes
from baremo.model.dimensions import Dimension
from baremo.model.fingerprint import as_json, meaning
from baremo.model.model import ScoringModel
from baremo.model.pairing import Pairing, by_key, by_meaning, pairing
from baremo.texts import Said, say

__all__ = ["Change", "diff"]

Place = tuple[str, str]  # the names of a dimension and of a criterion in it


def diff(old: ScoringModel, new: ScoringModel) -> tuple[Change, ...]:
    """What the new model says that the old does not, in the order of the new file.

    A criterion, dimension, rule, band or stage with the same meaning under another name is renamed.
    Titles, notes and comments are no difference. Two models of one fingerprint have none.

    Examples
    --------
    >>> from dataclasses import replace
    >>> model = ScoringModel(name="small", dimensions=(Dimension(name="fit", criteria=()),))
    >>> print(diff(model, replace(model, timezone="Europe/Madrid"))[0].sentence)
    time zone: UTC -> Europe/Madrid
    """
    dimensions = _pair_dimensions(old, new)
    return (
        *changes_of("model", "", aspects.of_settings(old), aspects.of_settings(new)),
        *_dimension_changes(old, new, dimensions),
        *_criterion_changes(old, new, dimensions),
        *outcome_changes(old, new),
    )


def _pair_dimensions(old: ScoringModel, new: ScoringModel) -> Pairing[str]:
    def meant(model: ScoringModel) -> dict[str, str]:
        return {each.name: as_json(meaning(canonical.of_dimension(each))) for each in model.dimensions}

    return pairing(meant(old), meant(new), [by_key, by_meaning])


def _dimension_changes(old: ScoringModel, new: ScoringModel, pairs: Pairing[str]) -> Iterator[Change]:
    before = {each.name: each for each in old.dimensions}
    for dimension in new.dimensions:
        name = dimension.name
        if name in pairs.added:
            yield Change.added(name, say("new dimension {name}{limits}", name=name, limits=_limits(dimension)))
            continue
        former = before[pairs.old_of[name]]
        if former.name != name:
            yield Change.changed(name, say("dimension {old} renamed to {new}", old=former.name, new=name))
        yield from changes_of(name, name, aspects.of_dimension(former), aspects.of_dimension(dimension))
    for name in pairs.removed:
        yield Change.removed(name, say("dimension {name} removed", name=name))


def _limits(dimension: Dimension) -> Said:
    """What a new dimension says: all that differs from one that says nothing."""
    silent = aspects.of_dimension(Dimension(name=dimension.name, criteria=()))
    own = aspects.of_dimension(dimension)
    parts = [own.words(key) for key in own.meant if own.meant[key] != silent.meant.get(key)]
    return say(": {parts}", parts=sentences.listed(parts)) if parts else ""


def _criterion_changes(old: ScoringModel, new: ScoringModel, dimensions: Pairing[str]) -> Iterator[Change]:
    now_named = {former: name for name, former in dimensions.old_of.items()}
    before = {(now_named.get(d.name, d.name), c.name): c for d, c in old.criteria()}
    after = {(d.name, c.name): c for d, c in new.criteria()}
    pairs = pairing(_meanings(before), _meanings(after), [by_key, lambda place, _: place[1], by_meaning])
    for place, criterion in after.items():
        if place in pairs.old_of:
            former = pairs.old_of[place]
            yield from _moved_or_renamed(former, place)
            yield from _rule_changes(before[former], criterion)
        else:
            yield _added(place, criterion)
    for place in pairs.removed:
        yield _removed(place, before[place])


def _meanings(criteria: dict[Place, Criterion]) -> dict[Place, str]:
    return {place: aspects.of_criterion(criterion).meaning for place, criterion in criteria.items()}


def _moved_or_renamed(old: Place, new: Place) -> Iterable[Change]:
    if old[1] != new[1]:
        yield Change.changed(new[1], say("criterion {old} renamed to {new}", old=old[1], new=new[1]))
    if old[0] != new[0]:
        sentence = say("criterion {name} moved from {old} to {new}", name=new[1], old=old[0], new=new[0])
        yield Change.changed(new[1], sentence)


def _rule_changes(old: Criterion, new: Criterion) -> Iterator[Change]:
    before, after = aspects.of_criterion(old), aspects.of_criterion(new)
    if type(old.rule) is not type(new.rule):
        was, now = sentences.in_full(old), sentences.in_full(new)
        yield Change.changed(new.name, say("{subject}: was {old}; is now {new}", subject=new.name, old=was, new=now))
        before, after = before.only("category"), after.only("category")
    yield from changes_of(new.name, new.name, before, after)


def _added(place: Place, criterion: Criterion) -> Change:
    dimension, name = place
    rule = sentences.in_full(criterion)
    return Change.added(
        name, say("new criterion {name} in {dimension}: {rule}", name=name, dimension=dimension, rule=rule)
    )


def _removed(place: Place, criterion: Criterion) -> Change:
    dimension, name = place
    rule = sentences.in_full(criterion)
    return Change.removed(
        name, say("criterion {name} removed from {dimension} (was {rule})", name=name, dimension=dimension, rule=rule)
    )
