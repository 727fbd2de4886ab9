"""PostgreSQL says what every engine must say."""

from __future__ import annotations

import pytest

from tests.engine.dialects.claims import CLAIMS, Claim, check
from tests.services.postgres import PostgresRunner

pytestmark = pytest.mark.xdist_group("postgres")


@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_postgres_says(claim: Claim, any_postgres: PostgresRunner) -> None:
    check(claim, any_postgres)
