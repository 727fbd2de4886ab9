"""Bins: few, in order, and never a row without one."""

from __future__ import annotations

import numpy as np
import pytest

from baremo.learn.binning import Binning, Levels, Range, Rest, Unknown, bin_feature, bin_features, recounted
from baremo.learn.cards import cuts
from baremo.learn.cards.cuts import number_cuts, roundest
from baremo.learn.feature import Attribute, Feature, FeatureTable, Flags, Measured, Numbers
from baremo.learn.hints import Hints
from tests.learn.samples import table

RNG = np.random.default_rng(3)
SIZE = np.round(RNG.lognormal(4, 1, 4000))
GROWS = RNG.random(4000) < np.clip(SIZE / 400, 0.02, 0.9)


def of(known: FeatureTable, outcome: Flags, **hints: int) -> Binning:
    found = bin_feature(known, known.features[0], outcome, **hints)
    assert found is not None
    return found


def measured(values: Numbers, figure: str = "measure") -> FeatureTable:
    source = Measured(criterion={"event": "visit"}, figure=figure)  # type: ignore[arg-type]
    feature = Feature(name="visits", kind="number", source=source)
    return FeatureTable(features=(feature,), numbers={"visits": values}, codes={}, levels={}, rows=len(values))


def rates(binning: Binning) -> list[float]:
    return [each.positives / each.n for each in binning.bins if each.n]


def test_more_of_what_helps_is_never_worse() -> None:
    found = of(table(size=SIZE), GROWS)
    assert rates(found) == sorted(rates(found))
    assert 3 <= len(found.edges) + 1 <= cuts.MOST_BINS


def test_cuts_are_round_numbers() -> None:
    edges = of(table(size=SIZE), GROWS).edges
    assert [edge for edge in edges if edge > 100 and edge % 5] == []


def test_counts_are_cut_at_whole_numbers() -> None:
    visits = RNG.poisson(2, 3000).astype(float)
    found = of(table(visits=visits), RNG.random(3000) < visits / 12)
    assert found.edges.tolist() == [int(edge) for edge in found.edges]


def test_every_row_is_in_the_bin_whose_rule_holds() -> None:
    values = np.append(SIZE, [np.nan, -1e9, 1e9])
    found = of(table(size=values), np.append(GROWS, [True, False, True]))
    for value, place in zip(values, found.places(table(size=values)), strict=True):
        match found.bins[place].rule:
            case Range(at_least=low, below=high):
                assert low is None or value >= low
                assert high is None or value < high
            case rule:
                assert isinstance(rule, Unknown)
                assert np.isnan(value)


def test_what_is_not_known_has_a_bin_of_its_own() -> None:
    values = np.where(RNG.random(4000) < 0.3, np.nan, SIZE)
    outcome = np.where(np.isnan(values), RNG.random(4000) < 0.01, GROWS)
    unknown = of(table(size=values), outcome).bins[-1]
    assert isinstance(unknown.rule, Unknown)
    assert unknown.n == np.isnan(values).sum()
    assert unknown.woe < -1


def test_texts_go_from_those_that_close_least_to_those_that_close_most_with_rare_ones_apart() -> None:
    origin = [*["web"] * 300, *["fair"] * 300, *["call"] * 300, *["odd"] * 3, *[None] * 97]
    won = np.concatenate(
        [np.arange(300) < 30, np.arange(300) < 180, np.arange(300) < 75, [True] * 3, np.arange(97) < 9]
    )
    found = of(table(origin=origin), won)
    named = [Levels(texts=(text,)) for text in ("web", "call", "fair")]
    assert [each.rule for each in found.bins] == [*named, Unknown(), Rest()]
    assert [each.n for each in found.bins] == [300, 300, 300, 97, 3]


def test_many_texts_become_few_groups() -> None:
    texts = [f"t{number}" for number in RNG.integers(0, 50, 5000)]
    won = RNG.random(5000) < np.array([int(text[1:]) / 60 for text in texts])
    groups = [each for each in of(table(text=texts), won).bins if isinstance(each.rule, Levels)]
    assert 3 <= len(groups) <= cuts.MOST_BINS
    assert [each.woe for each in groups] == sorted(each.woe for each in groups)


def test_a_text_never_seen_falls_into_the_rest() -> None:
    found = of(table(origin=["web", "fair"] * 100), np.arange(200) % 2 == 0)
    places = found.places(table(origin=["web", "moon", None]))
    assert [type(found.bins[place].rule) for place in places] == [Levels, Rest, Unknown]


