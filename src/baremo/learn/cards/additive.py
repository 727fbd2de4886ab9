"""Log-odds as a sum over features, each giving what its bin gives.

Two fits: one weight per feature on its weight of evidence, never negative; and from there bins that may
bend away from it, as far as the rows insist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from baremo.learn.binning import Binning, Range
from baremo.learn.feature import Codes, FeatureTable, Flags, Numbers
from baremo.learn.logistic import sigmoid

WEIGHT_SPREAD = 1.0  # how far from 0 a weight is expected, as a standard deviation
BEND_SPREAD = 0.2  # how far a bin is expected to bend, in log-odds
STEPS = 40  # of Newton's method
SAME_CURVATURE = 8  # steps, for which it is reckoned once
SWEEPS = 500  # over the weights, in each step
ENOUGH = 1e-7
FLAT = 1e-6  # least variance of a row's outcome that is reckoned with
MOST_STEP = 3.0  # in log-odds
LEAST_GAIN = 0.5  # in log-likelihood, that a further feature must bring
COPY = 0.95  # correlation from which on two features say the same


@dataclass(frozen=True, kw_only=True, slots=True)
class Additive:
    """What each bin of each feature adds to the log-odds."""

    binnings: tuple[Binning, ...]
    weights: tuple[Numbers, ...]  # of each feature, shape (bins,)
    intercept: float

    def log_odds(self, table: FeatureTable) -> Numbers:
        """Of each row."""
        return self.of_places([binning.places(table) for binning in self.binnings], table.rows)

    def of_places(self, places: Sequence[Codes], rows: int) -> Numbers:
        """Of rows whose bins are known."""
        found = np.full(rows, self.intercept)
        for weights, place in zip(self.weights, places, strict=True):
            found += weights[place]
        return found


def ranked(binnings: Sequence[Binning], places: Sequence[Codes], outcome: Flags) -> list[int]:
    """The numbers of the features that help, the most helpful first; of near copies one."""
    unlike = _unlike(binnings, places)
    columns = _columns([binnings[at] for at in unlike], [places[at] for at in unlike], len(outcome))
    weights, _ = _nonnegative(columns, outcome)
    worth = weights * columns.std(axis=0)
    order = sorted(range(len(unlike)), key=lambda at: (-worth[at], binnings[unlike[at]].feature.name))
    return [unlike[at] for at in order if worth[at] > 0]


def straight(binnings: Sequence[Binning], places: Sequence[Codes], outcome: Flags) -> Additive:
    """One weight per feature, at least 0, times its evidence."""
    columns = _columns(binnings, places, len(outcome))
    weights, intercept = _nonnegative(columns, outcome)
    return Additive(
        binnings=tuple(binnings),
        weights=tuple(weight * binning.evidence for weight, binning in zip(weights, binnings, strict=True)),
        intercept=intercept,
    )


def bent(
    binnings: Sequence[Binning], places: Sequence[Codes], outcome: Flags, *, near: Additive | None = None
) -> Additive:
    """From one weight per feature, each bin moved to where all of them together fit the rows best.

    Ranges that close more (or less) often from one to the next stay in that order.

    Parameters
    ----------
    near : Additive, optional
        Of the first of these features: where to look first, which saves time and changes nothing else.
    """
    start = straight(binnings, places, outcome)
    if not binnings:
        return start
    moved, shift = _bends(start, places, outcome, near)
    weights = (
        in_order(binning, weights + bend)
        for binning, weights, bend in zip(start.binnings, start.weights, moved, strict=True)
    )
    return Additive(binnings=start.binnings, weights=tuple(weights), intercept=start.intercept + shift)


def forward(
    binnings: Sequence[Binning], places: Sequence[Codes], outcome: Flags, *, most: int
) -> tuple[list[int], list[Additive]]:
    """The numbers of the features, each the one that helps most beside those before it, and the sum after each.

    A feature whose weights would then go against its own close rates is passed over.
    """
    chosen: list[int] = []
    steps: list[Additive] = []
    left = set(range(len(binnings)))
    found = straight((), (), outcome)
    while left and len(chosen) < most:
        log_odds = found.of_places([places[at] for at in chosen], len(outcome))
        gains = {at: _gain(places[at], outcome, log_odds) for at in left}
        best = max(left, key=lambda at: (gains[at], binnings[at].feature.name))
        if gains[best] < LEAST_GAIN:
            break
        left.remove(best)
        wider = bent([*found.binnings, binnings[best]], [places[at] for at in (*chosen, best)], outcome, near=found)
        if _agrees(binnings[best], wider.weights[-1]):
            found = wider
            chosen.append(best)
            steps.append(found)
    return chosen, steps


def _agrees(binning: Binning, weights: Numbers) -> bool:
    """Whether bins that close more often have the higher weights, by and large."""
    rows = np.array([each.n for each in binning.bins], dtype=np.float64)
    away = weights - rows @ weights / rows.sum()
    return float(rows @ (away * binning.evidence)) > 0


def _gain(place: Codes, outcome: Flags, log_odds: Numbers) -> float:
    """By how much the bins of a feature may raise the log-likelihood, less what chance would."""
    given = sigmoid(log_odds)
    pull = np.bincount(place, outcome - given)
    hold = np.bincount(place, given * (1 - given)) + 1 / BEND_SPREAD**2
    return float((pull**2 / hold).sum() / 2 - np.count_nonzero(np.bincount(place)) / 2)


def in_order(binning: Binning, weights: Numbers) -> Numbers:
    """Weights of ranges pooled until they go the way that the ranges' close rates go all along."""
    ranges = [at for at, each in enumerate(binning.bins) if isinstance(each.rule, Range)]
    evidence = binning.evidence[ranges]
    rising, falling = (evidence == np.sort(evidence)).all(), (evidence == np.sort(evidence)[::-1]).all()
    if len(ranges) < 2 or not (rising or falling):
        return weights
    rows = np.array([binning.bins[at].n for at in ranges], dtype=np.float64) + 1e-9
    found, sign = weights.copy(), 1.0 if rising else -1.0
    found[ranges] = sign * _pooled(sign * weights[ranges], rows)
    return found


