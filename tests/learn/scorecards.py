"""Scorecards that read every feature there is, each bin with points of its own: no reading can go wrong unseen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

import baremo
from baremo.engine.facts import scores_at
from baremo.engine.scoring import Sources
from baremo.learn.binning import Binning, bin_features, is_attribute, is_recency
from baremo.learn.calibration import Calibration
from baremo.learn.cards.marks import Marks
from baremo.learn.cards.model_file import scorecard_model
from baremo.learn.feature import FeatureTable, Flags, Numbers
from baremo.learn.features import history
from baremo.learn.history import History, Labels
from baremo.learn.outcomes.outcome import Outcome
from baremo.learn.scorecard import Part, Scorecard
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text

AS_OF, MIDNIGHT = "2026-11-01T00:00:00Z", np.datetime64("2026-11-01")
LINE = Calibration(slope=0.8, intercept=-0.25, shift=0.125)
MARKS = Marks(mql=40, bands=(60.0, 0.0))


def past(
    leads: object, outcome: Sequence[bool] | Flags, *, ids: Sequence[str], events: object = None, moments: object = None
) -> History:
    """What is known of the leads as of AS_OF, or as of the moment of each."""
    labels = Labels(
        lead_ids=np.array(ids, dtype=object),
        moments=None if moments is None else np.array(moments, dtype="datetime64[us]"),
        outcome=np.asarray(outcome, dtype=np.bool_),
        known_until=MIDNIGHT,
    )
    return history(Sources(leads=leads, events=events), labels, Outcome(outcome="converted"))


def card_of(table: FeatureTable, outcome: Flags, *, seed: int = 7) -> Scorecard:
    """Points drawn by lot, all different within a feature; whoever did nothing has none."""
    rng = np.random.default_rng(seed)
    parts = [
        Part(binning=each, weights=np.zeros(len(each.bins)), points=_drawn(each, rng))
        for each in bin_features(table, outcome)
    ]
    assert parts, "no feature has two bins"
    reach = sum(max(part.points) - min(part.points) for part in parts)
    return Scorecard(
        parts=tuple(parts),
        base=-sum(min(part.points) for part in parts),
        out_of=reach,
        intercept=-1.5,
        slope=4 / reach,
        rows=table.rows,
        positives=int(outcome.sum()),
    )


def model_of(card: Scorecard) -> ScoringModel:
    """As `baremo train` writes it."""
    reading = read_text(scorecard_model(card, LINE, name="learned", marks=MARKS))
    assert reading.model is not None, "\n".join(map(str, reading.problems))
    return reading.model


def assert_scores_alike(
    past: History, leads: object, events: object = None, *, card: Scorecard | None = None
) -> Scorecard:
    """The model file gives every lead the card's points and, to 1e-9, its probability."""
    card = card or card_of(past.features, past.labels.outcome)
    if past.labels.moments is None:
        scores = baremo.score(model_of(card), leads=leads, events=events, as_of=AS_OF).scores
        place = {lead: at for at, lead in enumerate(scores["lead_id"].to_pylist())}
        scores = scores.take([place[lead] for lead in past.labels.lead_ids])
    else:
        moments = pa.table({"lead_id": past.labels.lead_ids.tolist(), "moment": pa.array(past.labels.moments)})
        scores = scores_at(model_of(card), Sources(leads=leads, events=events), moments)
    np.testing.assert_array_equal(scores["points"].to_numpy(), card.points(past.features))
    np.testing.assert_allclose(scores["probability"].to_numpy(), expected(card, past.features), rtol=0, atol=1.1e-9)
    return card


def expected(card: Scorecard, table: FeatureTable) -> Numbers:
    return LINE.probability(card.log_odds(table))


def _drawn(binning: Binning, rng: np.random.Generator) -> tuple[int, ...]:
    size = len(binning.bins)
    points = [int(each) for each in rng.permutation(np.arange(-size, 2 * size + 1))[:size]]
    if not is_attribute(binning.feature):
        nothing = size - 1 if is_recency(binning.feature) else 0
        points = [each + 3 * size if each == 0 else each for each in points]
        points[nothing] = 0
    return tuple(points)
