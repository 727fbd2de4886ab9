"""A company's past as rows to learn from: who was known when, what was known then, and how it ended.

Nothing dated later than a row's moment is in its features.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from baremo.learn.feature import FeatureTable, Flags, Numbers, Rows
from baremo.texts import Text

Instants = npt.NDArray[np.datetime64]  # microseconds, UTC


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """Which leads are looked at when, and whether they became customers.

    Attributes
    ----------
    lead_ids : array of shape (n,), str
        A lead stands once for each of its moments: of snapshots, or of its chances, of which each win begins another.
    moments : array of shape (n,), datetime64[us], or None
        When the row is scored; None where the history has no time.
    by_rows : bool
        The rows are in the order of time, though no column says when.
    outcome : array of shape (n,), bool
        Won within the horizon.
    outcome_at : array of shape (n,), datetime64[us], or None
        When it was won or lost; NaT where that is not known.
    amounts : array of shape (n,), float64, or None
        Of the won deals within the horizon; NaN where there is none.
    left_out : tuple of (Text, int)
        Why leads (or moments of theirs) are no rows, and how many.
    warnings : tuple of Text
        What a reader of the report must know.
    """

    lead_ids: npt.NDArray[np.object_]
    moments: Instants | None
    outcome: Flags
    by_rows: bool = False
    outcome_at: Instants | None = None
    amounts: Numbers | None = None
    horizon: int | None = None  # days
    known_until: np.datetime64 | None = None  # up to when the history tells of outcomes
    left_out: tuple[tuple[Text, int], ...] = ()
    warnings: tuple[Text, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.outcome)

    @property
    def order(self) -> npt.NDArray[np.int64] | None:
        """Rows in time: the smaller the earlier, equal is at once; None where that is not known."""
        if self.moments is not None:
            return self.moments.astype("datetime64[us]").astype(np.int64)
        return np.arange(self.rows) if self.by_rows else None


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """Labels with their features, and the leads' columns as they came."""

    labels: Labels
    features: FeatureTable
    columns: pa.Table  # every column of the leads, as text, one row each: the leakage guard looks at them
    attributes_of_today: bool  # attributes, all but `known_then`, are as of now, not as of the moment
    warnings: tuple[Text, ...] = ()
    known_then: frozenset[str] = frozenset()  # columns of which the changes tell what was known at the moments

    def take(self, rows: Rows | Flags) -> tuple[FeatureTable, Flags]:
        """Features and outcome of some rows."""
        return self.features.take(rows), self.labels.outcome[rows]
