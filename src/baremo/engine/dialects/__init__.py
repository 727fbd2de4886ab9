"""What engines say differently: a table of differences, a module an engine."""

from __future__ import annotations

from baremo.engine.dialects.dialect import Dialect
from baremo.engine.dialects.duckdb import DuckDB

__all__ = ["DIALECTS", "Dialect", "DuckDB"]

DIALECTS: dict[str, type[Dialect]] = {
    "duckdb": DuckDB,
}
