"""What a lead is worth, learned from won deals."""

from __future__ import annotations

import numpy as np
import pytest

from baremo.learn.feature import Attribute, Feature, FeatureTable
from baremo.learn.judged.amounts import Amounts, expected_value, learn_amounts, revenue, worth

N = 3000


def leads(seed: int = 1) -> FeatureTable:
    rng = np.random.default_rng(seed)
    return FeatureTable(
        features=(
            Feature(name="employees", kind="number", source=Attribute(column="employees", reads="number")),
            Feature(name="sector", kind="category", source=Attribute(column="sector", reads="text")),
        ),
        numbers={"employees": np.where(rng.random(N) < 0.1, np.nan, rng.normal(size=N))},
        codes={"sector": rng.integers(-1, 2, N).astype(np.int32)},
        levels={"sector": ("bank", "shop")},
        rows=N,
    )


def amounts(table: FeatureTable, seed: int = 2) -> np.ndarray:
    """A bank pays e times what others pay, whatever else."""
    noise = np.random.default_rng(seed).normal(scale=0.5, size=table.rows)
    return np.exp(8 + (table.codes["sector"] == 0) + noise)


TABLE = leads()
WON = np.random.default_rng(3).random(N) < 0.2


def learned(money: np.ndarray, won: np.ndarray = WON) -> Amounts:
    found = learn_amounts(TABLE, won, money)
    assert found is not None
    return found


def test_amounts_that_depend_on_a_feature_are_foretold_by_it() -> None:
    found = learned(amounts(TABLE)).of(TABLE)
    bank = TABLE.codes["sector"] == 0

    assert found[bank].mean() / found[~bank].mean() == pytest.approx(np.e, rel=0.2)
    assert found.mean() == pytest.approx(amounts(TABLE).mean(), rel=0.1)


def test_amounts_that_depend_on_nothing_are_their_mean() -> None:
    money = np.random.default_rng(4).lognormal(8, 1, N)
    found = learned(money)

    assert (found.of(TABLE) == money[WON].mean()).all()
    assert [str(each) for each in found.warnings] == [
        "Nothing that is known of a lead foretells its deal's amount better than the mean does."
    ]


def test_few_amounts_are_their_mean_and_that_is_said() -> None:
    found = learned(amounts(TABLE), WON & (np.cumsum(WON) <= 49))

    assert found.columns == ()
    assert str(found.warnings[0]) == (
        "Only 49 won deals have an amount: each lead's deal is taken to be worth their mean."
    )


def test_lost_deals_and_amounts_that_say_nothing_teach_nothing() -> None:
    money = np.where(WON, np.nan, 100.0)

    assert learn_amounts(TABLE, WON, money) is None
    assert learn_amounts(TABLE, WON, np.where(WON, 0.0, np.inf)) is None


def test_the_order_of_rows_changes_no_amount() -> None:
    rows = np.random.default_rng(5).permutation(N)
    shuffled = learn_amounts(TABLE.take(rows), WON[rows], amounts(TABLE)[rows])

    assert shuffled is not None
    assert shuffled.of(TABLE) == pytest.approx(learned(amounts(TABLE)).of(TABLE), rel=1e-9)


def test_no_lead_is_worth_more_than_the_largest_deal() -> None:
    table = FeatureTable(
        features=TABLE.features,
        numbers={"employees": np.full(N, 1e300)},
        codes=TABLE.codes,
        levels=TABLE.levels,
        rows=N,
    )

    assert learned(amounts(TABLE)).of(table).max() <= amounts(TABLE)[WON].max()


def test_ranking_by_expected_value_brings_more_where_deals_differ() -> None:
    money = amounts(TABLE)
    probability = np.full(N, 0.2) + np.random.default_rng(6).normal(scale=0.01, size=N)
    worth = learned(money).of(TABLE)
    found = revenue(WON, np.where(WON, money, np.nan), probability, expected_value(probability, worth))

    assert found is not None
    assert found.by_value > found.by_probability
    assert found.gain_low > 0
    assert found.total == pytest.approx(money[WON].sum())


def test_without_revenue_there_is_nothing_to_compare() -> None:
    assert revenue(WON, np.full(N, np.nan), np.zeros(N), np.zeros(N)) is None


def test_amounts_are_learned_from_some_rows_and_looked_at_on_others() -> None:
    rows = np.arange(N)
    found = worth(TABLE, WON, amounts(TABLE), np.full(N // 2, 0.2), train=rows[: N // 2], test=rows[N // 2 :])

    assert found is not None
    assert found.amounts.n == np.count_nonzero(WON[: N // 2])
    assert found.values == pytest.approx(0.2 * found.amounts.of(TABLE.take(rows[N // 2 :])))
    assert found.revenue is not None
    assert found.revenue.by_value > found.revenue.by_chance


def test_a_gain_is_no_surer_where_leads_stand_several_times() -> None:
    came, chance = np.where(WON, amounts(TABLE), np.nan), np.random.default_rng(6).random(N)
    told = (WON, came, chance, expected_value(chance, learned(amounts(TABLE)).of(TABLE)))
    often, leads = [np.repeat(each, 4) for each in told], np.repeat(np.arange(N).astype(str), 4).astype(object)
    once, unknown, known = revenue(*told), revenue(*often), revenue(*often, leads=leads)

    assert once is not None
    assert unknown is not None
    assert known is not None
    width = once.gain_high - once.gain_low
    assert unknown.gain_high - unknown.gain_low < 0.7 * width
    assert known.gain_high - known.gain_low == pytest.approx(width, rel=0.15)
    assert revenue(*told, leads=np.arange(N).astype(str).astype(object)) == once
