"""What DuckDB's types become."""

from __future__ import annotations

from typing import Any

import pytest

from baremo.engine.tables import Column
from baremo.errors import InputError
from tests.engine.inputs.setting import as_text, connection, model, prepared, rows

VALUE = model(as_text("value"))


def read(expression: str) -> tuple[Any, Column]:
    con = connection()
    leads = con.sql(f"SELECT 1 AS lead_id, {expression} AS value")
    with prepared(VALUE, con=con, leads=leads) as (_, inputs):
        return rows(con, inputs.tables.leads, "value")[0], inputs.tables.leads.columns["value"]


@pytest.mark.parametrize(
    ("expression", "value", "column"),
    [
        ("'a'", "a", Column(kind="text")),
        ("CAST('a' AS ENUM ('a', 'b'))", "a", Column(kind="text")),
        (
            "CAST('00000000-0000-0000-0000-000000000001' AS UUID)",
            "00000000-0000-0000-0000-000000000001",
            Column(kind="text"),
        ),
        ("TIME '10:00'", "10:00:00", Column(kind="text")),
        ("NULL", None, Column(kind="text")),
        ("CAST(5 AS UTINYINT)", 5, Column(kind="number", whole=True)),
        ("CAST(5 AS HUGEINT)", 5.0, Column(kind="number")),
        ("CAST(2.5 AS DECIMAL(5, 1))", 2.5, Column(kind="number")),
        ("CAST(2.5 AS FLOAT)", 2.5, Column(kind="number")),
        ("CAST('nan' AS DOUBLE)", None, Column(kind="number")),
        ("CAST('-inf' AS FLOAT)", None, Column(kind="number")),
        ("true", True, Column(kind="boolean")),
        ("['a', NULL]", ["a", None], Column(kind="text", many=True)),
        ("[CAST(1 AS TINYINT)]", [1], Column(kind="number", many=True, whole=True)),
        ("[CAST('nan' AS DOUBLE), 1]", [None, 1.0], Column(kind="number", many=True)),
        ("array_value('a', 'b')", ["a", "b"], Column(kind="text", many=True)),
        ("""CAST('["a", 1]' AS JSON)""", ["a", "1"], Column(kind="text", many=True)),
        ("CAST('2.50' AS JSON)", "2.5", Column(kind="text")),
    ],
)
def test_each_type_has_its_kind(expression: str, value: object, column: Column) -> None:
    assert read(expression) == (value, column)


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("DATE '2026-01-01'", "date"),
        ("TIMESTAMP '2026-01-01 10:00:00'", "instant"),
        ("TIMESTAMP_NS '2026-01-01 10:00:00'", "instant"),
        ("TIMESTAMP_S '2026-01-01 10:00:00'", "instant"),
    ],
)
def test_dates_and_instants_have_their_kinds(expression: str, kind: str) -> None:
    assert read(expression)[1].kind == kind


@pytest.mark.parametrize("expression", ["CAST('a' AS BLOB)", "{'a': 1}", "INTERVAL 1 DAY", "[['a']]", "[{'a': 1}]"])
def test_a_type_that_cannot_be_read_is_refused_where_the_model_reads_it(expression: str) -> None:
    with pytest.raises(InputError) as error:
        read(expression)
    assert "unsupported-type value: a column of type " in str(error.value)
    assert str(error.value).endswith("Give it as text, number, boolean, date or instant, or as a list of those.")


def test_a_type_that_cannot_be_read_is_no_matter_elsewhere() -> None:
    con = connection()
    leads = con.sql("SELECT 1 AS lead_id, 'a' AS value, CAST('a' AS BLOB) AS photo")
    with prepared(VALUE, con=con, leads=leads) as (_, inputs):
        assert set(inputs.tables.leads.columns) == {"lead_id", "value"}