def losses(log_odds: Numbers, outcome: Flags) -> Numbers:
    """Each row's log-loss once all are moved to these rows' own level.

    How many will close next year nobody knows; who is likelier than whom is what features can say.
    """
    shift = 0.0
    for _ in range(STEPS):
        given = sigmoid(log_odds + shift)
        step = (outcome - given).sum() / max((given * (1 - given)).sum(), FLAT)
        shift += float(np.clip(step, -MOST_STEP, MOST_STEP))
        if abs(step) < ENOUGH:
            break
    moved = log_odds + shift
    return np.asarray(np.logaddexp(0, moved) - outcome * moved)


def _columns(binnings: Sequence[Binning], places: Sequence[Codes], rows: int) -> Numbers:
    """Weight of evidence, shape (rows, features)."""
    found = np.empty((rows, len(binnings)))
    for at, (binning, place) in enumerate(zip(binnings, places, strict=True)):
        found[:, at] = binning.evidence[place]
    return found


def _unlike(binnings: Sequence[Binning], places: Sequence[Codes]) -> list[int]:
    """The features without near copies of a more informative one, in their order."""
    order = sorted(range(len(binnings)), key=lambda at: (-binnings[at].information, binnings[at].feature.name))
    kept: list[int] = []
    columns: list[Numbers] = []
    for at in order:
        column = binnings[at].evidence[places[at]]
        column = column - column.mean()
        size = float(np.sqrt(column @ column))
        if size <= 0 or any(abs(float(column @ other)) > COPY * size for other in columns):
            continue
        kept.append(at)
        columns.append(column / size)
    return sorted(kept)


