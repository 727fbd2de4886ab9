"""ClickHouse in this process, for as long as the session of tests lasts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.warehouse.runners import Row


class ClickHouseRunner:
    """chdb, which has one session per process."""

    dialect = "clickhouse"

    def __init__(self, folder: Path) -> None:
        from chdb.session import Session  # takes a second

        self.folder = folder
        self.session = Session()
        self.session.query("SET session_timezone = 'America/New_York'")  # no text may hang on it
        self.session.query("SET max_threads = 1")  # quicker for a few rows
        self.session.query("SET max_query_size = 4000000")  # a zone that changes its clocks makes long texts

    def load(self, name: str, table: pa.Table) -> None:
        file = self.folder / f"{name}.parquet"
        pq.write_table(table, file)
        self.session.query(f"CREATE OR REPLACE TABLE {name} ENGINE = File(Parquet, '{file}')")

    def rows(self, sql: str) -> list[Row]:
        rows: list[Row] = pa.ipc.open_file(self.session.query(sql, "Arrow").bytes()).read_all().to_pylist()
        return rows


@pytest.fixture(scope="session")
def clickhouse() -> Iterator[ClickHouseRunner]:
    with tempfile.TemporaryDirectory(prefix="baremo-") as folder:
        runner = ClickHouseRunner(Path(folder))
        yield runner
        runner.session.close()
