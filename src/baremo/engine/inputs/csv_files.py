"""Reads CSV: every cell stays text, so that no sniffer turns '007' into 7."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from baremo.engine.inputs.csv_layout import Layout, as_utf8, is_utf8, layout_of, spoken
from baremo.engine.inputs.file_problems import broken_pack
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Cell, Source, excerpt
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.errors import InputError, Problem
from baremo.texts import WholeNumber, say

LONGEST_ROW = 16 << 20  # bytes
VARCHAR = duckdb.sqltype("VARCHAR")
# DuckDB's words for it; a quote before another kind of line end than the first seems never to be closed.
TO_REWRITE = re.compile("not utf-8|invalid unicode|invalid state|unterminated quote", re.IGNORECASE)


def open_csv(scratch: Scratch, path: Path, label: str, wanted: frozenset[str]) -> Source:
    """The wanted columns as a temporary table of texts; `path` may be packed by gzip."""
    layout = layout_of(path, label)
    encoding = layout.encoding
    # Within a name a line ends as in a cell, mostly not as rows do, and DuckDB would take that for the end of all rows.
    if encoding == "utf-8" and not any("\n" in name for name in layout.header):
        try:
            return _source(label, layout, _table(scratch, path, layout, wanted), encoding)
        except duckdb.Error as error:
            if not TO_REWRITE.search(str(error)):
                raise InputError(_bad_row(label, error)) from error
        # Another encoding begins after the sample, or the file mixes line ends.
        encoding = "utf-8" if is_utf8(path) else "cp1252"
    copy = as_utf8(scratch, path, label, encoding)
    try:
        return _source(label, layout, _table(scratch, copy, layout, wanted), encoding)
    except duckdb.Error as error:
        raise InputError(_bad_row(label, error)) from error


def _source(label: str, layout: Layout, table: Name, encoding: str) -> Source:
    note = say("{file}: read as {encoding}, since it is not UTF-8.", file=label, encoding=spoken(encoding))
    cells = {
        name: Cell(value=sql("{column}", column=_column(i)), type=VARCHAR)
        for i, name in enumerate(layout.header)
        if name
    }
    return Source(
        label=label,
        relation=sql("{table}", table=table),
        cells=cells,
        first_row=layout.header_row + 1,
        stored=True,
        notes=(note,) if encoding == "cp1252" else (),
    )


def _table(scratch: Scratch, path: Path, layout: Layout, wanted: frozenset[str]) -> Name:
    taken = [_column(i) for i, name in enumerate(layout.header) if name in wanted]
    chosen = listed(sql("{value} AS {column}", value=_without_apostrophe(column), column=column) for column in taken)
    read = _rows(path, layout)
    return scratch.table("csv", sql("SELECT {chosen} FROM {read}", chosen=chosen or Sql("NULL AS c"), read=read))


def _column(place: int) -> Name:
    """The name of a column in the temporary table: headers may differ in case only, which DuckDB takes as one."""
    return Name(f"c{place}")


def _rows(path: Path, layout: Layout) -> Sql:
    return sql(
        "read_csv({path}, auto_detect=false, header=false, skip={skip}, delim={delimiter}, quote='\"',"
        " escape='\"', max_line_size={longest}, columns={{{types}}})",
        path=plain_path(path),
        skip=layout.header_row,
        delimiter=layout.delimiter,
        longest=LONGEST_ROW,
        types=listed(sql("{column}: 'VARCHAR'", column=str(_column(i))) for i in range(len(layout.header))),
    )


def plain_path(path: Path) -> str:
    """The path as DuckDB takes it: signs that would make it a pattern stand in brackets."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _without_apostrophe(column: Name) -> Sql:
    """Our exports put an apostrophe before text that a spreadsheet would take as a formula."""
    return sql(
        "CASE WHEN starts_with({column}, '''') THEN regexp_replace({column}, {guarded}, '\\1') ELSE {column} END",
        column=column,
        guarded="^'([=+@\\t\\r-])",
    )


def _bad_row(label: str, error: duckdb.Error) -> Problem:
    told = str(error)
    if "gzip" in told.lower():
        return broken_pack(label)
    line = re.search(r"CSV Error on Line: (\d+)", told)
    row = re.search(r"Original Line: ?(.*)", told)
    widths = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", told)
    reason = say("{reason}.", reason=excerpt(told.partition("\n")[0]))
    if widths:
        reason = say("the header has {expected} columns and this row {found}.", expected=widths[1], found=widths[2])
    elif "unterminated quote" in told:
        reason = say("a quote is opened and never closed.")
    elif "maximum line size" in told.lower():
        reason = say("the row is longer than {size} bytes.", size=WholeNumber(LONGEST_ROW))
    return Problem(
        code="unreadable-row",
        subject=f"'{excerpt(row[1])}'" if row else "",
        file=label,
        line=int(line[1]) if line else 0,
        message=reason,
        remedy=say("Mend the row, or export the file again with quotes around texts."),
    )
