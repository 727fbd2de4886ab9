"""What `prepare` makes of inputs of each kind."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl
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
    rows,
    with_property,
)

PEOPLE = [{"lead_id": 1, "country": "ES", "employees": 1200}, {"lead_id": 2, "country": "PT", "employees": None}]
COUNTRIES = model(as_text("country"), as_number("employees"))


def test_a_csv_keeps_leading_zeros(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("lead_id,country,employees\n007,ES,1200\n7,PT,\n")
    assert leads_of(COUNTRIES, path, "lead_id", "country", "employees") == [
        ("007", "ES", "1200"),
        ("7", "PT", None),
    ]


@pytest.mark.parametrize(
    "leads",
    [
        pd.DataFrame(PEOPLE),
        pl.DataFrame(PEOPLE),
        pl.LazyFrame(PEOPLE),
        pa.Table.from_pylist(PEOPLE),
        PEOPLE,
    ],
    ids=["pandas", "polars", "lazy polars", "arrow", "mappings"],
)
def test_frames_of_every_library_are_read_alike(leads: object) -> None:
    assert leads_of(COUNTRIES, leads, "lead_id", "country", "employees") == [(1, "ES", 1200), (2, "PT", None)]


def test_a_parquet_file_is_read_as_it_is(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(PEOPLE), tmp_path / "leads.parquet")
    assert leads_of(COUNTRIES, str(tmp_path / "leads.parquet"), "lead_id", "employees") == [(1, 1200), (2, None)]


def test_properties_inside_json_become_columns() -> None:
    event = {**AN_EVENT, "properties": {"form": "demo"}}
    assert events_of(model(with_property("form")), [event], "lead_id", "form") == [("ana", "demo")]


def test_without_events_there_is_an_empty_table() -> None:
    with prepared(model(with_property("form")), leads=[{"lead_id": "ana"}]) as (con, inputs):
        assert rows(con, inputs.tables.events, "lead_id", "event", "timestamp", "form") == []


def test_release_leaves_nothing_behind(tmp_path: Path) -> None:
    con = connection()
    path = tmp_path / "leads.csv"
    path.write_text("lead_id,country,employees\n007,ES,1200\n")
    with prepared(COUNTRIES, con=con, leads=path):
        pass
    assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE temporary").fetchone() == (0,)
    assert con.execute("SELECT count(*) FROM duckdb_views() WHERE temporary AND NOT internal").fetchone() == (0,)


def test_all_missing_columns_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("id,Country \nana,ES\n")
    with pytest.raises(InputError) as error:
        leads_of(COUNTRIES, path)
    assert str(error.value) == (
        "leads.csv: no-column lead_id: there is no column 'lead_id'."
        " Name the column that holds it with --id; there are: id, Country.\n"
        "leads.csv: no-column country: there is no column 'country'; did you mean 'Country'?"
        " Add the column, or change the model; there are: id, Country.\n"
        "leads.csv: no-column employees: there is no column 'employees'."
        " Add the column, or change the model; there are: id, Country."
    )
