"""How a CSV file is written: its encoding, its delimiter and its header, found in its first bytes."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from baremo.engine.inputs.file_problems import empty, not_csv, not_encoded, repeated_header, unreadable
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import excerpt
from baremo.errors import InputError
from baremo.texts import WholeNumber, say

SAMPLE = 1 << 20  # bytes
SAMPLE_ROWS = 20
DELIMITERS = ",;\t|"
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SPOKEN = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}
DELIMITER_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # spreadsheets write one, and hide it


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """Everything that must be known before the rows can be read."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_row: int  # from 1; above it there may be blank rows


def layout_of(path: Path, label: str) -> Layout:
    start = _start(path, label)
    encoding = _encoding(start, label)
    text = start.decode(encoding, "ignore").removeprefix("\ufeff")
    lines = list(io.StringIO(text, newline=None))
    if len(start) == SAMPLE:
        lines.pop()  # it may be cut anywhere
    above = next((i for i, line in enumerate(lines) if line.strip()), None)
    if above is None:
        raise InputError(not_csv(label, say("its first row is longer than {size} bytes", size=WholeNumber(SAMPLE))))
    told = DELIMITER_LINE.fullmatch(lines[above])
    above += bool(told)
    delimiter = told[1] if told else "\t" if ".tsv" in label.lower() else _delimiter(lines[above:])
    reader = csv.reader(lines[above:], delimiter=delimiter)
    try:
        header = tuple(name.strip() for name in next(reader, []))
    except csv.Error as error:
        raise InputError(not_csv(label, excerpt(error))) from error
    twice = [name for name, count in Counter(header).items() if count > 1 and name]
    if twice:
        raise InputError(repeated_header(label, twice, line=above + 1))
    return Layout(encoding=encoding, delimiter=delimiter, header=header, header_row=above + 1)


def _start(path: Path, label: str) -> bytes:
    try:
        with opened(path) as stream:
            found = stream.read(SAMPLE)
    except (OSError, EOFError) as error:
        raise InputError(unreadable(label, error)) from error
    if not found.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        raise InputError(empty(label))
    return found


def opened(path: Path) -> IO[bytes]:
    """The bytes of a file, unpacked where gzip packed it."""
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path)) if packed else path.open("rb")


def _encoding(start: bytes, label: str) -> str:
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    if b"\x00" in start:
        # Text in UTF-16 has a zero beside nearly every letter, always on the same side.
        if start[1::2].count(0) > len(start) // 4:
            return "utf-16-le"
        if start[::2].count(0) > len(start) // 4:
            return "utf-16-be"
        raise InputError(not_csv(label, say("it holds binary zeros")))
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with opened(path) as stream:
            while piece := stream.read(SAMPLE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def as_utf8(scratch: Scratch, path: Path, label: str, encoding: str) -> Path:
    """A copy in UTF-8 with one kind of line end."""
    made = scratch.file(".csv")
    try:
        with (
            opened(path) as packed,
            io.TextIOWrapper(packed, encoding=encoding, newline=None) as lines,
            made.open("w", encoding="utf-8", newline="\n") as out,
        ):
            while piece := lines.read(SAMPLE):
                out.write(piece)
    except UnicodeError as error:
        raise InputError(not_encoded(label, spoken(encoding))) from error
    except (OSError, EOFError) as error:
        raise InputError(unreadable(label, error)) from error
    return made


def spoken(encoding: str) -> str:
    """An encoding as people call it."""
    return SPOKEN.get(encoding, "UTF-16")


def _delimiter(lines: list[str]) -> str:
    """The sign that cuts the first rows into the same number of columns, the more the better."""

    def fitness(delimiter: str) -> tuple[float, int]:
        widths = _widths(lines, delimiter)
        if not widths or widths[0] == 1:
            return 0.0, 0
        return sum(width == widths[0] for width in widths) / len(widths), widths[0]

    return max(DELIMITERS, key=fitness)


def _widths(lines: list[str], delimiter: str) -> list[int]:
    """The columns of the first rows, up to one that is too long to look at."""
    widths: list[int] = []
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        while len(widths) < SAMPLE_ROWS:
            row = next(reader, None)
            if row is None:
                break
            widths += [len(row)] if row else []
    except csv.Error:
        return widths
    return widths
