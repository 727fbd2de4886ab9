"""Small pasts to learn from, made up and always the same."""

from __future__ import annotations

import numpy as np

from baremo.learn.feature import Attribute, Feature, FeatureTable, Flags, Numbers
from baremo.learn.history import Labels

NOON = np.datetime64("2026-01-01T12:00:00", "us")


def past(outcome: list[int] | Flags, *, days: list[int] | None = None, **known: object) -> Labels:
    """Leads 1, 2, 3…, each seen so many days after NOON."""
    won = np.asarray(outcome, dtype=bool)
    moments = None if days is None else NOON + np.array(days, dtype="timedelta64[D]")
    ids = np.array([str(number + 1) for number in range(len(won))], dtype=object)
    return Labels(lead_ids=ids, moments=moments, outcome=won, **known)  # type: ignore[arg-type]


def noisy(rows: int, *, seed: int = 1, base: float = -1.0) -> tuple[Numbers, Flags]:
    """Log-odds and outcomes that come as often as they say."""
    rng = np.random.default_rng(seed)
    log_odds = rng.normal(base, 1.2, rows)
    return log_odds, rng.random(rows) < 1 / (1 + np.exp(-log_odds))


def table(**columns: Numbers | list[str | None]) -> FeatureTable:
    """Arrays are numbers, lists of texts are categories; None is missing."""
    features, numbers, codes, levels = [], {}, {}, {}
    for name, values in columns.items():
        if isinstance(values, np.ndarray):
            numbers[name] = values
        else:
            levels[name] = tuple(sorted({value for value in values if value is not None}))
            place = {level: number for number, level in enumerate(levels[name])}
            codes[name] = np.array([-1 if text is None else place[text] for text in values], np.int32)
        reads = "number" if name in numbers else "text"
        kind = "number" if name in numbers else "category"
        features.append(Feature(name=name, kind=kind, source=Attribute(column=name, reads=reads)))  # type: ignore[arg-type]
    rows = len(next(iter(columns.values())))
    return FeatureTable(features=tuple(features), numbers=numbers, codes=codes, levels=levels, rows=rows)
