"""Writes frames where a cluster writes: folders of Parquet or CSV, and tables of the catalog."""

from __future__ import annotations

from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, types
from sqlglot import exp

from baremo.engine.expressions import Expr, case, col, named, text
from baremo.engine.inputs.source import excerpt
from baremo.engine.outputs import FORMULA
from baremo.engine.spark.statements import selected, told
from baremo.engine.spark.targets import TABLE
from baremo.errors import InputError, Problem
from baremo.texts import say


def write(frame: DataFrame, target: str) -> None:
    """The rows to a folder (`.parquet`, `.csv`) or to `table:NAME`, in place of what was there.

    Raises
    ------
    InputError
        Spark cannot write there.
    """
    try:
        with told():
            if target.startswith(TABLE):
                frame.write.mode("overwrite").saveAsTable(target.removeprefix(TABLE))
            elif target.lower().endswith(".csv"):
                guarded(frame).write.mode("overwrite").options(header=True, escape='"').csv(target)
            else:
                frame.write.mode("overwrite").parquet(target)
    except PySparkException as error:
        raise InputError(_not_written(target, error)) from error


def guarded(frame: DataFrame) -> DataFrame:
    """The same with an apostrophe before text that a spreadsheet would take for a formula."""
    columns = [
        named(_guarded(field.name) if isinstance(field.dataType, types.StringType) else col(field.name), field.name)
        for field in frame.schema.fields
    ]
    return selected(frame, columns)


def _guarded(name: str) -> Expr:
    begins_so = exp.RegexpLike(this=col(name), expression=text(FORMULA))
    return case([(begins_so, exp.DPipe(this=text("'"), expression=col(name)))], col(name))


def _not_written(target: str, error: PySparkException) -> Problem:
    return Problem(
        code="not-written",
        subject="",
        file=target,
        message=say("Spark cannot write there: {reason}.", reason=excerpt(str(error).partition("\n")[0], most=200)),
        remedy=say("Give a folder or a table that you may write, such as s3a://bucket/scores.parquet."),
    )
