"""What leads were like when a model was learned: counts in bins, kept as `profile.json` to notice drift by.

A profile holds no lead: values that few have are counted together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from baremo.errors import InputError, Problem
from baremo.learn.feature import FeatureTable, Flags, Numbers
from baremo.texts import say

PARTS = 10  # deciles
LEVELS = 20  # of a category, the most frequent
RARE = 0.01  # share of the rows below which a level is counted with the others
FILE = "profile.json"
FORMAT = 1

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bins:
    """How rows lie over a feature: over its ranges and then missing, or over its levels, the others, and missing."""

    edges: tuple[float, ...] | None  # of a number: a bin ends with its edge, that edge within
    levels: tuple[str, ...] | None  # of a category
    counts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """Leads at the time of learning.

    Attributes
    ----------
    probability : float, optional
        The mean that was foretold.
    """

    rows: int
    positives: int
    features: Mapping[str, Bins]
    score: Bins | None = None
    probability: float | None = None


def profile_of(
    table: FeatureTable, outcome: Flags, *, score: Numbers | None = None, probability: Numbers | None = None
) -> Profile:
    """The profile of the rows that a model was learned from."""
    numbers = {name: number_bins(values) for name, values in table.numbers.items()}
    categories = {name: _level_bins(codes, table.levels[name]) for name, codes in table.codes.items()}
    return Profile(
        rows=table.rows,
        positives=int(np.count_nonzero(outcome)),
        features=dict(sorted((numbers | categories).items())),
        score=None if score is None else number_bins(score),
        probability=None if probability is None or not len(probability) else float(probability.mean()),
    )


def number_bins(values: Numbers) -> Bins:
    """Deciles of the values that are known; fewer where many are equal."""
    known = values[~np.isnan(values)]
    cuts = np.quantile(known, np.arange(1, PARTS) / PARTS, method="lower") if len(known) else np.array([])
    edges = tuple(float(edge) for edge in np.unique(cuts))
    return Bins(edges=edges, levels=None, counts=_whole(counts_of_numbers(values, edges)))


def counts_of_numbers(values: Numbers, edges: tuple[float, ...]) -> Counts:
    """Rows by bin; the last are those where the value is missing."""
    missing = np.isnan(values)
    place = np.searchsorted(np.array(edges), values[~missing], side="left")
    return np.append(np.bincount(place, minlength=len(edges) + 1), np.count_nonzero(missing)).astype(np.int64)


def counts_of_levels(table: FeatureTable, name: str, levels: tuple[str, ...]) -> Counts:
    """Rows by level; the last but one are other levels, the last are missing."""
    place = {level: number for number, level in enumerate(levels)}
    places = np.array([*(place.get(level, len(levels)) for level in table.levels[name]), len(levels) + 1])
    return np.bincount(places[table.codes[name]], minlength=len(levels) + 2).astype(np.int64)


def write_profile(profile: Profile, path: Path) -> None:
    """`profile.json`, the same bytes for the same profile."""
    path.write_text(f"{json.dumps(to_json(profile), ensure_ascii=False, indent=1)}\n", encoding="utf-8")


def to_json(profile: Profile) -> dict[str, object]:
    """As JSON holds it."""
    return {"format": FORMAT, **asdict(profile)}


def read_profile(path: Path) -> Profile:
    """The profile that an earlier training wrote.

    Raises
    ------
    InputError
        There is no such file, or it is no profile.
    """
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InputError(_unreadable(path, error.strerror or "")) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(_no_profile(path)) from error


def from_json(given: Mapping[str, object]) -> Profile:
    """What `to_json` gave; ValueError, KeyError or TypeError where it is anything else."""
    if given["format"] != FORMAT:
        raise ValueError(given["format"])
    features, score, probability = given["features"], given["score"], given["probability"]
    if not isinstance(features, Mapping):
        raise TypeError(features)
    return Profile(
        rows=_count(given["rows"]),
        positives=_count(given["positives"]),
        features={str(name): _bins(bins) for name, bins in features.items()},
        score=None if score is None else _bins(score),
        probability=None if probability is None else _number(probability),
    )


def _level_bins(codes: npt.NDArray[np.int32], names: tuple[str, ...]) -> Bins:
    found = Counter({names[code]: int(n) for code, n in enumerate(np.bincount(codes[codes >= 0], minlength=1)) if n})
    frequent = sorted(found, key=lambda level: (-found[level], level))[:LEVELS]
    levels = tuple(sorted(level for level in frequent if found[level] >= RARE * len(codes)))
    others = sum(found.values()) - sum(found[level] for level in levels)
    counts = (*(found[level] for level in levels), others, int(np.count_nonzero(codes < 0)))
    return Bins(edges=None, levels=levels, counts=counts)


def _bins(given: object) -> Bins:
    if not isinstance(given, Mapping):
        raise TypeError(given)
    edges = None if given["edges"] is None else tuple(_number(edge) for edge in given["edges"])
    levels = None if given["levels"] is None else tuple(str(level) for level in given["levels"])
    counts = tuple(_count(count) for count in given["counts"])
    names: tuple[object, ...] | None = edges if edges is not None else levels
    if names is None or len(counts) != len(names) + 2 or list(edges or ()) != sorted(set(edges or ())):
        raise ValueError(given)
    return Bins(edges=edges, levels=levels, counts=counts)


def _whole(counts: Counts) -> tuple[int, ...]:
    return tuple(int(count) for count in counts)


def _count(given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or given < 0:
        raise TypeError(given)
    return given


def _number(given: object) -> float:
    if not isinstance(given, int | float) or not np.isfinite(given):
        raise TypeError(given)
    return float(given)


def _unreadable(path: Path, reason: str) -> Problem:
    return Problem(
        code="no-profile",
        subject="like",
        file=str(path),
        message=say("the profile of the earlier training cannot be read: {reason}.", reason=reason),
        remedy=say("Name the folder that `baremo train -o` wrote."),
    )


def _no_profile(path: Path) -> Problem:
    return Problem(
        code="no-profile",
        subject="like",
        file=str(path),
        message=say("this is no profile of an earlier training."),
        remedy=say("Name the folder that `baremo train -o` wrote, with its files as they were."),
    )
