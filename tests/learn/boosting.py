"""Small histories whose truth is known, for boosted trees."""

from __future__ import annotations

import numpy as np

from baremo.engine.backends import Progress
from baremo.learn.boosted import Boosted, learn
from baremo.learn.feature import FeatureTable, Flags
from baremo.learn.hints import NO_HINTS, Hints
from baremo.learn.logistic import sigmoid
from baremo.learn.splits import folds
from tests.learn.samples import past, table

ORIGINS = ("fair", "google", "partner", "webinar")


def visits(rows: int = 600, *, seed: int = 1) -> tuple[FeatureTable, Flags]:
    """Who visits more converts more, partners' leads too; size says nothing; one visit number in ten is missing."""
    rng = np.random.default_rng(seed)
    pages = rng.poisson(4, rows).astype(np.float64)
    origin = rng.integers(0, len(ORIGINS), rows)
    won = rng.random(rows) < sigmoid(-2.5 + 0.4 * pages + 1.5 * (origin == 2))
    names: list[str | None] = [ORIGINS[number] for number in origin]
    known = np.where(rng.random(rows) < 0.1, np.nan, pages)
    return table(pages=known, size=rng.normal(size=rows), origin=names), won


def boosted(rows: FeatureTable, won: Flags, *, hints: Hints = NO_HINTS, progress: Progress | None = None) -> Boosted:
    """Learned on three folds by chance."""
    labels = past(won)
    return learn(rows, won, folds(labels, np.arange(labels.rows), most=3), hints=hints, progress=progress)
