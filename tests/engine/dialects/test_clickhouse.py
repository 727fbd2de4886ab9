"""ClickHouse says what every engine must say."""

from __future__ import annotations

import pytest

from tests.engine.dialects.claims import CLAIMS, Claim, check
from tests.services.clickhouse import ClickHouseRunner

pytestmark = pytest.mark.xdist_group("clickhouse")


@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_clickhouse_says(claim: Claim, clickhouse: ClickHouseRunner) -> None:
    check(claim, clickhouse)
