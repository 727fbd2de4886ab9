"""On real data, Spark gives each loan application what DuckDB gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from examples import loan_leads
from examples.loan_leads.lift import HERE, MOMENT, prepared

import baremo
from tests.demo.test_examples import dataset
from tests.spark.compare import assert_equal

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")


def test_loan_applications_are_scored_alike(spark: SparkSession) -> None:
    leads, events = prepared(dataset(loan_leads))
    model = baremo.load(HERE / "model.yaml")
    expected = baremo.score(model, leads=leads, events=events, as_of=MOMENT)
    found = baremo.score(model, leads=leads, events=events, as_of=MOMENT, engine=spark)

    assert_equal(found, expected)
    assert found.ledger.num_rows > 3 * leads.num_rows
