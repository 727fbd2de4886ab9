"""Values never become SQL."""

from __future__ import annotations

import duckdb
import pytest

from baremo.engine.inputs.sql import Name, Sql, listed, sql


@pytest.mark.parametrize("text", ["it's", "a\\", "'; DROP TABLE x; --", "{x}", "ñ\n", '"'])
def test_a_text_is_a_literal(text: str) -> None:
    assert duckdb.sql(sql("SELECT {text}", text=text)).fetchall() == [(text,)]


@pytest.mark.parametrize("name", ['a"b', "a b", "SELECT", "a;--", "año"])
def test_a_name_is_an_identifier(name: str) -> None:
    assert duckdb.sql(sql("SELECT 1 AS {name}", name=Name(name))).columns == [name]


def test_sql_is_put_in_as_it_is() -> None:
    assert sql("{a} + {b}", a=Sql("1"), b=2) == "1 + 2"
    assert listed([Name("a"), "b", None, True, 1.5]) == "\"a\", 'b', NULL, True, 1.5"
