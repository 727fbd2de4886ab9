"""What holds of everything that is learned, whatever the rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import baremo
from baremo.errors import InputError
from baremo.learn.binning import bin_features
from baremo.learn.training import Training
from tests.laws.effort import models
from tests.learn.scorecards import assert_scores_alike, past
from tests.learn.trained import company

Row = dict[str, Any]

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6)
TRICKY = st.sampled_from(
    ["", " ", "NO", "true", "1", "1.0", "01", " a", "A", "a", "Select", "n/a", "-", "ß", "İ", "2026-01-01"]
)
TEXTS = st.lists(WORDS | TRICKY, min_size=2, max_size=6)
NUMBERS = st.lists(
    st.integers(-(10**6), 10**6) | st.floats(-1e9, 1e9, allow_nan=False) | st.sampled_from(["many", "", "1e3", "1,5"]),
    min_size=3,
    max_size=30,
)
ROWS = 120


@models(8)
@given(
    texts=TEXTS,
    numbers=NUMBERS,
    name=WORDS | st.sampled_from(["any", "field.any", "a:b", "# x"]),
    seed=st.integers(0, 99),
)
def test_the_written_model_gives_the_cards_points(texts: list[str], numbers: list[Any], name: str, seed: int) -> None:
    assume(name.strip() and name.strip().lower() not in ("lead_id", "created_at", "account_id", "size"))
    rng = np.random.default_rng(seed)
    rows: list[Row] = [
        {
            "lead_id": f"l{number}",
            name: texts[int(rng.integers(len(texts)))],
            "size": numbers[int(rng.integers(len(numbers)))],
        }
        for number in range(ROWS)
    ]
    won = rng.random(ROWS) < 0.4
    try:
        known = past(rows, won, ids=[row["lead_id"] for row in rows])
    except InputError:
        assume(False)
    assume(bin_features(known.features, known.labels.outcome))

    assert_scores_alike(known, rows)


def trained(rows: list[Row], kind: str, folder: Path | None = None, **asked: Any) -> Training:
    return baremo.train(leads=rows, outcome="converted", kind=kind, output=folder, **asked)


def shuffled(rows: list[Row]) -> list[Row]:
    return [rows[place] for place in np.random.default_rng(11).permutation(len(rows))]


@pytest.mark.parametrize(
    ("kind", "in_time"), [("scorecard", True), ("naive-bayes", False), ("boosted", True)], ids=lambda given: str(given)
)
def test_the_order_of_rows_means_nothing(tmp_path: Path, kind: str, in_time: bool) -> None:
    rows = [{**row, "created_at": row["created_at"][:10]} for row in company()]  # several on a day
    if not in_time:
        rows = [{key: value for key, value in row.items() if key != "created_at"} for row in rows]
    first, second = (trained(given, kind, tmp_path / name) for name, given in (("a", rows), ("b", shuffled(rows))))
    metrics, texts = (
        [(tmp_path / name / file).read_text("utf-8") for name in "ab"] for file in ("metrics.json", "model.yaml")
    )

    assert first.split.kind == ("time" if in_time else "random")
    assert metrics[0] == metrics[1]
    if kind == "scorecard":
        assert texts[0] == texts[1]
    assert probabilities(first) == probabilities(second)


def probabilities(training: Training) -> dict[str, float]:
    final, labels = training.final, training.history.labels
    found = final.calibration.probability(final.learned.log_odds(training.history.features))
    return dict(zip(labels.lead_ids.tolist(), found.tolist(), strict=True))


def test_a_column_of_noise_changes_nothing_but_by_chance() -> None:
    rng = np.random.default_rng(2)
    rows = company(600)
    noisy = [{**row, "noise": float(each)} for row, each in zip(rows, rng.normal(size=len(rows)), strict=True)]
    before, after = (trained(given, "scorecard").figures.judgement.auc for given in (rows, noisy))

    assert before is not None
    assert after is not None
    assert after.value == pytest.approx(before.value, abs=0.02)


@pytest.mark.parametrize("seed", range(2))
def test_outcomes_drawn_by_lot_give_no_signal(seed: int) -> None:
    rows = company()
    lots = np.random.default_rng(seed).permutation([row["converted"] for row in rows]).tolist()
    drawn = [{**row, "converted": str(each)} for row, each in zip(rows, lots, strict=True)]

    assert trained(drawn, "scorecard").figures.verdict.word == "no signal"
