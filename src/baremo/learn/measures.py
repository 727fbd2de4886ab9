"""How good a ranking and its probabilities are, and how sure that is.

Equal scores are equal everywhere: no figure depends on the order of rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from baremo.engine.intervals import wilson
from baremo.errors import InputError, Problem
from baremo.learn.clusters import design_effect, design_of_part, share_range
from baremo.learn.feature import Flags, Numbers, Rows
from baremo.learn.logistic import logistic_line
from baremo.texts import say

CLIP = 1e-6  # probabilities are taken no nearer to 0 and 1 than this
TAILS = (0.025, 0.975)  # between them lie 95 %
EFFORT = 50_000_000  # rows drawn for one interval at most: large tables need fewer resamples
FEWEST_RESAMPLES = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A figure with the range (95 %) in which it may lie."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Measures:
    """Figures of n rows.

    Attributes
    ----------
    auc : Estimate
        How often a converted row ranks above another: 0.5 is chance, 1 perfect.
    average_precision : Estimate
        Chance gives the share of conversions.
    brier, log_loss : Estimate
        Squared error of the probabilities, and their surprise in nats: lower is better.
    slope, intercept : float
        Of the calibration line in log-odds: 1 and 0 are perfect; a slope under 1 promises too much.
    """

    n: int
    positives: int
    auc: Estimate
    average_precision: Estimate
    brier: Estimate
    log_loss: Estimate
    slope: float
    intercept: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Decile:
    """A tenth of the rows, the first has the highest scores."""

    decile: int  # from 1
    n: int
    conversion: float  # share of its rows that converted
    low: float  # 95 %
    high: float
    lift: float  # conversion over that of all rows
    gain: float  # share of all conversions up to here


@dataclass(frozen=True, kw_only=True, slots=True)
class Reliability:
    """Rows of about one probability: what was promised and what came."""

    n: int
    predicted: float
    observed: float
    low: float  # of what was observed, 95 %
    high: float


def auc(outcome: Flags, score: Numbers) -> float:
    """Area under the ROC curve; ties count half.

    Examples
    --------
    >>> import numpy as np
    >>> auc(np.array([False, False, True, True]), np.array([0.1, 0.4, 0.4, 0.8]))
    0.875
    """
    return float(_unweighted(outcome, score)[0])


def average_precision(outcome: Flags, score: Numbers) -> float:
    """Mean precision over the conversions, from the highest score down; equal scores are taken at once."""
    return float(_unweighted(outcome, score)[1])


def brier(outcome: Flags, probability: Numbers) -> float:
    """Mean squared error of the probabilities."""
    return float(squared_errors(outcome, probability).mean())


def log_loss(outcome: Flags, probability: Numbers) -> float:
    """Mean surprise in nats."""
    return float(surprises(outcome, probability).mean())


def squared_errors(outcome: Flags, probability: Numbers) -> Numbers:
    """Of each row."""
    return np.asarray((probability - outcome) ** 2)


def surprises(outcome: Flags, probability: Numbers) -> Numbers:
    """Of each row, in nats: -log of the probability that was given to what came."""
    given = np.clip(probability, CLIP, 1 - CLIP)
    return np.asarray(-np.log(np.where(outcome, given, 1 - given)))


def measure(
    outcome: Flags,
    probability: Numbers,
    *,
    score: Numbers | None = None,
    clusters: npt.NDArray[np.object_] | Rows | None = None,
    bootstrap: int = 500,
    seed: int = 7,
) -> Measures:
    """All figures with their intervals, by bootstrap.

    Parameters
    ----------
    outcome : array of shape (n,), bool
    probability : array of shape (n,), 0..1
    score : array of shape (n,), optional
        What ranks, where it is not the probability.
    clusters : array of shape (n,), optional
        Rows that belong together, such as several moments of one lead (its id or number): they are drawn together.
    bootstrap : int
        How many resamples; tables over 100,000 rows are given fewer, 100 at least.

    Raises
    ------
    InputError
        All rows have the same outcome.
    """
    both_outcomes(outcome)
    score = probability if score is None else score
    groups = np.zeros(len(outcome), np.intp) if clusters is None else np.unique(clusters, return_inverse=True)[1]
    order = np.lexsort((groups, outcome, probability, score))  # so that the rows' own order decides nothing
    outcome, probability, score, groups = outcome[order], probability[order], score[order], groups[order]
    ranking = _ranking(outcome, score)
    losses = np.stack([squared_errors(outcome, probability), surprises(outcome, probability)])
    found = _estimates(
        lambda weights: np.concatenate([ranking(weights), losses @ weights / weights.sum()]),
        outcome,
        np.arange(len(outcome)) if clusters is None else groups,
        max(min(bootstrap, FEWEST_RESAMPLES), min(bootstrap, EFFORT // len(outcome))),
        seed,
    )
    positives = int(np.count_nonzero(outcome))
    fewer = min(positives, len(outcome) - positives)
    slope, intercept = calibration_line(outcome, probability)
    return Measures(
        n=len(outcome),
        positives=positives,
        auc=_not_too_sure(found[0], fewer),
        average_precision=_not_too_sure(found[1], fewer),
        brier=found[2],
        log_loss=found[3],
        slope=slope,
        intercept=intercept,
    )


def calibration_line(outcome: Flags, probability: Numbers) -> tuple[float, float]:
    """Slope and intercept of the outcome's log-odds on those of the probability, by maximum likelihood.

    Where all probabilities are equal, the slope stays 1.
    """
    given = np.clip(probability, CLIP, 1 - CLIP)
    intercept, slope = logistic_line(np.log(given / (1 - given)), outcome.astype(np.float64))
    return slope, intercept


def lift(outcome: Flags, score: Numbers, *, leads: Rows | None = None, parts: int = 10) -> tuple[Decile, ...]:
    """Tenths of the rows from the highest score down; rows of one score share their conversions evenly.

    Parameters
    ----------
    leads : array of shape (n,), optional
        Numbers of leads that stand more than once: their rows are not independent.

    Raises
    ------
    InputError
        All rows have the same outcome.
    """
    both_outcomes(outcome)
    _, group = np.unique(-score, return_inverse=True)
    size = np.bincount(group)
    share = np.bincount(group, outcome) / size
    gained = np.append(0.0, np.cumsum(share[np.sort(group)]))
    parts = min(parts, len(outcome))
    edges = np.round(np.arange(parts + 1) * len(outcome) / parts).astype(np.intp)
    total = np.count_nonzero(outcome)
    found = []
    for part, (start, end) in enumerate(pairwise(edges)):
        conversion = float((gained[end] - gained[start]) / (end - start))
        within = np.clip(np.cumsum(size), start, end) - np.clip(np.cumsum(size) - size, start, end)
        n, design = int(end - start), design_of_part(outcome, (within / size)[group], leads)
        low, high = share_range(conversion * n, n, design)
        found.append(
            Decile(
                decile=part + 1,
                n=n,
                conversion=conversion,
                low=low,
                high=high,
                lift=conversion * len(outcome) / float(total),
                gain=float(min(1.0, gained[end] / total)),
            )
        )
    return tuple(found)


def reliability(
    outcome: Flags, probability: Numbers, *, leads: Rows | None = None, bins: int = 10
) -> tuple[Reliability, ...]:
    """What was promised and what came, in bins of about as many rows; equal probabilities share a bin.

    Parameters
    ----------
    leads : array of shape (n,), optional
        Numbers of leads that stand more than once: their rows are not independent.
    """
    order = np.lexsort((outcome, probability))
    outcome, probability, whose = outcome[order], probability[order], None if leads is None else leads[order]
    starts = (np.arange(bins) * len(outcome) / bins).astype(np.intp)
    edges = np.unique(np.append(np.searchsorted(probability, probability[starts]), len(outcome)))
    found = []
    for start, end in pairwise(edges):
        won, n = int(np.count_nonzero(outcome[start:end])), int(end - start)
        design = design_effect(outcome[start:end], None if whose is None else whose[start:end])
        low, high = share_range(won, n, design)
        predicted = float(probability[start:end].mean())
        found.append(Reliability(n=n, predicted=predicted, observed=won / n, low=low, high=high))
    return tuple(found)


def both_outcomes(outcome: Flags) -> None:
    """Raises an InputError where all rows ended alike, which leaves nothing to measure."""
    won = int(np.count_nonzero(outcome))
    if 0 < won < len(outcome):
        return
    raise InputError(
        Problem(
            code="one-outcome",
            subject="outcome",
            message=say(
                "of {n} leads {won} became customers: there is nothing to tell apart.", n=len(outcome), won=won
            ),
            remedy=say("Give leads that became customers and leads that did not."),
        )
    )


def _unweighted(outcome: Flags, score: Numbers) -> Numbers:
    both_outcomes(outcome)
    order = np.argsort(score, kind="stable")
    return _ranking(outcome[order], score[order])(np.ones(len(outcome)))


def _ranking(outcome: Flags, score: Numbers) -> Callable[[Numbers], Numbers]:
    """What gives AUC and average precision of the rows, sorted by score, from their weights.

    NaN where one outcome has no weight at all.
    """
    ends = np.append(np.flatnonzero(np.diff(score)), len(score) - 1)  # the last row of each score

    def figures(weights: Numbers) -> Numbers:
        won = np.diff(np.cumsum(weights * outcome)[ends], prepend=0.0)
        all_rows = np.diff(np.cumsum(weights)[ends], prepend=0.0)
        lost = all_rows - won
        if won.sum() <= 0 or lost.sum() <= 0:
            return np.full(2, np.nan)
        area = (won * (np.cumsum(lost) - lost / 2)).sum() / (won.sum() * lost.sum())
        down = won[::-1].cumsum() / np.maximum(all_rows[::-1].cumsum(), 1e-300)
        return np.array([area, (down * won[::-1]).sum() / won.sum()])

    return figures


def _estimates(
    figures: Callable[[Numbers], Numbers], outcome: Flags, groups: npt.NDArray[np.intp], resamples: int, seed: int
) -> list[Estimate]:
    """Each figure with the middle 95 % of what rows drawn with replacement give, group by group."""
    rng = np.random.default_rng(seed)
    values = figures(np.ones(len(outcome)))
    count = int(groups.max()) + 1
    drawn = np.stack([figures(times[groups]) for times in (_drawn(count, rng) for _ in range(resamples))])
    with_both = drawn[~np.isnan(drawn).any(axis=1)]
    edges = np.quantile(np.vstack([with_both, values]), TAILS, axis=0)
    return [
        Estimate(value=float(value), low=float(min(low, value)), high=float(max(high, value)))
        for value, low, high in zip(values, *edges, strict=True)
    ]


def _drawn(count: int, rng: np.random.Generator) -> Numbers:
    """How many times each of `count` things is among as many drawn with replacement."""
    return np.bincount(rng.integers(0, count, count), minlength=count).astype(np.float64)


def _not_too_sure(estimate: Estimate, fewer: int) -> Estimate:
    """Where the ranking is perfect, every resample says so too, however few the rows: take Wilson's interval."""
    if estimate.low == estimate.high == 1:
        return replace(estimate, low=wilson(fewer, fewer)[0])
    if estimate.low == estimate.high == 0:
        return replace(estimate, high=wilson(0, fewer)[1])
    return estimate
