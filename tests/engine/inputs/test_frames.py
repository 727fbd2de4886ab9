"""Tables in memory, with the oddities of each library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from baremo.errors import InputError
from tests.engine.inputs.setting import (
    AN_EVENT,
    as_text,
    connection,
    events_of,
    leads_of,
    model,
    prepared,
    with_property,
)

NAMES = model(as_text("name"))


def names(leads: object, **given: Any) -> list[Any]:
    return leads_of(NAMES, leads, "lead_id", "name", **given)


def test_pandas_columns_of_mixed_values_become_text() -> None:
    frame = pd.DataFrame({"lead_id": ["a", "b", "c"], "name": pd.Series([5, "x", None], dtype=object)})
    assert names(frame) == [("a", "5"), ("b", "x"), ("c", None)]


def test_pandas_columns_with_gaps_have_nulls() -> None:
    frame = pd.DataFrame({"lead_id": [1, 2], "name": [np.nan, 5.0]})
    assert names(frame) == [(1, None), (2, 5.0)]


def test_pandas_lists_and_mappings_are_read() -> None:
    frame = pd.DataFrame({"lead_id": [1, 2], "name": [["a", "b"], None]})
    assert names(frame) == [(1, ["a", "b"]), (2, None)]
    events = pd.DataFrame([{**AN_EVENT, "properties": {"form": "demo"}}])
    assert events_of(model(with_property("form")), events, "form") == ["demo"]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_pandas_timestamps_of_any_unit_are_read(unit: str) -> None:
    frame = pd.DataFrame([AN_EVENT])
    frame["timestamp"] = pd.to_datetime(["2026-10-01 10:00:00"]).astype(f"datetime64[{unit}]")
    found: list[datetime] = events_of(model(), frame, "timestamp")
    assert [time.isoformat() for time in found] == ["2026-10-01T10:00:00"]


def test_timestamps_with_a_zone_say_so() -> None:
    frame = pl.DataFrame([{**AN_EVENT, "timestamp": datetime(2026, 10, 1, 10, tzinfo=UTC)}])
    with prepared(model(), leads=[{"lead_id": "ana"}], events=frame) as (_, inputs):
        assert inputs.tables.events.columns["timestamp"].zoned
        assert inputs.earliest_event == datetime(2026, 10, 1, 10, tzinfo=UTC)


def test_dates_are_midnight() -> None:
    frame = pl.DataFrame([{**AN_EVENT, "timestamp": date(2026, 10, 1)}])
    with prepared(model(), leads=[{"lead_id": "ana"}], events=frame) as (_, inputs):
        assert inputs.earliest_event == datetime(2026, 10, 1, tzinfo=UTC)


def test_columns_that_differ_in_case_only_are_kept_apart() -> None:
    assert names(pl.DataFrame({"lead_id": [1], "Name": ["A"], "name": ["b"]})) == [(1, "b")]
    assert names(pd.DataFrame({"lead_id": [1], "Name": ["A"], "name": ["b"]})) == [(1, "b")]


def test_arrow_readers_and_batches_are_read() -> None:
    table = pa.table({"lead_id": [1], "name": ["Ana"]})
    assert names(table.to_reader()) == [(1, "Ana")]
    assert names(table.to_batches()[0]) == [(1, "Ana")]


def test_a_relation_of_the_same_connection_is_read() -> None:
    con = connection()
    con.execute("CREATE TABLE people AS SELECT 1 AS lead_id, 'Ana' AS name, 2 AS more")
    assert names(con.table("people"), con=con) == [(1, "Ana")]
    assert names(con.sql("SELECT lead_id + 1 AS lead_id, name FROM people"), con=con) == [(2, "Ana")]


def test_a_relation_of_another_connection_is_read() -> None:
    ours, theirs = connection(), duckdb.connect()
    ours.execute("CREATE TABLE people AS SELECT 9 AS lead_id, 'Wrong' AS name")
    theirs.execute("CREATE TABLE people AS SELECT 1 AS lead_id, 'Ana' AS name")
    assert names(theirs.table("people"), con=ours) == [(1, "Ana")]


def test_mappings_need_not_name_every_field_in_every_row() -> None:
    assert names([{"lead_id": "a"}, {"lead_id": "b", "name": "B"}]) == [("a", None), ("b", "B")]


@pytest.mark.parametrize("odd", [3, object(), {"lead_id": [1]}, [1, 2]])
def test_what_is_no_table_is_refused(odd: object) -> None:
    with pytest.raises(InputError) as error:
        names(odd)
    kind = "int" if isinstance(odd, list) else type(odd).__name__
    assert str(error.value) == (
        f"unknown-source leads: a {kind} cannot be read as a table. Give a path, a table@URL,"
        " a pandas, polars or Arrow table, a DuckDB relation or a list of mappings."
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pd.Series([pd.NA, "a"], dtype=object), [None, "a"]),
        (pd.Series([1, pd.NA], dtype="Int64"), [1, None]),
        (pd.Series([np.array([1, 2]), None], dtype=object), [[1, 2], None]),
        (pd.Series(["a", None], dtype="category"), ["a", None]),
        (pd.Series(pd.period_range("2026-01", periods=2, freq="M")), ["2026-01", "2026-02"]),
        (pd.Series([2**70, 1], dtype=object), [str(2**70), "1"]),
        (pd.Series([True, None], dtype=object), [True, None]),
    ],
)
def test_every_pandas_column_is_read_somehow(values: Any, expected: list[object]) -> None:
    assert [name for _, name in names(pd.DataFrame({"lead_id": [1, 2], "name": values}))] == expected


def test_datetimes_with_and_without_zone_in_one_column_are_read_rightly() -> None:
    zone = timezone(timedelta(hours=2))
    times = [datetime(2026, 10, 1, 10, tzinfo=zone), datetime.fromisoformat("2026-10-01T09:00:00")]
    for given in (times, times[::-1]):
        events = [{**AN_EVENT, "timestamp": time} for time in given]
        with prepared(model(), leads=[{"lead_id": "ana"}], events=events) as (_, inputs):
            assert inputs.earliest_event == datetime(2026, 10, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame([[1, "a", "b"]], columns=["lead_id", "name", "name"]),
        pa.Table.from_arrays([pa.array([1])] * 3, names=["lead_id", "name", "name"]),
    ],
    ids=["pandas", "arrow"],
)
def test_a_repeated_column_is_refused(frame: object) -> None:
    with pytest.raises(InputError) as error:
        names(frame)
    assert str(error.value) == (
        "leads: repeated-header: more than one column is named 'name'. Give each column a name of its own."
    )
