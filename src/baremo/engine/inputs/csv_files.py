"""Reads CSV: every cell stays text, so that no sniffer turns '007' into 7.

DuckDB parses the rows; the header, the delimiter and the encoding are found here, so that messages can
name them.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import duckdb

from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Cell, Source, excerpt
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.errors import InputError, Problem
from baremo.texts import Text, say

SAMPLE = 1 << 20  # bytes looked at to find encoding, delimiter and header
LONGEST_ROW = 16 << 20  # bytes
DELIMITERS = ",;\t|"
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """How a CSV file is written."""

    delimiter: str
    header: tuple[str, ...]
    header_lines: int  # lines up to the end of the header


def open_csv(scratch: Scratch, path: Path, label: str, wanted: frozenset[str]) -> Source:
    """The wanted columns as a temporary table of texts; `path` may be packed by gzip."""
    sample, whole = _sample(path, label)
    encoding = _encoding(sample, label)
    if encoding not in ("utf-8", "utf-8-sig"):
        plain = _as_utf8(scratch, path, label, encoding)
        return _open(scratch, plain, label, wanted, (sample.decode(encoding, "ignore"), whole), encoding)
    text = sample.decode(encoding, "ignore")
    try:
        return _open(scratch, path, label, wanted, (text, whole), "")
    except duckdb.Error as error:
        if not re.search("not utf-8|invalid state|Invalid unicode", str(error)):
            raise InputError(_bad_row(label, error)) from error
    encoding = "utf-8" if _is_utf8(path) else "cp1252"
    plain = _as_utf8(scratch, path, label, encoding)
    return _open(scratch, plain, label, wanted, (text, whole), "" if encoding == "utf-8" else encoding)


def _open(
    scratch: Scratch, path: Path, label: str, wanted: frozenset[str], start: tuple[str, bool], encoding: str
) -> Source:
    text, whole = start
    layout = _layout(text, label, whole=whole, tabs=".tsv" in label.lower())
    columns = {name: Name(f"c{i}") for i, name in enumerate(layout.header)}
    taken = {name: column for name, column in columns.items() if name in wanted and name}
    read = _rows(path, layout, list(columns.values()))
    chosen = listed(
        sql("{value} AS {column}", value=_without_apostrophe(column), column=column) for column in taken.values()
    )
    try:
        table = scratch.table("csv", sql("SELECT {chosen} FROM {read}", chosen=chosen or Sql("1 AS c"), read=read))
    except duckdb.Error as error:
        if encoding:
            raise InputError(_bad_row(label, error)) from error
        raise
    text_type = duckdb.sqltype("VARCHAR")
    cells = {
        name: Cell(value=sql("{column}", column=column), type=text_type) for name, column in columns.items() if name
    }
    note = say("{file}: read as {encoding}, since it is not UTF-8.", file=label, encoding=_spoken(encoding))
    return Source(
        label=label,
        is_file=True,
        relation=sql("{table}", table=table),
        cells=cells,
        first_row=layout.header_lines + 1,
        stored=True,
        notes=(note,) if encoding else (),
    )


def _rows(path: Path, layout: Layout, columns: list[Name]) -> Sql:
    types = listed(sql("{column}: 'VARCHAR'", column=str(column)) for column in columns)
    return sql(
        "read_csv({path}, auto_detect=false, header=false, skip={skip}, delim={delimiter}, quote='\"',"
        " escape='\"', max_line_size={longest}, columns={{{types}}})",
        path=_escaped(path),
        skip=layout.header_lines,
        delimiter=layout.delimiter,
        longest=LONGEST_ROW,
        types=types,
    )


def _escaped(path: Path) -> str:
    """The path as DuckDB takes it: signs that would make it a pattern stand in brackets."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _without_apostrophe(column: Name) -> Sql:
    """Our exports put an apostrophe before text that a spreadsheet would take as a formula."""
    return sql(
        "CASE WHEN starts_with({column}, '''') THEN regexp_replace({column}, {guarded}, '\\1') ELSE {column} END",
        column=column,
        guarded="^'([=+@\\t\\r-])",
    )


def _sample(path: Path, label: str) -> tuple[bytes, bool]:
    """The first bytes, unpacked, and whether they are the whole file."""
    try:
        with _opened(path) as stream:
            found = stream.read(SAMPLE)
    except (OSError, EOFError) as error:
        raise InputError(unreadable(label, error)) from error
    if not found.strip():
        raise InputError(empty(label))
    return found, len(found) < SAMPLE


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path)) if packed else path.open("rb")


