"""Small analyses for the terminal and the page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from baremo.learn.attributes import close_rates
from baremo.learn.leakage import guard
from baremo.learn.splits import split
from baremo.report.analysis_figures import Analysis
from tests.learn.handmade import past

WON = [True] * 300 + [False] * 100 + [True] * 100 + [False] * 500
COUNTRY = ["ES"] * 400 + ["PT"] * 600
VISITS = [0, 5, 1_500, None] * 250
COPY = ["closed" if won else "" for won in WON]
OCCUPATION = ["clerk" if number % (10 if won else 2) else "" for number, won in enumerate(WON)]


def analysed(**columns: Sequence[object]) -> Analysis:
    """What a history of a thousand leads tells; of these columns unless others are given."""
    given = columns or {"Country": COUNTRY, "Visits": VISITS, "Deal note": COPY, "Occupation": OCCUPATION}
    history = past({name: np.array(values, dtype=object) for name, values in given.items()}, WON)
    return close_rates(history, guard(history, split(history.labels)), outcome="won")
