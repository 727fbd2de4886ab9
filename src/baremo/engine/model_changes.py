"""What of one model another takes over as it is, and which criteria differ: by meaning, never by text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from baremo.engine.outcome import MANUAL
from baremo.engine.points import fades_by
from baremo.engine.points_kept import Taken
from baremo.model import canonical
from baremo.model.conditions import FieldTest, Missing
from baremo.model.criteria import Attribute, Criterion
from baremo.model.dimensions import Dimension
from baremo.model.fingerprint import as_json, meaning
from baremo.model.model import ScoringModel


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A criterion of two models; None where one of them has no such criterion."""

    old: Criterion | None
    new: Criterion | None
    dimension: Dimension  # in the new model, else in the old
    differs: bool  # in what its points mean


def pairs(old: ScoringModel, new: ScoringModel) -> Iterator[Pair]:
    """The criteria of the new model in its order, then those that only the old has.

    A criterion that is only renamed is paired with itself.
    """
    left = {criterion.name: criterion for _, criterion in old.criteria()}
    named_so = {criterion.name for _, criterion in new.criteria()}
    renamed = {rule_of(each): each for each in left.values() if each.name not in named_so}
    for dimension, criterion in new.criteria():
        former = left.get(criterion.name) or renamed.pop(rule_of(criterion), None)
        if former is not None:
            del left[former.name]
        differs = former is None or rule_of(former) != rule_of(criterion)
        yield Pair(old=former, new=criterion, dimension=dimension, differs=differs)
    for dimension, criterion in old.criteria():
        if criterion.name in left:
            yield Pair(old=criterion, new=None, dimension=dimension, differs=True)


def rule_of(criterion: Criterion) -> str:
    """One text for all criteria that give the same points."""
    return as_json(meaning(canonical.of_criterion(replace(criterion, category=None))))


def taken_over(old: ScoringModel, new: ScoringModel) -> Taken:
    """What of the old model's points is right under the new one.

    In another time zone days begin elsewhere, so that nothing is but what people gave by hand.
    """
    if old.timezone != new.timezone:
        return Taken(others=frozenset({MANUAL}))
    aged = {criterion.name for dimension, criterion in old.criteria() if fades_by(dimension, criterion)}
    criteria = {}
    for pair in pairs(old, new):
        if pair.old is None or pair.new is None or pair.differs:
            continue
        if pair.old.name in aged or not fades_by(pair.dimension, pair.new):
            criteria[pair.new.name] = pair.old.name
    others = {MANUAL}
    if _rules(old) == _rules(new):
        others.add("disqualified")
    if old.probability is None and (old.predictor is None) == (new.predictor is None):
        others.add("probability")
    return Taken(criteria=criteria, dimensions=dict(_dimensions(old, new, criteria)), others=frozenset(others))


def _dimensions(old: ScoringModel, new: ScoringModel, taken: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Those that are the sum of the same criteria, and have the same limits."""
    before = {_sum(each, (criterion.name for criterion in each.criteria)): each.name for each in old.dimensions}
    for dimension in new.dimensions:
        former = before.get(_sum(dimension, (taken.get(criterion.name) for criterion in dimension.criteria)))
        if former is not None:
            yield dimension.name, former


def _sum(dimension: Dimension, criteria: Iterable[str | None]) -> tuple[object, ...]:
    """What a dimension is, but for its name."""
    return dimension.min, dimension.max, dimension.weight, dimension.decay, frozenset(criteria)


def _rules(model: ScoringModel) -> list[tuple[str, str]]:
    return [(rule.name, as_json(meaning(canonical.of_disqualifier(rule)))) for rule in model.disqualify]


def reading_all(models: tuple[ScoringModel, ...], attribute: str | None = None) -> ScoringModel:
    """A model that reads every field that one of the models reads, and an attribute: for inputs, not for scores."""
    dimensions = [dimension for model in models for dimension in model.dimensions]
    if attribute is not None:
        rule = Attribute(when=FieldTest(field=attribute, test=Missing(missing=True)), points=0)
        dimensions.append(Dimension(name=attribute, criteria=(Criterion(name=attribute, rule=rule),)))
    return replace(
        models[0],
        dimensions=tuple(dimensions),
        disqualify=tuple(rule for model in models for rule in model.disqualify),
        stages=tuple(stage for model in models for stage in model.stages),
    )
