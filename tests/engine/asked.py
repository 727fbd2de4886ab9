"""What DuckDB answers when it is asked an expression."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp

from baremo.engine.expressions import Expr, col, named, relation


def answers(write: Callable[[Expr], Expr], values: Iterable[object], kind: str = "VARCHAR") -> list[Any]:
    """What an expression of a column says of each of some values."""
    given = list(values)
    cast = exp.select(col("no"), named(exp.cast(col("raw"), kind), "value")).from_(relation("given"))
    query = exp.select(named(write(col("value")), "said")).from_(cast.subquery("cast")).order_by(col("no"))
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.register("given", pa.table({"no": list(range(len(given))), "raw": given}))
        return list(con.sql(query.sql("duckdb")).to_arrow_table()["said"].to_pylist())


def answer(write: Callable[[Expr], Expr], value: object, kind: str = "VARCHAR") -> Any:
    return answers(write, [value], kind)[0]
