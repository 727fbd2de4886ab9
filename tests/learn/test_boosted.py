"""Boosted trees: what they learn, and that they always learn the same."""

from __future__ import annotations

from multiprocessing.reduction import ForkingPickler

import numpy as np
import pytest

from baremo.errors import InputError
from baremo.learn.boosted import learn
from baremo.learn.hints import Hints
from baremo.learn.measures import auc
from baremo.learn.splits import Fold
from tests.learn.boosting import boosted, visits
from tests.learn.samples import table

ROWS, WON = visits(1500)
FRESH, FRESH_WON = visits(4000, seed=2)
LEARNED = boosted(ROWS, WON)


def test_it_ranks_leads_that_it_has_not_seen() -> None:
    assert LEARNED.kind == "boosted"
    assert auc(FRESH_WON, LEARNED.log_odds(FRESH)) > 0.71  # the truth itself reaches 0.74


def test_its_log_odds_come_true_on_average() -> None:
    expected = 1 / (1 + np.exp(-LEARNED.log_odds(FRESH)))

    assert expected.mean() == pytest.approx(FRESH_WON.mean(), abs=0.03)


def test_rows_in_another_order_teach_exactly_the_same() -> None:
    places = np.random.default_rng(3).permutation(ROWS.rows)
    where = np.argsort(places)
    fold = Fold(train=np.arange(400), test=np.arange(400, 1500))
    moved = Fold(train=where[fold.train], test=where[fold.test])

    assert learn(ROWS.take(places), WON[places], [moved]) == learn(ROWS, WON, [fold])


def test_it_learns_the_same_again_from_the_same_seed() -> None:
    assert boosted(ROWS, WON) == LEARNED
    assert boosted(ROWS, WON, hints=Hints(seed=8)) != LEARNED


def test_a_lead_scores_the_same_alone_as_among_others() -> None:
    among = LEARNED.log_odds(FRESH)
    alone = [LEARNED.log_odds(FRESH.take(np.array([row])))[0] for row in range(20)]

    assert among[:20].tolist() == alone


def test_shares_of_features_add_up_to_the_log_odds() -> None:
    parts = LEARNED.parts(FRESH)

    assert [*parts] == ["pages", "size", "origin"]
    assert LEARNED.base + sum(parts.values()) == pytest.approx(LEARNED.log_odds(FRESH), abs=1e-12)


def test_what_matters_has_the_larger_shares() -> None:
    size = {name: np.abs(share).mean() for name, share in LEARNED.parts(FRESH).items()}

    assert size["pages"] > 2 * size["size"]
    assert size["origin"] > 2 * size["size"]


def test_a_new_level_is_as_good_as_a_missing_one() -> None:
    pages, size = np.full(2, 5.0), np.zeros(2)
    new = table(pages=pages, size=size, origin=["zeppelin", None])

    assert np.ptp(LEARNED.log_odds(new)) == 0


@pytest.mark.parametrize(("hints", "sign"), [(Hints(increasing=("pages",)), 1), (Hints(decreasing=("pages",)), -1)])
def test_more_never_goes_against_a_hint(hints: Hints, sign: int) -> None:
    found = boosted(ROWS, WON, hints=hints)
    many = np.linspace(-5, 30, 200)
    row = table(pages=many, size=np.zeros(200), origin=["google"] * 200)

    assert (sign * np.diff(found.log_odds(row)) >= 0).all()


def test_a_hint_that_names_no_number_is_ignored() -> None:
    assert boosted(ROWS, WON, hints=Hints(increasing=("left out", "origin"), decreasing=("zzz",))) == LEARNED


def test_nothing_to_learn_from_is_refused() -> None:
    with pytest.raises(InputError, match="no-features leads: there is nothing to learn from"):
        boosted(ROWS.of(()), WON)


def test_rows_with_one_outcome_teach_nothing() -> None:
    with pytest.raises(InputError, match="outcome"):
        learn(ROWS, np.ones(ROWS.rows, dtype=bool), [Fold(train=np.arange(9), test=np.arange(9, 20))])


def test_constant_and_empty_columns_do_no_harm() -> None:
    rows = table(always=np.ones(1500), never=np.full(1500, np.nan), none=[None] * 1500, one=["x"] * 1500)

    assert np.ptp(boosted(rows, WON).log_odds(rows)) < 1e-12


def test_thirty_conversions_of_five_hundred_are_enough_to_try() -> None:
    rng = np.random.default_rng(5)
    scored = rng.normal(size=500)
    won = np.zeros(500, dtype=bool)
    won[np.argsort(scored + rng.normal(size=500))[-30:]] = True
    rows = table(intent=scored, **{f"noise{number}": rng.normal(size=500) for number in range(8)})
    fresh = rng.normal(size=2000)
    check = table(intent=fresh, **{f"noise{number}": rng.normal(size=2000) for number in range(8)})

    assert auc(fresh + rng.normal(size=2000) > 2.2, boosted(rows, won).log_odds(check)) > 0.8


def test_noise_alone_is_hardly_learned() -> None:
    won = np.random.default_rng(6).random(ROWS.rows) < 0.3

    assert boosted(ROWS, won).log_odds(FRESH).std() < 0.3


def test_thousands_of_levels_are_told_apart_by_how_they_did() -> None:
    rng = np.random.default_rng(7)
    level, good = rng.integers(0, 800, 8000), rng.normal(size=800)
    won = rng.random(8000) < 1 / (1 + np.exp(1 - 1.5 * good[level]))
    names: list[str | None] = [f"page {number}" for number in level]
    first, rest = np.arange(6000), np.arange(6000, 8000)
    rows = table(page=names, size=rng.normal(size=8000))
    found = boosted(rows.take(first), won[first])

    assert not found.encoding.codings["page"].groups
    assert auc(won[rest], found.log_odds(rows.take(rest))) > 0.7


def test_thousands_of_levels_that_say_nothing_are_not_believed() -> None:
    rng = np.random.default_rng(8)
    names: list[str | None] = [f"page {number}" for number in rng.integers(0, 3000, 6000)]
    won = rng.random(6000) < 0.2
    rows = table(page=names, size=rng.normal(size=6000))

    assert boosted(rows, won).log_odds(rows).std() < 0.3


def test_progress_goes_up_to_one() -> None:
    told: list[float] = []
    boosted(ROWS, WON, progress=told.append)

    assert told == sorted(told)
    assert (told[0] > 0, told[-1]) == (True, 1.0)


def test_it_can_be_sent_to_another_process() -> None:
    arrived = ForkingPickler.loads(ForkingPickler.dumps(LEARNED))

    assert arrived.log_odds(FRESH).tolist() == LEARNED.log_odds(FRESH).tolist()
