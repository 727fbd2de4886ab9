"""Spark scores as DuckDB does: models and rows that together ask every question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import baremo
from tests.laws import engine
from tests.services.spark import frame_of
from tests.spark.compare import assert_equal
from tests.warehouse.agreement import tables_of
from tests.warehouse.cases import CASES

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")


@pytest.mark.parametrize("name", CASES)
def test_spark_gives_what_duckdb_gives(name: str, spark: SparkSession) -> None:
    case = CASES[name]
    model = engine.read_model(case.model)
    tables = tables_of(case, model)
    expected = baremo.score(model, as_of=case.as_of, **tables)
    frames = {role: frame_of(spark, table) for role, table in tables.items()}
    found = baremo.score(model, as_of=case.as_of, engine=spark, **frames)

    assert_equal(found, expected)
