"""Baremo's own query on a local Spark: what the way for data beyond one machine costs on one.

Usage: python -m benchmarks.peers.spark_local FOLDER OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

from pyspark import SparkContext

import baremo
from baremo.engine.spark.session import session
from benchmarks.sizes import AS_OF

MEMORY = "8GB"


def main(folder: str, out: str) -> None:
    """Java is waited for, so that its CPU and memory count."""
    with session(memory=MEMORY) as spark:
        given = {name: Path(folder, f"{name}.parquet") for name in ("leads", "events")}
        model = baremo.load(Path(folder, "utc.yaml"))
        result = baremo.score(model, **given, as_of=AS_OF, unique_events=True, engine=spark)
        result.frames.scores.write.mode("overwrite").parquet(out)
        gateway = SparkContext._gateway
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
