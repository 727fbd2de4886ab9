"""Backtest of any model, hand-written rules included: each lead scored as of its own moment, then judged.

What became known after a lead's moment is not in its score; what cannot be known as of then is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from baremo.engine.backends import Progress
from baremo.engine.facts import lead_columns, scores_at
from baremo.engine.moments import moment
from baremo.engine.scoring import AsOf, Sources
from baremo.learn.feature import Flags, Numbers
from baremo.learn.history import Labels
from baremo.learn.judged.capacity import Capacity
from baremo.learn.judged.figures import Figures, Judgement
from baremo.learn.judged.judging import judge
from baremo.learn.judged.ranking import Words, coded, in_time
from baremo.learn.judged.stability import FEATURES, FEW, LEVELS, parts_leads
from baremo.learn.judged.taught import learned_cautions, learned_from
from baremo.learn.judged.verdict import verdict
from baremo.model.model import ScoringModel
from baremo.texts import Text, say

__all__ = ["Validation", "judge", "validate"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Validation:
    """A model's scores of the past, and what they were worth.

    Attributes
    ----------
    scores : pyarrow.Table
        One row per row of the labels, in their order: all columns of scores, as of each row's moment.
    cautions : tuple of Text
        Why the figures may flatter; they are among the warnings, too.
    """

    figures: Figures
    scores: pa.Table
    labels: Labels
    cautions: tuple[Text, ...] = ()


def validate(
    model: ScoringModel,
    sources: Sources,
    labels: Labels,
    *,
    previous: ScoringModel | None = None,
    previous_sources: Sources | None = None,
    capacity: Capacity | None = None,
    as_of: AsOf = None,
    memory: str | None = None,
    seed: int = 7,
    progress: Progress | None = None,
) -> Validation:
    """Scores each lead as of its moment and judges the scores by what became of it.

    Parameters
    ----------
    model : ScoringModel
        Of any origin. Its probability is measured where it has one.
    labels : Labels
        Which leads are looked at when, and how they ended. Without moments all are scored as of `as_of`.
    previous : ScoringModel, optional
        The model's version before, to compare with.
    previous_sources : Sources, optional
        The same leads with that version's own predictor.
    """
    at = _moments(labels, model, as_of)
    scores = scores_at(model, sources, at, memory=memory, progress=progress)
    before = scores_at(previous, previous_sources or sources, at, memory=memory) if previous else None
    judgement = _judged(model, sources, labels, scores, before, capacity, seed)
    cautions = (*_cautions(labels, sources), *learned_cautions(labels, model, previous))
    figures = Figures(
        kind=_kind(model, judgement.probability == "model"),
        split="time" if in_time(labels.order) is not None else "random",
        judgement=judgement,
        verdict=verdict(judgement, fair=not any(learned_from(labels, each) for each in (model, previous))),
        left_out=labels.left_out,
        warnings=(*labels.warnings, *cautions),
    )
    return Validation(figures=figures, scores=scores, labels=labels, cautions=cautions)


def _judged(
    model: ScoringModel,
    sources: Sources,
    labels: Labels,
    scores: pa.Table,
    before: pa.Table | None,
    capacity: Capacity | None,
    seed: int,
) -> Judgement:
    return judge(
        labels.outcome,
        _probability(scores),
        score=_numbers(scores, "score"),
        leads=labels.lead_ids,
        moments=labels.moments,
        order=labels.order,
        bands=_words(scores, "band") if model.bands else None,
        grades=_words(scores, "grade") if model.grade else None,
        top=_words(scores, "band") == model.bands[0].name if len(model.bands) > 1 else None,
        segments=_segments(sources, labels),
        capacity=capacity,
        previous=None if before is None else _numbers(before, "score"),
        seed=seed,
    )


def _moments(labels: Labels, model: ScoringModel, as_of: AsOf) -> pa.Table:
    moments = labels.moments
    if moments is None:
        now = moment(as_of if as_of is not None else datetime.now(UTC), model.timezone).instant
        moments = np.full(labels.rows, np.datetime64(now.astimezone(UTC).replace(tzinfo=None), "us"))
    return pa.table(
        {
            model.key: pa.array(labels.lead_ids, pa.string()),
            "moment": pa.array(moments.astype("datetime64[us]"), pa.timestamp("us")).cast(pa.timestamp("us", "UTC")),
        }
    )


def _probability(scores: pa.Table) -> Numbers | None:
    """Of every row, or else of none: rows left out would flatter."""
    column = scores["probability"]
    return _numbers(scores, "probability") if len(column) and column.null_count == 0 else None


def _numbers(scores: pa.Table, name: str) -> Numbers:
    return np.asarray(scores[name].cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def _words(scores: pa.Table, name: str) -> Words:
    return np.array(scores[name].to_pylist(), dtype=object)


def _segments(sources: Sources, labels: Labels) -> dict[str, Words]:
    """Columns of few values that all went either way: one that does not may be the outcome itself."""
    columns = lead_columns(sources)
    place = {lead: number for number, lead in enumerate(columns["lead_id"].to_pylist())}
    rows = np.array([place.get(lead, -1) for lead in labels.lead_ids])
    found: dict[str, Words] = {}
    for name in columns.column_names:
        if name == "lead_id" or not LEVELS[0] <= len(columns[name].unique()) <= LEVELS[1]:
            continue
        values = np.array([*columns[name].to_pylist(), None], dtype=object)[rows]
        known_well = _known(values) >= labels.rows / 2 and parts_leads(coded(values)[1])
        if known_well and _goes_either_way(values, labels.outcome):
            found[name] = values
    largest = sorted(found, key=lambda name: (-_known(found[name]), name))[:FEATURES]
    return {name: found[name] for name in largest}


def _known(values: Words) -> int:
    return int(np.count_nonzero([value is not None for value in values]))


def _goes_either_way(values: Words, outcome: Flags) -> bool:
    told: npt.NDArray[np.object_] = np.array([value or "" for value in values], dtype=object)
    _, place = np.unique(told, return_inverse=True)
    n = np.bincount(place)
    won = np.bincount(place, weights=outcome)
    return bool(((won > 0) & (won < n))[n >= FEW].all()) and bool((n >= FEW).any())


def _kind(model: ScoringModel, has_probability: bool) -> str:
    if model.predictor is not None:
        return "predictor"
    return "scorecard" if has_probability else "rules"


def _cautions(labels: Labels, sources: Sources) -> tuple[Text, ...]:
    if labels.moments is None:
        return (_AS_OF_NOW,)
    attributes = (_ATTRIBUTES_OF_TODAY,) if sources.changes is None else ()
    return attributes if in_time(labels.order) is not None else (*attributes, _ONE_MOMENT)


_AS_OF_NOW = say(
    "No column says when leads were to be scored, so all are scored as of one moment, with what has become known "
    "since: the figures may flatter."
)
_ONE_MOMENT = say(
    "All leads are looked at as of one moment, so nothing tells how the ranking lasts: the figures may flatter."
)
_ATTRIBUTES_OF_TODAY = say(
    "Attributes are today's, not those of the moment of scoring: what was filled in after the outcome flatters."
)
