"""Wrong data are refused in Spark as on one machine: all problems at once, rows counted where they have no numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import baremo
from baremo.errors import InputError
from tests.spark.small import AS_OF, EVENTS, LEADS, MODEL, points

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = pytest.mark.xdist_group("spark")


def frame(spark: SparkSession, *rows: dict[str, Any]) -> DataFrame:
    return spark.createDataFrame(pa.Table.from_pylist(list(rows)))


def told(**sources: Any) -> list[str]:
    """The problems of a scoring that must not be."""
    with pytest.raises(InputError) as error:
        baremo.score(MODEL, as_of=AS_OF, **sources)
    return str(error.value).splitlines()


def test_keys_names_and_instants_are_looked_at_in_one_go(spark: SparkSession) -> None:
    leads = frame(spark, *LEADS, {**LEADS[0], "country": "FR"})
    events = frame(spark, *EVENTS, {**EVENTS[0], "event": None}, {**EVENTS[0], "timestamp": "yesterday"})

    assert told(leads=leads, events=events) == [
        "leads: repeated-id lead_id: '007' stands in 2 rows. Give each id one row.",
        "events: no-event event: events without a name: 1. Fill the column in every row, or leave the rows out.",
        "events: unreadable-timestamp timestamp: 'yesterday' is no instant; rows like it: 1. "
        "Write an instant such as 2026-12-31T10:00:00Z, or a date.",
    ]


def test_rows_without_a_key_are_counted(spark: SparkSession) -> None:
    leads = frame(spark, *LEADS, {**LEADS[0], "lead_id": None}, {**LEADS[0], "lead_id": " "})

    assert told(leads=leads, events=frame(spark, *EVENTS)) == [
        "leads: no-id lead_id: rows without lead_id: 2. Fill the column in every row, or leave the rows out."
    ]


def test_missing_columns_are_named_with_what_there_is(spark: SparkSession) -> None:
    leads = frame(spark, {"Lead ID": "1", "country": "ES", "employees": 5})
    given = told(leads=leads, events=frame(spark, {"lead_id": "1", "event": "x", "timestamp": None, "path": "/"}))

    assert given == [
        "leads: no-column lead_id: there is no column 'lead_id'; did you mean 'Lead ID'? "
        "Name the column that holds it with --id; there are: Lead ID, country, employees.",
        "events: no-column amount: there is no column 'amount'. "
        "Add the column, or change the model; there are: lead_id, event, timestamp, path.",
    ]


def test_numbers_that_only_the_other_engine_reads_are_refused(spark: SparkSession) -> None:
    leads = frame(spark, *LEADS, {"lead_id": "4", "country": None, "employees": "1.250,5"})

    assert told(leads=leads, events=EVENTS) == [
        "leads: not-plain employees: '1.250,5' is written in a way that Spark does not read. "
        "Write numbers as 1234.5 and dates as 2026-12-31, or score without --engine spark."
    ]


def test_values_that_are_no_numbers_are_told(spark: SparkSession) -> None:
    leads = frame(spark, *LEADS, {"lead_id": "4", "country": None, "employees": "many"})
    result = baremo.score(MODEL, leads=leads, events=EVENTS, as_of=AS_OF)
    result.release()

    assert result.left_out.lines() == [
        "employees: values that are no numbers count as missing: 1, such as 'many'.",
    ]


def test_later_repeated_and_unknown_events_are_counted(spark: SparkSession) -> None:
    known, later = EVENTS[0], {**EVENTS[0], "timestamp": "2026-11-02T00:00:00Z"}
    rows = [(known, "a"), (known, "a"), (later, "a"), ({**known, "lead_id": "nobody"}, "b"), (known, None), (known, "")]
    events = frame(spark, *({**row, "event_id": id_} for row, id_ in rows))
    result = baremo.score(MODEL, leads=frame(spark, *LEADS), events=events, as_of=AS_OF)
    counted = result.left_out

    assert (counted.events, counted.later, counted.repeated, result.unknown_events) == (6, 1, 1, 1)
    assert result.scores["points"].to_pylist() == [18.0, 10.0, 0.0]
    result.release()


def test_a_row_of_csv_has_as_many_columns_as_the_header(spark: SparkSession, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text('lead_id,country,employees\n1,"E\nS",5\n2,PT\n', "utf-8")

    assert told(engine=spark, leads=file.as_uri(), events=EVENTS) == [
        "leads.csv: unreadable-row '2,PT': the row has more columns than the header, or fewer. "
        "Mend the row, or export the file again with quotes around texts."
    ]


def test_a_line_of_json_is_an_object(spark: SparkSession, tmp_path: Path) -> None:
    file = tmp_path / "leads.jsonl"
    file.write_text('{"lead_id": 1, "country": "ES"\n', "utf-8")

    assert told(engine=spark, leads=file.as_uri(), events=EVENTS) == [
        'leads.jsonl: unreadable-json: \'{"lead_id": 1, "country": "ES"\' is no JSON object. '
        "Write one JSON object on each line."
    ]


def test_what_this_machine_reads_has_row_numbers(spark: SparkSession) -> None:
    assert told(engine=spark, leads=[*LEADS, LEADS[1]], events=EVENTS) == [
        "leads:4: repeated-id lead_id: '2' stands in rows 2, 4. Give each id one row."
    ]


def test_a_formula_that_an_export_has_guarded_is_read_as_it_was(spark: SparkSession, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("lead_id,country,employees\n1,ES,'+100\n", "utf-8")

    assert points(engine=spark, leads=file.as_uri()) == {"1": 15.0}


def test_columns_whose_names_or_types_spark_cannot_tell_are_refused(spark: SparkSession) -> None:
    twice = spark.sql("SELECT '1' AS lead_id, 'ES' AS country, 'PT' AS Country, 5 AS employees")
    struct = spark.sql("SELECT '1' AS lead_id, 'ES' AS country, named_struct('of', 5) AS employees")

    assert told(leads=twice) == [
        "leads: repeated-header: more than one column is named 'country'. Give each column a name of its own."
    ]
    assert told(leads=struct) == [
        "leads: unsupported-type employees: a column of type struct<of:int> cannot be read here. "
        "Give it as text, number, boolean, date or instant, or as a list of those."
    ]


def test_a_damaged_file_is_told(spark: SparkSession, tmp_path: Path) -> None:
    file = tmp_path / "leads.parquet"
    file.write_bytes(b"PAR1 and no more")
    (line,) = told(engine=spark, leads=file)

    assert line.startswith("spark-failed: Spark broke off: ")
    assert line.endswith("See Spark's log; often a file is damaged, or memory or disk is used up.")
