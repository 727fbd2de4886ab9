"""SQL trees run in Spark, and what goes wrong while it runs told as a problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from py4j.protocol import Py4JJavaError
from pyspark.errors import AnalysisException, ParseException, PySparkException
from pyspark.sql import DataFrame, Row, SparkSession
from sqlglot import exp

from baremo.engine.dialects import Spark
from baremo.engine.expressions import Expr
from baremo.engine.inputs.source import excerpt
from baremo.errors import InputError, Problem
from baremo.texts import say


def written(tree: Expr) -> str:
    """In Spark's words, without the comments that people read; Spark never keeps a part."""
    for part in tree.find_all(exp.CTE):
        part.set("materialized", None)
    return tree.sql(Spark.name, comments=False)


def frame_of(session: SparkSession, query: exp.Query) -> DataFrame:
    return session.sql(written(query))


def selected(frame: DataFrame, columns: Sequence[Expr]) -> DataFrame:
    """Expressions over the columns of a frame."""
    return frame.selectExpr(*map(written, columns))


def one_row(frame: DataFrame) -> dict[str, Any]:
    """The only row of a frame."""
    rows: list[Row] = frame.collect()
    (row,) = rows
    return row.asDict()


@contextmanager
def told() -> Iterator[None]:
    """What breaks off while Spark runs, as a problem; a query that it does not understand is our bug."""
    try:
        yield
    except (AnalysisException, ParseException):
        raise
    except (PySparkException, Py4JJavaError) as error:
        raise InputError(_broken_off(error)) from error


def _broken_off(error: Exception) -> Problem:
    lines = str(getattr(error, "java_exception", error)).splitlines() or [""]
    reason = next((line for line in reversed(lines) if line.startswith("Caused by:")), lines[0])
    return Problem(
        code="spark-failed",
        subject="",
        message=say("Spark broke off: {reason}.", reason=excerpt(reason, most=300).rstrip(".")),
        remedy=say("See Spark's log; often a file is damaged, or memory or disk is used up."),
    )
