"""Tables in memory: pandas, polars, Arrow, lists of mappings and DuckDB relations.

Only wanted columns are converted; a column of mixed Python values becomes text.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from baremo.engine.inputs.file_problems import repeated_header
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Cell, Source, cells_of
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.errors import InputError, Problem
from baremo.texts import say

UNTAKEN = Cell(value=Sql("NULL"), type=duckdb.sqltype("VARCHAR"))  # a column that the model does not read


def open_frame(scratch: Scratch, frame: object, label: str, wanted: frozenset[str]) -> Source:
    """A table object of any library that we know."""
    if isinstance(frame, duckdb.DuckDBPyRelation):
        return _open_relation(scratch, frame, label, wanted)
    if isinstance(frame, list | tuple):
        names, table = _from_rows(frame, label, wanted)
        return open_arrow(scratch, table, label, names, loose=True)
    names, table = _to_arrow(frame, label, wanted)
    return open_arrow(scratch, table, label, names)


def open_arrow(scratch: Scratch, table: pa.Table, label: str, names: Iterable[str], *, loose: bool = False) -> Source:
    """An Arrow table; `names` are all columns that the source has, whether taken or not."""
    own = {f"c{i}": name for i, name in enumerate(table.column_names)}
    renamed = table.rename_columns(list(own)) if own else pa.table({"c": pa.nulls(0)})
    registered = scratch.object("frame", renamed)
    relation = sql("{name}", name=registered)
    taken = cells_of(scratch.con, relation, own) if own else {}
    return Source(label=label, relation=relation, cells={name: taken.get(name, UNTAKEN) for name in names}, loose=loose)


def array_of(values: list[Any]) -> pa.Array:
    """Python values as an Arrow column: of one type where they agree, else of texts."""
    if any(isinstance(value, Mapping) for value in values):
        return pa.array([None if v is None else json.dumps(v, default=str) for v in values], pa.string())
    try:
        return pa.array(values, from_pandas=True)
    except (pa.ArrowException, OverflowError, ValueError, TypeError):
        return pa.array([as_text(value) for value in values], pa.string())


def as_text(value: object) -> str | None:
    """A value as text; a whole float as the whole number that it stands for."""
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case float() if math.isnan(value):
            return None
        case float() if value.is_integer():
            return str(int(value))
        case list() | tuple():
            return json.dumps(value, default=str)
        case _:
            return str(value)


def _open_relation(scratch: Scratch, relation: duckdb.DuckDBPyRelation, label: str, wanted: frozenset[str]) -> Source:
    """The wanted columns, copied: a view over a relation object would not outlive this call."""
    taken = _wanted_of(relation.columns, wanted)
    try:
        name = scratch.copy("relation", listed([Name(column) for column in taken] or [None]), relation)
    except duckdb.Error:
        # A relation of another database cannot be read from here, only its rows.
        return open_arrow(scratch, relation.to_arrow_table().select(taken), label, relation.columns)
    table = sql("{name}", name=name)
    cells = cells_of(scratch.con, table) if taken else {}
    return Source(
        label=label,
        relation=table,
        cells={column: cells.get(column, UNTAKEN) for column in relation.columns},
        stored=True,
    )


def _from_rows(rows: Iterable[object], label: str, wanted: frozenset[str]) -> tuple[list[str], pa.Table]:
    mappings = [row for row in rows if isinstance(row, Mapping)]
    if len(mappings) != len(list(rows)):
        raise InputError(_unknown_object(label, next(row for row in rows if not isinstance(row, Mapping))))
    if not mappings:
        # No row at all lacks no field.
        return sorted(wanted), pa.table({name: pa.nulls(0) for name in sorted(wanted)})
    names = list(dict.fromkeys(str(name) for row in mappings for name in row))
    taken = [name for name in names if name in wanted]
    columns = {name: array_of([row.get(name) for row in mappings]) for name in taken}
    return names, pa.table(columns)


def _to_arrow(frame: Any, label: str, wanted: frozenset[str]) -> tuple[list[str], Any]:
    library = type(frame).__module__.partition(".")[0]
    if library == "pandas" and hasattr(frame, "columns"):
        names = [str(name) for name in frame.columns]
        _check_names(names, label, wanted)
        places = [i for i, name in enumerate(names) if name in wanted]
        return names, pa.table({names[i]: _series(frame.iloc[:, i]) for i in places})
    if library == "polars" and hasattr(frame, "collect_schema"):
        names = list(frame.collect_schema().names())
        chosen = frame.select([name for name in names if name in wanted])
        return names, (chosen.collect() if hasattr(chosen, "collect") else chosen).to_arrow()
    if hasattr(frame, "__arrow_c_stream__") or isinstance(frame, pa.RecordBatch):
        table = pa.table(frame)
        _check_names(table.column_names, label, wanted)
        return table.column_names, table.select(_wanted_of(table.column_names, wanted))
    raise InputError(_unknown_object(label, frame))


def _wanted_of(names: Iterable[str], wanted: frozenset[str]) -> list[str]:
    return [name for name in names if name in wanted]


def _series(series: Any) -> pa.Array | pa.ChunkedArray:
    if series.dtype != object:
        try:
            found = pa.Array.from_pandas(series)
        except (pa.ArrowException, TypeError):
            found = None
        if found is not None and not isinstance(found.type, pa.BaseExtensionType):
            return found
    missing = series.isna()
    return array_of([None if gone else value for value, gone in zip(series.tolist(), missing, strict=True)])


def _check_names(names: Iterable[str], label: str, wanted: frozenset[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1 and name in wanted]
    if twice:
        raise InputError(repeated_header(label, twice, line=0))


def _unknown_object(label: str, found: object) -> Problem:
    return Problem(
        code="unknown-source",
        subject=label,
        message=say("a {type} cannot be read as a table.", type=type(found).__name__),
        remedy=say(
            "Give a path, a table@URL, a pandas, polars or Arrow table, a DuckDB relation or a list of mappings."
        ),
    )
