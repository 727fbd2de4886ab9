"""What the scoring of many events is compared with: DuckDB reads their columns and groups them by lead.

Usage: python -m benchmarks.tasks.grouping EVENTS ("texts" | "numbers")
"""

from __future__ import annotations

import sys

import duckdb

from benchmarks.tasks.seconds import say_seconds

# Of the columns that the model reads, texts give their greatest too, or numbers and instants alone count.
COLUMNS = {
    "texts": 'count(*), max("timestamp"), sum(amount), max(event), max(path)',
    "numbers": 'count(*), max("timestamp"), sum(amount)',
}


def group(events: str, columns: str) -> None:
    with duckdb.connect() as con:
        say_seconds(
            lambda _: con.read_parquet(events).aggregate(f"lead_id, {COLUMNS[columns]}", "lead_id").create("grouped"),
            calls=1,
        )


if __name__ == "__main__":
    group(*sys.argv[1:])
