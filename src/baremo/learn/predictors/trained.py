"""What was learned, as a predictor: facts of leads in, calibrated probabilities and their reasons out.

It stands in one file beside the model that names it (`predictors/file.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Literal

import numpy as np
import pyarrow as pa

from baremo.engine.asked import BASE, Asked
from baremo.learn.boosted import Boosted
from baremo.learn.calibration import Calibration
from baremo.learn.feature import FeatureTable, Numbers
from baremo.learn.naive_bayes import NaiveBayes
from baremo.learn.reading.feature_facts import asked_for, table_of
from baremo.model.spelling import number_text

AT_ONCE = 100_000  # rows


@dataclass(frozen=True, kw_only=True)
class TrainedPredictor:
    """Boosted trees or a frequency table, calibrated; on Spark it is sent to the workers.

    Attributes
    ----------
    rows, base_rate : int, float
        How many rows it was learned from, and the share of them that converted.
    trained_at : datetime
        With its zone.
    timezone : str
        Where the days of its facts begin.
    scores : 'lead' or 'account'
        Whose facts it reads.
    """

    learned: Boosted | NaiveBayes
    calibration: Calibration
    rows: int
    base_rate: float
    trained_at: datetime
    timezone: str = "UTC"
    scores: Literal["lead", "account"] = "lead"

    @cached_property
    def asked(self) -> Asked:
        """The facts it reads; what else a table holds is not looked at."""
        return replace(asked_for(self.learned.features), timezone=self.timezone, scores=self.scores)

    def probabilities(self, facts: pa.Table) -> pa.Array:
        """One for each row: double, 0.000001 to 0.999999."""
        return pa.array(self.calibration.probability(self.log_odds(facts)), pa.float64())

    def log_odds(self, facts: pa.Table) -> Numbers:
        """Of each row, before calibration: the sum of its reasons."""
        found = np.empty(facts.num_rows)
        for start in range(0, facts.num_rows, AT_ONCE):
            some = facts.slice(start, AT_ONCE)
            found[start : start + some.num_rows] = self.learned.log_odds(self._table(some))
        return found

    def reasons(self, facts: pa.Table) -> pa.Table:
        """Why a lead's log-odds (before calibration) are what they are.

        Returns
        -------
        pyarrow.Table
            For each row of the facts its features in their order, and at last `(base)`: `lead_id` (in account
            models `account_id`), `feature`, `value` (text; null is missing) and `log_odds`, which add up to the
            row's. Calibration changes the sum, not which reasons are the strongest.
        """
        table = self._table(facts)
        parts = self.learned.parts(table)
        names = [*(feature.name for feature in self.learned.features), BASE]
        values = [*(_texts(table, name) for name in names[:-1]), [None] * table.rows]
        shares = np.column_stack([*(parts[name] for name in names[:-1]), np.full(table.rows, self.learned.base)])
        ids = np.asarray(facts[self.asked.key].cast(pa.string()).to_numpy(), dtype=object)
        return pa.table(
            {
                self.asked.key: pa.array(np.repeat(ids, len(names)), pa.string()),
                "feature": pa.array(names * table.rows, pa.string()),
                "value": pa.array([value for row in zip(*values, strict=True) for value in row], pa.string()),
                "log_odds": pa.array(shares.reshape(-1), pa.float64()),
            }
        )

    def _table(self, facts: pa.Table) -> FeatureTable:
        return table_of(self.learned.features, facts)


def _texts(table: FeatureTable, name: str) -> list[str | None]:
    if name in table.codes:
        levels = (*table.levels[name], None)
        return [levels[code] for code in table.codes[name].tolist()]
    return [None if np.isnan(value) else number_text(value) for value in table.numbers[name].tolist()]
