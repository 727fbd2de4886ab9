"""Whether a scoring in Spark is that of DuckDB, to 1e-9; what Spark keeps for it is let go."""

from __future__ import annotations

from baremo.engine.results import Result
from baremo.engine.spark.results import SparkResult
from tests import reference
from tests.laws.compare import assert_same


def assert_equal(found: Result | SparkResult, expected: Result | SparkResult) -> None:
    assert isinstance(found, SparkResult)
    try:
        assert_same(_rows(found), _rows(expected))
    finally:
        found.release()


def _rows(result: Result | SparkResult) -> reference.Result:
    return reference.Result(scores=result.scores.to_pylist(), ledger=result.ledger.to_pylist())
