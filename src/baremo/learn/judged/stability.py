"""Whether a ranking holds over the months and in each part of the leads, and whether its scores swell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from baremo.learn.clusters import design_effect
from baremo.learn.feature import Codes, FeatureTable, Flags, Numbers, Rows
from baremo.learn.judged.figures import Conversion, Inflation, Month, ScoreBin, Segment, conversion_of
from baremo.learn.judged.ranking import Ranked, Words, area, coded

MONTHS = 120  # the latest, and no more
FEATURES = 6  # whose parts are looked at
VALUES = 8  # of a feature, the most frequent
BINS = 20  # of the distribution
FEW = 50  # leads in a segment, below which it says nothing
NEARLY_ALL = 0.9  # of the leads: a segment that is hardly less than all says what all say
LEVELS = (2, 50)  # of a column whose parts are worth a look
GROWN = 1.25  # times as many in the highest band: worth a look


def by_month(ranked: Ranked) -> tuple[Month, ...]:
    """The latest months, earliest first; none where rows have no moments."""
    if ranked.moments is None:
        return ()
    known, place = np.unique(ranked.moments.astype("datetime64[M]"), return_inverse=True)
    alone = replace(ranked, segments={})
    groups = [(str(month), rows) for month, rows in zip(known, _groups(place, len(known)), strict=True)]
    return tuple(_month(month, alone.take(rows)) for month, rows in groups[-MONTHS:])


def by_segment(ranked: Ranked) -> tuple[Segment, ...]:
    """The most frequent values of each feature, of those that are frequent enough to say something, and no more."""
    found, alone = [], replace(ranked, segments={})
    telling = [
        (feature, values) for feature, values in sorted(ranked.segments.items()) if parts_leads(coded(values)[1])
    ]
    for feature, values in telling[:FEATURES]:
        groups = [(value, rows) for value, rows in _named(values) if len(rows) >= FEW]
        largest = sorted(groups, key=lambda group: (-len(group[1]), group[0]))[:VALUES]
        found += [_segment(feature, value, alone.take(rows)) for value, rows in largest]
    return tuple(found)


def parts_leads(codes: Rows | Codes) -> bool:
    """Whether no value, nor having none (-1), holds nearly all of them."""
    return bool(np.bincount(codes + 1).max() < NEARLY_ALL * len(codes))


def segments_of(table: FeatureTable) -> dict[str, Words]:
    """The categories that know most rows, at most six: what a ranking is looked at by."""
    found: dict[str, Words] = {}
    for name in _best_known(table):
        levels = np.array([*table.levels[name], None], dtype=object)
        found[name] = levels[table.codes[name]]
    return found


def distribution(ranked: Ranked) -> tuple[ScoreBin, ...]:
    """Scores in twenty bins of the same width."""
    low, high = float(ranked.score.min()), float(ranked.score.max())
    if low == high:
        return (ScoreBin(low=low, high=high, n=ranked.rows, positives=ranked.positives),)
    counts, edges = np.histogram(ranked.score, bins=BINS, range=(low, high))
    won, _ = np.histogram(ranked.score[ranked.outcome], bins=edges)
    return tuple(
        ScoreBin(low=float(start), high=float(end), n=int(n), positives=int(positives))
        for start, end, n, positives in zip(edges, edges[1:], counts, won, strict=False)
    )


def inflation(ranked: Ranked) -> Inflation | None:
    """The earlier half of the months against the later; None where there is no time or no highest band.

    More leads in the highest band are no inflation as long as they convert as those before did: then more good
    leads came.
    """
    if ranked.moments is None or ranked.top is None:
        return None
    months = ranked.moments.astype("datetime64[M]")
    known = np.unique(months)
    if len(known) < 2:
        return None
    later = months >= known[len(known) // 2]
    before, after = (_in_top(ranked, part) for part in (~later, later))
    converted_before, converted_after = (_of_top(ranked, part) for part in (~later, later))
    grown = after.low > before.high and (after.conversion or 0.0) > GROWN * (before.conversion or 0.0)
    worse = (converted_after.conversion or 0.0) < (converted_before.conversion or 0.0)
    return Inflation(
        before=before,
        after=after,
        converted_before=converted_before,
        converted_after=converted_after,
        level="alarm" if grown and worse else "watch" if grown else "steady",
    )


def conversions(ranked: Ranked, names: Words | None, *, by_name: bool = False) -> tuple[Conversion, ...]:
    """Of each band or grade: by its leads' mean score, highest first, or by name."""
    if names is None:
        return ()
    groups = _named(names)
    if not by_name:
        groups.sort(key=lambda group: (-float(ranked.score[group[1]].mean()), group[0]))
    return tuple(_conversion(name, ranked.outcome, ranked, rows) for name, rows in groups)


def _conversion(name: str, told: Flags, ranked: Ranked, rows: Rows | Flags) -> Conversion:
    """Of some rows, the share of which something is told."""
    told, leads = told[rows], None if ranked.leads is None else ranked.leads[rows]
    return conversion_of(name, len(told), int(np.count_nonzero(told)), design=design_effect(told, leads))


def _month(month: str, ranked: Ranked) -> Month:
    conversion = _conversion(month, ranked.outcome, ranked, np.arange(ranked.rows))
    return Month(
        month=month,
        n=ranked.rows,
        positives=ranked.positives,
        conversion=ranked.positives / ranked.rows,
        low=conversion.low,
        high=conversion.high,
        expected=_mean(ranked.probability),
        score=float(ranked.score.mean()),
        auc=area(ranked.outcome, ranked.score, leads=ranked.leads),
        top=None if ranked.top is None else int(np.count_nonzero(ranked.top)),
    )


def _segment(feature: str, value: str, ranked: Ranked) -> Segment:
    return Segment(
        feature=feature,
        value=value,
        n=ranked.rows,
        positives=ranked.positives,
        conversion=ranked.positives / ranked.rows,
        expected=_mean(ranked.probability),
        auc=area(ranked.outcome, ranked.score, leads=ranked.leads),
    )


def _mean(probability: Numbers | None) -> float | None:
    return None if probability is None else float(probability.mean())


def _in_top(ranked: Ranked, rows: Flags) -> Conversion:
    assert ranked.top is not None
    return _conversion("", ranked.top, ranked, rows)


def _of_top(ranked: Ranked, rows: Flags) -> Conversion:
    assert ranked.top is not None
    return _conversion("", ranked.outcome, ranked, ranked.top & rows)


def _best_known(table: FeatureTable) -> list[str]:
    fitting = [name for name, levels in table.levels.items() if LEVELS[0] <= len(levels) <= LEVELS[1]]
    missing = {name: int(np.count_nonzero(table.codes[name] < 0)) for name in fitting}
    known = [name for name in fitting if missing[name] < table.rows / 2 and parts_leads(table.codes[name])]
    return sorted(known, key=lambda name: (missing[name], name))[:FEATURES]


def _named(words: Words) -> list[tuple[str, Rows]]:
    """Each text with the numbers of its rows, by text."""
    names, codes = coded(words)
    known = np.flatnonzero(codes >= 0)
    groups = _groups(codes[known], len(names))
    return [(name, known[rows]) for name, rows in zip(names, groups, strict=True)]


def _groups(codes: Rows, count: int) -> Iterator[Rows]:
    """The numbers of the rows of each code."""
    rows = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[rows], np.arange(count + 1))
    for start, end in pairwise(starts):
        yield rows[start:end]
