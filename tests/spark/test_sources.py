"""What Spark reads itself, and what this machine reads for it, gives the same scores."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import baremo
from baremo.engine.spark.results import SparkResult
from baremo.engine.spark.statements import written
from baremo.errors import InputError
from tests.spark.small import AS_OF, EVENTS, LEADS, MODEL, POINTS, points

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")


def write_csv(path: Path, rows: list[dict[str, Any]], delimiter: str = ",") -> str:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path.as_uri()


def test_folders_of_parquet_whose_parts_are_named_by_a_column(spark: SparkSession, tmp_path: Path) -> None:
    for lead in LEADS:
        folder = tmp_path / "leads" / f"lead_id={lead['lead_id']}"
        folder.mkdir(parents=True)
        columns = {name: lead[name] for name in ("country", "employees") if lead[name] is not None}
        pq.write_table(pa.table({name: [value] for name, value in columns.items()}), folder / "part.parquet")
    pq.write_table(pa.Table.from_pylist(EVENTS), tmp_path / "events.parquet")

    assert points(engine=spark, leads=tmp_path / "leads", events=str(tmp_path / "events.parquet")) == POINTS


def test_csv_by_its_url_and_json_lines_by_theirs(spark: SparkSession, tmp_path: Path) -> None:
    leads = write_csv(tmp_path / "leads.csv", LEADS, ";")
    events = tmp_path / "events.jsonl"
    events.write_text("\n\n".join(json.dumps(event) for event in EVENTS), "utf-8")

    assert points(engine=spark, leads=leads, events=events.as_uri()) == POINTS


def test_tables_of_the_catalog_whose_properties_are_json(spark: SparkSession) -> None:
    events = [
        {**{name: event[name] for name in ("lead_id", "event", "timestamp")}, "props": json.dumps(event)}
        for event in EVENTS
    ]
    spark.createDataFrame(pa.Table.from_pylist(LEADS)).createOrReplaceTempView("leads")
    spark.createDataFrame(pa.Table.from_pylist(events)).createOrReplaceTempView("events")
    given = {"leads": "table:leads", "events": "table:events", "event_columns": {"properties": "props"}}

    assert points(engine=spark, **given) == POINTS


def test_properties_in_a_struct_or_a_map(spark: SparkSession) -> None:
    leads = spark.createDataFrame(pa.Table.from_pylist(LEADS))
    events = spark.createDataFrame(pa.Table.from_pylist(EVENTS))
    named = events.selectExpr(
        "lead_id", "event", "timestamp", "named_struct('path', path, 'amount', amount) properties"
    )
    mapped = events.selectExpr("lead_id", "event", "timestamp", "map('path', path, 'amount', amount) AS properties")

    assert points(leads=leads, events=named) == POINTS
    assert points(leads=leads, events=mapped) == POINTS


def test_this_machine_reads_its_own_files_and_frames_for_spark(spark: SparkSession, tmp_path: Path) -> None:
    write_csv(tmp_path / "events.csv", EVENTS)
    typed = [{**lead, "lead_id": int(lead["lead_id"])} for lead in LEADS]

    assert points(engine=spark, leads=typed) == {"7": 15.0, "2": 0.0, "3": 10.0}
    assert points(engine=spark, leads=LEADS, events=tmp_path / "events.csv") == POINTS


@pytest.mark.parametrize(
    ("leads", "message"),
    [
        (
            "table:nowhere.leads",
            "table:nowhere.leads: no-table: there is no such table or view in Spark's catalog. "
            "Write it as table:catalog.schema.name, or table:schema.name.",
        ),
        (
            "/nowhere/leads",
            "/nowhere/leads: no-file: Spark finds no such file or folder. "
            "Give a path that all machines of the cluster see, such as s3a://bucket/leads.",
        ),
    ],
)
def test_what_is_not_there_is_told(spark: SparkSession, leads: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        baremo.score(MODEL, leads=leads, events=EVENTS, as_of=AS_OF, engine=spark)
    assert str(error.value) == message


def test_a_table_of_delta_is_never_read_as_plain_parquet(spark: SparkSession, tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(LEADS), tmp_path / "part.parquet")
    (tmp_path / "_delta_log").mkdir()
    (tmp_path / "_delta_log" / "00000000000000000000.json").write_text("{}", "utf-8")

    with pytest.raises(InputError) as error:
        baremo.score(MODEL, leads=tmp_path, events=EVENTS, as_of=AS_OF, engine=spark)
    assert str(error.value) == (
        f"{tmp_path}: no-delta: this is a table of Delta, which this Spark cannot read. "
        "Start Spark with the package of Delta Lake, or give the table's name as table:schema.name."
    )


def test_tables_with_buckets_of_leads_are_scored_where_they_are(spark: SparkSession, tmp_path: Path) -> None:
    spark.sql(f"CREATE DATABASE buckets LOCATION '{tmp_path}'")
    for name, rows in (("leads", LEADS), ("events", EVENTS)):
        frame = spark.createDataFrame(pa.Table.from_pylist(rows))
        frame.write.bucketBy(2, "lead_id").sortBy("lead_id").saveAsTable(f"buckets.{name}")
    spark.conf.set("spark.sql.autoBroadcastJoinThreshold", "-1")
    result = baremo.score(MODEL, leads="table:buckets.leads", events="table:buckets.events", engine=spark, as_of=AS_OF)
    assert isinstance(result, SparkResult)
    plan = spark.sql(f"EXPLAIN {written(result.scoring.query.everything())}").collect()[0][0]
    result.release()
    spark.conf.unset("spark.sql.autoBroadcastJoinThreshold")
    spark.sql("DROP DATABASE buckets CASCADE")

    assert "FileScan" in plan
    assert "Exchange" not in plan
