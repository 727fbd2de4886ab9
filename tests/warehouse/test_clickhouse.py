"""The texts for ClickHouse, run by it in a session with a zone of its own."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.generators import Case, case
from tests.laws.effort import models
from tests.services.clickhouse import ClickHouseRunner
from tests.warehouse.agreement import assert_warehouse_agrees
from tests.warehouse.cases import CASES

pytestmark = pytest.mark.xdist_group("clickhouse")


@pytest.mark.parametrize("name", CASES)
def test_clickhouse_gives_the_same(name: str, clickhouse: ClickHouseRunner) -> None:
    assert_warehouse_agrees(clickhouse, CASES[name])


@models(15)
@given(case=case())
def test_clickhouse_gives_the_same_for_any_model(case: Case, clickhouse: ClickHouseRunner) -> None:
    assert_warehouse_agrees(clickhouse, case)
