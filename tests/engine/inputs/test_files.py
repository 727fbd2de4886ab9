"""Parquet and JSON files."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from baremo.errors import InputError
from tests.engine.inputs.setting import (
    AN_EVENT,
    as_number,
    as_text,
    connection,
    events_of,
    leads_of,
    model,
    prepared,
    with_property,
)

NAMES = model(as_text("name"))


def parquet(path: Path, *rows: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(rows)), path)
    return path


def written(path: Path, content: str) -> Path:
    path.write_text(content)
    return path


def refusal(path: object) -> str:
    with pytest.raises(InputError) as error:
        leads_of(NAMES, path)
    return str(error.value)


def test_a_folder_of_parquet_files_is_one_table(tmp_path: Path) -> None:
    parquet(tmp_path / "a" / "1.parquet", {"lead_id": "1", "name": "Ana"})
    parquet(tmp_path / "a" / "month=2026-01" / "2.parquet", {"name": "Bruno", "lead_id": "2", "more": 1})
    assert sorted(leads_of(NAMES, tmp_path / "a", "lead_id", "name")) == [("1", "Ana"), ("2", "Bruno")]


def test_a_pattern_of_parquet_files_is_one_table(tmp_path: Path) -> None:
    parquet(tmp_path / "1.parquet", {"lead_id": "1", "name": "Ana"})
    parquet(tmp_path / "2.parquet", {"lead_id": "2", "name": None})
    assert sorted(leads_of(NAMES, f"{tmp_path}/*.parquet", "lead_id")) == ["1", "2"]


def test_parquet_is_read_in_place(tmp_path: Path) -> None:
    con = connection()
    leads = parquet(tmp_path / "leads.parquet", {"lead_id": 1, "name": "Ana"})
    with prepared(NAMES, con=con, leads=leads):
        assert con.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (0,)


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path / "leads.parquet", "lead_id,name")) == (
        "leads.parquet: unreadable-file: the file cannot be read as Parquet. Give a whole Parquet file."
    )


def test_a_folder_without_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert refusal(tmp_path / "empty") == (
        "empty: no-file: there is no Parquet file in it. Give a Parquet file, a folder or a pattern that has some."
    )


def test_json_lines_keep_leading_zeros_and_read_numbers_as_text(tmp_path: Path) -> None:
    path = written(
        tmp_path / "leads.jsonl", '{"lead_id": "007", "name": 5}\n{"name": true, "lead_id": 7}\n\n{"lead_id": "8"}\n'
    )
    assert leads_of(NAMES, path, "lead_id", "name") == [("007", "5"), ("7", "true"), ("8", None)]


def test_json_arrays_and_packed_lines_are_read_alike(tmp_path: Path) -> None:
    rows = [{"lead_id": "1", "name": "Ana"}, {"lead_id": "2", "name": None}]
    array = written(tmp_path / "leads.json", json.dumps(rows, indent=1))
    packed = tmp_path / "leads.ndjson.gz"
    packed.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    assert leads_of(NAMES, array, "lead_id", "name") == [("1", "Ana"), ("2", None)]
    assert leads_of(NAMES, packed, "lead_id", "name") == [("1", "Ana"), ("2", None)]


def test_lists_and_nested_fields_of_json_are_read(tmp_path: Path) -> None:
    path = written(tmp_path / "l.jsonl", '{"lead_id": 1, "name": ["a", 2], "address": {"city": "Vigo"}}\n')
    wanted = model(as_text("name"), as_text("address.city"))
    assert leads_of(wanted, path, "name", "address.city") == [(["a", "2"], "Vigo")]


def test_what_is_no_json_is_refused_with_its_line(tmp_path: Path) -> None:
    assert refusal(written(tmp_path / "leads.jsonl", '{"lead_id": 1}\n{bad\n')) == (
        "leads.jsonl:2: unreadable-json: '{bad' is no JSON object. Write one JSON object on each line."
    )


@pytest.mark.parametrize(
    ("content", "line", "shown"), [('{"lead_id": 1}\n3\n', ":2", "3"), ('"a"', ":1", '"a"'), ("[1, 2]", "", "[1, 2]")]
)
def test_json_that_is_no_object_is_refused(tmp_path: Path, content: str, line: str, shown: str) -> None:
    assert refusal(written(tmp_path / "leads.json", content)) == (
        f"leads.json{line}: unreadable-json: '{shown}' is no JSON object. Write one JSON object on each line."
    )


def test_no_object_at_all_is_an_empty_table(tmp_path: Path) -> None:
    assert leads_of(NAMES, written(tmp_path / "leads.json", "[]")) == []
    assert leads_of(NAMES, []) == []


def test_a_missing_field_of_json_leads_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path / "leads.jsonl", '{"lead_id": 1, "Name": "Ana"}\n')) == (
        "leads.jsonl: no-column name: there is no column 'name'; did you mean 'Name'?"
        " Add the column, or change the model; there are: lead_id, Name."
    )


def test_a_field_that_no_json_event_has_is_null(tmp_path: Path) -> None:
    path = written(tmp_path / "events.jsonl", json.dumps(AN_EVENT) + "\n")
    assert events_of(model(with_property("form")), path, "event", "form") == [("form_submitted", None)]


def test_events_in_parquet_carry_their_types(tmp_path: Path) -> None:
    event = {"lead_id": 1, "event": "e", "timestamp": datetime(2026, 1, 1, tzinfo=UTC), "amount": 5}
    path = parquet(tmp_path / "events.parquet", event)
    with prepared(model(as_number("x")), leads=[{"lead_id": 1, "x": 1}], events=path) as (_, inputs):
        assert inputs.earliest_event == datetime(2026, 1, 1, tzinfo=UTC)
        assert list(inputs.tables.events.columns) == ["lead_id", "event", "timestamp"]


def test_a_file_damaged_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path / "leads.parquet", *({"lead_id": i, "name": str(i * 7919)} for i in range(50_000)))
    content = bytearray(path.read_bytes())
    content[20_000:24_000] = bytes(4_000)
    path.write_bytes(content)
    told = refusal(path)
    assert told.startswith("unreadable-rows: a source breaks off while it is read: ")
    assert told.endswith(". Give whole files, written by a program that follows their format.")
