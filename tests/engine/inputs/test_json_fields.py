"""Properties inside JSON, structs and maps."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest

from baremo.errors import InputError
from tests.engine.inputs.setting import AN_EVENT, connection, events_of, model, prepared, with_property


def read(field: str, *properties: object, **own: object) -> list[Any]:
    rows = [{**AN_EVENT, **own, "properties": properties_} for properties_ in properties]
    return events_of(model(with_property(field)), rows, field)


@pytest.mark.parametrize(
    ("value", "text"),
    [("demo", "demo"), (5, "5"), (2.5, "2.5"), (True, "true"), (None, None), ("", ""), ("ñ\"'", "ñ\"'")],
)
def test_scalars_are_read_as_their_text(value: object, text: str | None) -> None:
    assert read("form", {"form": value}) == [text]


def test_fields_are_flattened_one_level_with_dots() -> None:
    properties = {"page": {"path": "/a", "more": {"x": 1}}, "page.title": "T"}
    assert read("page.path", properties) == ["/a"]
    assert read("page.more", properties) == ['{"x":1}']
    assert read("page.title", properties) == ["T"]
    assert read("page", properties) == [None]


def test_one_list_makes_the_column_lists() -> None:
    assert read("form", {"form": ["a", 1, None]}, {"form": "b"}, {"form": None}, {}, {"form": []}) == [
        ["a", "1", None],
        ["b"],
        None,
        None,
        [],
    ]


def test_lists_are_said_to_be_lists() -> None:
    rows = [{**AN_EVENT, "properties": {"form": ["a"]}}]
    with prepared(model(with_property("form")), leads=[{"lead_id": "ana"}], events=rows) as (_, inputs):
        column = inputs.tables.events.columns["form"]
    assert (column.kind, column.many) == ("text", True)


@pytest.mark.parametrize("name", ['a"b', "a'b", "a b", "a\\b", "año", "$", "a[0]", "*"])
def test_any_name_can_be_a_field(name: str) -> None:
    assert read(name, {name: "x", "a": "other"}) == ["x"]


def test_a_column_of_its_own_wins() -> None:
    assert read("form", {"form": "inside"}, form="own") == ["own"]


def test_a_field_that_no_event_has_is_null() -> None:
    assert read("form", {"other": 1}, None) == [None, None]


def test_blank_properties_are_none() -> None:
    rows = pa.Table.from_pylist([{**AN_EVENT, "properties": text} for text in ("", " ", None, '{"form": "a"}')])
    assert events_of(model(with_property("form")), rows, "form") == [None, None, None, "a"]


def test_properties_that_are_no_json_are_refused_with_their_row() -> None:
    rows = pa.Table.from_pylist([{**AN_EVENT, "properties": text} for text in ("{}", "{form: demo}")])
    with pytest.raises(InputError) as error:
        events_of(model(with_property("form")), rows)
    assert str(error.value) == (
        "events:2: unreadable-json properties: this is no JSON: '{form: demo}'."
        " Write each value of the column as a JSON object, or leave it blank."
    )


def test_structs_and_maps_keep_their_types() -> None:
    con = connection()
    event = "SELECT 'ana' AS lead_id, 'e' AS event, TIMESTAMP '2026-01-01' AS timestamp"
    struct = con.sql(f"{event}, {{'form': 5, 'page': {{'path': '/a'}}}} AS properties")
    mapped = con.sql(f"{event}, map {{'form': 'demo'}} AS properties")
    assert events_of(model(with_property("form")), struct, "form", con=con) == [5]
    assert events_of(model(with_property("page.path")), struct, "page.path", con=con) == ["/a"]
    assert events_of(model(with_property("none")), struct, "none", con=con) == [None]
    assert events_of(model(with_property("form")), mapped, "form", con=con) == ["demo"]
    assert events_of(model(with_property("none")), mapped, "none", con=con) == [None]


def test_properties_of_another_type_are_refused() -> None:
    rows = [{**AN_EVENT, "properties": 5}]
    with pytest.raises(InputError) as error:
        events_of(model(with_property("form")), rows)
    assert str(error.value) == (
        "events: unsupported-type properties: a column of type BIGINT holds no properties."
        " Give JSON text, a struct or a map."
    )


def test_properties_in_another_column_are_named() -> None:
    rows = pa.Table.from_pylist([{**AN_EVENT, "data": json.dumps({"form": "demo"})}])
    found = events_of(model(with_property("form")), rows, "form", event_columns={"properties": "data"})
    assert found == ["demo"]
