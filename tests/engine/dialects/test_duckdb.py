"""DuckDB says what every engine must say, in a session of ours and in any other."""

from __future__ import annotations

from datetime import datetime

import pytest

from baremo.engine.dialects import DuckDB
from baremo.engine.expressions import number
from tests.engine.dialects.about_times import AT, END, MADRID
from tests.engine.dialects.claims import CLAIMS, Claim, check
from tests.warehouse.runners import DuckDBRunner


def without_zone(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


# Only here have instants no zone: what they say is UTC.
WITHOUT_ZONE = [
    Claim(
        says="the day of an instant is that of the zone",
        kind="naive",
        write=lambda say, value: say.day(value, MADRID),
        values=[
            (without_zone("1969-12-31 22:59:59"), -1),
            (without_zone("1969-12-31 23:00"), 0),
            (without_zone("2026-10-31 23:30"), 20758),
        ],
    ),
    Claim(
        says="age counts whole days back from the day of as_of",
        kind="naive",
        write=lambda say, value: say.age(value, number(END), AT.zone),
        values=[
            (without_zone("2026-11-01 22:59:59"), 0),
            (without_zone("2026-10-31 22:59:59"), 1),
            (without_zone("2026-10-24 22:00"), 7),
        ],
    ),
    Claim(
        says="an instant is written without a zone where the column has none",
        kind="text",
        write=lambda say, value: say.instant(-1, zoned=False),
        values=[("", without_zone("1969-12-31 23:59:59.999999"))],
    ),
]


@pytest.fixture(scope="module")
def elsewhere() -> DuckDBRunner:
    return DuckDBRunner()


@pytest.fixture(scope="module")
def ours() -> DuckDBRunner:
    runner = DuckDBRunner()
    runner.con.execute("SET TimeZone = 'UTC'")
    return runner


@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_duckdb_elsewhere_says(claim: Claim, elsewhere: DuckDBRunner) -> None:
    check(claim, elsewhere)


@pytest.mark.parametrize("claim", [*CLAIMS, *WITHOUT_ZONE], ids=str)
def test_duckdb_says(claim: Claim, ours: DuckDBRunner) -> None:
    check(claim, ours, DuckDB())


def test_an_instant_is_written_to_the_microsecond() -> None:
    assert DuckDB().instant_text(-1) == "1969-12-31 23:59:59.999999"
    assert DuckDB().instant_text(0) == "1970-01-01 00:00:00"
