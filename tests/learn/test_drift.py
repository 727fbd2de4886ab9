"""Whether today's leads are still those of the training."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from baremo.errors import InputError
from baremo.learn.drift import drift, expected, shift, told
from baremo.learn.feature import Attribute, Feature, FeatureTable
from baremo.learn.judged.profile import from_json, number_bins, profile_of, read_profile, to_json, write_profile

COUNTRIES = ("es", "fr", "it", "pt")


def leads(n: int, seed: int, *, employees: float = 50, fourth: float = 0.1, missing: float = 0.2) -> FeatureTable:
    rng = np.random.default_rng(seed)
    figures = rng.lognormal(np.log(employees), 1, n)
    figures[rng.random(n) < missing] = np.nan
    codes = rng.choice(4, n, p=[0.5, 0.3, 0.2 - fourth, fourth]).astype(np.int32)
    return FeatureTable(
        features=(
            Feature(name="employees", kind="number", source=Attribute(column="employees", reads="number")),
            Feature(name="country", kind="category", source=Attribute(column="country", reads="text")),
        ),
        numbers={"employees": figures},
        codes={"country": codes},
        levels={"country": COUNTRIES},
        rows=n,
    )


def outcome(n: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random(n) < 0.2


BEFORE = profile_of(leads(5000, 1), outcome(5000), score=np.arange(5000.0))


@pytest.mark.parametrize("n", [30, 100, 1000, 20_000])
def test_leads_as_they_were_raise_no_alarm_however_few_they_are(n: int) -> None:
    levels = [drift(BEFORE, leads(n, seed)).level for seed in range(2, 42)]

    assert levels.count("steady") >= 39


def test_larger_companies_are_noticed_and_named() -> None:
    found = drift(BEFORE, leads(500, 2, employees=200))

    assert found.level == "alarm"
    assert [(each.name, each.level) for each in found.features] == [("employees", "alarm"), ("country", "steady")]
    assert [str(line) for line in told(found)] == [
        "employees is spread quite differently from the training: train anew."
    ]


def test_values_gone_missing_are_a_drift() -> None:
    assert drift(BEFORE, leads(500, 2, missing=0.6)).level == "alarm"


def test_a_level_that_training_never_saw_counts_among_the_others() -> None:
    new = leads(500, 2)
    codes = new.codes["country"].copy()
    codes[:200] = 4
    table = FeatureTable(
        features=new.features,
        numbers=new.numbers,
        codes={"country": codes},
        levels={"country": (*COUNTRIES, "us")},
        rows=500,
    )

    assert drift(BEFORE, table).features[0].name == "country"


def test_a_feature_that_is_gone_is_an_alarm() -> None:
    found = drift(BEFORE, leads(500, 2).of(["country"]))

    assert (found.gone, found.level) == (("employees",), "alarm")
    assert str(told(found)[0]) == "The leads no longer have employees."


def test_the_index_is_the_textbooks_in_large_numbers() -> None:
    found = shift("x", np.array([600_000, 400_000]), np.array([500_000, 500_000]))

    assert found.index == pytest.approx(0.1 * np.log(0.6 / 0.5) + -0.1 * np.log(0.4 / 0.5), rel=1e-4)
    assert found.beyond == pytest.approx(found.index - found.chance)


def test_scores_that_swell_are_noticed() -> None:
    found = drift(BEFORE, leads(500, 2), score=np.linspace(3000, 5000, 500))

    assert found.score is not None
    assert found.score.level == "alarm"


def test_half_as_many_conversions_as_foretold_is_an_alarm_if_they_are_many() -> None:
    many = expected(np.arange(2000) < 200, np.full(2000, 0.2))
    few = expected(np.arange(20) < 2, np.full(20, 0.2))

    assert many is not None
    assert few is not None
    assert (many.level, few.level) == ("alarm", "steady")
    assert few.ratio.low < 0.5 < 1 < few.ratio.high
    assert expected(np.zeros(3, dtype=bool), np.zeros(3)) is None


def test_a_profile_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_profile(BEFORE, tmp_path / "profile.json")

    assert read_profile(tmp_path / "profile.json") == BEFORE
    assert from_json(json.loads(json.dumps(to_json(BEFORE)))) == BEFORE


def test_the_order_of_rows_is_not_in_the_profile() -> None:
    table, won = leads(500, 1), outcome(500)
    rows = np.random.default_rng(5).permutation(500)

    assert profile_of(table.take(rows), won[rows]) == profile_of(table, won)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 2}', '{"format": 1, "rows": -1}', "[" * 100_000])
def test_anything_else_is_no_profile(text: str, tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=r"this is no profile of an earlier training\. Name the folder"):
        read_profile(path)


def test_a_folder_without_profile_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the profile of the earlier training cannot be read"):
        read_profile(tmp_path / "profile.json")


def test_many_equal_values_make_fewer_bins() -> None:
    assert number_bins(np.array([0.0] * 95 + [7.0] * 5)).edges == (0.0,)
    assert number_bins(np.full(3, np.nan)).counts == (0, 3)
