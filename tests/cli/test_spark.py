"""`baremo score --engine spark`."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import duckdb
import pytest

from baremo.engine.spark.session import has_java, started
from baremo.errors import InputError
from tests.cli.conftest import Call
from tests.services.programs import missing
from tests.services.spark import QUICK

pytestmark = pytest.mark.xdist_group("spark")


@pytest.fixture(autouse=True)
def _java() -> None:
    if not has_java():
        missing("Java")


def test_scores_and_ledger_are_those_of_duckdb(score: Call) -> None:
    call = ["model.yaml", "--leads", "leads.csv", "--events", "events.csv", "--as-of", "2026-03-31"]
    wanted = ["--engine", "spark", "--spark-master", "local[2]", "-o", "there.parquet", "--ledger", "ledger.csv"]
    done = subprocess.run(
        [sys.executable, "-m", "baremo", "score", *call, *wanted],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SPARK_SUBMIT_OPTS": QUICK},
    )
    score("-o", "here.parquet")

    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "Written: there.parquet, ledger.csv")
    assert rows("there.parquet/*.parquet") == rows("here.parquet")
    assert total(duckdb.read_csv("ledger.csv/*.csv")) == total(duckdb.read_parquet("here.parquet"))


def total(rows: duckdb.DuckDBPyRelation) -> float:
    """The points in all rows."""
    return sum(points for (points,) in rows.project("points").fetchall())


def rows(files: str) -> list[Any]:
    return duckdb.read_parquet(files).order("lead_id").to_arrow_table().to_pylist()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            [],
            "no-output --output: Spark writes folders or tables, and none is named. "
            "Add -o scores.parquet, -o scores.csv or -o table:schema.scores.",
        ),
        (
            ["-o", "table:scores", "--report", "r.html"],
            "not-in-spark --report: this works with --engine duckdb alone. Leave it out, or leave out --engine spark.",
        ),
        (
            ["-o", "scores.xlsx"],
            "scores.xlsx: unknown-ending '.xlsx': the ending does not say how to write the file. "
            "Use one of .parquet .csv.",
        ),
        (
            ["-o", "table:scores", "--ledger", "table:scores"],
            "table:scores: same-file: this file is read, or written by another option, in the same call. "
            "Choose another name.",
        ),
        (
            ["-o", "table:scores", "--memory", "300MB"],
            "bad-memory --memory: 300MB is too little for Spark to start with. Write at least 1GB, such as 4GB.",
        ),
    ],
)
def test_what_spark_cannot_do_is_told_before_it_starts(score: Call, words: list[str], told: str) -> None:
    done = score("--engine", "spark", *words)

    assert (done.code, done.err) == (1, f"{told}\n")


def test_a_cluster_is_named_for_spark_alone(score: Call) -> None:
    told = "not-in-duckdb --spark-master: this works with --engine spark alone. Add --engine spark, or leave it out.\n"

    assert score("--spark-master", "yarn").err == told


def test_without_java_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(InputError) as error:
        started()
    assert str(error.value) == (
        "no-java --engine spark: there is no Java, which Spark runs on. "
        "Install Java 17 or 21, and set JAVA_HOME to its folder if it is not on the PATH."
    )


def test_without_pyspark_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(InputError) as error:
        started()
    assert str(error.value) == (
        "no-spark --engine spark: PySpark is not installed. Install it with: pip install 'baremo[spark]'."
    )


def test_what_spark_submit_has_set_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_GATEWAY_PORT", "1")
    with pytest.raises(InputError) as error:
        started("yarn")
    assert str(error.value) == (
        "already-started --spark-master: spark-submit has started Spark already, so this option comes too late. "
        "Give spark-submit its own --master and --driver-memory in its place."
    )
