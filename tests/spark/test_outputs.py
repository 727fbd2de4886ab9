"""Where Spark writes: folders and tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from baremo.engine.spark.outputs import write
from baremo.errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = pytest.mark.xdist_group("spark")


@pytest.fixture(scope="module")
def rows(spark: SparkSession) -> DataFrame:
    return spark.sql("SELECT * FROM VALUES ('=1+1', 5.0D), ('a \"b\", c', null) AS rows(lead_id, score)")


def test_parquet_replaces_what_was_there(rows: DataFrame, spark: SparkSession, tmp_path: Path) -> None:
    target = str(tmp_path / "scores.parquet")
    write(rows, target)
    write(rows, target)

    assert sorted(row.lead_id for row in spark.read.parquet(target).collect()) == ["=1+1", 'a "b", c']


def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe_in_csv(rows: DataFrame, tmp_path: Path) -> None:
    write(rows.coalesce(1), str(tmp_path / "scores.csv"))
    (part,) = (tmp_path / "scores.csv").glob("*.csv")

    assert part.read_text("utf-8").splitlines() == ["lead_id,score", "'=1+1,5.0", '"a ""b"", c",']


def test_a_table_of_the_catalog(
    rows: DataFrame, spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spark.sql(f"CREATE DATABASE crm LOCATION '{tmp_path}'")
    write(rows, "table:crm.scores")

    assert spark.table("crm.scores").count() == 2
    spark.sql("DROP DATABASE crm CASCADE")


def test_where_spark_cannot_write_is_told(rows: DataFrame) -> None:
    with pytest.raises(InputError) as error:
        write(rows, "table:nowhere.scores")
    assert str(error.value).startswith("table:nowhere.scores: not-written: Spark cannot write there: ")
