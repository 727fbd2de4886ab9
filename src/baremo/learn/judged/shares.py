"""A share inside a sentence, as each language writes it."""

from __future__ import annotations

from math import floor

from baremo.texts import Text, say

FINE = 0.1  # below it, a decimal says something


def share_of(share: float) -> Text:
    """In percent: `96%`, and `3.6%` where it is small.

    Examples
    --------
    >>> str(share_of(0.957)), str(share_of(0.0362)), str(share_of(0))
    ('96%', '3.6%', '0%')
    """
    tenths = _nearest(1000 * share)
    if share >= FINE or tenths % 10 == 0:
        return say("{percent}%", percent=_nearest(100 * share))
    return say("{percent}.{tenth}%", percent=tenths // 10, tenth=tenths % 10)


def _nearest(number: float) -> int:
    """Halves upwards, as all shares of a report are rounded."""
    return floor(round(number, 9) + 0.5)
