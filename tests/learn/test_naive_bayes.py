"""The frequency table over features."""

from __future__ import annotations

import json

import numpy as np
import pytest

from baremo.errors import InputError
from baremo.learn.feature import FeatureTable, Flags
from baremo.learn.logistic import sigmoid
from baremo.learn.measures import auc
from baremo.learn.naive_bayes import NaiveBayes, learn, naive_bayes_of
from baremo.learn.predictors.frequencies import Case, counted
from tests.learn.samples import table

COUNTRIES = ["es", "es", "mx", None, "mx", "pt", "es", "mx"]
SOURCES = ["fair", "web", "web", "web", None, "fair", "fair", "web"]
WON = np.array([True, False, False, True, False, True, True, False])
NOTHING = {"values": [], "won": [], "lost": [], "edges": []}


def known() -> FeatureTable:
    return table(country=COUNTRIES, source=SOURCES)


def learned(rows: FeatureTable, outcome: Flags = WON) -> NaiveBayes:
    return learn(rows, outcome, ())


def test_it_says_what_the_crm_says() -> None:
    cases = [
        Case(stage="new", values={name: value for name, value in each.items() if value is not None})
        for each in ({"country": country, "source": source} for country, source in zip(COUNTRIES, SOURCES, strict=True))
    ]
    crm = counted(("new", "won"), zip(cases, WON.tolist(), strict=True))
    found = 100 * sigmoid(learned(known()).log_odds(known()))

    assert found.round(2).tolist() == [crm.probability(case) for case in cases]


def test_numbers_fall_into_five_bins_of_as_many_rows() -> None:
    pages = np.arange(100.0)
    found = learned(table(pages=pages), pages >= 60).frequencies["pages"]

    assert found.values == ("0", "1", "2", "3", "4")
    assert [won + lost for won, lost in zip(found.won, found.lost, strict=True)] == pytest.approx([20.2] * 5)
    assert found.won == pytest.approx((0.1, 0.1, 0.1, 20.1, 20.1))


def test_bins_of_one_number_are_one() -> None:
    found = learned(table(pages=np.array([0.0] * 6 + [1, 2]))).frequencies["pages"]

    assert [won + lost for won, lost in zip(found.won, found.lost, strict=True)] == pytest.approx([6.2, 2.2])
    assert len(learned(table(pages=np.zeros(8))).frequencies["pages"].values) == 1


def test_what_is_missing_or_new_says_nothing() -> None:
    model = learned(known())

    assert model.log_odds(table(country=[None, "fr"], source=[None, None])) == pytest.approx([model.base, model.base])


def test_levels_may_stand_in_another_order_when_it_is_used() -> None:
    model = learned(known())
    fewer = table(country=["pt", "es"], source=["web", "fair"])
    same = table(country=["aa", "pt", "es"], source=["aa", "web", "fair"]).take(np.array([1, 2]))

    assert model.log_odds(fewer).tolist() == model.log_odds(same).tolist()


def test_its_parts_and_base_are_its_log_odds() -> None:
    model = learned(known())
    parts = model.parts(known())

    assert model.base + parts["country"] + parts["source"] == pytest.approx(model.log_odds(known()))


def test_a_feature_that_is_never_known_does_no_harm() -> None:
    found = learned(table(nothing=np.full(8, np.nan), country=COUNTRIES))

    assert found.parts(table(nothing=np.array([1.0, np.nan]), country=["es", "es"]))["nothing"].tolist() == [0, 0]


def test_it_finds_a_signal() -> None:
    rng = np.random.default_rng(1)
    pages = rng.normal(size=4000)
    outcome = rng.random(4000) < sigmoid(2 * pages)
    model = learned(table(pages=pages), outcome)

    assert auc(outcome, model.log_odds(table(pages=pages))) > 0.85


def test_it_is_read_as_it_was_written() -> None:
    rows = table(country=COUNTRIES, pages=np.array([1.0, 2, 3, np.nan, 5, 6, 7, 8]))
    model = learned(rows)
    document = json.loads(json.dumps(model.as_json()))

    assert naive_bayes_of(document, rows.features) == model


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"won": 0}, "a count is not above 0"),
        ({"frequencies": {}}, "'country'"),
        (
            {"frequencies": {"country": {"values": ["a"], "won": [], "lost": [], "edges": []}}},
            "not every value has its counts",
        ),
        (
            {"frequencies": {"country": {"values": [], "won": [], "lost": [], "edges": [2, 1]}}},
            "the bins are not in order",
        ),
    ],
)
def test_a_broken_table_is_not_read(change: dict[str, object], reason: str) -> None:
    rows = table(country=COUNTRIES)
    with pytest.raises(InputError) as refused:
        naive_bayes_of(learned(rows).as_json() | change, rows.features)

    assert str(refused.value) == (
        f"broken-predictor frequencies: the predictor's frequency table cannot be read: {reason}. "
        "Train the predictor again."
    )


def test_one_outcome_teaches_nothing() -> None:
    with pytest.raises(InputError, match="of 8 leads 8 became customers"):
        learned(known(), np.ones(8, dtype=bool))


def test_ten_thousand_levels_are_counted() -> None:
    rows = table(city=[f"city {number}" for number in range(10_000)])
    found = learned(rows, np.arange(10_000) % 2 == 0)

    assert len(found.frequencies["city"].values) == 10_000
    assert np.isfinite(found.log_odds(rows)).all()
