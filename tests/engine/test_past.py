"""A company's past is read as its files tell it, in their order."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

from baremo.engine.past import dates_of, event_spans, instants_of, is_list, numbers_of, table_of_texts
from baremo.errors import InputError


def said(instants: pa.Array | pa.ChunkedArray) -> list[str | None]:
    return [None if instant is None else str(instant) for instant in instants.to_pylist()]


def test_a_file_of_any_kind_is_a_table_of_texts_in_its_order(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text('lead_id,amount,won\n007,"1,5", \nana,,yes\n', "utf-8")
    found = table_of_texts(tmp_path / "deals.csv", "deals")

    assert found.columns.to_pydict() == {"lead_id": ["007", "ana"], "amount": ["1,5", None], "won": [None, "yes"]}
    assert (found.label, found.first_row) == ("deals.csv", 2)


def test_json_lines_are_a_table_too(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text('{"lead_id": 7, "tags": ["a"]}\n{"lead_id": 8, "won": true}\n', "utf-8")

    assert table_of_texts(tmp_path / "d.jsonl", "deals").columns.to_pydict() == {
        "lead_id": ["7", "8"],
        "tags": ['["a"]', None],
        "won": [None, "true"],
    }


@pytest.mark.parametrize("source", [[{"id": 1, "tags": ["a"]}], pa.table({"id": [1], "tags": [["a"]]})])
def test_a_column_of_lists_is_marked(source: object) -> None:
    found = table_of_texts(source, "leads").columns
    assert [is_list(found, name) for name in found.column_names] == [False, True]


def test_a_table_in_memory_keeps_whole_numbers_whole() -> None:
    table = pa.table(
        {
            "id": [7.0, 8.5],
            "at": pa.array(["2026-01-02T03:00", None]).cast(pa.timestamp("us")),
            "on": [True, False],
            "raw": [b"a", b"b"],
        }
    )

    assert table_of_texts(table, "deals").columns.to_pydict() == {
        "id": ["7", "8.5"],
        "at": ["2026-01-02 03:00:00", None],
        "on": ["true", "false"],
    }


def test_instants_are_read_day_first_where_the_column_proves_it() -> None:
    read = instants_of(pa.array(["31/12/2026", "1/2/2026 10:00", None, "soon"]), name="won_at")

    assert said(read.values) == ["2026-12-31 00:00:00", "2026-02-01 10:00:00", None, None]
    assert [str(note) for note in read.notes] == ["won_at: dates read with the day first."]


def test_dates_that_may_be_either_are_refused() -> None:
    with pytest.raises(InputError, match="may begin with the day or the month"):
        dates_of(pa.array(["1/2/2026"]), name="won_at", file="leads.csv")


def test_numbers_are_read_with_commas_and_signs() -> None:
    read = numbers_of(pa.array(["1.234,50 €", "7", None, "n/a", "1e999"]), name="amount")

    assert read.values.to_pylist() == [1234.5, 7, None, None, None]


def test_events_of_a_lead_begin_and_end() -> None:
    events = [
        {"who": 7, "event": "a", "on": "2026-01-02"},
        {"who": 7, "event": "a", "on": "2026-01-05T10:00:00+01:00"},
        {"who": 8, "event": "b", "on": "2026-02-01"},
    ]
    found = event_spans(events, {"lead": "who", "time": "on"}, until=datetime.fromisoformat("2026-01-31T00:00:00Z"))

    assert found["lead_id"].to_pylist() == ["7"]
    assert said(found["first"]) == ["2026-01-02 00:00:00"]
    assert said(found["last"]) == ["2026-01-05 09:00:00"]


def test_an_event_without_an_instant_is_refused() -> None:
    with pytest.raises(InputError, match="unreadable-timestamp timestamp: 'soon' is no instant; first in row 1"):
        event_spans([{"lead_id": "7", "event": "a", "timestamp": "soon"}])
