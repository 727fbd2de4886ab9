"""The named parts that a query is put together from, each headed by a comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import exp

from baremo.engine.expressions import col


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One common table expression."""

    name: str
    query: exp.Select
    comment: str
    inline: bool = False  # never to be kept by the engine, however often it is read


def part_named(name: str) -> exp.Table:
    """A part to select from; dots in its name part nothing."""
    return exp.Table(this=col(name).this)


def with_parts(query: exp.Query, parts: Iterable[Part]) -> exp.Query:
    """The query with the parts before it."""
    tables = []
    for part in parts:
        cte = exp.CTE(this=part.query, alias=exp.TableAlias(this=col(part.name).this))
        if part.inline:
            cte.set("materialized", False)
        cte.add_comments([f" {part.comment} "])
        tables.append(cte)
    query = query.copy()
    query.set("with_", exp.With(expressions=tables))
    return query
