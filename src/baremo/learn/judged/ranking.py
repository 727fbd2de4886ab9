"""How well an order of leads puts those first that converted, with an interval and without drawing lots.

The interval of the area under the curve is that of E. DeLong, D. DeLong and D. Clarke-Pearson (Biometrics 44, 1988),
wider by the design effect where rows are several of a lead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from baremo.engine.intervals import Z
from baremo.learn.clusters import design_effect
from baremo.learn.feature import Flags, Numbers, Rows
from baremo.learn.history import Instants
from baremo.learn.measures import Estimate

Words = npt.NDArray[np.object_]  # texts, None where there is none


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """Scored leads of which the outcome is known: n rows, each a lead at a moment."""

    outcome: Flags
    score: Numbers  # the higher the earlier called
    probability: Numbers | None = None
    leads: Rows | None = None  # number of the lead whose row it is, where one may stand more than once
    order: npt.NDArray[np.int64] | None = None  # in time, as in `Labels`
    moments: Instants | None = None
    bands: Words | None = None
    grades: Words | None = None
    top: Flags | None = None  # in the highest band
    segments: Mapping[str, Words] = field(default_factory=dict)  # by feature

    @property
    def rows(self) -> int:
        return len(self.outcome)

    @property
    def positives(self) -> int:
        return int(np.count_nonzero(self.outcome))

    @property
    def has_both(self) -> bool:
        """Whether some converted and some did not: else there is nothing to tell apart."""
        return 0 < self.positives < self.rows

    def take(self, rows: Rows | Flags) -> Ranked:
        """Some of the rows."""
        return Ranked(
            outcome=self.outcome[rows],
            score=self.score[rows],
            probability=None if self.probability is None else self.probability[rows],
            leads=None if self.leads is None else self.leads[rows],
            order=None if self.order is None else self.order[rows],
            moments=None if self.moments is None else self.moments[rows],
            bands=None if self.bands is None else self.bands[rows],
            grades=None if self.grades is None else self.grades[rows],
            top=None if self.top is None else self.top[rows],
            segments={name: values[rows] for name, values in self.segments.items()},
        )


def in_time(order: npt.NDArray[np.int64] | None) -> npt.NDArray[np.int64] | None:
    """Rows in time; None where nobody knows, or where all are of one moment: then none is earlier than another."""
    return None if order is None or (order == order[0]).all() else order


def coded(words: Words) -> tuple[tuple[str, ...], Rows]:
    """The texts that occur, sorted, and for each row which it is: -1 where there is none.

    Examples
    --------
    >>> import numpy as np
    >>> coded(np.array(["hot", None, "cold"], dtype=object))
    (('cold', 'hot'), array([ 1, -1,  0]))
    """
    found = pa.array(words, pa.string(), from_pandas=True).dictionary_encode()
    names = found.dictionary.to_pylist()
    order = sorted(range(len(names)), key=names.__getitem__)
    place = np.full(len(names) + 1, -1)  # the last is none
    place[order] = np.arange(len(names))
    codes = found.indices.fill_null(len(names)).to_numpy(zero_copy_only=False)
    return tuple(names[number] for number in order), place[codes]


def area(outcome: Flags, score: Numbers, *, leads: Rows | None = None) -> Estimate | None:
    """Of all pairs of a lead that converted and one that did not, the share in which the first has more points.

    A tie is half a pair. None where all converted or none did.

    Parameters
    ----------
    leads : array of shape (n,), optional
        Numbers of leads that stand more than once: their rows are not independent.

    Examples
    --------
    >>> import numpy as np
    >>> found = area(np.array([True, True, False, False]), np.array([4.0, 2.0, 3.0, 1.0]))
    >>> found.value
    0.75
    """
    if not 0 < np.count_nonzero(outcome) < len(outcome):
        return None
    won, lost = _placements(outcome, score)
    fewest = min(_leads(outcome, leads), _leads(~outcome, leads))
    return _within_unit(float(won.mean()), _error(outcome, won, lost, leads), fewest=fewest)


def difference(outcome: Flags, score: Numbers, other: Numbers, *, leads: Rows | None = None) -> Estimate | None:
    """How much more of those pairs one score gets right than another of the same leads."""
    if not 0 < np.count_nonzero(outcome) < len(outcome):
        return None
    won, lost = _placements(outcome, score)
    won_other, lost_other = _placements(outcome, other)
    value = float(won.mean() - won_other.mean())
    error = _error(outcome, won - won_other, lost - lost_other, leads)
    return Estimate(value=value, low=value - Z * error, high=value + Z * error)


def by_chance(outcome: Flags, score: Numbers, *, leads: Rows | None = None) -> Estimate:
    """Where the area lies in 95 of 100 cases if the score has nothing to do with the outcome, ties as they are."""
    rows, positives = len(outcome), int(np.count_nonzero(outcome))
    pairs = positives * (rows - positives)
    if not pairs:
        return Estimate(value=0.5, low=0.0, high=1.0)
    _, ties = np.unique(score, return_counts=True)
    tied = float((ties.astype(float) ** 3 - ties).sum()) / (rows * (rows - 1))
    half = Z * np.sqrt(max(rows + 1 - tied, 0.0) / (12 * pairs) * _alike(outcome, score, leads))
    return Estimate(value=0.5, low=max(0.5 - half, 0.0), high=min(0.5 + half, 1.0))


def hits(worth: Flags | Numbers, score: Numbers, first: int) -> float:
    """What the first `first` are worth together (how many converted, say).

    Where ties straddle the end, it is what a fair lot would give on average.
    """
    return float(worth @ called(score, first))


def called(score: Numbers, first: int) -> Numbers:
    """To which share each row is among the first `first`: 1 or 0, and between them where ties straddle the end."""
    if not 0 < first < len(score):
        return np.full(len(score), float(first > 0))
    last = np.partition(score, len(score) - first)[len(score) - first]
    above, tied = score > last, score == last
    left = first - int(np.count_nonzero(above))
    return np.asarray(above + tied * (left / np.count_nonzero(tied)))


def _placements(outcome: Flags, score: Numbers) -> tuple[Numbers, Numbers]:
    """For each that converted the share of the others below it; for each other the share of those above it."""
    won, lost = score[outcome], score[~outcome]
    ranks = _midranks(score)
    below = (ranks[outcome] - _midranks(won)) / len(lost)
    above = 1 - (ranks[~outcome] - _midranks(lost)) / len(won)
    return below, above


def _midranks(values: Numbers) -> Numbers:
    """Ranks from 1, equal values sharing their mean."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Numbers = (np.cumsum(count) - (count - 1) / 2)[place]
    return ranks


