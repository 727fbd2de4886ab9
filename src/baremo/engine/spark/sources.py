"""What Spark reads itself: frames, tables of its catalog, Parquet, and CSV and JSON lines by their URL.

Everything else is small enough to be read on this machine, by the readers of the other engine.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pyspark.errors import PySparkException
from pyspark.sql import types
from sqlglot import exp

from baremo.engine.expressions import Expr, col, named, text
from baremo.engine.inputs.csv_layout import SAMPLE_ROWS, Layout, layout_of
from baremo.engine.inputs.databases import address_of
from baremo.engine.inputs.file_problems import unknown_ending
from baremo.engine.inputs.source import excerpt
from baremo.engine.inputs.sources import CSV, EXCEL, JSON, PARQUET
from baremo.engine.spark import is_frame
from baremo.engine.spark.statements import selected
from baremo.engine.spark.targets import TABLE
from baremo.errors import InputError, Problem
from baremo.texts import say

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

URL = re.compile(r"[a-z][a-z0-9+.-]*:/", re.IGNORECASE)
CORRUPT = "(row)"  # holds a row of CSV that has too many columns or too few
GUARDED = r"^'([=+@\t\r-])"
LINE = "(line)"  # holds a line of JSON


@dataclass(frozen=True, kw_only=True, slots=True)
class Remote:
    """A source that Spark reads itself."""

    label: str  # what messages call it
    frame: DataFrame
    json: str | None = None  # the column whose JSON holds every field
    corrupt: bool = False  # whether rows may stand in CORRUPT


def open_remote(session: SparkSession, source: object, role: str) -> Remote | None:
    """The source as Spark reads it; None where this machine reads it."""
    if is_frame(source):
        return Remote(label=role, frame=source)
    if not isinstance(source, str | Path):
        return None
    given = str(source)
    try:
        if given.startswith(TABLE):
            name = given.removeprefix(TABLE)
            return Remote(label=name, frame=session.table(name))
        if address_of(given) is not None or not _is_remote(given):
            return None
        return _open_path(session, given)
    except PySparkException as error:
        raise InputError(_unreadable(given, error)) from error


def _is_remote(given: str) -> bool:
    """Parquet, folders and URLs; other plain paths are files of this machine."""
    ending = PurePosixPath(given).suffix.lower()
    return bool(URL.match(given)) or ending in PARQUET or Path(given).is_dir() or (not ending and given != "-")


def _open_path(session: SparkSession, given: str) -> Remote:
    label = PurePosixPath(given.rstrip("/")).name
    ending = PurePosixPath(given.removesuffix(".gz")).suffix.lower()
    if ending in EXCEL:
        raise InputError(unknown_ending(Path(given), (*CSV, *JSON, *PARQUET)))
    if ending in CSV:
        return _open_csv(session, given, label)
    if ending in JSON:
        lines = session.read.text(given).withColumnRenamed("value", LINE)
        return Remote(label=label, frame=lines.where(f"trim(`{LINE}`) <> ''"), json=LINE)
    if ending in PARQUET or not _is_delta(session, given):
        return Remote(label=label, frame=session.read.option("mergeSchema", "true").parquet(given))
    try:
        return Remote(label=label, frame=session.read.format("delta").load(given))
    except Exception as error:  # a class that Java does not find comes as an error of the bridge
        raise InputError(_no_delta(given)) from error


def _is_delta(session: SparkSession, given: str) -> bool:
    """Whether it is a folder of Delta, whose files hold rows that have been deleted since."""
    try:
        session.read.text(f"{given.rstrip('/')}/_delta_log")
    except PySparkException:
        return False
    return True


def _open_csv(session: SparkSession, given: str, label: str) -> Remote:
    """Every cell as text; a quoted cell may hold line breaks."""
    layout = _layout(session, given, label)
    columns = [*layout.header, CORRUPT]
    schema = types.StructType([types.StructField(name, types.StringType()) for name in columns])
    read = session.read.schema(schema).options(
        header=True,
        sep=layout.delimiter,
        quote='"',
        escape='"',
        multiLine=True,
        enforceSchema=False,
        columnNameOfCorruptRecord=CORRUPT,
    )
    columns_read = [named(_without_apostrophe(name), name) for name in layout.header if name]
    return Remote(label=label, frame=selected(read.csv(given), [*columns_read, col(CORRUPT)]), corrupt=True)


def _without_apostrophe(column: str) -> Expr:
    """Our exports put an apostrophe before text that a spreadsheet would take as a formula."""
    return exp.Anonymous(this="REGEXP_REPLACE", expressions=[col(column), text(GUARDED), text("$1")])


def _layout(session: SparkSession, given: str, label: str) -> Layout:
    """The delimiter and the header, from the first lines."""
    lines = [row.value for row in session.read.text(given).limit(SAMPLE_ROWS).collect()]
    with tempfile.TemporaryDirectory(prefix="baremo-") as folder:
        head = Path(folder) / "head.csv"
        head.write_text("\n".join(lines), "utf-8")
        return layout_of(head, label)


def _unreadable(given: str, error: PySparkException) -> Problem:
    condition = error.getCondition() or ""
    if condition == "PATH_NOT_FOUND":
        return Problem(
            code="no-file",
            subject="",
            file=given,
            message=say("Spark finds no such file or folder."),
            remedy=say("Give a path that all machines of the cluster see, such as s3a://bucket/leads."),
        )
    if condition == "TABLE_OR_VIEW_NOT_FOUND":
        return Problem(
            code="no-table",
            subject="",
            file=given,
            message=say("there is no such table or view in Spark's catalog."),
            remedy=say("Write it as table:catalog.schema.name, or table:schema.name."),
        )
    return Problem(
        code="unreadable-file",
        subject="",
        file=given,
        message=say("Spark cannot read it: {reason}.", reason=excerpt(str(error).partition("\n")[0], most=200)),
        remedy=say("Give Parquet, CSV, JSON lines or a table of Spark's catalog that you may read."),
    )


def _no_delta(given: str) -> Problem:
    return Problem(
        code="no-delta",
        subject="",
        file=given,
        message=say("this is a table of Delta, which this Spark cannot read."),
        remedy=say("Start Spark with the package of Delta Lake, or give the table's name as table:schema.name."),
    )
