"""The text of `baremo.sql` in Spark's words gives the same scores, whatever the session's settings."""

from __future__ import annotations

import pytest

from tests.services.spark import SparkRunner
from tests.warehouse.agreement import assert_warehouse_agrees
from tests.warehouse.cases import CASES

pytestmark = pytest.mark.xdist_group("spark")


# The queries behind them are compared case by case elsewhere; here, how each kind of table is read.
KINDS_TOLD = {"typed_columns": True, "changed_attributes": True, "packed_events": False, "repeated_events": False}


@pytest.mark.parametrize(("name", "told"), KINDS_TOLD.items())
def test_the_text_gives_what_baremo_gives(name: str, told: bool, spark_runner: SparkRunner) -> None:
    assert_warehouse_agrees(spark_runner, CASES[name], told=[told])
