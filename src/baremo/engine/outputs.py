"""Writes rows to files, by their ending: Parquet, CSV, JSON lines, Excel.

Text that a spreadsheet would take for a formula gets an apostrophe in CSV, which the inputs undo, and is
forced to be text in Excel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from sqlglot import exp
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]  # it ships no types

from baremo.engine.backends import Progress, connection, rows, run
from baremo.engine.expressions import Expr, case, col, named, text
from baremo.engine.texts import Statement
from baremo.errors import InputError, Problem
from baremo.texts import say

ENDINGS = (".parquet", ".csv", ".jsonl", ".xlsx")
FORMULA = r"^[=+\-@\t\r]"  # how text begins that a spreadsheet may run
FIRST_YEAR = 1900  # of Excel's calendar
SHEET_ROWS = 1_048_575  # that fit below a heading
ROWS = "baremo_rows"


def check_ending(path: Path, endings: Sequence[str] = ENDINGS) -> None:
    """Refuses a file whose ending says no format, before anything is computed."""
    if path.suffix.lower() not in endings:
        raise InputError(
            Problem(
                code="unknown-ending",
                subject=f"'{path.suffix}'",
                file=str(path),
                message=say("the ending does not say how to write the file."),
                remedy=say("Use one of {known}.", known=" ".join(endings)),
            )
        )


def write(
    con: duckdb.DuckDBPyConnection, statement: Statement, path: Path, part: Path, progress: Progress | None = None
) -> None:
    """The rows of a statement to `part`, in the form that the ending of `path` says.

    Raises
    ------
    OSError
        The file cannot be written.
    InputError
        The rows do not fit into such a file.
    """
    part.touch()  # tells at once, and in the system's words, where no file can be
    try:
        if path.suffix.lower() == ".xlsx":
            _write_sheet(con, statement, part, path, progress)
        else:
            run(con, _copy(con, statement, path.suffix.lower(), part), progress)
    except (duckdb.IOException, FileCreateError) as error:
        raise OSError(str(error).replace(str(part), str(path))) from error


def write_rows(table: pa.Table, path: Path, part: Path) -> None:
    """The same for a table at hand: its rows stay in their order."""
    with connection() as con:
        con.execute("SET preserve_insertion_order = true")
        con.complete()  # DuckDB registers nothing while an earlier result is unread
        con.register(ROWS, table)
        write(con, Statement(text=f"FROM {ROWS}"), path, part)


def _copy(con: duckdb.DuckDBPyConnection, statement: Statement, ending: str, part: Path) -> Statement:
    form = {".parquet": "FORMAT parquet", ".csv": "FORMAT csv, HEADER", ".jsonl": "FORMAT json"}[ending]
    query = _without_formulas(con, statement) if ending == ".csv" else statement.text
    target = text(str(part)).sql("duckdb")
    return replace(statement, text=f"COPY ({query}) TO {target} ({form})")


def _without_formulas(con: duckdb.DuckDBPyConnection, statement: Statement) -> str:
    """The same rows with an apostrophe before text that begins like a formula."""
    described = con.sql(statement.text, params=statement.values)
    columns = [
        named(_guarded(name), name) if kind == "VARCHAR" else col(name)
        for name, kind in zip(described.columns, map(str, described.types), strict=True)
    ]
    selected = exp.select(*columns).sql("duckdb")
    return f"{selected} FROM ({statement.text})"


def _guarded(name: str) -> Expr:
    begins_so = exp.Anonymous(this="regexp_matches", expressions=[col(name), text(FORMULA)])
    return case([(begins_so, exp.DPipe(this=text("'"), expression=col(name)))], col(name))


def _write_sheet(
    con: duckdb.DuckDBPyConnection, statement: Statement, part: Path, path: Path, progress: Progress | None
) -> None:
    table = rows(con, statement, progress)
    if table.num_rows > SHEET_ROWS:
        raise InputError(_too_many(path, table.num_rows))
    with xlsxwriter.Workbook(str(part), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("baremo")
        heading = book.add_format({"bold": True})
        moment, day = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd hh:mm", "yyyy-mm-dd"))
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(table.column_names):
            sheet.set_column(column, column, max(12, len(name) + 2))
            sheet.write_string(0, column, name, heading)
        row = 0
        for batch in table.to_batches(max_chunksize=10_000):
            for record in batch.to_pylist():
                row += 1
                for column, value in enumerate(record.values()):
                    _write_cell(sheet, row, column, value, moment, day)


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, moment: object, day: object
) -> None:
    match value:
        case None:
            return
        case str():
            sheet.write_string(row, column, value[:32_767])
        case datetime() if value.year < FIRST_YEAR:
            sheet.write_string(row, column, value.replace(tzinfo=None).isoformat(sep=" "))
        case datetime():
            sheet.write_datetime(row, column, value.replace(tzinfo=None), moment)
        case date():
            sheet.write_datetime(row, column, value, day)
        case _:
            sheet.write_number(row, column, value)


def _too_many(path: Path, count: int) -> Problem:
    return Problem(
        code="too-many-rows",
        subject="",
        file=str(path),
        message=say(
            "{count} rows do not fit into a sheet of Excel, which holds {limit}.", count=count, limit=SHEET_ROWS
        ),
        remedy=say("Write .parquet or .csv."),
    )
