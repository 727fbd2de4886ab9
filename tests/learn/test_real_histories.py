"""Real histories: what is learned ranks leads that nobody has seen; where there is nothing to learn, that is said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
import pytest

from baremo.learn.measures import auc, brier
from benchmarks.learning.histories import write_history
from benchmarks.learning.tasks import task_named
from tests.learn.pasts import dataset
from tests.learn.trained import called

OF_SALES = {"Tags", "Lead Quality", "Lead Profile", "Last Notable Activity"}
IDS = pa.csv.ConvertOptions(column_types={"lead_id": pa.string()})


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A model that the command line has learned, and how the leads ended that it has scored since."""

    figures: dict[str, Any]  # metrics.json
    model: str  # model.yaml
    won: npt.NDArray[np.bool_]
    score: npt.NDArray[np.float64]
    probability: npt.NDArray[np.float64]

    @property
    def left_out(self) -> set[str]:
        return {each["column"] for each in self.figures["leakage"] if each["excluded"]}


def checked(folder: Path, name: str, *, most: int, kind: str = "scorecard") -> Checked:
    """Learned from at most so many leads."""
    task = task_named(name)
    dataset(task.folder)
    write_history(folder, task.folder, most)
    history = folder / task.folder
    called(*map(str, task.training(history)), "--kind", kind)
    called(*map(str, task.scoring(history)))
    truth = pa.csv.read_csv(history / "truth.csv", convert_options=IDS)
    scores = pa.parquet.read_table(history / "scores.parquet")
    scores = scores.take(pc.index_in(truth["lead_id"].combine_chunks(), scores["lead_id"].combine_chunks()))
    return Checked(
        figures=json.loads((history / "learned/metrics.json").read_text("utf-8")),
        model=(history / "learned/model.yaml").read_text("utf-8"),
        won=np.asarray(truth["won"]).astype(bool),
        score=np.asarray(scores["score"], float),
        probability=np.asarray(scores["probability"], float),
    )


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return checked(tmp_path_factory.mktemp("courses"), "x_education", most=3_000)


def test_what_sales_wrote_of_course_leads_is_not_learned_from(courses: Checked) -> None:
    assert courses.left_out >= OF_SALES
    assert not any(column in courses.model for column in OF_SALES)


def test_course_leads_that_nobody_had_seen_are_ranked_well(courses: Checked) -> None:
    assert courses.figures["verdict"] == "ready"
    assert auc(courses.won, courses.score) > 0.9


def test_the_probability_ranks_as_the_score_and_comes_true(courses: Checked) -> None:
    assert auc(courses.won, courses.probability) == pytest.approx(auc(courses.won, courses.score), abs=0.001)
    assert courses.probability.mean() == pytest.approx(courses.won.mean(), abs=0.03)


def test_what_was_promised_of_unseen_leads_holds(courses: Checked) -> None:
    promised = courses.figures["auc"]

    assert promised["low"] - 0.01 < auc(courses.won, courses.score) < promised["high"] + 0.01


@pytest.mark.parametrize("kind", ["scorecard", "naive-bayes"])
def test_of_deals_made_up_at_random_it_says_that_there_is_no_signal(kind: str, tmp_path: Path) -> None:
    found = checked(tmp_path, "maven_crm", most=1_500, kind=kind)

    assert found.figures["verdict"] == "no signal"
    assert found.left_out == {"close_date", "close_value"}
    assert auc(found.won, found.score) == pytest.approx(0.5, abs=0.04)


def test_customers_are_ranked_by_what_they_bought_until_then(tmp_path: Path) -> None:
    found = checked(tmp_path, "cdnow", most=1_500)

    assert found.figures["split"] == "time"
    assert auc(found.won, found.score) > 0.82
    assert brier(found.won, found.probability) < found.won.mean() * (1 - found.won.mean())


def test_a_funnel_s_leads_are_told_apart_by_where_they_landed(tmp_path: Path) -> None:
    found = checked(tmp_path, "olist", most=6_000)

    assert found.left_out == set()
    assert auc(found.won, found.score) > 0.65