def _error(outcome: Flags, won: Numbers, lost: Numbers, leads: Rows | None) -> float:
    """Standard error of the mean placement."""
    independent = sum(part.var(ddof=1) / len(part) for part in (won, lost) if len(part) > 1)
    moved = np.empty(len(outcome))  # what each row moves the mean by
    moved[outcome], moved[~outcome] = (won - won.mean()) / len(won), (lost - lost.mean()) / len(lost)
    return float(np.sqrt(independent * design_effect(moved, leads)))


def _alike(outcome: Flags, score: Numbers, leads: Rows | None) -> float:
    """The design effect of the area, if the score has nothing to do with the outcome."""
    if leads is None:
        return 1.0
    ranks = _midranks(score)
    return design_effect((outcome - outcome.mean()) * (ranks - ranks.mean()), leads)


def _leads(rows: Flags, leads: Rows | None) -> int:
    """Of how many leads those rows are."""
    return int(np.count_nonzero(rows if leads is None else np.bincount(leads[rows])))


def _within_unit(value: float, error: float, fewest: int) -> Estimate:
    """An interval that stays within 0..1; few leads in a perfect order are not sure to stay so."""
    centre = (value * fewest + 0.5) / (fewest + 1) if value in (0.0, 1.0) else value
    if fewest == 1 or value in (0.0, 1.0):
        error = float(np.sqrt(centre * (1 - centre) / fewest))  # as large as it can be
    middle, half = np.log(centre / (1 - centre)), Z * error / (centre * (1 - centre))
    low, high = (float(1 / (1 + np.exp(-np.clip(edge, -700, 700)))) for edge in (middle - half, middle + half))
    return Estimate(value=value, low=min(low, value), high=max(high, value))
