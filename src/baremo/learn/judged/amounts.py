"""What a lead is worth: the amount of its deal if it is won, learned from won deals, times the chance to win it.

Where the features do not foretell amounts better than the mean does, the mean it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from baremo.engine.intervals import Z
from baremo.learn.clusters import by_appearance, drawn
from baremo.learn.feature import FeatureTable, Flags, Numbers, Rows
from baremo.learn.judged.ranking import hits
from baremo.learn.libraries import sklearn
from baremo.texts import Text, WholeNumber, say

ENOUGH = 50  # amounts, below which only their mean is taken
FEWEST = 10  # won deals with a level, below which it is taken with the others
FOLDS = 5
STRENGTHS = (3.0, 10.0, 30.0, 100.0, 300.0)  # of the ridge
DRAWS = 500
FAR = 5.0  # standard deviations beyond which a number is taken no further

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Column:
    """One column of the design: a number on its scale, whether it is missing, or a level."""

    feature: str
    level: str | None = None
    missing: bool = False
    centre: float = 0.0
    width: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Amounts:
    """Amounts of deals, foretold.

    Attributes
    ----------
    n : int
        Won deals with an amount that this was learned from.
    mean : float
        Their mean.
    columns : tuple
        What the amount depends on; none: on nothing, the mean is foretold.
    smearing : float
        Mean of what the exponential of a logarithm's error multiplies by (N. Duan, 1983).
    """

    n: int
    mean: float
    largest: float
    columns: tuple[_Column, ...] = ()
    weights: tuple[float, ...] = ()
    intercept: float = 0.0
    smearing: float = 1.0
    warnings: tuple[Text, ...] = ()

    def of(self, table: FeatureTable) -> Numbers:
        """The amount of each row, if it is won: never more than the largest that was seen."""
        if not self.columns:
            return np.full(table.rows, self.mean)
        logarithm = self.intercept + _design(table, self.columns) @ np.array(self.weights)
        return np.asarray(np.minimum(np.exp(np.minimum(logarithm, 700.0)) * self.smearing, self.largest))


@dataclass(frozen=True, kw_only=True, slots=True)
class Revenue:
    """What the first of the leads brought in, by two ways to rank them.

    Attributes
    ----------
    gain_low, gain_high : float
        Between which the share that ranking by expected value gains lies (95 %).
    """

    share: float  # of the leads
    total: float
    by_probability: float  # share of the total
    by_value: float
    by_chance: float
    gain_low: float
    gain_high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Worth:
    """Expected values of leads kept apart, and whether ranking by them brought more.

    Attributes
    ----------
    values : array of shape (n,)
        What each of those leads is expected to bring.
    """

    amounts: Amounts
    values: Numbers
    revenue: Revenue | None


def worth(
    table: FeatureTable,
    outcome: Flags,
    amounts: Numbers,
    probability: Numbers,
    *,
    train: Rows,
    test: Rows,
    leads: npt.NDArray[np.object_] | None = None,
) -> Worth | None:
    """Learns amounts from some rows and sees on others what expected values are worth; None without any amount.

    Parameters
    ----------
    probability : array, one for each row of `test`
        Calibrated.
    leads : array, one for each row of the table, optional
        Ids, where a lead may stand more than once.
    """
    found = learn_amounts(table.take(train), outcome[train], amounts[train])
    if found is None:
        return None
    values = expected_value(probability, found.of(table.take(test)))
    whose = None if leads is None else leads[test]
    came = revenue(outcome[test], amounts[test], probability, values, leads=whose)
    return Worth(amounts=found, values=values, revenue=came)


def learn_amounts(table: FeatureTable, outcome: Flags, amounts: Numbers) -> Amounts | None:
    """Learns from the won rows that have an amount above 0; None where there are none.

    The logarithm of the amount is a ridge regression on the features, of the strength that errs least out of fold.
    It is kept only if it surely errs less there than the mean does.
    """
    known = outcome & np.isfinite(amounts) & (np.nan_to_num(amounts) > 0)
    won = table.take(known)
    if not won.rows:
        return None
    money = amounts[known]
    mean = Amounts(n=won.rows, mean=float(money.mean()), largest=float(money.max()))
    if won.rows < ENOUGH:
        return _with(mean, _too_few(won.rows))
    columns = _columns(won)
    order = np.lexsort((*_design(won, columns).T, money))  # so that the rows' own order decides nothing
    found = _ridge(_design(won, columns)[order], money[order], mean, columns) if columns else None
    return found or _with(mean, _NOT_FORETOLD)


def expected_value(probability: Numbers, amounts: Numbers) -> Numbers:
    """What each lead is expected to bring: its chance times its amount."""
    return np.asarray(probability * amounts)


def revenue(
    outcome: Flags,
    amounts: Numbers,
    probability: Numbers,
    value: Numbers,
    *,
    leads: npt.NDArray[np.object_] | None = None,
    share: float = 0.1,
    seed: int = 7,
) -> Revenue | None:
    """What the best tenth by probability and by expected value really brought; None where nothing came in.

    Rows of one lead are drawn together for the range.
    """
    came = np.where(outcome & np.isfinite(amounts), np.nan_to_num(amounts), 0.0)
    if came.sum() <= 0:
        return None
    whose = np.zeros(len(came), np.intp) if leads is None else np.unique(leads, return_inverse=True)[1]
    order = np.lexsort((whose, came, value, probability))
    lead = np.arange(len(came)) if leads is None else by_appearance(whose[order])
    came, probability, value = came[order], probability[order], value[order]
    first, rng = max(round(share * len(came)), 1), np.random.default_rng(seed)
    gains = []
    for _ in range(DRAWS if len(came) <= 100_000 else DRAWS // 5):
        rows = drawn(lead, rng)
        some, best = came[rows], max(round(share * len(rows)), 1)
        if some.sum() > 0:
            gain = hits(some, value[rows], best) - hits(some, probability[rows], best)
            gains.append(gain / some.sum())
    low, high = np.quantile(gains, (0.025, 0.975))
    return Revenue(
        share=first / len(came),
        total=float(came.sum()),
        by_probability=hits(came, probability, first) / float(came.sum()),
        by_value=hits(came, value, first) / float(came.sum()),
        by_chance=first / len(came),
        gain_low=float(low),
        gain_high=float(high),
    )


def _ridge(design: Matrix, money: Numbers, mean: Amounts, columns: tuple[_Column, ...]) -> Amounts | None:
    logarithm, fold = np.log(money), np.random.default_rng(7).permutation(np.arange(len(money)) % FOLDS)
    foretold = {strength: _out_of_fold(design, logarithm, fold, strength) for strength in STRENGTHS}
    strength = min(STRENGTHS, key=lambda each: (float(((foretold[each] - logarithm) ** 2).mean()), -each))
    means = np.array([logarithm[fold != each].mean() for each in range(FOLDS)])[fold]
    better = (logarithm - means) ** 2 - (logarithm - foretold[strength]) ** 2
    if better.mean() <= Z * better.std() / np.sqrt(len(money)):
        return None
    model = sklearn().linear_model.Ridge(alpha=strength).fit(design, logarithm)
    return Amounts(
        n=mean.n,
        mean=mean.mean,
        largest=mean.largest,
        columns=columns,
        weights=tuple(float(weight) for weight in model.coef_),
        intercept=float(model.intercept_),
        smearing=float(np.exp(logarithm - model.predict(design)).mean()),
    )


def _out_of_fold(design: Matrix, logarithm: Numbers, fold: npt.NDArray[np.int64], strength: float) -> Numbers:
    found = np.empty(len(logarithm))
    for each in range(FOLDS):
        model = sklearn().linear_model.Ridge(alpha=strength).fit(design[fold != each], logarithm[fold != each])
        found[fold == each] = model.predict(design[fold == each])
    return found


def _columns(won: FeatureTable) -> tuple[_Column, ...]:
    found = []
    for name, values in sorted(won.numbers.items()):
        known = values[~np.isnan(values)]
        if len(known) >= FEWEST and known.std() > 0:
            found.append(_Column(feature=name, centre=float(np.median(known)), width=float(known.std())))
        if FEWEST <= len(known) <= won.rows - FEWEST:
            found.append(_Column(feature=name, missing=True))
    for name, codes in sorted(won.codes.items()):
        counts = np.bincount(codes[codes >= 0], minlength=len(won.levels[name]))
        levels = [level for level, n in zip(won.levels[name], counts, strict=True) if FEWEST <= n < won.rows]
        found += [_Column(feature=name, level=level) for level in levels]
    return tuple(found)


def _design(table: FeatureTable, columns: tuple[_Column, ...]) -> Matrix:
    found = np.zeros((table.rows, len(columns)))
    for place, column in enumerate(columns):
        if column.level is not None:
            levels = table.levels[column.feature]
            code = levels.index(column.level) if column.level in levels else -2
            found[:, place] = table.codes[column.feature] == code
        elif column.missing:
            found[:, place] = np.isnan(table.numbers[column.feature])
        else:
            scaled = (table.numbers[column.feature] - column.centre) / column.width
            found[:, place] = np.clip(np.nan_to_num(scaled), -FAR, FAR)
    return found


def _with(amounts: Amounts, warning: Text) -> Amounts:
    return Amounts(n=amounts.n, mean=amounts.mean, largest=amounts.largest, warnings=(warning,))


def _too_few(count: int) -> Text:
    return say(
        "Only {count} won deals have an amount: each lead's deal is taken to be worth their mean.",
        count=WholeNumber(count),
    )


_NOT_FORETOLD = say("Nothing that is known of a lead foretells its deal's amount better than the mean does.")
