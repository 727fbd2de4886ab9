"""Reads Parquet (as a view over the files) and JSON (once, into a temporary table)."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from baremo.engine.inputs.csv_files import plain_path
from baremo.engine.inputs.file_problems import broken_pack
from baremo.engine.inputs.json_fields import pieces_of
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Cell, Source, cells_of, excerpt
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.errors import InputError, Problem
from baremo.texts import say

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
    objects = sql(
        "read_json_objects({path}, format={form}, maximum_object_size={largest})",
        path=plain_path(path),
        form="auto",
        largest=LARGEST_OBJECT,
    )
    names = {name: Name(f"c{i}") for i, name in enumerate(sorted(wanted))}
    pieces = pieces_of(names)
    values = listed(sql("{v} AS {c}", v=pieces.values[name], c=column) for name, column in names.items())
    taken = sql("SELECT json_extract(json, {paths}) AS pieces FROM {objects}", paths=pieces.paths, objects=objects)
    try:
        table = scratch.table("json", sql("SELECT {values} FROM ({taken})", values=values, taken=taken))
        found = scratch.con.execute(
            sql("SELECT DISTINCT unnest(json_keys(json)) AS name FROM {objects}", objects=objects)
        ).fetchall()
    except duckdb.Error as error:
        raise InputError(_not_json(label, error)) from error
    present = {name for (name,) in found}
    relation = sql("{table}", table=table)
    json = duckdb.sqltype("JSON")
    cells = {
        name: Cell(value=sql("{column}", column=column), type=json)
        for name, column in names.items()
        if name in present or name.partition(".")[0] in present
    }
    others = {name: Cell(value=Sql("NULL"), type=json) for name in sorted(present - set(cells))}
    return Source(label=label, relation=relation, cells=cells | others, stored=True, loose=True)


def _not_json(label: str, error: duckdb.Error) -> Problem:
    told = str(error)
    if "gzip" in told.lower():
        return broken_pack(label)
    line = re.search(r"in line (\d+)|record/value (\d+)", told)
    return Problem(
        code="unreadable-json",
        subject="",
        file=label,
        line=int(line[1] or line[2]) if line else 0,
        message=say("this is no JSON object: {reason}.", reason=excerpt(told.rpartition(": ")[2])),
        remedy=say("Write one JSON object on each line."),
    )
