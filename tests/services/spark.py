"""A Spark on this machine, for as long as the session of tests lasts: it takes seconds to start."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from baremo.engine.spark.session import has_java, started
from tests.services.programs import missing
from tests.warehouse.runners import Row

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ZONE = "America/New_York"  # of a caller's session; no result may hang on it
QUICK = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m"  # Java's options for short runs
SETTINGS = {"session.timeZone": ZONE, "shuffle.partitions": "2", "adaptive.enabled": "false"}


class SparkRunner:
    """Spark with whatever settings a user's session has."""

    dialect = "spark"

    def __init__(self, session: SparkSession) -> None:
        self.session = session

    def load(self, name: str, table: pa.Table) -> None:
        frame_of(self.session, table).createOrReplaceTempView(name)

    def rows(self, sql: str) -> list[Row]:
        rows: list[Row] = self.session.sql(sql).toArrow().to_pylist()
        return rows


def frame_of(session: SparkSession, table: pa.Table) -> DataFrame:
    """A frame of the same types: what has no zone would else be an instant of the session's zone."""
    frame = session.createDataFrame(table)
    for column in table.schema:
        if pa.types.is_timestamp(column.type) and column.type.tz is None:
            frame = frame.withColumn(column.name, frame[column.name].cast("timestamp_ntz"))
    return frame


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    if not has_java():
        missing("Java")
    os.environ.setdefault("SPARK_SUBMIT_OPTS", QUICK)
    session = started("local[2]", "1GB")
    for name, value in SETTINGS.items():
        session.conf.set(f"spark.sql.{name}", value)
    yield session
    session.stop()


@pytest.fixture(scope="session")
def spark_runner(spark: SparkSession) -> SparkRunner:
    return SparkRunner(spark.newSession())
