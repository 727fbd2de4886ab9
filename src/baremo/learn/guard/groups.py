"""The rows of a feature in groups: values of a category, ranges of a number, and those where it is missing.

Groups are made without a look at the outcome, so a figure of a group tells nothing that was put in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from baremo.learn.feature import Codes, FeatureTable, Numbers
from baremo.report.analysis_figures import Group

RARE = 0.005  # share of the rows below which a value is pooled with others
FEWEST = 20  # rows below which it is, however few rows there are


@dataclass(frozen=True, kw_only=True, slots=True)
class Grouped:
    """The groups of a feature, and the group of each row."""

    groups: tuple[Group, ...]
    codes: Codes


def grouped(table: FeatureTable, name: str, *, most: int) -> Grouped:
    """The groups of a feature, none of them empty.

    Parameters
    ----------
    most
        So many groups at most, besides those for other values and for missing ones.
    """
    if name in table.numbers:
        return _of_number(table.numbers[name], most)
    return _of_category(table.codes[name], table.levels[name], most)


def _of_number(values: Numbers, most: int) -> Grouped:
    known = ~np.isnan(values)
    found = np.unique(values[known])
    if len(found) > most:
        found = np.unique(np.quantile(values[known], np.linspace(0, 1, most + 1)[1:], method="higher"))
    codes = np.where(known, np.searchsorted(found, values), len(found))
    lows, highs = np.full(len(found), np.inf), np.full(len(found), -np.inf)
    np.minimum.at(lows, codes[known], values[known])
    np.maximum.at(highs, codes[known], values[known])
    ranges = [Group(kind="range", low=float(low), high=float(high)) for low, high in zip(lows, highs, strict=True)]
    return _without_empty([*ranges, Group(kind="missing")], codes.astype(np.int32))


def _of_category(codes: Codes, levels: tuple[str, ...], most: int) -> Grouped:
    counts = np.bincount(codes[codes >= 0], minlength=len(levels))
    often = np.flatnonzero(counts >= max(FEWEST, RARE * len(codes)))
    if not len(often):
        often = np.flatnonzero(counts)
    shown = sorted(often, key=lambda level: (-counts[level], levels[level]))[:most]
    place = np.full(len(levels) + 1, len(shown))  # of each level, and at last of -1
    place[shown] = np.arange(len(shown))
    place[-1] = len(shown) + 1
    others = sorted(set(np.flatnonzero(counts)) - set(shown), key=lambda level: (-counts[level], levels[level]))
    groups = [Group(kind="value", values=(levels[level],)) for level in shown]
    groups.append(Group(kind="others", values=tuple(levels[level] for level in others)))
    return _without_empty([*groups, Group(kind="missing")], place[codes].astype(np.int32))


def _without_empty(groups: list[Group], codes: Codes) -> Grouped:
    full = np.bincount(codes, minlength=len(groups)) > 0
    place = np.cumsum(full) - 1
    kept = tuple(group for group, there in zip(groups, full, strict=True) if there)
    return Grouped(groups=kept, codes=place[codes].astype(np.int32))
