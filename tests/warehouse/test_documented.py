"""Whole texts for engines that no test can run, as a reader who is not ours understands them."""

from __future__ import annotations

from itertools import cycle

import pytest

from tests.engine.dialects.stand_in import StandIn
from tests.warehouse.agreement import assert_warehouse_agrees
from tests.warehouse.cases import CASES

DOCUMENTED = ["bigquery", "snowflake", "trino"]


@pytest.mark.parametrize(("name", "dialect"), list(zip(CASES, cycle(DOCUMENTED), strict=False)))
def test_a_stand_in_gives_the_same(name: str, dialect: str) -> None:
    assert_warehouse_agrees(StandIn(dialect), CASES[name], told=[True])


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("dialect", DOCUMENTED)
def test_every_stand_in_gives_the_same_whatever_is_told(dialect: str, name: str) -> None:
    assert_warehouse_agrees(StandIn(dialect), CASES[name])
