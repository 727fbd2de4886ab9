"""A column of text under examination, and the rows that break a rule, by the number a person gives them."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from baremo.engine.inputs.sql import Sql, sql
from baremo.texts import Text

SHOWN = 3  # rows named in a message


@dataclass(frozen=True, kw_only=True, slots=True)
class TextColumn:
    """A column whose texts the model reads as numbers or dates."""

    name: str  # in the source
    file: str
    value: Sql
    relation: Sql
    first_row: int
    mixed: bool = False  # the model reads it as text too, so other texts are no fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Shaped:
    """How the column is to be read after all."""

    value: Sql
    notes: tuple[Text, ...] = ()
    changed: bool = False


def offenders(
    con: duckdb.DuckDBPyConnection, column: TextColumn, rule: Sql, *, limit: int = SHOWN
) -> list[tuple[int, object]]:
    """The first rows, and their values, for which a condition on the column's value holds."""
    query = sql(
        "SELECT row + {shift}, value FROM (SELECT row_number() OVER () AS row, {value} AS value,"
        " coalesce({rule}, false) AS broken FROM {relation}) WHERE broken ORDER BY row LIMIT {limit}",
        shift=column.first_row - 1,
        value=column.value,
        rule=rule,
        relation=column.relation,
        limit=limit,
    )
    return con.execute(query).fetchall()
