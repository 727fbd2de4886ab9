"""Scorecards: few features, whole points, nothing that only chance said."""

from __future__ import annotations

import numpy as np
import pytest

from baremo.learn.binning import bin_features
from baremo.learn.cards.additive import Additive, bent, in_order, losses
from baremo.learn.cards.merging import merged
from baremo.learn.cards.periods import dead_start
from baremo.learn.cards.points import FULL_SCORES, whole_points
from baremo.learn.feature import FeatureTable, Flags
from baremo.learn.history import Labels
from baremo.learn.measures import auc
from baremo.learn.scorecard import Scorecard, learn
from baremo.learn.splits import folds, ordered
from tests.learn.pasts import dataset
from tests.learn.samples import past, table

ROWS = 3000


def known(seed: int = 1, rows: int = ROWS) -> tuple[FeatureTable, Flags]:
    """Size, origin and a rare bad sign tell who converts; noise does not."""
    rng = np.random.default_rng(seed)
    size = np.where(rng.random(rows) < 0.1, np.nan, np.round(rng.lognormal(3, 1, rows)))
    origin = rng.choice(["web", "fair", "call"], rows, p=[0.6, 0.3, 0.1])
    optout = np.where(rng.random(rows) < 0.15, "yes", "no")
    log_odds = -2 + 0.5 * np.log(np.nan_to_num(size, nan=20) + 1) - 1.5
    log_odds += np.select([origin == "fair", origin == "call"], [1.0, 2.0], 0.0) - 2.0 * (optout == "yes")
    outcome = rng.random(rows) < 1 / (1 + np.exp(-log_odds))
    features = table(
        size=size,
        origin=origin.tolist(),
        optout=optout.tolist(),
        noise=rng.normal(size=rows),
        dice=rng.choice(["a", "b", "c"], rows).tolist(),
    )
    return features, outcome


def learned(features: FeatureTable, outcome: Flags, labels: Labels | None = None) -> Scorecard:
    labels = past(outcome) if labels is None else labels
    return learn(features, outcome, folds(labels, np.arange(labels.rows), most=3))


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return learned(*known())


def points_of(card: Scorecard, name: str) -> dict[str, int]:
    part = next(part for part in card.parts if part.feature.name == name)
    return {
        "/".join(getattr(each.rule, "texts", ())): p for each, p in zip(part.binning.bins, part.points, strict=True)
    }


def test_what_tells_is_in_and_what_chance_said_is_out(card: Scorecard) -> None:
    assert {part.feature.name for part in card.parts} == {"size", "origin", "optout"}
    assert {name for name, _ in card.left_out} == {"noise", "dice"}


def test_the_sum_of_points_never_leaves_the_scale(card: Scorecard) -> None:
    least = card.base + sum(min(part.points) for part in card.parts)
    most = card.base + sum(max(part.points) for part in card.parts)
    assert 0 <= least < most <= card.out_of
    assert card.out_of in FULL_SCORES


def test_a_bad_sign_takes_points_away_and_the_ordinary_gives_none(card: Scorecard) -> None:
    points = points_of(card, "optout")
    assert points["yes"] < 0 == points["no"]


def test_whole_points_rank_nearly_as_well_as_what_they_were_rounded_from(card: Scorecard) -> None:
    features, outcome = known(seed=2)
    assert abs(auc(outcome, card.log_odds(features)) - auc(outcome, card.unrounded(features))) < 0.005


def test_log_odds_are_reckoned_from_the_whole_points(card: Scorecard) -> None:
    features, _ = known(seed=2)
    assert (card.log_odds(features) == card.intercept + card.slope * card.points(features)).all()


def test_log_odds_are_about_right(card: Scorecard) -> None:
    features, outcome = known(seed=2)
    promised = 1 / (1 + np.exp(-card.log_odds(features)))
    assert promised.mean() == pytest.approx(outcome.mean(), abs=0.03)


def test_the_order_of_rows_changes_nothing() -> None:
    features, outcome = known(rows=1200)
    shuffled = np.random.default_rng(9).permutation(1200)
    labels = past(outcome)
    other = Labels(lead_ids=labels.lead_ids[shuffled], moments=None, outcome=outcome[shuffled])
    first, second = learned(features, outcome, labels), learned(features.take(shuffled), outcome[shuffled], other)
    assert [part.points for part in first.parts] == [part.points for part in second.parts]
    assert [part.binning.bins for part in first.parts] == [part.binning.bins for part in second.parts]
    assert (first.base, first.intercept, first.slope) == (second.base, second.intercept, second.slope)


def test_of_two_that_say_the_same_one_is_enough() -> None:
    features, outcome = known()
    double = table(size=features.numbers["size"], again=features.numbers["size"] * 1.001)
    assert len(learned(double, outcome).parts) == 1


@pytest.mark.parametrize("rows", [40, 300])
def test_where_nothing_tells_everybody_has_half_of_the_points(rows: int) -> None:
    rng = np.random.default_rng(5)
    outcome = np.arange(rows) % 4 == 0
    found = learned(table(same=np.ones(rows), chance=np.full(rows, np.nan)), outcome)
    assert found.parts == ()
    assert set(found.points(table(same=rng.normal(size=9)))) == {50}
    assert 1 / (1 + np.exp(-found.log_odds(table(same=np.ones(1)))[0])) == pytest.approx(0.25)


def test_a_perfect_feature_is_no_trouble() -> None:
    outcome = np.arange(500) % 3 == 0
    found = learned(table(told=outcome.astype(float), other=np.arange(500.0) % 7), outcome)
    assert auc(outcome, found.log_odds(table(told=outcome.astype(float), other=np.arange(500.0) % 7))) == 1


