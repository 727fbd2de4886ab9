"""What trees see of a table: a column of numbers for each feature.

A level that was not seen when the encoding was made is missing; so is everything that is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from baremo.learn.feature import FeatureTable, Flags, Numbers, Rows

RARE = 10  # rows: levels with fewer are one
PRIOR = 20.0  # rows' worth of the base rate in a level's rate
LARGEST = 1e6  # log-odds or number of a group
PARTS = 5  # of the rows, each of which sees the rates of the others


@dataclass(frozen=True, kw_only=True, slots=True)
class Coding:
    """Levels of one category as numbers.

    Attributes
    ----------
    values : mapping of level to float
        A group's number from 0, or a level's log-odds.
    groups : bool
        The numbers are names only: LightGBM parts them in sets.
    """

    values: Mapping[str, float]
    groups: bool

    def coded(self, levels: tuple[str, ...]) -> Numbers:
        """The number of each level, and of a missing one at the end."""
        return np.array([*(self.values.get(level, np.nan) for level in levels), np.nan])


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoding:
    """Codings by feature; a feature without one is a number."""

    codings: Mapping[str, Coding]

    def matrix(self, table: FeatureTable, names: tuple[str, ...]) -> Numbers:
        """Of shape (n, k): the features of these names."""
        found = np.empty((table.rows, len(names)))
        for column, name in enumerate(names):
            coding = self.codings.get(name)
            found[:, column] = (
                table.numbers[name] if coding is None else coding.coded(table.levels[name])[table.codes[name]]
            )
        return found

    def sets(self, names: tuple[str, ...]) -> list[int]:
        """The columns whose numbers are names."""
        return [column for column, name in enumerate(names) if name in self.codings and self.codings[name].groups]


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """How categories are looked at: some by rates, the others in groups, which ask for no outcome."""

    groups: Encoding
    rates: frozenset[str] = frozenset()

    def encoding(self, table: FeatureTable, outcome: Flags) -> Encoding:
        """What rows teach: a level's rate is its log-odds, the fewer its rows the nearer to those of all."""
        rates = {name: _rates(table, outcome, name) for name in self.rates}
        return Encoding(codings={**self.groups.codings, **rates})

    def matrix(self, table: FeatureTable, outcome: Flags, names: tuple[str, ...]) -> Numbers:
        """The rows to learn from, each with the rates of other parts of the rows.

        Else a row would see its own outcome in the rate of its level, and rates would be trusted too much.
        """
        found = self.encoding(table, outcome).matrix(table, names)
        columns = [column for column, name in enumerate(names) if name in self.rates]
        rated, part = table.of(self.rates), np.arange(table.rows) % PARTS
        for number in range(PARTS if columns else 0):
            here, away = part == number, part != number
            encoding = self.encoding(rated.take(away), outcome[away])
            found[np.ix_(here, columns)] = encoding.matrix(rated.take(here), tuple(names[at] for at in columns))
        return found


def coding_of(document: Any, name: str) -> Coding:
    """Reads a coding of a predictor's file.

    Raises
    ------
    KeyError, TypeError, ValueError
        A part is missing or is none.
    """
    groups, values = document["groups"], document["values"]
    if not isinstance(groups, bool) or not isinstance(values, dict):
        raise TypeError(f"the coding of {name} holds something else than levels")
    found = Coding(values={level: _number(value, name) for level, value in values.items()}, groups=groups)
    places = range(len(values))
    if groups and not all(value in places for value in found.values.values()):
        raise ValueError(f"the coding of {name} holds groups that are not there")
    return found


def grouped(table: FeatureTable) -> Encoding:
    """Every level is a group; rare ones are one together."""
    return Encoding(codings={name: _groups(table, name) for name in table.codes})


def in_any_order(table: FeatureTable, outcome: Flags) -> Rows:
    """The rows in an order that is theirs alone: by what they hold, as if by chance.

    Rows that hold the same are next to each other; which of them is first makes no difference.
    """
    key = _mixed(outcome.astype(np.uint64))
    for feature in table.features:
        if feature.kind == "number":
            held = np.where(table.missing(feature.name), np.nan, table.numbers[feature.name] + 0.0)  # -0.0 is 0.0
            bits = np.ascontiguousarray(held).view(np.uint64)
        else:
            bits = table.codes[feature.name].astype(np.int64).view(np.uint64)
        key = _mixed(key ^ _mixed(bits))
    return np.argsort(key, kind="stable")


def _number(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
        raise ValueError(f"the coding of {name} holds something else than numbers")
    return float(value)


def _groups(table: FeatureTable, name: str) -> Coding:
    codes, levels = table.codes[name], table.levels[name]
    rows = np.bincount(codes[codes >= 0], minlength=len(levels))
    common = np.flatnonzero(rows >= RARE).tolist()
    rare = np.flatnonzero((rows > 0) & (rows < RARE)).tolist()
    values = {levels[code]: float(number) for number, code in enumerate(common)}
    return Coding(values=values | {levels[code]: float(len(common)) for code in rare}, groups=True)


def _rates(table: FeatureTable, outcome: Flags, name: str) -> Coding:
    codes, levels = table.codes[name], table.levels[name]
    known = codes >= 0
    rows = np.bincount(codes[known], minlength=len(levels))
    won = np.bincount(codes[known], outcome[known], minlength=len(levels))
    base = (np.count_nonzero(outcome) + 0.5) / (len(outcome) + 1)
    odds = np.log((won + PRIOR * base) / (rows - won + PRIOR * (1 - base)))
    seen = np.flatnonzero(rows)
    return Coding(values={levels[code]: float(odds[code]) for code in seen.tolist()}, groups=False)


def _mixed(bits: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Every bit of the result depends on every bit given (Steele, Lea and Flood 2014, SplitMix)."""
    bits = bits + np.uint64(0x9E3779B97F4A7C15)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))
