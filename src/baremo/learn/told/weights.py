"""What matters: how far each feature moves the log-odds, on average of the leads."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from baremo.learn.boosted import Boosted
from baremo.learn.feature import Feature, FeatureTable, Measured, Numbers
from baremo.learn.learned import Learned
from baremo.learn.naive_bayes import NaiveBayes
from baremo.learn.scorecard import Scorecard
from baremo.learn.told.words import Weight
from baremo.texts import Text, say

SAMPLE = 20_000  # rows that say as much as all


def weights_of(learned: Learned, table: FeatureTable, *, seed: int = 7) -> tuple[Weight, ...]:
    """The mean distance of each feature's part from that part's own mean; the greatest first."""
    few = table
    if table.rows > SAMPLE:
        drawn = np.random.default_rng(seed).choice(table.rows, SAMPLE, replace=False)
        few = table.take(np.sort(drawn))
    parts = _parts(learned, few)
    found = [
        Weight(name=feature.name, weight=_moves(parts[feature.name]), detail=_origin(feature))
        for feature in learned.features
    ]
    return tuple(sorted((each for each in found if each.weight > 0), key=lambda each: (-each.weight, each.name)))


def _parts(learned: Learned, table: FeatureTable) -> Mapping[str, Numbers]:
    """Log-odds that each feature adds."""
    if isinstance(learned, Scorecard):
        return {
            part.feature.name: learned.slope * np.array(part.points, dtype=float)[part.binning.places(table)]
            for part in learned.parts
        }
    assert isinstance(learned, Boosted | NaiveBayes)
    return learned.parts(table)


def _moves(part: Numbers) -> float:
    return float(np.abs(part - part.mean()).mean())


def _origin(feature: Feature) -> Text:
    return say("events") if isinstance(feature.source, Measured) else say("attribute of the lead")
