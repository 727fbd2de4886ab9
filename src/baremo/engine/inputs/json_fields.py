"""Fields inside JSON, as the contract flattens them: one level, with dots; what is deeper stays JSON.

Every piece is taken out of the text once, into a temporary table: taking it out costs eleven times a
scan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import duckdb

from baremo.engine.inputs.kinds import parts_of
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Cell, Source, excerpt
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.engine.inputs.wanted import Wanted
from baremo.errors import InputError, Problem
from baremo.texts import say

JSON = duckdb.sqltype("JSON")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pieces:
    """What to take out of a JSON text in one go, and how each field follows from it."""

    paths: Sql  # a list
    values: dict[str, Sql]  # by field, over a column named `pieces`


def pieces_of(names: Iterable[str]) -> Pieces:
    """A field is its own key, else a key within a key; an object is no value of its own."""
    paths: list[str] = []
    values: dict[str, Sql] = {}
    for name in names:
        ways = [_path(name), *(_path(*keys) for keys in _splits(name))]
        taken = [sql("pieces[{i}]", i=len(paths) + i) for i in range(1, len(ways) + 1)]
        paths += ways
        if name != "properties":
            taken[0] = sql("CASE WHEN json_type({own}) <> 'OBJECT' THEN {own} END", own=taken[0])
        values[name] = sql("coalesce({taken})", taken=listed(taken)) if len(taken) > 1 else taken[0]
    return Pieces(paths=sql("[{paths}]", paths=listed(paths)), values=values)


def _splits(name: str) -> Iterator[tuple[str, str]]:
    for i, sign in enumerate(name):
        if sign == "." and 0 < i < len(name) - 1:
            yield name[:i], name[i + 1 :]


def _path(*keys: str) -> str:
    """A JSON pointer: in a JSON path, even a quoted `*` would stand for any key."""
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in keys)


def with_properties(scratch: Scratch, source: Source, wanted: tuple[Wanted, ...]) -> Source:
    """The source with a cell for each wanted property that stands inside its column `properties`."""
    column = next(want.column for want in wanted if want.role == "properties")
    inside = [want for want in wanted if want.role == "attribute" and want.column not in source.cells]
    if column not in source.cells or not inside:
        return source
    cell = source.cells[column]
    match cell.type.id:
        case "struct":
            found = {want.column: _in_struct(cell, want.column) for want in inside}
        case "map":
            found = {want.column: _in_map(cell, want.column) for want in inside}
        case "varchar" | "null":
            return _extracted(scratch, source, column, wanted)
        case _:
            raise InputError(_no_json_type(source, column))
    return replace(source, cells=source.cells | found)


def _in_struct(cell: Cell, name: str) -> Cell:
    children = parts_of(cell.type)
    if name in children and children[name].id != "struct":
        return Cell(value=sql("struct_extract({v}, {name})", v=cell.value, name=name), type=children[name])
    for outer, inner in _splits(name):
        if outer in children and children[outer].id == "struct":
            value = sql("struct_extract({v}, {name})", v=cell.value, name=outer)
            return _in_struct(Cell(value=value, type=children[outer]), inner)
    return Cell(value=Sql("NULL"), type=duckdb.sqltype("VARCHAR"))


def _in_map(cell: Cell, name: str) -> Cell:
    value = sql("{v}[{name}]", v=cell.value, name=name)
    return Cell(value=value, type=parts_of(cell.type)["value"])


def _extracted(scratch: Scratch, source: Source, column: str, wanted: tuple[Wanted, ...]) -> Source:
    """A temporary table with the wanted own columns and the pieces taken out of the JSON text."""
    cell = source.cells[column]
    _check_json(scratch, source, column)
    own = {w.column: source.cells[w.column] for w in wanted if w.column in source.cells and w.column != column}
    inside = [want.column for want in wanted if want.role == "attribute" and want.column not in source.cells]
    kept = {name: Name(f"c{i}") for i, name in enumerate([*own, *inside])}
    pieces = pieces_of(inside)
    first = [sql("{v} AS {n}", v=own[name].value, n=kept[name]) for name in own]
    then = [sql("{v} AS {n}", v=pieces.values[name], n=kept[name]) for name in inside]
    table = scratch.table(
        "properties",
        sql(
            "SELECT {values} FROM (SELECT {first}, json_extract({json}, {paths}) AS pieces FROM {relation})",
            values=listed([*(kept[name] for name in own), *then]),
            first=listed(first),
            json=sql("CAST(nullif(trim({value}), '') AS JSON)", value=cell.value),
            paths=pieces.paths,
            relation=source.relation,
        ),
    )
    if source.stored:
        scratch.drop(source.relation)
    types = {name: own[name].type if name in own else JSON for name in kept}
    cells = {name: Cell(value=sql("{c}", c=kept[name]), type=types[name]) for name in kept}
    return replace(source, relation=sql("{table}", table=table), cells=cells, stored=True)


def _check_json(scratch: Scratch, source: Source, column: str) -> None:
    if str(source.cells[column].type) == "JSON":
        return
    bad = scratch.con.execute(
        sql(
            "SELECT row, value FROM (SELECT row_number() OVER () AS row, {value} AS value FROM {relation})"
            " WHERE trim(value) <> '' AND NOT json_valid(value) ORDER BY row LIMIT 1",
            value=source.cells[column].value,
            relation=source.relation,
        )
    ).fetchone()
    if bad:
        row, value = bad
        raise InputError(
            Problem(
                code="unreadable-json",
                subject=column,
                file=source.label,
                line=row + source.first_row - 1,
                message=say("this is no JSON: '{value}'.", value=excerpt(value)),
                remedy=say("Write each value of the column as a JSON object, or leave it blank."),
            )
        )


def many_fields(con: duckdb.DuckDBPyConnection, source: Source, names: list[str]) -> set[str]:
    """Which of these JSON cells hold a list in some row: they are read as lists in all rows."""
    if not names:
        return set()
    tests = listed(
        sql("coalesce(bool_or(json_type({v}) = 'ARRAY'), false)", v=source.cells[name].value) for name in names
    )
    row = con.execute(sql("SELECT {tests} FROM {relation}", tests=tests, relation=source.relation)).fetchone()
    return {name for name, is_many in zip(names, row or (), strict=True) if is_many}


def text_of(json: Sql) -> Sql:
    """A JSON scalar as its text."""
    return sql("json_extract_string({json}, '$')", json=json)


def texts_of(json: Sql) -> Sql:
    """A JSON list as a list of its elements' texts; a scalar is a list of one."""
    return sql(
        "CASE WHEN json_type({json}) = 'ARRAY' THEN json_extract_string({json}, '$[*]')"
        " WHEN json_type({json}) <> 'NULL' THEN [json_extract_string({json}, '$')] END",
        json=json,
    )


def _no_json_type(source: Source, column: str) -> Problem:
    return Problem(
        code="unsupported-type",
        subject=column,
        file=source.label,
        message=say("a column of type {type} holds no properties.", type=str(source.cells[column].type)[:40]),
        remedy=say("Give JSON text, a struct or a map."),
    )
