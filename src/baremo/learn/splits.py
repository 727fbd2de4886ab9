"""Which rows are learned from and which are kept to check it: the earlier teach, the later judge.

Rows come out in order of time, then of id, so that the order of a file decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from baremo.errors import InputError, Problem
from baremo.learn.clusters import by_appearance
from baremo.learn.feature import Flags, Rows
from baremo.learn.history import Labels
from baremo.learn.libraries import sklearn
from baremo.texts import Text, say

FEWEST = 10  # of either outcome, without which a gap is given up
IN_A_BLOCK = 7  # of the rarer outcome, on average: fewer make fewer folds


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """Rows to learn from and rows to check it with.

    Attributes
    ----------
    train_until, test_from : datetime64[us] or None
        The last moment that is learned from and the first that is checked; None without moments.
    gap : int
        Days between the last row learned from and the first row checked, at least; 0 for none.
    dropped : int
        Rows of the gap: in neither part.
    """

    kind: Literal["time", "random"]
    train: Rows
    test: Rows
    train_until: np.datetime64 | None = None
    test_from: np.datetime64 | None = None
    gap: int = 0
    dropped: int = 0
    warnings: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Fold:
    """Positions to learn from and positions to check it with, within some rows."""

    train: Rows
    test: Rows
    in_time: bool = False  # all of `test` is later than all of `train`


def split(labels: Labels, *, share: float = 0.7, seed: int = 7) -> Split:
    """Parts the rows by time, or by chance where no time is known.

    Parameters
    ----------
    share : float
        About how many of the rows are learned from, 0..1. Rows of one moment stay together.
    seed : int
        Of a random split, which is that of scikit-learn's `train_test_split` on the rows in order of id.

    Raises
    ------
    InputError
        One of the parts would have no conversion, or nothing else.
    """
    rows = ordered(labels, np.arange(labels.rows))
    _two_outcomes(labels.outcome, say("the history"))
    cut = _cut(labels, rows, share * labels.rows)
    if cut is None:
        return _by_chance(labels, rows, share, seed)
    train, test = rows[:cut], rows[cut:]
    kept = _before_gap(labels, train, test)
    _two_outcomes(labels.outcome[kept], say("the earlier part, which is learned from,"))
    _two_outcomes(labels.outcome[test], say("the later part, which checks what was learned,"))
    gap = (labels.horizon or 0) if labels.moments is not None else 0
    given_up = gap > 0 and len(kept) == len(train) and _reaches(labels, train, test).any()
    return Split(
        kind="time",
        train=kept,
        test=test,
        train_until=None if labels.moments is None else labels.moments[kept].max(),
        test_from=None if labels.moments is None else labels.moments[test].min(),
        gap=0 if given_up else gap,
        dropped=len(train) - len(kept),
        warnings=(_no_gap(gap),) if given_up else (),
    )


def folds(labels: Labels, rows: Rows, *, most: int = 5, seed: int = 7) -> tuple[Fold, ...]:
    """Parts rows several times over: each later block is checked by what was learned before it.

    Without time, every row is checked once, by what was learned from the other folds.

    Parameters
    ----------
    rows : Rows
        Numbers of rows, or a mask; the folds are positions within them.
    most : int
        How many folds at most; small histories have fewer, one at least.

    Raises
    ------
    InputError
        There are not two rows of each outcome.
    """
    chosen = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
    outcome = labels.outcome[chosen]
    _two_outcomes(outcome, say("the part that is learned from"), least=2)
    positions = np.argsort(chosen, kind="stable")  # of the row numbers, to come from a row to its position
    in_time = positions[np.searchsorted(chosen[positions], ordered(labels, chosen))]
    windows = () if labels.order is None else _windows(labels, chosen, in_time, most)
    return windows or _stratified(labels, chosen, in_time, most, seed)


def ordered(labels: Labels, rows: Rows) -> Rows:
    """Numbers of rows by time, then by id (short ones first, so that numbers go up)."""
    ids = labels.lead_ids[rows]
    _, alphabetical = np.unique(ids, return_inverse=True)
    length = np.fromiter(map(len, ids), np.int64, len(ids))
    time = np.zeros(len(rows)) if labels.order is None else labels.order[rows]
    return rows[np.lexsort((labels.outcome[rows], alphabetical, length, time))]


def _cut(labels: Labels, rows: Rows, wanted: float) -> int | None:
    """Where time moves on, nearest to the wanted number of rows; None where it never does."""
    if labels.order is None:
        return None
    steps = np.flatnonzero(np.diff(labels.order[rows])) + 1
    return int(steps[np.abs(steps - int(wanted)).argmin()]) if len(steps) else None


def _by_chance(labels: Labels, rows: Rows, share: float, seed: int) -> Split:
    _two_outcomes(labels.outcome, say("the history"), least=2)
    stratified = sklearn().model_selection.StratifiedShuffleSplit(
        n_splits=1,
        test_size=round(1 - share, 9),  # 1 - 0.7 is a little more than 0.3, which would be one row more
        random_state=seed,
    )
    lead, won = _leads(labels, rows)
    train, test = (np.isin(lead, leads) for leads in next(stratified.split(won, _strata(won))))
    return Split(kind="random", train=rows[train], test=rows[test])


def _leads(labels: Labels, rows: Rows) -> tuple[Rows, Flags]:
    """Of each row the number of its lead, by first appearance; and of each lead whether it ever converted."""
    lead = by_appearance(labels.lead_ids[rows])
    return lead, np.bincount(lead, labels.outcome[rows]) > 0


def _strata(won: Flags) -> Flags:
    """Leads whose shares are kept in each part; where one kind has a single lead, all are alike."""
    return won if _fewer(won) >= 2 else np.zeros(len(won), dtype=bool)


def _reaches(labels: Labels, train: Rows, test: Rows) -> Flags:
    """Which of the training rows had an outcome that was not known yet when the first test row was scored.

    A horizon is over at the end of its last day.
    """
    if labels.moments is None or not labels.horizon:
        return np.zeros(len(train), dtype=bool)
    known = labels.moments[train] + np.timedelta64(labels.horizon, "D")
    return np.asarray(known >= labels.moments[test].min())


def _before_gap(labels: Labels, train: Rows, test: Rows) -> Rows:
    """The rows to learn from without those of the gap, or all where too few would remain."""
    kept = train[~_reaches(labels, train, test)]
    return kept if _fewer(labels.outcome[kept]) >= FEWEST else train


def _windows(labels: Labels, rows: Rows, in_time: Rows, most: int) -> tuple[Fold, ...]:
    """Blocks of about one size in time; each but the first is checked by what was learned before it."""
    sorted_rows = rows[in_time]
    count = int(np.clip(_fewer(labels.outcome[rows]) // IN_A_BLOCK - 1, 1, most))
    cuts = [_cut(labels, sorted_rows, len(rows) * part / (count + 1)) for part in range(1, count + 1)]
    edges = [*sorted({cut for cut in cuts if cut is not None}), len(rows)]
    found = []
    for start, end in pairwise(edges):
        kept = _before_gap(labels, sorted_rows[:start], sorted_rows[start:end])
        train = in_time[:start][np.isin(sorted_rows[:start], kept)]
        fold = Fold(train=train, test=in_time[start:end], in_time=True)
        if all(_fewer(labels.outcome[rows[part]]) >= least for part, least in ((fold.train, 2), (fold.test, 1))):
            found.append(fold)
    return tuple(found)


def _stratified(labels: Labels, rows: Rows, in_time: Rows, most: int, seed: int) -> tuple[Fold, ...]:
    """Folds with the same share of leads that converted; all rows of a lead are in one."""
    rng = np.random.default_rng(seed)
    lead, won = _leads(labels, rows[in_time])
    strata = _strata(won)
    count = int(np.clip(min(_fewer(labels.outcome[rows]), _fewer(strata) or len(won)), 2, most))
    fold = np.empty(len(won), dtype=np.intp)
    for group in (strata, ~strata):
        fold[group] = rng.permutation(np.arange(group.sum()) % count)
    number = fold[lead]
    return tuple(Fold(train=in_time[number != each], test=in_time[number == each]) for each in range(count))


def _fewer(outcome: Flags) -> int:
    """Rows of the rarer outcome."""
    won = int(np.count_nonzero(outcome))
    return min(won, len(outcome) - won)


def _two_outcomes(outcome: Flags, part: Text, *, least: int = 1) -> None:
    if _fewer(outcome) >= least:
        return
    won = int(np.count_nonzero(outcome))
    raise InputError(
        Problem(
            code="too-few-outcomes",
            subject="outcome",
            message=say(
                "{part} has {won} leads that became customers and {lost} that did not.",
                part=part,
                won=won,
                lost=len(outcome) - won,
            ),
            remedy=say("Give a history with more of both, over a longer time."),
        )
    )


def _no_gap(horizon: int) -> Text:
    return say(
        "The history is too short for a gap of {days} days between the leads that were learned from and those "
        "that check it: the figures may flatter.",
        days=horizon,
    )
