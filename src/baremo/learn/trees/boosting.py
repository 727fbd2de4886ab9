"""How boosted trees are trained: for how long, and with which view of categories, the folds decide."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import numpy as np

from baremo.engine.backends import Progress
from baremo.learn.feature import FeatureTable, Flags, Numbers
from baremo.learn.hints import Hints
from baremo.learn.libraries import lightgbm
from baremo.learn.splits import Fold
from baremo.learn.trees.encoding import Encoding, View, grouped
from baremo.learn.trees.trees import Trees, merged, trees_of

Settings = Mapping[str, object]
Told = Callable[[float], None]  # of one training, the share that is done
T = TypeVar("T")

# What differs between the committees. Measured on six histories: their mean ranks as well as the best of them, or
# nearly so, on each, and far better than the worst.
COMMITTEES: tuple[Settings, ...] = (
    {"num_leaves": 15, "min_data_in_leaf": 20},
    {"num_leaves": 15, "min_data_in_leaf": 20, "extra_trees": True},  # cuts by chance, steadier where times change
    {"num_leaves": 5, "min_data_in_leaf": 50},  # hardly any interplay of features
)
ALWAYS: Settings = {
    "objective": "binary",
    "metric": "binary_logloss",
    "learning_rate": 0.1,
    "feature_fraction": 0.7,
    "lambda_l2": 5.0,
    "min_sum_hessian_in_leaf": 1.0,  # a leaf of rows that never convert must be large
    "feature_pre_filter": False,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
MOST_ROUNDS = 1000
PATIENCE = 40  # rounds without getting better
MANY_LEVELS = 50  # a category with more is tried by rates, too
MANY_CELLS = 4_000_000  # rows x features: from here on a training takes all cores; smaller ones run side by side
MANY_ROWS = 200_000  # from here on one committee and one fold say as much


@dataclass(frozen=True, kw_only=True, slots=True)
class Trained:
    """Trees and how they see a table."""

    trees: Trees
    encoding: Encoding


@dataclass(frozen=True, kw_only=True, slots=True)
class _Trial:
    """How a committee did on the folds."""

    rounds: int
    surprise: float  # mean log-loss


class _Steps:
    """Trainings one after the other, or side by side on one core each; tells how many are done."""

    def __init__(self, progress: Progress | None, *, of: int, side_by_side: bool) -> None:
        self._progress = progress
        self._of = of
        self._side_by_side = side_by_side
        self._done = 0

    def take(self, trainings: Sequence[Callable[[Told], T]]) -> list[T]:
        """What each gives, in their order."""
        if not self._side_by_side:
            return [self._finished(training(self._tell)) for training in trainings]
        with ThreadPoolExecutor(cores()) as pool:
            results = pool.map(lambda training: training(lambda share: None), trainings)
            return [self._finished(result) for result in results]

    def _finished(self, result: T) -> T:
        self._done += 1
        self._tell(0.0)
        return result

    def _tell(self, share: float) -> None:
        if self._progress is not None:
            self._progress((self._done + share) / self._of)


@dataclass(frozen=True, kw_only=True, slots=True)
class Boosting:
    """What is learned from, in an order of rows that is theirs alone."""

    table: FeatureTable
    outcome: Flags
    folds: Sequence[Fold]
    hints: Hints

    def trained(self, progress: Progress | None) -> Trained:
        """The mean of the committees."""
        few = self.table.rows < MANY_ROWS
        plain, *others = COMMITTEES if few else COMMITTEES[:1]
        folds = self.folds if few else self.folds[-1:]
        views = self._views()
        runs = len(folds) * (len(views) + len(others)) + 1 + len(others)
        steps = _Steps(progress, of=runs, side_by_side=self._threads == 1)
        tried = [self._trials([plain], view, folds, steps)[0] for view in views]
        best = min(range(len(views)), key=lambda number: tried[number].surprise)
        trials = [tried[best], *self._trials(others, views[best], folds, steps)]
        encoding = views[best].encoding(self.table, self.outcome)
        matrix = views[best].matrix(self.table, self.outcome, self._names)
        committees = zip([plain, *others], trials, strict=True)
        parts = steps.take([partial(self._taught, each, encoding, matrix, trial) for each, trial in committees])
        return Trained(trees=merged(parts), encoding=encoding)

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(feature.name for feature in self.table.features)

    @property
    def _threads(self) -> int:
        return cores() if self.table.rows * len(self._names) >= MANY_CELLS else 1

    def _views(self) -> list[View]:
        groups = grouped(self.table)
        seen = {name: len(np.unique(codes[codes >= 0])) for name, codes in self.table.codes.items()}
        many = frozenset(name for name, levels in seen.items() if levels > MANY_LEVELS)
        return [View(groups=groups), *([View(groups=groups, rates=many)] if many else [])]

    def _trials(self, committees: Sequence[Settings], view: View, folds: Sequence[Fold], steps: _Steps) -> list[_Trial]:
        trainings = [partial(self._curve, each, view, fold) for each in committees for fold in folds]
        curves = steps.take(trainings)
        weights = [len(fold.test) for fold in folds]
        return [_best(curves[start : start + len(folds)], weights) for start in range(0, len(curves), len(folds))]

    def _curve(self, committee: Settings, view: View, fold: Fold, told: Told) -> Numbers:
        """The surprise of the rows that check, after each round."""
        table, outcome = self.table.take(fold.train), self.outcome[fold.train]
        encoding = view.encoding(table, outcome)
        taught = self._dataset(view.matrix(table, outcome, self._names), outcome, encoding)
        matrix = encoding.matrix(self.table.take(fold.test), self._names)
        checked = taught.create_valid(matrix, self.outcome[fold.test].astype(np.float64))
        found: dict[str, Any] = {}
        callbacks = [
            lightgbm().early_stopping(PATIENCE, verbose=False),
            lightgbm().record_evaluation(found),
            _telling(told, MOST_ROUNDS),
        ]
        lightgbm().train(self._settings(committee), taught, MOST_ROUNDS, valid_sets=[checked], callbacks=callbacks)
        return np.array(found["valid_0"]["binary_logloss"])

    def _taught(self, committee: Settings, encoding: Encoding, matrix: Numbers, trial: _Trial, told: Told) -> Trees:
        taught = self._dataset(matrix, self.outcome, encoding)
        callbacks = [_telling(told, trial.rounds)]
        return trees_of(
            lightgbm().train(self._settings(committee), taught, trial.rounds, callbacks=callbacks).model_to_string()
        )

    def _dataset(self, matrix: Numbers, outcome: Flags, encoding: Encoding) -> Any:
        sets = encoding.sets(self._names)
        return lightgbm().Dataset(matrix, outcome.astype(np.float64), categorical_feature=sets)

    def _settings(self, committee: Settings) -> dict[str, object]:
        directions = [self.hints.direction(name) if name in self.table.numbers else 0 for name in self._names]
        return {
            **ALWAYS,
            **committee,
            "seed": self.hints.seed,
            "num_threads": self._threads,
            **({"monotone_constraints": directions} if any(directions) else {}),
        }


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _best(curves: Sequence[Numbers], weights: Sequence[int]) -> _Trial:
    """The rounds after which all rows are surprised least; a curve that stopped early stays as it ended."""
    longest = max(map(len, curves))
    even = np.array([np.append(curve, np.full(longest - len(curve), curve[-1])) for curve in curves])
    mean = np.average(even, axis=0, weights=weights)
    return _Trial(rounds=int(mean.argmin()) + 1, surprise=float(mean.min()))


def _telling(told: Told, rounds: int) -> Callable[[Any], None]:
    def tell(env: Any) -> None:
        told((env.iteration + 1) / rounds)

    return tell
