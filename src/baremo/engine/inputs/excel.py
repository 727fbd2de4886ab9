"""Reads one sheet of an Excel workbook, whose size is measured before anything is parsed.

A workbook of a few bytes can unpack to gigabytes, or claim a cell at the far corner of the sheet.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from baremo.engine.inputs.file_problems import empty, repeated_header, unreadable
from baremo.engine.inputs.frames import array_of, as_text, open_arrow
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Source, excerpt
from baremo.errors import InputError, Problem
from baremo.texts import Text, WholeNumber, say

MOST_BYTES = 512 << 20  # unpacked
MOST_ROWS = 1_048_576  # Excel's own limit
MOST_COLUMNS = 2_000
MOST_CELLS = 50_000_000
PIECE = 1 << 20  # bytes unpacked at a time
PLACE = re.compile(rb"""\br=["']([A-Z]{0,3})([0-9]{1,10})["']""")


def open_excel(scratch: Scratch, path: Path, sheet: str, label: str, wanted: frozenset[str]) -> Source:
    """The sheet of that name, else the first one; its first row that is not blank is the header."""
    _measure(path, label)
    try:
        book = CalamineWorkbook.from_path(path)
        name = _sheet_name(book.sheet_names, sheet, label)
        rows = book.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(unreadable(label, error)) from error
    names, table, first_row = _table(rows, label, wanted)
    source = open_arrow(scratch, table, label, names)
    notes = (_first_of(label, name, book.sheet_names),) if not sheet and len(book.sheet_names) > 1 else ()
    return replace(source, first_row=first_row, notes=notes)


def _table(sheet: CalamineSheet, label: str, wanted: frozenset[str]) -> tuple[list[str], pa.Table, int]:
    """The header, the wanted columns, and the number of the first row under the header."""
    rows = sheet.to_python(skip_empty_area=False)
    start = next((i for i, row in enumerate(rows) if any(value != "" for value in row)), None)
    if start is None:
        raise InputError(empty(label))
    header = [(as_text(value) or "").strip() for value in rows[start]]
    twice = [name for name, count in Counter(header).items() if count > 1 and name]
    if twice:
        raise InputError(repeated_header(label, twice, line=start + 1))
    body = rows[start + 1 :]
    while body and all(value == "" for value in body[-1]):
        body.pop()
    places = {name: i for i, name in enumerate(header) if name}
    columns = {name: array_of(_values(row[i] for row in body)) for name, i in places.items() if name in wanted}
    return list(places), pa.table(columns), start + 2


def _values(cells: Iterable[Any]) -> list[Any]:
    """Excel knows no whole numbers and no nulls: both are made of what it has."""
    values = [None if cell == "" else cell for cell in cells]
    numbers = [value for value in values if isinstance(value, float)]
    if numbers and all(value.is_integer() for value in numbers):
        return [int(value) if isinstance(value, float) else value for value in values]
    return values


def _measure(path: Path, label: str) -> None:
    """Refuses what would not fit, by what really comes out of the archive, not by what it declares."""
    try:
        with zipfile.ZipFile(path) as book:
            members = book.infolist()
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise InputError(_too_large(label, say("{size} MB unpacked", size=WholeNumber(MOST_BYTES >> 20))))
            for member in members:
                is_sheet = member.filename.startswith("xl/worksheets/")
                _measure_member(book, member, label, is_sheet=is_sheet)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(unreadable(label, error)) from error


def _measure_member(book: zipfile.ZipFile, member: zipfile.ZipInfo, label: str, *, is_sheet: bool) -> None:
    """Reads a member to its end, so that a false size fails its checksum."""
    rows = columns = 0
    tail = b""
    with book.open(member) as stream:
        while piece := stream.read(PIECE):
            if not is_sheet:
                continue
            for letters, number in set(PLACE.findall(tail + piece)):
                rows = max(rows, int(number))
                columns = max(columns, _column_number(letters))
            tail = piece[-40:]
    if rows > MOST_ROWS:
        raise InputError(_too_large(label, say("{count} rows", count=WholeNumber(MOST_ROWS))))
    if columns > MOST_COLUMNS:
        raise InputError(_too_large(label, say("{count} columns", count=WholeNumber(MOST_COLUMNS))))
    if rows * columns > MOST_CELLS:
        raise InputError(_too_large(label, say("{count} cells", count=WholeNumber(MOST_CELLS))))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet_name(names: list[str], asked: str, label: str) -> str:
    if asked in names:
        return asked
    if not asked and names:
        return names[0]
    near = get_close_matches(asked, names, n=1)
    raise InputError(
        Problem(
            code="unknown-sheet",
            subject=f"'{excerpt(asked)}'",
            file=label,
            message=say("the workbook has no such sheet; did you mean '{near}'?", near=near[0])
            if near
            else say("the workbook has no such sheet."),
            remedy=say("Use one of: {names}.", names=", ".join(names[:20])),
        )
    )


def _first_of(label: str, name: str, names: list[str]) -> Text:
    return say(
        "{file}: the first of {count} sheets was read, '{name}'; {file}#NAME reads another.",
        file=label,
        count=len(names),
        name=name,
    )


def _too_large(label: str, limit: Text) -> Problem:
    return Problem(
        code="too-large",
        subject="",
        file=label,
        message=say("the workbook has more than {limit}.", limit=limit),
        remedy=say("Save the sheet as CSV, or take cells out that stand far from the table."),
    )
