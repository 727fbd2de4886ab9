"""What engines say differently: a table of differences, a module an engine."""

from __future__ import annotations

from baremo.engine.dialects.bigquery import BigQuery
from baremo.engine.dialects.clickhouse import ClickHouse
from baremo.engine.dialects.dialect import Dialect
from baremo.engine.dialects.duckdb import DuckDB, DuckDBElsewhere
from baremo.engine.dialects.postgres import Postgres
from baremo.engine.dialects.snowflake import Snowflake
from baremo.engine.dialects.spark import Databricks, Spark
from baremo.engine.dialects.trino import Trino

__all__ = ["DIALECTS", "Dialect", "DuckDB", "Spark"]

DIALECTS: dict[str, type[Dialect]] = {
    "duckdb": DuckDBElsewhere,
    "spark": Spark,
    "databricks": Databricks,
    "postgres": Postgres,
    "clickhouse": ClickHouse,
    "bigquery": BigQuery,
    "snowflake": Snowflake,
    "trino": Trino,
}
