"""The texts for PostgreSQL, run by it in a session with a zone of its own."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.generators import Case, case
from tests.laws.effort import models
from tests.services.postgres import PostgresRunner
from tests.warehouse.agreement import assert_warehouse_agrees
from tests.warehouse.cases import CASES

pytestmark = pytest.mark.xdist_group("postgres")


@pytest.mark.parametrize("name", CASES)
def test_postgres_gives_the_same(name: str, postgres: PostgresRunner) -> None:
    assert_warehouse_agrees(postgres, CASES[name])


@models(15)
@given(case=case())
def test_postgres_gives_the_same_for_any_model(case: Case, postgres: PostgresRunner) -> None:
    assert_warehouse_agrees(postgres, case)