def _encoding(sample: bytes, label: str) -> str:
    for mark, encoding in BOMS:
        if sample.startswith(mark):
            return encoding
    if b"\x00" in sample:
        if sample[1::2].count(0) > len(sample) // 4:
            return "utf-16-le"
        if sample[::2].count(0) > len(sample) // 4:
            return "utf-16-be"
        raise InputError(not_csv(label, say("it holds binary zeros")))
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with _opened(path) as stream:
            while piece := stream.read(SAMPLE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _as_utf8(scratch: Scratch, path: Path, label: str, encoding: str) -> Path:
    """A copy in UTF-8 with one kind of line end."""
    made = scratch.file(".csv")
    reader = codecs.getreader(encoding)
    try:
        with _opened(path) as packed, made.open("w", encoding="utf-8", newline="\n") as out:
            for line in reader(packed):
                out.write(line.rstrip("\r\n") + "\n")
    except UnicodeError as error:
        raise InputError(
            Problem(
                code="unreadable-file",
                subject="",
                file=label,
                message=say("the file is neither UTF-8 nor {encoding}.", encoding=_spoken(encoding)),
                remedy=say("Save it as CSV UTF-8."),
            )
        ) from error
    return made


def _spoken(encoding: str) -> str:
    return {"cp1252": "Windows-1252", "": "UTF-8"}.get(encoding, "UTF-16")


def _layout(text: str, label: str, *, whole: bool, tabs: bool) -> Layout:
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    blank = next(i for i, line in enumerate(lines) if line.strip())
    if not whole and len(lines) == blank + 1:
        raise InputError(not_csv(label, say("its first row is longer than {size} bytes", size=f"{SAMPLE:,}")))
    body = lines[blank:] if whole else lines[blank:-1]
    delimiter = "\t" if tabs else _delimiter(body)
    reader = csv.reader(body, delimiter=delimiter)
    try:
        header = tuple(name.strip() for name in next(reader))
    except csv.Error as error:
        raise InputError(not_csv(label, excerpt(error))) from error
    twice = [name for name, count in Counter(header).items() if count > 1 and name]
    if twice:
        raise InputError(repeated_header(label, twice))
    return Layout(delimiter=delimiter, header=header, header_lines=blank + reader.line_num)


def _delimiter(lines: list[str]) -> str:
    """The sign that cuts the first rows into the same number of columns, the more the better."""

    def fitness(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row, _ in zip(csv.reader(lines, delimiter=delimiter), range(20), strict=False)]
        except csv.Error:
            return 0.0, 0
        same = sum(width == widths[0] for width in widths) / len(widths)
        return (same, widths[0]) if widths[0] > 1 else (0.0, 0)

    return max(DELIMITERS, key=fitness)


def _bad_row(label: str, error: duckdb.Error) -> Problem:
    told = str(error)
    if "GZIP" in told or "gzip" in told:
        return unreadable(label, "the packed file is broken or cut short")
    line = re.search(r"CSV Error on Line: (\d+)", told)
    row = re.search(r"Original Line: ?(.*)", told)
    widths = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", told)
    reason = say("{reason}.", reason=excerpt(told.splitlines()[0]))
    if widths:
        reason = say("the header has {expected} columns and this row {found}.", expected=widths[1], found=widths[2])
    elif "unterminated quote" in told:
        reason = say("a quote is opened and never closed.")
    elif "Maximum line size" in told or "maximum line size" in told:
        reason = say("the row is longer than {size} bytes.", size=f"{LONGEST_ROW:,}")
    return Problem(
        code="unreadable-row",
        subject=f"'{excerpt(row[1])}'" if row else "",
        file=label,
        line=int(line[1]) if line else 0,
        message=reason,
        remedy=say("Mend the row, or export the file again with quotes around texts."),
    )


def not_csv(label: str, reason: Text | str) -> Problem:
    return Problem(
        code="unreadable-file",
        subject="",
        file=label,
        message=say("the file cannot be read as CSV: {reason}.", reason=reason),
        remedy=say("Save it as CSV UTF-8."),
    )


def unreadable(label: str, reason: object) -> Problem:
    return Problem(
        code="unreadable-file",
        subject="",
        file=label,
        message=say("the file cannot be read: {reason}.", reason=excerpt(reason)),
        remedy=say("Give a whole file that you may read."),
    )


def empty(label: str) -> Problem:
    return Problem(
        code="empty-file",
        subject="",
        file=label,
        message=say("the file is empty."),
        remedy=say("Give a file with a header and rows."),
    )


def repeated_header(label: str, names: Iterable[str]) -> Problem:
    return Problem(
        code="repeated-header",
        subject="",
        file=label,
        line=1,
        message=say("more than one column is named {names}.", names=", ".join(f"'{excerpt(name)}'" for name in names)),
        remedy=say("Give each column a name of its own."),
    )
