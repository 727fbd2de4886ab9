"""What there is to ask of leads and events."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from baremo.engine.facts import event_profile, lead_columns
from baremo.engine.scoring import Sources
from baremo.errors import InputError


def test_the_columns_of_leads_are_texts_with_the_id_first(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("size,id,City\n12,007, \n,008,Vigo\n", "utf-8")
    found = lead_columns(Sources(leads=tmp_path / "leads.csv", id_column="id"))

    assert found.to_pydict() == {"lead_id": ["007", "008"], "size": ["12", None], "City": [None, "Vigo"]}
    assert found.schema.metadata is None


def test_leads_without_ids_are_numbered_and_the_table_says_so() -> None:
    found = lead_columns(Sources(leads=pa.table({"size": [5, 7]})))

    assert found.to_pydict() == {"lead_id": ["1", "2"], "size": ["5", "7"]}
    assert found.schema.metadata == {b"ids": b"row numbers"}


def test_a_column_of_ids_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        lead_columns(Sources(leads=pa.table({"Id": [5]}), id_column="id"))

    assert str(refused.value) == (
        "no-column id: there is no column 'id'; did you mean 'Id'? "
        "Name the column that holds it with --id; there are: Id."
    )


def test_events_are_told_with_their_numbers_and_repeated_texts() -> None:
    events = [
        {
            "lead_id": i % 3,
            "event": "visit",
            "timestamp": "2026-10-01",
            "page": "ab"[i % 2],
            "seconds": str(i),
            "ip": f"x{i}",
        }
        for i in range(6)
    ]
    events.append({"lead_id": 1, "event": "order", "timestamp": "2026-10-01", "amount": 5.5})

    assert event_profile(Sources(leads=[], events=events)).to_pylist() == [
        {"event": "visit", "events": 6, "leads": 3, "numbers": ["seconds"], "texts": ["page"]},
        {"event": "order", "events": 1, "leads": 1, "numbers": ["amount"], "texts": []},
    ]


def test_properties_inside_json_are_found_one_level_deep(tmp_path: Path) -> None:
    lines = ["lead,what,at,more"]
    lines += [f'{i},visit,2026-10-01,"{{""utm"": {{""source"": ""x""}}, ""n"": {i}}}"' for i in range(4)]
    (tmp_path / "events.csv").write_text("\n".join(lines), "utf-8")
    mapping = {"lead": "lead", "event": "what", "time": "at", "properties": "more"}
    found = event_profile(Sources(leads=[], events=tmp_path / "events.csv", event_columns=mapping))

    assert found.to_pylist() == [{"event": "visit", "events": 4, "leads": 4, "numbers": ["n"], "texts": ["utm.source"]}]


def test_properties_inside_a_struct_are_found_too() -> None:
    rows = [{"a": 1, "b": {"c": "x"}}] * 2
    events = pa.table({"lead_id": [1, 2], "event": ["e", "e"], "timestamp": ["2026-10-01"] * 2, "properties": rows})

    found = event_profile(Sources(leads=[], events=events)).to_pylist()
    assert (found[0]["numbers"], found[0]["texts"]) == (["a"], ["b.c"])


def test_without_events_there_is_nothing_to_tell() -> None:
    assert event_profile(Sources(leads=[])).num_rows == 0


def test_events_without_a_time_are_refused() -> None:
    with pytest.raises(InputError, match="no-column timestamp"):
        event_profile(Sources(leads=[], events=[{"lead_id": 1, "event": "e"}]))
