"""Features that teach nothing beside others: those that never vary, and those that repeat another one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from baremo.engine.inputs.source import excerpt
from baremo.learn.feature import FeatureTable
from baremo.texts import Joined, Text, say


def without_repeats(table: FeatureTable, *, expected: str = "") -> tuple[FeatureTable, tuple[Text, ...]]:
    """The table without them, and which they were; of those that are equal the first stays.

    Parameters
    ----------
    expected : str
        A feature of which nobody is told that it never varies: leads that are looked at one day after they came
        in, all came in one day ago.
    """
    seen: dict[str, str] = {}
    constant: list[str] = []
    repeats: list[str] = []
    for feature in table.features:
        values = _canonical(table, feature.name)
        if table.rows and (values == values[0]).all():
            constant += [feature.name] if feature.name != expected else []
            continue
        print_ = hashlib.blake2b(values.tobytes(), digest_size=16).hexdigest()
        if print_ in seen:
            repeats.append(feature.name)
        else:
            seen[print_] = feature.name
    reasons = ((say("the same in every row"), constant), (say("the same as another"), repeats))
    return table.of(seen.values()), tuple(not_used(why, names) for why, names in reasons if names)


def not_used(why: Text, columns: Sequence[str]) -> Text:
    """That nothing is learned from these columns, which share a reason."""
    return say("Not used ({why}): {columns}.", why=why, columns=Joined(tuple(map(excerpt, columns)), ", "))


def _canonical(table: FeatureTable, name: str) -> npt.NDArray[np.int64]:
    """Equal for columns of equal numbers, and for categories that part the rows alike."""
    if name in table.numbers:
        values = table.numbers[name] + 0.0  # -0 is 0
        return np.where(np.isnan(values), np.nan, values).view(np.int64)
    codes = table.codes[name].astype(np.int64)
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    ranks = np.empty(len(first), np.int64)
    ranks[np.argsort(first)] = np.arange(len(first))
    return ranks[inverse]
