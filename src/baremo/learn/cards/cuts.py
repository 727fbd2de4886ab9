"""Where numbers are cut into ranges and texts gathered into groups that differ in how often they close.

What is found depends on the values alone, never on the order of rows.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from baremo.learn.feature import Codes, Flags, Numbers
from baremo.learn.libraries import held_interrupts, optbinning

MOST_BINS = 6  # of values; those of missing and of rare values come on top
SAMPLE = 50_000  # rows in which cuts are looked for
MOST_PREBINS = 12  # ranges that the solver starts from
ENOUGH_ROWS = 150  # in a range, but for the shares of all rows between which that has to lie
SMALLEST, LARGEST_NEED = 0.005, 0.05
SMALLEST_GROUP = 0.01  # of the rows, of texts that close alike
FEWEST_ROWS = 20  # in a range
FEWEST_OF_A_TEXT = 10  # rows, of a text that is not rare
MOST_LEVELS = 60  # texts that are not rare
LONGEST_LEVEL = 200  # characters of such a text: longer ones are prose
PRIOR = 6.0  # conversions (or failures, if they are fewer) at the overall rate that each bin is given on top
SECONDS = 5  # that the solver may take for one feature
SLACK = 0.0025  # of the rows that may change sides so that a cut is a round number

TRENDS = {1: "ascending", 0: "auto", -1: "descending"}


def number_cuts(values: Numbers, won: Flags, *, step: float = 0.0, direction: int = 0) -> list[float]:
    """Where to cut numbers, ascending; a cut belongs to the range above it.

    Parameters
    ----------
    values : array of shape (n,), finite
    step : float
        The finest difference of two cuts, such as 1 for whole days; 0 for none.
    direction : int
        1 where more never closes less often, -1 where it never closes more often, 0 where nothing is known.
    """
    order = np.lexsort((won, values))
    values, won = values[order], won[order]
    if len(values) == 0 or values[0] == values[-1]:
        return []
    cuts = _solved(values, won, trend=TRENDS[direction], smallest=_share_needed(len(values)))
    return _rounded(cuts or _quantiles(values), values, step)


def level_groups(codes: Codes, won: Flags, levels: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Groups of texts that close alike, from the worst to the best; the rare ones are in none.

    Parameters
    ----------
    codes : array of shape (n,), 0 <= code < len(levels)
    """
    common = _common(codes, levels)
    kept = np.isin(codes, common)
    if len(common) < 2:
        return [tuple(levels[code] for code in common)][: len(common)]
    rates = shrunk_rates(codes[kept], won[kept], len(levels))
    values = rates[codes[kept]]
    order = np.lexsort((won[kept], values))
    cuts = _solved(values[order], won[kept][order], trend="ascending", smallest=SMALLEST_GROUP)
    place = np.searchsorted(cuts or _quantiles(values[order]), rates[common], side="right")
    return [tuple(levels[code] for code in np.sort(common[place == group])) for group in np.unique(place)]


def shrunk_rates(codes: Codes, won: Flags, size: int) -> Numbers:
    """How often each code closes, drawn towards the overall rate where it has few rows."""
    rows, positives = np.bincount(codes, minlength=size), np.bincount(codes[won], minlength=size)
    return drawn(rows, positives)


def drawn(rows: npt.NDArray[np.intp], positives: npt.NDArray[np.intp]) -> Numbers:
    """Shares with a prior at the overall share, which is taken for no nearer to 0 and 1 than half a row."""
    total = float(rows.sum())
    rate = float(np.clip(positives.sum() / total, 0.5 / total, 1 - 0.5 / total))
    prior = PRIOR / min(rate, 1 - rate)
    return np.asarray((positives + prior * rate) / (rows + prior))


def roundest(low: float, high: float, *, step: float = 0.0) -> float:
    """The number with the fewest digits that is above `low` and at most `high`.

    Examples
    --------
    >>> roundest(3, 4), roundest(812.4, 1033.7), roundest(0.0132, 0.0139), roundest(-7.2, -1.1)
    (4.0, 1000.0, 0.0135, -5.0)
    """
    exponent = math.floor(math.log10(high - low)) + 1
    for power in range(exponent, exponent - 17, -1):
        for part in (5, 2, 1):
            unit = part * 10.0**power
            if unit < step:
                return float(math.floor(high / step) * step)
            found = float(f"{math.floor(high / unit) * unit:.12g}")
            if low < found <= high:
                return found + 0.0  # never -0
    return high


def _solved(values: Numbers, won: Flags, *, trend: str, smallest: float) -> list[float]:
    """The solver's cuts of sorted numbers; none where it finds none."""
    step = math.ceil(len(values) / SAMPLE)  # of sorted rows: the same sample whatever order they came in
    sample, sampled = values[::step], won[::step]
    if not 0 < sampled.sum() < len(sampled):
        return []
    solver = optbinning().OptimalBinning(
        max_n_bins=MOST_BINS,
        max_n_prebins=MOST_PREBINS,
        min_prebin_size=min(max(smallest, FEWEST_ROWS / len(sample)), 0.5),
        monotonic_trend=trend,
        time_limit=SECONDS,
    )
    found = _fitted(solver, sample, sampled)
    return sorted({float(cut) for cut in found if values[0] < cut <= values[-1]})


def _share_needed(rows: int) -> float:
    """Of the rows, in a range."""
    return min(max(ENOUGH_ROWS / rows, SMALLEST), LARGEST_NEED)


def _fitted(solver: Any, values: Numbers, won: Flags) -> Iterable[float]:
    with warnings.catch_warnings(), held_interrupts():
        warnings.simplefilter("ignore")
        try:
            solver.fit(values, won.astype(np.int64))
        except (ValueError, RuntimeError, ArithmeticError, LookupError):  # it fails on some odd distributions
            return ()
    return solver.splits if solver.status in ("OPTIMAL", "FEASIBLE") else ()


def _quantiles(values: Numbers) -> list[float]:
    """Cuts of sorted numbers at the fifths, and above the most usual value."""
    usual = float(values[len(values) // 2])
    beyond = values[values > usual][:1]
    cuts = {*np.quantile(values, (0.2, 0.4, 0.6, 0.8), method="higher"), *beyond}
    return sorted(float(cut) for cut in cuts if cut > values[0])[: MOST_BINS - 1]


def _rounded(cuts: Iterable[float], values: Numbers, step: float) -> list[float]:
    """Each cut as the roundest number near it; the values are sorted."""
    slack = int(SLACK * len(values))
    found = []
    for cut in cuts:
        at = int(np.searchsorted(values, cut))
        low, high = float(values[at - 1]), float(values[at])
        near_low, near_high = float(values[max(at - 1 - slack, 0)]), float(values[min(at + slack, len(values) - 1)])
        if near_low < low and near_high > high:  # not where many rows share the value beside the cut
            low, high = near_low, near_high
        found.append(roundest(low, high, step=step))
    return sorted(set(found))


def _common(codes: Codes, levels: tuple[str, ...]) -> Codes:
    """Codes of the texts that are frequent enough for a group, ascending."""
    rows = np.bincount(codes, minlength=len(levels))
    most = np.lexsort((np.arange(len(rows)), -rows))[:MOST_LEVELS]
    kept = [code for code in np.sort(most) if rows[code] >= FEWEST_OF_A_TEXT and len(levels[code]) <= LONGEST_LEVEL]
    return np.array(kept, dtype=np.int32)
