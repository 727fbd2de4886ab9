"""Scored leads with an outcome, made up and always the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from baremo.learn.feature import Flags, Numbers
from baremo.learn.history import Instants

YEAR = 365 * 86_400_000_000  # microseconds


@dataclass(frozen=True, kw_only=True)
class Scored:
    outcome: Flags
    probability: Numbers  # that comes true
    moments: Instants

    @property
    def score(self) -> Numbers:
        """On a scale of whole points."""
        return np.clip(np.round(50 + 10 * np.log(self.probability / (1 - self.probability))), 0, 100)


def scored(n: int, *, strength: float = 1.5, base: float = -2.0, seed: int = 1) -> Scored:
    """Leads of one year whose log-odds have a spread of `strength`."""
    rng = np.random.default_rng(seed)
    probability = 1 / (1 + np.exp(-(base + strength * rng.normal(size=n))))
    moments = np.datetime64("2025-01-01", "us") + rng.integers(0, YEAR, n).astype("timedelta64[us]")
    return Scored(outcome=rng.random(n) < probability, probability=probability, moments=moments)
