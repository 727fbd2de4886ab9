"""The texts for DuckDB, run by it in a session with a zone of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generators import Case, case
from tests.laws.effort import models
from tests.warehouse.agreement import assert_warehouse_agrees
from tests.warehouse.cases import CASES
from tests.warehouse.runners import DuckDBRunner


@pytest.mark.parametrize("name", CASES)
def test_duckdb_gives_the_same(name: str) -> None:
    assert_warehouse_agrees(DuckDBRunner(), CASES[name])


@models(40)
@given(case(), st.booleans())
def test_duckdb_gives_the_same_for_any_model(case: Case, told: bool) -> None:
    assert_warehouse_agrees(DuckDBRunner(), case, told=[told])
