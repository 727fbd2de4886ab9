"""What time does to a history: a start in which nobody bought yet, and columns that tell the date, not the lead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from baremo.engine.intervals import wilson
from baremo.learn.binning import Binning, is_attribute
from baremo.learn.feature import FeatureTable, Flags, Numbers, Rows
from baremo.learn.splits import Fold

PERIODS = 20  # of about as many rows each
TELLS_TIME = 0.75  # of what there is to know of a column's bin is known from the period alone
DEAD = 0.25  # of the later close rate, below which a start says nothing of who buys
MOST_OF = 0.6  # of the rows, that may be such a start


def in_order(folds: Sequence[Fold], rows: int) -> tuple[Rows, bool]:
    """All positions in the order of the folds, and whether that is the order of time."""
    tested = np.concatenate([np.zeros(0, dtype=np.intp), *(fold.test for fold in folds)])
    trained = folds[-1].train if folds else tested
    earlier = trained[~np.isin(trained, tested)]
    others = np.setdiff1d(np.arange(rows), np.concatenate([earlier, tested]))
    return np.concatenate([earlier, others, tested]), bool(folds) and folds[0].in_time


def dead_start(outcome: Flags) -> int:
    """How many of the first rows, which are in the order of time, closed next to never beside the others.

    Leads from before a company sold say when it began, not who buys.
    """
    rows = len(outcome)
    won = np.cumsum(outcome)
    at = np.arange(1, int(rows * MOST_OF) + 1)
    if len(at) == 0 or won[-1] == 0:
        return 0
    before, after = won[at - 1] / at, (won[-1] - won[at - 1]) / (rows - at)
    likeliest = int((_likelihood(before, at) + _likelihood(after, rows - at)).argmax())
    _, high = wilson(int(won[likeliest]), int(at[likeliest]))
    return int(at[likeliest]) if high < DEAD * after[likeliest] else 0


def tells_time(binning: Binning, table: FeatureTable) -> bool:
    """Whether a number of a lead (rows in the order of time) is rather one of its date.

    Such as an interest rate: all leads of a month share it, and next month's has never been seen.
    """
    if binning.feature.kind != "number" or not is_attribute(binning.feature):
        return False
    places = binning.places(table)
    period = np.arange(table.rows) * PERIODS // max(table.rows, 1)
    joint = np.bincount(places * PERIODS + period)
    spread = _entropy(np.bincount(places))
    left = _entropy(joint) - _entropy(np.bincount(period))
    return spread > 0 and 1 - left / spread >= TELLS_TIME


def _likelihood(rate: Numbers, rows: Rows) -> Numbers:
    given = np.clip(rate, 1e-12, 1 - 1e-12)
    return np.asarray(rows * (rate * np.log(given) + (1 - rate) * np.log(1 - given)))


def _entropy(counts: npt.NDArray[np.intp]) -> float:
    share = counts[counts > 0] / counts.sum()
    return float(-(share * np.log(share)).sum())
