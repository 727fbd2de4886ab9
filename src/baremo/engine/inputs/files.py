"""Reads Parquet (as a view over the files) and JSON (once, into a temporary table)."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from baremo.engine.inputs.csv_files import plain_path
from baremo.engine.inputs.csv_layout import opened
from baremo.engine.inputs.file_problems import broken_pack
from baremo.engine.inputs.json_fields import pieces_of
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import EXCERPT, Cell, Source, cells_of, excerpt
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.errors import InputError, Problem
from baremo.texts import say

JSON = duckdb.sqltype("JSON")
LARGEST_OBJECT = 64 << 20  # bytes


def open_parquet(scratch: Scratch, pattern: str, label: str) -> Source:
    """One file, a pattern or a folder; columns that only some files have are null in the others."""
    many = any(sign in pattern for sign in "*?[")
    relation = sql("read_parquet({path}, union_by_name={many}, hive_types_autocast=false)", path=pattern, many=many)
    try:
        cells = cells_of(scratch.con, relation)
    except duckdb.Error as error:
        raise InputError(_not_parquet(label, error)) from error
    return Source(label=label, relation=relation, cells=cells)


def _not_parquet(label: str, error: duckdb.Error) -> Problem:
    if "No files found" in str(error):
        return Problem(
            code="no-file",
            subject="",
            file=label,
            message=say("there is no Parquet file in it."),
            remedy=say("Give a Parquet file, a folder or a pattern that has some."),
        )
    return Problem(
        code="unreadable-file",
        subject="",
        file=label,
        message=say("the file cannot be read as Parquet."),
        remedy=say("Give a whole Parquet file."),
    )


def open_json(scratch: Scratch, path: Path, label: str, wanted: frozenset[str]) -> Source:
    """JSON lines, or one array of objects: a column of JSON for each wanted field."""
    columns = {name: Name(f"c{i}") for i, name in enumerate(sorted(wanted))}
    objects, table = _taken(scratch, path, label, columns)
    found = scratch.con.execute(
        sql("SELECT DISTINCT unnest(json_keys(json)) AS name FROM {objects}", objects=objects)
    ).fetchall()
    present = {name for (name,) in found} or set(columns)  # no object at all lacks no field
    cells = {
        name: Cell(value=sql("{column}", column=column), type=JSON)
        for name, column in columns.items()
        if name in present or name.partition(".")[0] in present
    }
    others = {name: Cell(value=Sql("NULL"), type=JSON) for name in sorted(present - set(cells))}
    relation = sql("{table}", table=table)
    return Source(label=label, relation=relation, cells=cells | others, stored=True, loose=True)


def _taken(scratch: Scratch, path: Path, label: str, columns: dict[str, Name]) -> tuple[Sql, Name]:
    """The objects of the file, and a table with the pieces of them that are wanted."""
    pieces = pieces_of(columns)
    values = listed(sql("{v} AS {c}", v=pieces.values[name], c=column) for name, column in columns.items())
    problem = None
    # An object on each line is the rule; an array, or objects over many lines, are found out by trying.
    for form in ("newline_delimited", "auto"):
        objects = sql(
            "read_json_objects({path}, format={form}, maximum_object_size={largest})",
            path=plain_path(path),
            form=form,
            largest=LARGEST_OBJECT,
        )
        query = sql(
            "SELECT {values} FROM (SELECT CASE WHEN json_type(json) = 'OBJECT' THEN json_extract(json, {paths})"
            " ELSE error('no object') END AS pieces FROM {objects})",
            values=values,
            paths=pieces.paths,
            objects=objects,
        )
        try:
            return objects, scratch.table("json", query)
        except duckdb.Error as error:
            problem = _not_json(path, label, error)
    raise InputError(problem or [])


def _not_json(path: Path, label: str, error: duckdb.Error) -> Problem:
    if "gzip" in str(error).lower():
        return broken_pack(label)
    line, value = _bad_line(path)
    return Problem(
        code="unreadable-json",
        subject="",
        file=label,
        line=line,
        message=say("'{value}' is no JSON object.", value=excerpt(value)),
        remedy=say("Write one JSON object on each line."),
    )


def _bad_line(path: Path) -> tuple[int, str]:
    """The first line that is no object; of an array, only how it begins."""
    with opened(path) as stream:
        start = stream.read(EXCERPT).decode(errors="replace").lstrip("\ufeff \r\n\t")
        stream.seek(0)
        if start.startswith("["):
            return 0, start
        for number, line in enumerate(iter(lambda: stream.readline(LARGEST_OBJECT), b""), start=1):
            if line.strip() and not _is_object(line):
                return number, line.decode(errors="replace")
    return 0, start


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
