"""How many features a scorecard needs, which do not last, and whether bins may bend: asked of rows kept apart.

Everything is learned anew in each fold's training part, bins included.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from baremo.engine.backends import Progress
from baremo.learn.binning import Binning, bin_features, evidence
from baremo.learn.cards.additive import Additive, bent, forward, losses, ranked, straight
from baremo.learn.cards.cuts import shrunk_rates
from baremo.learn.feature import Codes, Feature, FeatureTable, Flags, Numbers, Rows
from baremo.learn.hints import Hints
from baremo.learn.splits import Fold

SIZES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18)  # features that a scorecard may have
LARGEST = SIZES[-1]
UNSURE = 8  # features, where no rows can be asked or all say nothing
MOST_CANDIDATES = 60  # features that are binned
FIT_ROWS = 50_000  # rows that weights are fitted to
QUICK_ROWS = 20_000  # rows of the first look
FEWEST = 5  # rows of either outcome, with which a part is worth asking
LASTS = 1.0  # standard errors above nothing that a feature's evidence must reach on rows kept apart
OLDER = 0.5  # of folds in time, how much one counts beside the next
ENOUGH = 0.998  # of what can be gained: a smaller scorecard that gains so much is preferred


@dataclass(frozen=True, kw_only=True, slots=True)
class Selected:
    """What the folds say.

    Attributes
    ----------
    size : int
        How many features.
    bends : bool
        Whether bins are moved from their weight of evidence.
    lasting : mapping of str to float
        Each feature's evidence on rows kept apart, in standard errors; a feature that no fold could ask is not there.
    """

    size: int
    bends: bool
    lasting: Mapping[str, float] = field(default_factory=dict)

    def vanishes(self, name: str) -> bool:
        """Whether what a feature said did not hold on rows kept apart."""
        return self.lasting.get(name, math.inf) < LASTS


def select(
    table: FeatureTable, outcome: Flags, folds: Sequence[Fold], *, hints: Hints, progress: Progress | None = None
) -> Selected:
    """Size and shape of the scorecard that surprises least on rows kept apart; smaller where that costs nothing.

    Of folds in time the latest count most, as they are nearest to what is to come.
    """
    trials = []
    for number, fold in enumerate(folds, start=1):
        if min(_fewer(outcome[fold.train]), _fewer(outcome[fold.test])) >= FEWEST:
            trials.append(_trial(table, outcome, fold, hints))
        if progress is not None:
            progress((number - 0.5) / len(folds))
    if not trials:
        return Selected(size=UNSURE, bends=False)
    shares = _shares(trials)
    selected = Selected(size=UNSURE, bends=False, lasting=_lasting(trials, shares))
    gains = {bends: shares @ [trial.gains(selected, bends=bends) for trial in trials] for bends in (False, True)}
    bends = bool(gains[True].max() > gains[False].max())
    best = gains[bends].max()
    if best <= 0:
        return selected
    return replace(selected, size=SIZES[int((gains[bends] >= ENOUGH * best).argmax())], bends=bends)


def order_of(binnings: Sequence[Binning], places: Sequence[Codes], outcome: Flags, *, bends: bool) -> list[int]:
    """The numbers of the features that help, the most helpful first."""
    if bends:
        return forward(binnings, places, outcome, most=LARGEST)[0]
    return ranked(binnings, places, outcome)


def fitted(binnings: Sequence[Binning], places: Sequence[Codes], outcome: Flags, *, bends: bool) -> Additive:
    """The weights of these features."""
    return bent(binnings, places, outcome) if bends else straight(binnings, places, outcome)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Trial:
    """One fold: the bins of its training part, and where the rows of both parts fall."""

    binnings: tuple[Binning, ...]
    train: tuple[Codes, ...]
    train_outcome: Flags
    test: tuple[Codes, ...]
    test_outcome: Flags
    in_time: bool

    def gains(self, selected: Selected, *, bends: bool) -> Numbers:
        """For each size, how much less a row of the test part surprises than without features."""
        numbers = [at for at, each in enumerate(self.binnings) if not selected.vanishes(each.feature.name)]
        binnings, train = [self.binnings[at] for at in numbers], [self.train[at] for at in numbers]
        order, steps = _path(binnings, train, self.train_outcome, bends=bends)
        without = self._loss(straight((), (), self.train_outcome), [])
        test = [self.test[numbers[at]] for at in order]
        gained = {size: without - self._loss(sum_of, test[:size]) for size, sum_of in steps.items()}
        most = max(gained, default=0)
        return np.array([gained.get(min(size, most), 0.0) for size in SIZES])

    def evidence(self) -> dict[str, float]:
        """Of each feature on the rows kept apart, in standard errors of what chance would say."""
        away = self.test_outcome - self.test_outcome.mean()
        found = {}
        for binning, places in zip(self.binnings, self.test, strict=True):
            column = binning.evidence[places]
            column = column - column.mean()
            spread = math.sqrt(float(column @ column) * float(away.var()))
            if spread > 0:
                found[binning.feature.name] = float(away @ column) / spread
        return found

    def _loss(self, sum_of: Additive, places: Sequence[Codes]) -> float:
        return float(losses(sum_of.of_places(places, len(self.test_outcome)), self.test_outcome).mean())


def _path(
    binnings: Sequence[Binning], places: Sequence[Codes], outcome: Flags, *, bends: bool
) -> tuple[list[int], dict[int, Additive]]:
    """The order of the features, and the sum for each size up to as many as there are."""
    if bends:
        order, steps = forward(binnings, places, outcome, most=LARGEST)
        return order, dict(enumerate(steps, start=1))
    order = ranked(binnings, places, outcome)
    sizes = sorted({min(size, len(order)) for size in SIZES} - {0})
    return order, {
        size: straight([binnings[at] for at in order[:size]], [places[at] for at in order[:size]], outcome)
        for size in sizes
    }


def promising(table: FeatureTable, outcome: Flags, *, most: int = MOST_CANDIDATES) -> FeatureTable:
    """The features that say most at a first look; all where they are not too many."""
    if len(table.features) <= most:
        return table
    every = math.ceil(table.rows / QUICK_ROWS)
    few, sampled = table.take(np.arange(0, table.rows, every)), outcome[::every]
    if _fewer(sampled) == 0:
        return table.of(feature.name for feature in table.features[:most])
    worth = {feature.name: _at_first_look(few, feature, sampled) for feature in table.features}
    return table.of(sorted(worth, key=lambda name: (-worth[name], name))[:most])


def thinned(rows: Rows) -> Rows:
    """So few of the rows that weights are fitted in time."""
    return rows[:: math.ceil(len(rows) / FIT_ROWS)] if len(rows) else rows


def _trial(table: FeatureTable, outcome: Flags, fold: Fold, hints: Hints) -> _Trial:
    rows, tested = thinned(fold.train), thinned(fold.test)
    train, won = promising(table.take(rows), outcome[rows]), outcome[rows]
    binnings = bin_features(train, won, hints=hints)
    test = table.take(tested)
    return _Trial(
        binnings=binnings,
        train=tuple(binning.places(train) for binning in binnings),
        train_outcome=won,
        test=tuple(binning.places(test) for binning in binnings),
        test_outcome=outcome[tested],
        in_time=fold.in_time,
    )


def _shares(trials: Sequence[_Trial]) -> Numbers:
    """How much each trial counts; together 1.

    In time, the later the more, and the more it was learned from: what few conversions can carry says little of a
    scorecard of many, and the gap before a block may take most of the rows from it.
    """
    if trials[0].in_time:
        learned = np.array([float(_fewer(trial.train_outcome)) for trial in trials])
        shares = learned * OLDER ** np.arange(len(trials))[::-1]
    else:
        shares = np.array([float(len(trial.test_outcome)) for trial in trials])
    return np.asarray(shares / shares.sum())


def _lasting(trials: Sequence[_Trial], shares: Numbers) -> dict[str, float]:
    sums: dict[str, tuple[float, float]] = {}
    for trial, share in zip(trials, shares, strict=True):
        for name, said in trial.evidence().items():
            total, spread = sums.get(name, (0.0, 0.0))
            sums[name] = (total + share * said, spread + share**2)
    return {name: total / math.sqrt(spread) for name, (total, spread) in sums.items()}


def _at_first_look(table: FeatureTable, feature: Feature, outcome: Flags) -> float:
    """Information value with values in tenths, or texts by their close rates."""
    if feature.kind == "number":
        values = table.numbers[feature.name]
    else:
        codes = table.codes[feature.name] + 1
        values = shrunk_rates(codes, outcome, len(table.levels[feature.name]) + 1)[codes]
    known = values[~np.isnan(values)]
    edges = np.unique(np.quantile(known, np.arange(0.1, 1, 0.1))) if len(known) else known
    places = np.searchsorted(edges, values, side="right")
    places[np.isnan(values)] = len(edges) + 1
    size = len(edges) + 2
    return float(evidence(np.bincount(places, minlength=size), np.bincount(places[outcome], minlength=size))[1].sum())


def _fewer(outcome: Flags) -> int:
    won = int(np.count_nonzero(outcome))
    return min(won, len(outcome) - won)
