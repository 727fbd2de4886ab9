"""Spark says what every engine must say."""

from __future__ import annotations

import pytest

from tests.engine.dialects.claims import CLAIMS, Claim, check
from tests.services.spark import SparkRunner

pytestmark = pytest.mark.xdist_group("spark")


@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_spark_says(claim: Claim, spark_runner: SparkRunner) -> None:
    check(claim, spark_runner)
