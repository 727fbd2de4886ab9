"""What a scoring in Spark gives back, and what it leaves in the caller's session: nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import baremo
from baremo.engine.scoring import Sources
from baremo.engine.spark.results import SparkResult, score_on_spark
from tests.engine.small import model
from tests.services.spark import ZONE
from tests.spark.small import AS_OF, EVENTS, LEADS, MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")
HERE = baremo.score(MODEL, leads=LEADS, events=EVENTS, as_of=AS_OF)


@pytest.fixture(scope="module")
def result(spark: SparkSession) -> Iterator[SparkResult]:
    frames = {
        "leads": spark.createDataFrame(pa.Table.from_pylist(LEADS)),
        "events": spark.createDataFrame(pa.Table.from_pylist(EVENTS)),
    }
    found = baremo.score(MODEL, as_of=AS_OF, **frames)
    assert isinstance(found, SparkResult)
    yield found
    found.release()


def test_tables_have_the_columns_types_and_rows_of_those_from_duckdb(result: SparkResult) -> None:
    place = [("lead_id", "ascending"), ("criterion", "ascending")]

    assert result.scores.equals(HERE.scores)
    assert result.ledger.sort_by(place).equals(HERE.ledger.sort_by(place))


def test_frames_hold_the_rows_where_they_are(result: SparkResult) -> None:
    assert result.frames.scores.where("points > 10").count() == 1
    assert result.frames.ledger.columns == HERE.ledger.column_names


def test_one_lead_is_explained_on_this_machine(result: SparkResult) -> None:
    lines = [(line.criterion.name, line.points) for line in result.explain("007").lines]

    assert lines == [("large", 10.0), ("spain", 5.0), ("visits", 1.0), ("spend", 0.0)]


def test_explaining_alone_scores_nobody_else(spark: SparkSession) -> None:
    leads = spark.createDataFrame(pa.Table.from_pylist(LEADS))
    receipt = baremo.explain(MODEL, "2", leads=leads, events=EVENTS, as_of=AS_OF)

    assert sum(line.points for line in receipt.lines) == 7.25


def test_a_scoring_leaves_nothing_in_the_session_that_is_not_the_callers(spark: SparkSession) -> None:
    spark.catalog.clearCache()
    leads = spark.createDataFrame(pa.Table.from_pylist(LEADS))
    views = {table.name for table in spark.catalog.listTables()}
    result = baremo.score(MODEL, leads=leads, as_of=AS_OF)
    assert isinstance(result, SparkResult)
    result.release()

    assert spark.conf.get("spark.sql.session.timeZone") == ZONE
    assert {table.name for table in spark.catalog.listTables()} <= views
    assert spark.sparkContext._jsc.getPersistentRDDs().isEmpty()


def test_what_a_predictor_gave_is_joined_to_the_leads(spark: SparkSession) -> None:
    scoring = model("likely: {predictor: leads.predictor, points: 40}")
    given = pa.table({"lead_id": ["007"], "probability": [0.75]})
    sources = Sources(leads=spark.createDataFrame(pa.Table.from_pylist(LEADS)), probabilities=given)
    result = score_on_spark(scoring, sources, spark, as_of=AS_OF)

    assert result.scores.select(["lead_id", "points", "probability"]).to_pylist()[:2] == [
        {"lead_id": "007", "points": 30.0, "probability": 0.75},
        {"lead_id": "2", "points": 0.0, "probability": None},
    ]
    result.release()
