"""What every kind of learning hands back, and how it is called.

Log-odds are uncalibrated: a calibration of its own turns them into probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, get_args

from baremo.engine.backends import Progress
from baremo.learn.feature import Feature, FeatureTable, Flags, Numbers
from baremo.learn.hints import Hints
from baremo.learn.splits import Fold

Kind = Literal["scorecard", "naive-bayes", "boosted"]

SIMPLEST_FIRST: tuple[Kind, ...] = get_args(Kind)


class Learned(Protocol):
    """What was learned from rows, ready for others."""

    @property
    def kind(self) -> Kind: ...

    @property
    def features(self) -> tuple[Feature, ...]:
        """What it reads; a table may hold more."""
        ...

    def log_odds(self, table: FeatureTable) -> Numbers:
        """Of each row, finite: higher is likelier to become a customer."""
        ...


class Learner(Protocol):
    """The function `learn` of a kind's module."""

    def __call__(
        self,
        table: FeatureTable,
        outcome: Flags,
        folds: Sequence[Fold],
        *,
        hints: Hints = ...,
        progress: Progress | None = None,
    ) -> Learned:
        """Learns from rows; the folds (positions within them) choose what has to be chosen."""
        ...
