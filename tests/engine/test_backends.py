"""The connection that a scoring runs in: ours, or the caller's, which stays as it was."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

import baremo
from baremo.engine.backends import connection, memory_limit
from baremo.errors import InputError
from tests.engine.small import model

MODEL = model("spain: {when: {country: ES}, points: 7}, seen: {event: seen, points: 1}")
REMEDY = "Give an open connection of DuckDB, or none, to compute in one of our own."


@pytest.fixture
def engine() -> Any:
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'America/Bogota'")
        con.execute("CREATE TABLE leads AS SELECT 'ana' AS lead_id, 'es' AS country UNION ALL SELECT 'Ana', 'FR'")
        con.execute(
            "CREATE TABLE seen AS SELECT 'ana' AS lead_id, 'seen' AS event, now() - INTERVAL 1 DAY AS timestamp"
        )
        yield con


def test_tables_of_ones_own_are_scored_in_place(engine: duckdb.DuckDBPyConnection) -> None:
    result = baremo.score(MODEL, leads=engine.table("leads"), events=engine.sql("FROM seen"), engine=engine)

    assert result.scores.select(["lead_id", "score"]).to_pylist() == [
        {"lead_id": "ana", "score": 8.0},
        {"lead_id": "Ana", "score": 0.0},
    ]
    assert result.explain("ana").score == 8


def test_a_connection_of_ones_own_stays_as_it_was(engine: duckdb.DuckDBPyConnection) -> None:
    def state() -> list[Any]:
        settings = engine.sql(
            "SELECT name, value FROM duckdb_settings() WHERE name <> 'threads' ORDER BY ALL"
        ).fetchall()
        return [settings, engine.sql("SHOW ALL TABLES").fetchall(), engine.sql("FROM duckdb_views()").fetchall()]

    before = state()
    baremo.score(MODEL, leads=engine.table("leads"), as_of="2026-11-01", engine=engine).explain("ana")

    assert state() == before
    assert engine.execute("SELECT 1").fetchone() == (1,)


def test_an_error_leaves_the_connection_as_it_was(engine: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(InputError):
        baremo.score(MODEL, leads=engine.sql("SELECT 'x' AS lead_id"), engine=engine)

    assert len(engine.sql("SHOW ALL TABLES").fetchall()) == 2


@pytest.mark.parametrize("setting", ["default_collation = 'nocase'", "default_null_order = 'nulls_first'"])
def test_what_settings_say_elsewhere_changes_no_score(engine: duckdb.DuckDBPyConnection, setting: str) -> None:
    engine.execute(f"SET GLOBAL {setting}")
    scores = baremo.score(MODEL, leads=engine.table("leads"), events=engine.table("seen"), engine=engine).scores

    assert scores["score"].to_pylist() == [8.0, 0.0]


def test_locked_settings_that_do_not_fit_are_told(engine: duckdb.DuckDBPyConnection) -> None:
    engine.execute("SET GLOBAL default_collation = 'nocase'")
    engine.execute("SET lock_configuration = true")
    with pytest.raises(InputError) as refused:
        baremo.score(MODEL, leads=engine.table("leads"), engine=engine)

    assert str(refused.value).startswith("bad-engine engine: its settings are locked, and ")


@pytest.mark.parametrize(
    ("given", "message"),
    [("duckdb", "a str is no DuckDB connection."), (duckdb.connect(), "the connection is closed.")],
)
def test_what_is_no_open_connection_is_refused(given: Any, message: str) -> None:
    if not isinstance(given, str):
        given.close()
    with pytest.raises(InputError) as refused:
        baremo.score(MODEL, leads=[], engine=given)

    assert str(refused.value) == f"bad-engine engine: {message} {REMEDY}"


@pytest.mark.parametrize(
    ("given", "limit"),
    [("2GB", "2GB"), (" 500 mb ", "500MB"), ("1.5GiB", "1.5GiB"), ("100MB", "100MB"), ("1TB", "1TB")],
)
def test_memory_is_an_amount_with_its_unit(given: str, limit: str) -> None:
    assert memory_limit(given) == limit
    with connection(memory=given) as con:
        assert con.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("given", ["", "2", "2 apples", "-2GB", "99MB", "1e9GB", "9" * 30 + "GB", "2GB; DROP"])
def test_any_other_memory_is_refused(given: str) -> None:
    with pytest.raises(InputError) as refused:
        memory_limit(given)

    assert str(refused.value) == (
        f"bad-memory --memory: {given!r} is no amount of memory that a scoring can work in. "
        "Write at least 100MB, such as 500MB or 2GB."
    )


def test_what_does_not_fit_into_memory_is_told() -> None:
    with pytest.raises(InputError) as refused, connection(memory="100MB") as con:
        con.execute("SET temp_directory = ''; CREATE TABLE big AS SELECT md5(range::TEXT) FROM range(10000000)")

    assert str(refused.value) == (
        "out-of-memory: the scoring does not fit into 100MB of memory. "
        "Allow more with --memory, or make room on the disk for temporary files."
    )


def test_nothing_is_fetched_from_elsewhere_for_a_query() -> None:
    with connection() as con:
        asked = con.execute("SELECT current_setting('autoinstall_known_extensions')").fetchone()

    assert asked == (False,)