def test_ten_thousand_texts_are_no_trouble() -> None:
    texts = [f"text {number}" for number in RNG.integers(0, 20_000, 20_000)]
    found = of(table(texts=[*texts, *["often"] * 500]), np.append(RNG.random(20_000) < 0.1, RNG.random(500) < 0.6))
    assert [text for each in found.bins if isinstance(each.rule, Levels) for text in each.rule.texts] == ["often"]


def test_prose_is_rare_however_often_it_comes() -> None:
    prose = "a very long answer " * 20
    found = of(table(answer=[prose, "no", "yes"] * 100), np.arange(300) % 3 == 0)
    assert found.bins[-1].n == 100


@pytest.mark.parametrize("values", [np.ones(500), np.full(500, np.nan)])
def test_a_constant_has_no_bins(values: Numbers) -> None:
    assert bin_features(table(same=values), RNG.random(500) < 0.5) == ()


def test_whoever_did_nothing_is_with_those_who_did_least() -> None:
    visits = RNG.poisson(1, 2000).astype(float)
    outcome = RNG.random(2000) < 0.1 + 0.15 * visits.clip(0, 4)
    nothing = of(measured(np.where(visits == 0, np.nan, visits)), outcome)
    assert [each.n for each in nothing.bins] == [each.n for each in of(measured(visits), outcome).bins]


def test_whoever_never_came_is_with_those_who_came_longest_ago() -> None:
    days = RNG.integers(0, 200, 2000).astype(float)
    outcome = RNG.random(2000) < np.where(days < 30, 0.5, 0.05)
    found = of(measured(np.where(days > 150, np.nan, days), "recency"), outcome)
    assert found.places(measured(np.array([np.nan]), "recency"))[0] == len(found.bins) - 1
    assert found.edges.min() >= 1
    assert found.edges.tolist() == np.round(found.edges).tolist()


def test_negative_sums_are_in_the_lowest_range() -> None:
    sums = RNG.normal(-5, 10, 2000)
    assert of(measured(sums), RNG.random(2000) < 1 / (1 + np.exp(-sums / 10))).edges.min() > 0


def test_a_person_may_know_the_direction_beforehand() -> None:
    values = RNG.uniform(0, 10, 3000)
    outcome = RNG.random(3000) < 0.1 + 0.06 * np.abs(values - 5)  # both ends are good
    hints = Hints(increasing=("value",))
    (found,) = bin_features(table(value=values), outcome, hints=hints)
    assert rates(found) == sorted(rates(found))
    free = rates(of(table(value=values), outcome))
    assert free != sorted(free)


def test_evidence_of_few_rows_is_drawn_to_nothing() -> None:
    won = np.concatenate([np.ones(25, bool), np.arange(975) < 195])
    few = of(table(kind=[*["rare"] * 25, *["usual"] * 975]), won).bins[1]
    assert few.positives == few.n == 25
    assert 1 < few.woe < 2.5


def test_the_order_of_rows_changes_no_bin() -> None:
    shuffled = RNG.permutation(4000)
    assert of(table(size=SIZE), GROWS).bins == of(table(size=SIZE[shuffled]), GROWS[shuffled]).bins


def test_bins_can_be_counted_anew() -> None:
    found = of(table(size=SIZE), GROWS)
    half = recounted(found, table(size=SIZE[:2000]), GROWS[:2000])
    assert [each.rule for each in half.bins] == [each.rule for each in found.bins]
    assert sum(each.n for each in half.bins) == 2000


def test_where_the_solver_finds_nothing_there_are_still_ranges() -> None:
    values = np.concatenate([np.zeros(990), np.ones(10)])
    assert number_cuts(values, np.arange(1000) % 2 == 0) == [1.0]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (3.0, 4.0, 4.0),
        (99.2, 99.7, 99.5),
        (0.0, 1e-7, 1e-7),
        (-0.4, 0.3, 0.0),
        (1e8, 1e8 + 1, 1e8 + 1),
        (12.0, 57.0, 50.0),
    ],
)
def test_the_roundest_number_between_two(low: float, high: float, expected: float) -> None:
    assert roundest(low, high) == expected


def test_an_age_is_cut_at_whole_days() -> None:
    feature = Feature(name="since", kind="number", source=Attribute(column="since", reads="age"))
    days = np.floor(RNG.exponential(3, 3000))
    known = FeatureTable(features=(feature,), numbers={"since": days}, codes={}, levels={}, rows=3000)
    edges = of(known, RNG.random(3000) < np.exp(-days / 3)).edges
    assert edges.min() >= 1
    assert (edges == np.round(edges)).all()
