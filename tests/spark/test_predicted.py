"""Predicted criteria give in Spark what they give here: the predictor is asked in batches, on the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from baremo.engine.results import score_all
from baremo.engine.scoring import Sources
from baremo.engine.spark.results import SparkResult, score_on_spark
from baremo.errors import InputError
from tests.engine.predicting import ByHand
from tests.engine.test_predictor import EVENTS, LEADS, SOURCES, model
from tests.learn.test_predictor import BOOSTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")
AS_OF = "2026-10-31"
GIVEN = pa.table({"lead_id": ["ana", "carla"], "probability": [0.625, 1.0]})


def told(result: Any) -> list[dict[str, Any]]:
    rows = result.scores.select(["lead_id", "points", "eligible_stage", "probability"]).to_pylist()
    return [{**row, "probability": row["probability"] and round(row["probability"], 9)} for row in rows]


@pytest.fixture(scope="module")
def result(spark: SparkSession) -> Iterator[SparkResult]:
    frames = [spark.createDataFrame(pa.Table.from_pylist(rows)) for rows in (LEADS, EVENTS)]
    found = score_on_spark(model(), Sources(leads=frames[0], events=frames[1], predictor=ByHand()), spark, as_of=AS_OF)
    yield found
    found.release()


def test_a_predictor_gives_what_it_gives_here(result: SparkResult) -> None:
    here = score_all(model(), SOURCES, as_of=AS_OF)

    assert told(result) == told(here)
    assert sorted(map(str, result.ledger.to_pylist())) == sorted(map(str, here.ledger.to_pylist()))


def test_the_receipt_of_a_lead_tells_the_reasons(result: SparkResult) -> None:
    here = score_all(model(), SOURCES, as_of=AS_OF).explain("ana")

    assert result.explain("ana").lines == here.lines


def test_boosted_trees_predict_there_what_they_predict_here(spark: SparkSession) -> None:
    leads = [
        {"lead_id": f"l{i}", "origin": ["Partner", "fair", None][i % 3], "Company size": i, "country": None}
        for i in range(60)
    ]
    views = [
        {"lead_id": f"l{i % 7}", "event": "page_viewed", "timestamp": f"2026-10-{i}T10:00:00Z"} for i in range(10, 30)
    ]
    sources = Sources(leads=leads, events=views, predictor=BOOSTED)
    here = score_all(model(), sources, as_of=AS_OF).scores.sort_by("lead_id")
    result = score_on_spark(model(), sources, spark, as_of=AS_OF)
    try:
        there = result.scores.sort_by("lead_id")
    finally:
        result.release()

    assert len(set(here["probability"].to_pylist())) > 5
    assert there["probability"].to_pylist() == pytest.approx(here["probability"].to_pylist(), abs=1e-9)


def test_probabilities_that_are_given_count_as_they_do_here(spark: SparkSession) -> None:
    sources = Sources(leads=LEADS, probabilities=GIVEN)
    result = score_on_spark(model(), sources, spark, as_of=AS_OF)
    try:
        assert told(result) == told(score_all(model(), sources, as_of=AS_OF))
        assert [line.points for line in result.explain("ana").lines] == [25.0, 10.0]
    finally:
        result.release()


def test_without_a_predictor_the_model_is_refused(spark: SparkSession) -> None:
    with pytest.raises(InputError, match="the model needs the predictor"):
        score_on_spark(model(), Sources(leads=LEADS), spark, as_of=AS_OF)


def test_nothing_is_left_in_the_session(spark: SparkSession, result: SparkResult) -> None:
    found = len(spark.catalog.listTables())
    result.release()

    assert found > len(spark.catalog.listTables()) == 0
