"""Spark gives what DuckDB gives, for models and rows that nobody thought of.

It may refuse texts that DuckDB reads as numbers or dates although they are not written plainly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

import baremo
from baremo.errors import InputError
from tests.generators import Case, case
from tests.laws import engine
from tests.laws.effort import models
from tests.services.spark import frame_of
from tests.spark.compare import assert_equal
from tests.warehouse.agreement import tables_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")


@models(2)
@given(case=case())
def test_spark_gives_what_duckdb_gives(spark: SparkSession, case: Case) -> None:
    model = engine.read_model(case.model)
    tables = tables_of(case, model)
    frames = {role: frame_of(spark, table) for role, table in tables.items()}
    expected = baremo.score(model, as_of=case.as_of, **tables)

    refused = set()
    try:
        assert_equal(baremo.score(model, as_of=case.as_of, engine=spark, **frames), expected)
    except InputError as error:
        refused = {problem.code for problem in error.problems}
    assert refused <= {"not-plain"}
