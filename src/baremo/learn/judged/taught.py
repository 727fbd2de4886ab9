"""From which time the leads are that taught a model, by the files that its training left beside it.

Leads that a model was learned from cannot judge it: whoever judges by them must be told so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from baremo.learn.history import Labels
from baremo.learn.plan import FILE
from baremo.model.model import ScoringModel
from baremo.texts import Text, WholeNumber, say

METRICS = "metrics.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Taught:
    """A model that a training has written.

    Attributes
    ----------
    month : numpy.datetime64, optional
        The last month of its leads: those that judged it, too, as what is written is learned from all. None where
        nobody knows.
    """

    month: np.datetime64 | None

    def seen(self, labels: Labels) -> int | None:
        """How many rows are from its leads' time; None where nobody knows."""
        if self.month is None or labels.moments is None:
            return None
        return int(np.count_nonzero(labels.moments.astype("datetime64[M]") <= self.month))


def taught(model: ScoringModel) -> Taught | None:
    """What is known of its leads; None of a model that no training has written."""
    if model.folder is None or not (model.folder / FILE).is_file():
        return None
    return Taught(month=_last_month(model.folder / METRICS))


def learned_from(labels: Labels, model: ScoringModel | None) -> bool:
    """Whether some of these rows are surely from the time that taught the model."""
    known = None if model is None else taught(model)
    return bool(known and known.seen(labels))


def learned_cautions(labels: Labels, model: ScoringModel, previous: ScoringModel | None) -> tuple[Text, ...]:
    """Whom these leads flatter; a model that tells a probability was learned somewhere, if not here."""
    found = []
    if (own := taught(model)) is not None:
        found.append(_of_own(own, labels))
    elif model.probability is not None or model.predictor is not None:
        found.append(_PERHAPS_OWN)
    if previous is not None and (before := taught(previous)) is not None:
        found.append(_of_previous(before, labels))
    return tuple(each for each in found if each is not None)


def _of_own(known: Taught, labels: Labels) -> Text | None:
    seen = known.seen(labels)
    if not seen:
        return _PERHAPS_OWN if seen is None else None
    return say(
        "{seen} of these {n} leads are from the time up to {month}, from which this model was learned: its figures "
        "flatter.",
        seen=WholeNumber(seen),
        n=WholeNumber(labels.rows),
        month=str(known.month),
    )


def _of_previous(known: Taught, labels: Labels) -> Text | None:
    seen = known.seen(labels)
    if not seen:
        return _PERHAPS_PREVIOUS if seen is None else None
    return say(
        "{seen} of these {n} leads are from the time up to {month}, from which the previous version was learned: the "
        "comparison flatters that one.",
        seen=WholeNumber(seen),
        n=WholeNumber(labels.rows),
        month=str(known.month),
    )


def _last_month(metrics: Path) -> np.datetime64 | None:
    """Of the leads that judged a training, which are the latest."""
    try:
        months = json.loads(metrics.read_text(encoding="utf-8"))["months"]
        return np.datetime64(months[-1]["month"], "M")
    except (OSError, ValueError, RecursionError, KeyError, IndexError, TypeError):
        return None


_PERHAPS_OWN = say("If the model was learned from these very leads, the figures flatter.")
_PERHAPS_PREVIOUS = say("If the previous version was learned from these very leads, the comparison flatters that one.")
