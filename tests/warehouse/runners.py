"""Engines that the texts of `baremo.sql` run on in the tests."""

from __future__ import annotations

from typing import Any, Protocol

import duckdb
import pyarrow as pa

Row = dict[str, Any]


class Runner(Protocol):
    """One engine, with tables of its own."""

    dialect: str  # as `baremo.sql` calls it

    def load(self, name: str, table: pa.Table) -> None:
        """A table of that name, in place of what bore it before.

        Types are those of `tests.laws.engine.ARROW`: text, int64, float64, boolean, date, timestamps in
        microseconds with the zone UTC and without, and lists of text.
        """

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query: names as the contract writes them, instants as `datetime`, numbers as numbers."""


class DuckDBRunner:
    """DuckDB, in process."""

    dialect = "duckdb"

    def __init__(self) -> None:
        self.con = duckdb.connect()
        self.con.execute("SET TimeZone = 'America/New_York'")  # no text may hang on it

    def load(self, name: str, table: pa.Table) -> None:
        self.con.register(name, table)

    def rows(self, sql: str) -> list[Row]:
        return list(self.con.sql(sql).to_arrow_table().to_pylist())
