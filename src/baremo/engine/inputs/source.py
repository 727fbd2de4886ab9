"""What every kind of source becomes: a relation with named cells, and how messages speak of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb
from duckdb.sqltypes import DuckDBPyType

from baremo.engine.inputs.sql import Name, Sql, sql
from baremo.errors import InputError, Problem
from baremo.texts import Text

EXCERPT = 60  # characters of a value that a message shows


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A column of a source: how it is read there, and its type in DuckDB."""

    value: Sql
    type: DuckDBPyType


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A relation that can be read as often as one likes."""

    label: str  # what messages call it, such as leads.csv
    relation: Sql
    cells: dict[str, Cell]  # by the source's own names, in its order
    first_row: int = 1  # the number that a person gives its first row; 2 under a header
    stored: bool = False  # a temporary table of ours, which may be dropped once it is read
    loose: bool = False  # its rows name only the fields that they have, such as JSON lines
    notes: tuple[Text, ...] = field(default_factory=tuple)


def cells_of(con: duckdb.DuckDBPyConnection, relation: Sql, names: dict[str, str] | None = None) -> dict[str, Cell]:
    """The cells of a relation, as they are; `names` gives source names for the relation's own."""
    described = con.sql(sql("SELECT * FROM {relation} LIMIT 0", relation=relation))
    return {
        (names or {}).get(column, column): Cell(value=sql("{column}", column=Name(column)), type=type_)
        for column, type_ in zip(described.columns, described.types, strict=True)
    }


def excerpt(value: object, *, most: int = EXCERPT) -> str:
    """A value as a message may show it: one line, of bounded length."""
    text = " ".join(str(value)[: 4 * most].split())
    return text if len(text) <= most else text[: most - 1] + "…"


@contextmanager
def collecting(problems: list[Problem]) -> Iterator[None]:
    """Keeps the problems of an input error, so that the next part is looked at too."""
    try:
        yield
    except InputError as error:
        problems.extend(error.problems)
