"""How what Spark reads and writes is named, known without starting it."""

from __future__ import annotations

TABLE = "table:"  # before the name of a table of Spark's catalog
ENDINGS = (".parquet", ".csv")  # of folders that Spark writes
