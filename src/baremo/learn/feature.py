"""What can be learned from: figures and categories of rows, each row one lead at one moment.

A feature is read by the engine, in the words of the model file, so what is learned can be scored anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]  # numbers of rows, or a mask of them
Reading = Literal["number", "text", "age"]  # age: whole days from the column's date to the row's moment
Figure = Literal["measure", "recency"]  # recency: whole days since the last event that counted


@dataclass(frozen=True, kw_only=True, slots=True)
class Attribute:
    """A column of the leads."""

    column: str
    reads: Reading
    blank: tuple[str, ...] = ()  # folded texts that say 'not answered', such as 'select'


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What a lead had done up to the moment: an event criterion of the model file, without points."""

    criterion: Mapping[str, object]  # such as {"event": "page_viewed", "within": "30d", "measure": {"sum": "amount"}}
    figure: Figure = "measure"


@dataclass(frozen=True, kw_only=True, slots=True)
class Feature:
    """One thing known of every row, or missing."""

    name: str  # unique: the column's name, or such as 'page_viewed: count, 30 days'
    kind: Literal["number", "category"]
    source: Attribute | Measured


@dataclass(frozen=True, kw_only=True, slots=True)
class FeatureTable:
    """Features of n rows.

    Attributes
    ----------
    numbers : dict of str to array of shape (n,), float64
        Of the features of kind number; NaN is missing, infinity does not occur.
    codes : dict of str to array of shape (n,), int32
        Of the features of kind category: an index into `levels`; -1 is missing.
    levels : dict of str to tuple of str
        Folded texts (lower case, trimmed), sorted, each once.
    """

    features: tuple[Feature, ...]
    numbers: Mapping[str, Numbers]
    codes: Mapping[str, Codes]
    levels: Mapping[str, tuple[str, ...]]
    rows: int

    def take(self, rows: Rows | Flags) -> FeatureTable:
        """Some of the rows, by number or by mask."""
        numbers = {name: values[rows] for name, values in self.numbers.items()}
        codes = {name: values[rows] for name, values in self.codes.items()}
        taken = int(np.count_nonzero(rows)) if rows.dtype == np.bool_ else len(rows)
        return replace(self, numbers=numbers, codes=codes, rows=taken)

    def of(self, names: Iterable[str]) -> FeatureTable:
        """Some of the features, in the order of the table."""
        wanted = set(names)
        return replace(
            self,
            features=tuple(feature for feature in self.features if feature.name in wanted),
            numbers={name: values for name, values in self.numbers.items() if name in wanted},
            codes={name: values for name, values in self.codes.items() if name in wanted},
            levels={name: levels for name, levels in self.levels.items() if name in wanted},
        )

    def missing(self, name: str) -> Flags:
        """Where a feature is not known."""
        return np.isnan(self.numbers[name]) if name in self.numbers else self.codes[name] < 0
