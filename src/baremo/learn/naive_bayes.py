"""Naive Bayes over features: the open CRM's frequency table (`predictors/frequencies.py`) without stages and teams.

Categories are values as they are, numbers fall into five bins of about as many rows; what is missing, or was never
seen, says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, log
from typing import Literal

import numpy as np

from baremo.engine.backends import Progress
from baremo.errors import InputError, Problem
from baremo.learn.feature import Codes, Feature, FeatureTable, Flags, Numbers
from baremo.learn.hints import NO_HINTS, Hints
from baremo.learn.measures import both_outcomes
from baremo.learn.predictors.frequencies import START
from baremo.learn.splits import Fold
from baremo.texts import Text, say

BINS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Frequencies:
    """Won and lost leads by value of one feature, each count with the 0.1 that it started from.

    Attributes
    ----------
    values : tuple of str
        Of a category: its folded texts; of a number: of each bin its place, '0' for the lowest.
    edges : tuple of float
        Of a number: the upper ends of all bins but the last, which belong to the bin.
    """

    values: tuple[str, ...]
    won: tuple[float, ...]
    lost: tuple[float, ...]
    edges: tuple[float, ...] = ()

    @property
    def weights(self) -> dict[str, float]:
        """Log-odds that each value adds."""
        base = log(sum(self.won) / sum(self.lost)) if self.values else 0.0
        return {
            value: log(won / lost) - base for value, won, lost in zip(self.values, self.won, self.lost, strict=True)
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class NaiveBayes:
    """What a frequency table says of rows."""

    features: tuple[Feature, ...]
    won: float  # leads, and 0.1
    lost: float
    frequencies: Mapping[str, Frequencies]  # by feature
    kind: Literal["naive-bayes"] = "naive-bayes"

    @property
    def base(self) -> float:
        """Log-odds of a lead of which nothing is known."""
        return log(self.won / self.lost)

    def parts(self, table: FeatureTable) -> dict[str, Numbers]:
        """Log-odds that each feature adds to each row; with the base they are the row's log-odds."""
        return {feature.name: self._part(table, feature) for feature in self.features}

    def log_odds(self, table: FeatureTable) -> Numbers:
        """Of each row."""
        total = np.full(table.rows, self.base)
        for part in self.parts(table).values():
            total += part
        return total

    def as_json(self) -> dict[str, object]:
        """What `naive_bayes_of` reads; the features are not in it."""
        return {
            "won": self.won,
            "lost": self.lost,
            "frequencies": {
                name: {"values": [*each.values], "won": [*each.won], "lost": [*each.lost], "edges": [*each.edges]}
                for name, each in self.frequencies.items()
            },
        }

    def _part(self, table: FeatureTable, feature: Feature) -> Numbers:
        counts = self.frequencies[feature.name]
        weights = counts.weights
        codes, values = _coded(table, feature, counts.edges)
        return np.array([*(weights.get(value, 0.0) for value in values), 0.0])[codes]  # -1 is the last


def learn(
    table: FeatureTable,
    outcome: Flags,
    folds: Sequence[Fold],
    *,
    hints: Hints = NO_HINTS,
    progress: Progress | None = None,
) -> NaiveBayes:
    """Counts won and lost leads; there is nothing to choose, so folds and hints are not asked.

    Raises
    ------
    InputError
        All rows have the same outcome.
    """
    both_outcomes(outcome)
    found = {}
    for number, feature in enumerate(table.features, start=1):
        found[feature.name] = _counted(table, feature, outcome)
        if progress is not None:
            progress(number / len(table.features))
    won = int(np.count_nonzero(outcome))
    return NaiveBayes(features=table.features, won=won + START, lost=len(outcome) - won + START, frequencies=found)


def naive_bayes_of(document: object, features: tuple[Feature, ...]) -> NaiveBayes:
    """Reads what `NaiveBayes.as_json` wrote.

    Raises
    ------
    InputError
        A feature or a figure is missing, or a count is not above 0.
    """
    try:
        return _read(document, features)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(_broken(str(error))) from error


def _counted(table: FeatureTable, feature: Feature, outcome: Flags) -> Frequencies:
    edges = _edges(table.numbers[feature.name]) if feature.kind == "number" else ()
    codes, values = _coded(table, feature, edges)
    seen = codes >= 0
    won = np.bincount(codes[seen], outcome[seen], minlength=len(values))
    lost = np.bincount(codes[seen], ~outcome[seen], minlength=len(values))
    rows = np.flatnonzero(won + lost)
    return Frequencies(
        values=tuple(values[row] for row in rows.tolist()),
        won=tuple((won[rows] + START).tolist()),
        lost=tuple((lost[rows] + START).tolist()),
        edges=edges,
    )


def _edges(numbers: Numbers) -> tuple[float, ...]:
    known = numbers[~np.isnan(numbers)]
    return tuple(np.unique(np.quantile(known, np.arange(1, BINS) / BINS)).tolist()) if len(known) else ()


def _coded(table: FeatureTable, feature: Feature, edges: tuple[float, ...]) -> tuple[Codes, Sequence[str]]:
    """Of each row which value it has (-1: none), and the values."""
    if feature.kind == "category":
        return table.codes[feature.name], table.levels[feature.name]
    numbers = table.numbers[feature.name]
    codes = np.where(np.isnan(numbers), -1, np.searchsorted(np.array(edges), numbers)).astype(np.int32)
    return codes, [str(place) for place in range(len(edges) + 1)]


def _read(document: object, features: tuple[Feature, ...]) -> NaiveBayes:
    if not isinstance(document, dict):
        raise TypeError("it is no object")
    found = NaiveBayes(
        features=features,
        won=float(document["won"]),
        lost=float(document["lost"]),
        frequencies={feature.name: _frequencies(document["frequencies"][feature.name]) for feature in features},
    )
    counts = [found.won, found.lost, *(each for row in found.frequencies.values() for each in (*row.won, *row.lost))]
    if not all(isfinite(count) and count > 0 for count in counts):
        raise ValueError("a count is not above 0")
    return found


def _frequencies(row: Mapping[str, Sequence[object]]) -> Frequencies:
    found = Frequencies(
        values=tuple(str(value) for value in row["values"]),
        won=tuple(float(str(count)) for count in row["won"]),
        lost=tuple(float(str(count)) for count in row["lost"]),
        edges=tuple(float(str(edge)) for edge in row["edges"]),
    )
    if not len(found.values) == len(found.won) == len(found.lost):
        raise ValueError("not every value has its counts")
    if not all(low < high for low, high in pairwise(found.edges)):
        raise ValueError("the bins are not in order")
    return found


def _broken(reason: str | Text) -> Problem:
    return Problem(
        code="broken-predictor",
        subject="frequencies",
        message=say("the predictor's frequency table cannot be read: {reason}.", reason=reason),
        remedy=say("Train the predictor again."),
    )