def _nonnegative(columns: Numbers, outcome: Flags) -> tuple[Numbers, float]:
    """Weights at least 0, and the intercept, of the likeliest ridge regression."""
    rows, features = columns.shape
    ridge = 1 / (rows * WEIGHT_SPREAD**2)
    weights, rate = np.zeros(features), float(outcome.mean())
    intercept = float(np.log(rate / (1 - rate)))
    for _ in range(STEPS):
        log_odds = columns @ weights + intercept
        given = sigmoid(log_odds)
        sure = np.maximum(given * (1 - given), FLAT)
        working = log_odds + np.clip((outcome - given) / sure, -1e3, 1e3)
        total = sure.sum()
        middle, level = sure @ columns / total, float(sure @ working / total)
        away = columns - middle
        bend = (away * sure[:, None]).T @ away / rows + ridge * np.eye(features)
        before, weights = weights, _least_squares(bend, (sure * (working - level)) @ away / rows, weights)
        intercept = level - float(middle @ weights)
        if features == 0 or np.abs(weights - before).max() < ENOUGH:
            break
    return weights, intercept


def _least_squares(bend: Numbers, pull: Numbers, start: Numbers) -> Numbers:
    """What minimises the quadratic form among weights at least 0, one weight after the other."""
    weights = start.copy()
    for _ in range(SWEEPS):
        moved = 0.0
        for at in range(len(weights)):
            new = max(0.0, weights[at] + (pull[at] - float(bend[at] @ weights)) / bend[at, at])
            moved = max(moved, abs(new - weights[at]))
            weights[at] = new
        if moved < ENOUGH:
            break
    return weights


def _bends(
    start: Additive, places: Sequence[Codes], outcome: Flags, near: Additive | None
) -> tuple[list[Numbers], float]:
    """How far each bin moves, by Newton's method, and how far all of them.

    The curvature may be rough, as it only says how to step; where the steps end is exact.
    """
    ends = np.cumsum([len(weights) for weights in start.weights])
    ridge = np.append(np.full(ends[-1], 1 / BEND_SPREAD**2), 0.0)
    base = start.of_places(places, len(outcome))
    moved = np.append(np.concatenate(_ahead(start, near)), 0.0)
    for number in range(STEPS):
        bends = np.split(moved[:-1], ends[:-1])
        log_odds = base + moved[-1]
        for bend, place in zip(bends, places, strict=True):
            log_odds = log_odds + bend[place]
        given = sigmoid(log_odds)
        if number % SAME_CURVATURE == 0:
            curvature = _curvature(start, places, given * (1 - given)) + np.diag(ridge + FLAT)
        missed = outcome - given
        pull = [np.bincount(place, missed, len(bend)) for bend, place in zip(bends, places, strict=True)]
        step = np.linalg.solve(curvature, np.append(np.concatenate(pull), missed.sum()) - ridge * moved)
        moved += np.clip(step, -MOST_STEP, MOST_STEP)
        if np.abs(step).max() < ENOUGH:
            break
    return np.split(moved[:-1], ends[:-1]), float(moved[-1])


def _ahead(start: Additive, near: Additive | None) -> list[Numbers]:
    """Where to begin: at the bends of `near`, as far as it goes."""
    known = () if near is None else near.weights
    there = [other - weights for other, weights in zip(known, start.weights, strict=False)]
    return [*there, *(np.zeros(len(weights)) for weights in start.weights[len(there) :])]


def _curvature(start: Additive, places: Sequence[Codes], spread: Numbers) -> Numbers:
    """How much the rows of each two bins have in common, and in the last row and column all rows."""
    sizes = [len(weights) for weights in start.weights]
    members = np.zeros((len(spread), sum(sizes) + 1), dtype=np.float32)
    members[:, -1] = 1
    for first, place in zip(np.cumsum([0, *sizes[:-1]]), places, strict=True):
        members[np.arange(len(spread)), first + place] = 1
    members *= np.sqrt(spread).astype(np.float32)[:, None]
    return np.asarray(members.T @ members, dtype=np.float64)


def _pooled(values: Numbers, rows: npt.NDArray[np.float64]) -> Numbers:
    """The nearest values that never fall (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []  # mean, rows, how many values
    for value, n in zip(values, rows, strict=True):
        pools.append((float(value), float(n), 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (low, a, i), (high, b, j) = pools[-2:]
            pools[-2:] = [((low * a + high * b) / (a + b), a + b, i + j)]
    return np.concatenate([np.full(count, mean) for mean, _, count in pools])
