"""Opens a source of any kind: a path, `table@URL`, standard input or a table in memory."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import mkdtemp
from typing import BinaryIO
from weakref import finalize

from baremo.engine.inputs.csv_files import open_csv
from baremo.engine.inputs.databases import address_of, open_database
from baremo.engine.inputs.excel import open_excel
from baremo.engine.inputs.file_problems import empty, no_file, unknown_ending
from baremo.engine.inputs.files import open_json, open_parquet
from baremo.engine.inputs.frames import open_frame
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Source
from baremo.errors import InputError

CSV = (".csv", ".tsv", ".txt")
JSON = (".jsonl", ".ndjson", ".json")
EXCEL = (".xlsx", ".xlsm")
PARQUET = (".parquet", ".pq")


def open_source(scratch: Scratch, source: object, role: str, wanted: frozenset[str]) -> Source:
    """`role` is what the source is given as (leads, events …); only the wanted columns need be kept."""
    if not isinstance(source, str | Path):
        return open_frame(scratch, source, role, wanted)
    if str(source) == "-":
        return _open_stdin(scratch, wanted)
    address = address_of(str(source))
    if address:
        return open_database(scratch, address, wanted)
    workbook, sign, sheet = str(source).rpartition("#")
    if sign and workbook.lower().endswith(EXCEL) and not Path(source).exists():
        return _open_path(scratch, Path(workbook), wanted, sheet)
    return _open_path(scratch, Path(source), wanted)


def _open_path(scratch: Scratch, path: Path, wanted: frozenset[str], sheet: str = "") -> Source:
    label = path.name
    is_pattern = any(sign in str(path) for sign in "*?[") and not path.exists()
    ending = "".join(path.suffixes[-2:]).lower().removesuffix(".gz").rpartition(".")[2]
    ending = f".{ending}"
    if path.is_dir():
        return open_parquet(scratch, str(path / "**" / "*.parquet"), label)
    if is_pattern and ending in PARQUET:
        return open_parquet(scratch, str(path), label)
    if not path.exists():
        raise InputError(no_file(path))
    if path.stat().st_size == 0:
        raise InputError(empty(label))
    if ending in PARQUET:
        return open_parquet(scratch, str(path), label)
    if ending in CSV:
        return open_csv(scratch, path, label, wanted)
    if ending in JSON:
        return open_json(scratch, path, label, wanted)
    if ending in EXCEL:
        return open_excel(scratch, path, sheet, label, wanted)
    raise InputError(unknown_ending(path, (*CSV, *PARQUET, *JSON, *EXCEL)))


def standard_input() -> Path:
    """Standard input as a file, which can be read again as long as the program runs."""
    return _kept(sys.stdin.buffer)


@lru_cache(maxsize=1)
def _kept(stream: BinaryIO) -> Path:
    folder = mkdtemp(prefix="baremo-")
    finalize(stream, rmtree, folder, ignore_errors=True)
    path = Path(folder, "stdin.txt")
    with path.open("wb") as out:
        copyfileobj(stream, out)
    return path


def _open_stdin(scratch: Scratch, wanted: frozenset[str]) -> Source:
    """CSV or JSON lines, told apart by the first sign."""
    path = standard_input()
    with path.open("rb") as stream:
        start = stream.read(1 << 10).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in (b"{", b"["):
        return open_json(scratch, path, "stdin", wanted)
    return open_csv(scratch, path, "stdin", wanted)