def test_a_number_that_tells_the_date_is_left_out() -> None:
    rng = np.random.default_rng(4)
    days = np.sort(rng.integers(0, 400, ROWS))
    size = rng.normal(size=ROWS)
    outcome = rng.random(ROWS) < 1 / (1 + np.exp(2 - size - days / 200))
    labels = past(outcome, days=days.tolist())
    found = learned(table(rate=np.floor(days / 10), size=size), outcome, labels)
    assert [part.feature.name for part in found.parts] == ["size"]
    assert [(name, str(why)) for name, why in found.left_out] == [
        ("rate", "it tells the date rather than the lead, and later leads will have values never seen")
    ]


def test_what_turned_about_is_left_out() -> None:
    rng = np.random.default_rng(4)
    days = np.arange(ROWS)
    size, mood = rng.normal(size=ROWS), rng.normal(size=ROWS)
    outcome = rng.random(ROWS) < 1 / (1 + np.exp(1 - size - np.where(days < 2000, 1, -1) * mood))
    found = learned(table(mood=mood, size=size), outcome, past(outcome, days=days.tolist()))
    assert [(name, str(why)) for name, why in found.left_out] == [
        ("mood", "what it said did not hold for leads kept apart")
    ]


def test_a_start_in_which_nobody_bought_is_not_learned_from() -> None:
    rng = np.random.default_rng(4)
    days = np.arange(ROWS)
    size = rng.normal(size=ROWS)
    outcome = (days > 800) & (rng.random(ROWS) < 1 / (1 + np.exp(1 - size)))
    found = learned(table(size=size), outcome, past(outcome, days=days.tolist()))
    assert found.rows == pytest.approx(ROWS - 800, abs=20)
    assert "closed next to never" in str(found.warnings[0])


def test_a_steady_history_has_no_dead_start() -> None:
    assert dead_start(np.random.default_rng(1).random(2000) < 0.05) == 0
    assert dead_start(np.zeros(50, dtype=bool)) == 0


def test_bends_keep_the_order_of_ranges() -> None:
    features, outcome = known()
    (binning,) = bin_features(features.of(["size"]), outcome)
    ranges = len(binning.edges) + 1
    weights = np.append(np.linspace(1, 0, ranges), 0.5)  # against the close rates
    assert in_order(binning, weights)[:ranges] == pytest.approx(np.full(ranges, in_order(binning, weights)[0]))
    assert in_order(binning, -weights).tolist() == (-weights).tolist()


def test_bends_fit_better_than_evidence_alone() -> None:
    features, outcome = known()
    binnings = bin_features(features, outcome)
    places = [each.places(features) for each in binnings]
    sums = Additive(binnings=binnings, weights=tuple(each.evidence for each in binnings), intercept=0.0)
    found = bent(binnings, places, outcome)
    assert losses(found.log_odds(features), outcome).mean() < losses(sums.log_odds(features), outcome).mean()


def test_losses_do_not_depend_on_the_level() -> None:
    outcome = np.arange(50) % 3 == 0
    assert losses(outcome + 5.0, outcome) == pytest.approx(losses(outcome - 5.0, outcome))


def test_the_scale_grows_where_a_hundred_points_are_too_coarse() -> None:
    rng = np.random.default_rng(2)
    columns = {f"x{number}": rng.normal(size=4000) for number in range(16)}
    outcome = rng.random(4000) < 1 / (1 + np.exp(-sum(columns.values()) / 6))
    features = table(**columns)
    binnings = bin_features(features, outcome)
    found = bent(binnings, [each.places(features) for each in binnings], outcome)
    assert whole_points(found, features, outcome).out_of > 100


def test_bins_with_the_same_points_become_one() -> None:
    features, outcome = known()
    (binning,) = bin_features(features.of(["size"]), outcome)
    points = [0] * (len(binning.edges) + 1) + [3]
    fewer, weights, kept = merged(binning, binning.evidence, points)
    assert [each.n for each in fewer.bins] == [
        int((~features.missing("size")).sum()),
        int(features.missing("size").sum()),
    ]
    assert kept == (0, 3)
    assert len(weights) == 2


def test_texts_with_the_same_points_become_one_and_the_rest_stays() -> None:
    features, outcome = known()
    (binning,) = bin_features(features.of(["origin"]), outcome)
    fewer, _, kept = merged(binning, binning.evidence, [1, 5, 1, 2, 1])
    assert [getattr(each.rule, "texts", None) for each in fewer.bins] == [("call", "web"), ("fair",), None, None]
    assert kept == (1, 5, 2, 1)


@pytest.mark.parametrize(("column", "least"), [("x_education", 0.895)])
def test_real_leads_are_ranked_as_well_as_is_known(column: str, least: float) -> None:
    import csv

    with next(dataset(column).glob("*.csv")).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = ("Lead Source", "Last Activity", "What is your current occupation", "Lead Origin", "Do Not Email")
    texts = {name: [row[name].lower() if row[name] not in ("", "Select") else None for row in rows] for name in names}
    numbers = {
        name: np.array([float(row[name] or "nan") for row in rows])
        for name in ("Total Time Spent on Website", "TotalVisits")
    }
    features, outcome = table(**texts, **numbers), np.array([row["Converted"] == "1" for row in rows])
    labels = past(outcome)
    order = ordered(labels, np.arange(labels.rows))
    train, test = order[::2], order[1::2]
    found = learn(features.take(train), outcome[train], folds(past(outcome[train]), np.arange(len(train)), most=3))
    assert auc(outcome[test], found.log_odds(features.take(test))) > least
