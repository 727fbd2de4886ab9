"""How much rows tell of which several may be of one lead: less than as many leads, and more than one row of each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from baremo.engine.intervals import wilson
from baremo.learn.feature import Flags, Numbers, Rows


def standard_error(differences: Numbers, cluster: npt.NDArray[np.intp]) -> float:
    """Of the mean of differences, where those of one cluster (0, 1, …) may be alike."""
    sums = np.bincount(cluster, differences - differences.mean())
    clusters = int(np.count_nonzero(np.bincount(cluster)))
    return float(np.sqrt(clusters / max(clusters - 1, 1) * (sums**2).sum()) / len(differences))


def by_appearance(leads: npt.NDArray[np.object_] | Rows) -> Rows:
    """Numbers of the leads by which stands first.

    Examples
    --------
    >>> import numpy as np
    >>> by_appearance(np.array([7, 3, 7, 5]))
    array([0, 1, 0, 2])
    """
    _, first, found = np.unique(leads, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[found])


def drawn(leads: Rows, rng: np.random.Generator) -> Rows:
    """Numbers of the rows of as many leads as there are, drawn with replacement; leads are 0, 1, …"""
    sizes = np.bincount(leads)
    starts = np.cumsum(sizes) - sizes  # of each lead, once rows stand by lead
    chosen = rng.integers(0, len(sizes), len(sizes))
    taken = np.cumsum(sizes[chosen])
    within = np.arange(taken[-1]) - np.repeat(taken - sizes[chosen], sizes[chosen])
    found: Rows = np.argsort(leads, kind="stable")[np.repeat(starts[chosen], sizes[chosen]) + within]
    return found


def design_effect(told: Numbers | Flags, leads: Rows | None) -> float:
    """How many rows tell as much as one would if each were of another lead: 1 at least, and where no lead stands twice.

    It is the variance of the rows' mean beside what it would be of independent rows (L. Kish, Survey Sampling, 1965).
    Where nothing tells how alike the rows of a lead are, they are taken to be all the same.

    Parameters
    ----------
    told : array of shape (n,)
        What is counted or added up, row by row.
    leads : array of shape (n,), optional
        Numbers of the leads whose rows they are.

    Examples
    --------
    >>> import numpy as np
    >>> round(design_effect(np.array([True, True, False, False]), np.array([0, 0, 1, 1])), 6)
    3.0
    """
    if leads is None or not len(told):
        return 1.0
    count = int(np.count_nonzero(np.bincount(leads)))
    if count == len(told):
        return 1.0
    told = told.astype(np.float64)
    alone = standard_error(told, np.arange(len(told)))
    if count == 1 or not alone:
        return len(told) / count
    return max((standard_error(told, leads) / alone) ** 2, 1.0)


def share_range(won: float, n: float, design: float) -> tuple[float, float]:
    """Wilson's interval (95 %) of a share, at the number of independent rows that tell as much.

    So do E. Korn and B. Graubard (Survey Methodology 24, 1998) for another interval, and N. Dean and M. Pagano
    (Journal of Survey Statistics and Methodology 3, 2015) for Wilson's.
    """
    return wilson(won / design, n / design)


def design_of_part(outcome: Flags, part: Numbers, leads: Rows | None) -> float:
    """The design effect of what the rows of a part convert, of which each is in it to a share of 0 to 1."""
    if leads is None:
        return 1.0
    here = part > 0
    won, weight = outcome[here], part[here]
    return design_effect(weight * (won - np.average(won, weights=weight)), leads[here])
