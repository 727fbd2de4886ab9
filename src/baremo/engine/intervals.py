"""How sure a share is, by how many things it was counted of."""

from __future__ import annotations

from math import sqrt

Z = 1.959963984540054  # so far from its mean, in standard deviations, lie 95 % of a normal distribution


def wilson(successes: float, n: float) -> tuple[float, float]:
    """Interval (95 %) of a share, by Wilson's score; nothing is known of n = 0.

    Examples
    --------
    >>> [round(edge, 3) for edge in wilson(3, 10)]
    [0.108, 0.603]
    """
    if n <= 0:
        return 0.0, 1.0
    share, spread = successes / n, Z**2 / n
    middle = (share + spread / 2) / (1 + spread)
    reach = Z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)
