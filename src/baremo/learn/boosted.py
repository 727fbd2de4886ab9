"""Boosted decision trees by LightGBM: three committees whose log-odds are averaged.

The order of the rows changes nothing, and neither does the number of cores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from baremo.engine.backends import Progress
from baremo.errors import InputError, Problem
from baremo.learn.feature import Feature, FeatureTable, Flags, Numbers
from baremo.learn.hints import NO_HINTS, Hints
from baremo.learn.libraries import lightgbm
from baremo.learn.measures import both_outcomes
from baremo.learn.splits import Fold
from baremo.learn.trees.boosting import Boosting, cores
from baremo.learn.trees.encoding import Encoding, coding_of, in_any_order
from baremo.learn.trees.trees import trees_of
from baremo.texts import say

AT_ONCE = 50_000  # rows that are read at once
WORTH_THREADS = 20_000  # rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Boosted:
    """Trees over encoded features; it can be sent to other processes.

    Attributes
    ----------
    text : str
        LightGBM's, as `learn.trees.trees.Trees.text` writes it.
    """

    features: tuple[Feature, ...]
    encoding: Encoding
    text: str
    kind: Literal["boosted"] = "boosted"

    @property
    def base(self) -> float:
        """Log-odds before anything is known of a lead: the mean of the rows that the trees were learned from."""
        nobody = np.full((1, len(self.features)), np.nan)
        return float(_booster(self.text).predict(nobody, pred_contrib=True, num_threads=1)[0, -1])

    def log_odds(self, table: FeatureTable) -> Numbers:
        """Of each row."""
        return self._read(table, 1, raw_score=True)[:, 0]

    def parts(self, table: FeatureTable) -> dict[str, Numbers]:
        """Log-odds that each feature adds to each row; with the base they are the row's log-odds.

        They are Shapley values of the trees (Lundberg, Erion and Lee 2018), computed by LightGBM.
        """
        found = self._read(table, len(self.features) + 1, pred_contrib=True)
        return {feature.name: found[:, column] for column, feature in enumerate(self.features)}

    def as_json(self) -> dict[str, object]:
        """What `boosted_of` reads; the features are not in it."""
        codings = {
            name: {"groups": coding.groups, "values": dict(coding.values)}
            for name, coding in self.encoding.codings.items()
        }
        return {"codings": codings, "trees": self.text}

    def _read(self, table: FeatureTable, width: int, **what: bool) -> Numbers:
        booster = _booster(self.text)
        names = tuple(feature.name for feature in self.features)
        threads = cores() if table.rows >= WORTH_THREADS else 1
        found = np.empty((table.rows, width))
        for start in range(0, table.rows, AT_ONCE):
            rows = np.arange(start, min(start + AT_ONCE, table.rows))
            matrix = self.encoding.matrix(table.take(rows), names)
            found[rows] = booster.predict(matrix, num_threads=threads, **what).reshape(len(rows), width)
        return found


def learn(
    table: FeatureTable,
    outcome: Flags,
    folds: Sequence[Fold],
    *,
    hints: Hints = NO_HINTS,
    progress: Progress | None = None,
) -> Boosted:
    """Trains on all rows, for as long as it paid on the folds.

    Raises
    ------
    InputError
        All rows have the same outcome, or there is no feature.
    """
    both_outcomes(outcome)
    if not table.features:
        raise InputError(_no_feature())
    order = in_any_order(table, outcome)
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    moved = [Fold(train=np.sort(place[fold.train]), test=np.sort(place[fold.test])) for fold in folds]
    boosting = Boosting(table=table.take(order), outcome=outcome[order], folds=moved, hints=hints)
    found = boosting.trained(progress)
    return Boosted(features=table.features, encoding=found.encoding, text=found.trees.text())


def boosted_of(document: object, features: tuple[Feature, ...]) -> Boosted:
    """Reads what `Boosted.as_json` wrote, and trusts nothing of it.

    Raises
    ------
    InputError
        A category has no coding, or the trees could not be computed with.
    """
    try:
        return _checked(document, features)
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise InputError(_broken(str(error))) from error


@lru_cache(maxsize=4)
def _booster(text: str) -> Any:
    """LightGBM's trees, read once in each process."""
    return lightgbm().Booster(model_str=text)


def _checked(document: Any, features: tuple[Feature, ...]) -> Boosted:
    categories = [feature.name for feature in features if feature.kind == "category"]
    if sorted(document["codings"]) != sorted(categories):
        raise ValueError("not every category has its coding, or others have one")
    encoding = Encoding(codings={name: coding_of(document["codings"][name], name) for name in categories})
    trees = trees_of(document["trees"])
    if trees.features != len(features):
        raise ValueError(f"the trees ask {trees.features} features instead of {len(features)}")
    in_sets = set(encoding.sets(tuple(feature.name for feature in features)))
    for number, tree in enumerate(trees.trees):
        if any((column in in_sets) != asks for column, asks in tree.questions()):
            raise ValueError(f"tree {number}: a category is asked as a number, or a number as a category")
    return Boosted(features=features, encoding=encoding, text=trees.text())


def _no_feature() -> Problem:
    return Problem(
        code="no-features",
        subject="leads",
        message=say("there is nothing to learn from."),
        remedy=say("Give leads with more columns, or events."),
    )


def _broken(reason: str) -> Problem:
    return Problem(
        code="broken-predictor",
        subject="trees",
        message=say("the predictor's trees cannot be read: {reason}.", reason=reason),
        remedy=say("Train the predictor again."),
    )
