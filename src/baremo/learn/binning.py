"""Bins: each feature in few ranges or groups of values, with how often each closes.

Every row falls into exactly one bin of a feature, whatever value it has, seen before or not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from baremo.engine.backends import Progress
from baremo.learn.cards.cuts import drawn, level_groups, number_cuts
from baremo.learn.feature import Attribute, Codes, Feature, FeatureTable, Flags, Numbers
from baremo.learn.hints import NO_HINTS, Hints
from baremo.model.shape import LARGEST, LONGEST_DURATION


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """Numbers from `at_least` (None: any) up to but without `below` (None: any)."""

    at_least: float | None
    below: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Levels:
    """These texts, folded."""

    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """No value."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """Texts that are rare or were never seen."""


Rule = Range | Levels | Unknown | Rest


@dataclass(frozen=True, kw_only=True, slots=True)
class Bin:
    """Values of a feature that are taken for the same.

    Attributes
    ----------
    woe : float
        Weight of evidence: the log-odds of converting here minus those of all rows, drawn towards 0 where
        there are few rows. Above 0 is better than the average; without rows it is 0.
    information : float
        The bin's part of the information value, at least 0.
    """

    rule: Rule
    n: int = 0
    positives: int = 0
    woe: float = 0.0
    information: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Binning:
    """A feature's bins.

    Attributes
    ----------
    bins : tuple of Bin
        Ranges ascending, and for attributes what is not known; or groups of texts from the worst to the best,
        what is not known, and the rest.
    """

    feature: Feature
    bins: tuple[Bin, ...]

    @property
    def information(self) -> float:
        """Information value: below 0.02 hardly any, above 0.3 much."""
        return sum(each.information for each in self.bins)

    @cached_property
    def edges(self) -> Numbers:
        """Where a range ends and the next begins."""
        lows = [each.rule.at_least for each in self.bins if isinstance(each.rule, Range)]
        return np.array([low for low in lows if low is not None])

    @cached_property
    def evidence(self) -> Numbers:
        """The weight of evidence of each bin."""
        return np.array([each.woe for each in self.bins])

    def places(self, table: FeatureTable) -> Codes:
        """The number of the bin that each row falls into, shape (rows,)."""
        name = self.feature.name
        if self.feature.kind == "number":
            values = table.numbers[name]
            places = np.searchsorted(self.edges, values, side="right").astype(np.int32)
            places[np.isnan(values)] = self._without_value
            return places
        groups = {text: at for at, each in enumerate(self.bins) for text in texts_of(each.rule)}
        rest = len(self.bins) - 1
        of_level = [groups.get(text, rest) for text in table.levels[name]]
        return np.array([*of_level, self._without_value], dtype=np.int32)[table.codes[name]]

    def woe(self, table: FeatureTable) -> Numbers:
        """The weight of evidence of each row, shape (rows,)."""
        return self.evidence[self.places(table)]

    @property
    def _without_value(self) -> int:
        """The bin of rows without a value: whoever did nothing has a measure of 0, and did it longest ago."""
        if is_attribute(self.feature):
            return next(at for at, each in enumerate(self.bins) if isinstance(each.rule, Unknown))
        if is_recency(self.feature):
            return len(self.bins) - 1
        return int(np.searchsorted(self.edges, 0.0, side="right"))


def is_attribute(feature: Feature) -> bool:
    """Whether it is a column of the leads; else it is counted of events."""
    return isinstance(feature.source, Attribute)


def is_age(feature: Feature) -> bool:
    """Whether it is the age of a date among the leads' columns, in whole days."""
    return isinstance(feature.source, Attribute) and feature.source.reads == "age"


def is_recency(feature: Feature) -> bool:
    """Whether it is the time since an event, in whole days."""
    return not isinstance(feature.source, Attribute) and feature.source.figure == "recency"


def is_measure(feature: Feature) -> bool:
    """Whether it is how much a lead did, which is 0 for whoever did nothing."""
    return not is_attribute(feature) and not is_recency(feature)


def texts_of(rule: Rule) -> tuple[str, ...]:
    """The texts that a bin names."""
    return rule.texts if isinstance(rule, Levels) else ()


def bin_features(
    table: FeatureTable, outcome: Flags, *, hints: Hints = NO_HINTS, progress: Progress | None = None
) -> tuple[Binning, ...]:
    """The bins of every feature that has rows in two of them, in the order of the table.

    Parameters
    ----------
    outcome : array of shape (rows,), bool
        Of both kinds.
    """
    found = []
    for done, feature in enumerate(table.features, start=1):
        binning = bin_feature(table, feature, outcome, direction=hints.direction(feature.name))
        found += [] if binning is None else [binning]
        if progress is not None:
            progress(done / len(table.features))
    return tuple(found)


def bin_feature(table: FeatureTable, feature: Feature, outcome: Flags, *, direction: int = 0) -> Binning | None:
    """The bins of one feature; None where all rows are in one."""
    known = ~table.missing(feature.name)
    if feature.kind == "number":
        values = table.numbers[feature.name]
        if is_measure(feature):
            values, known = np.where(known, values, 0.0), np.ones(table.rows, dtype=bool)
        rules = _ranges(feature, values[known], outcome[known], direction)
    else:
        codes, levels = table.codes[feature.name][known], table.levels[feature.name]
        groups = level_groups(codes, outcome[known], levels) if 0 < outcome[known].sum() < known.sum() else []
        rules = (*(Levels(texts=texts) for texts in groups), Unknown(), Rest())
    binning = recounted(Binning(feature=feature, bins=tuple(Bin(rule=rule) for rule in rules)), table, outcome)
    return binning if sum(each.n > 0 for each in binning.bins) > 1 else None


def recounted(binning: Binning, table: FeatureTable, outcome: Flags) -> Binning:
    """The same bins, with the rows, conversions and evidence of these rows."""
    places, size = binning.places(table), len(binning.bins)
    rows, won = np.bincount(places, minlength=size), np.bincount(places[outcome], minlength=size)
    woes, information = evidence(rows, won)
    figures = zip(binning.bins, rows, won, woes, information, strict=True)
    bins = tuple(
        Bin(rule=each.rule, n=int(n), positives=int(k), woe=float(woe), information=float(part))
        for each, n, k, woe, part in figures
    )
    return Binning(feature=binning.feature, bins=bins)


def evidence(rows: npt.NDArray[np.intp], won: npt.NDArray[np.intp]) -> tuple[Numbers, Numbers]:
    """Weight of evidence, and part of the information value, of bins with these rows and conversions."""
    n, k = float(rows.sum()), float(won.sum())
    if k in (0.0, n):
        return np.zeros(len(rows)), np.zeros(len(rows))
    share = drawn(rows, won)
    woe = np.where(rows > 0, np.log(share / (1 - share)) - math.log(k / (n - k)), 0.0)
    return woe, np.maximum((won / k - (rows - won) / (n - k)) * woe, 0.0)


def _ranges(feature: Feature, values: Numbers, won: Flags, direction: int) -> tuple[Rule, ...]:
    whole = is_age(feature) or is_recency(feature)
    low, high = (1.0, float(LONGEST_DURATION)) if whole else (-LARGEST, LARGEST)
    cuts = number_cuts(values, won, step=1.0 if whole else 0.0, direction=direction)
    edges = [cut for cut in cuts if low <= cut <= high and (is_attribute(feature) or cut > 0)]
    ranges = tuple(Range(at_least=a, below=b) for a, b in zip([None, *edges], [*edges, None], strict=True))
    return (*ranges, Unknown()) if is_attribute(feature) else ranges
