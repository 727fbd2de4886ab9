"""`baremo sql`: a text for a warehouse, on the screen or in a file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.cli.conftest import Call, Done, listing

GIVEN = ("sql", "model.yaml", "--dialect", "duckdb", "--as-of", "2026-03-31")


@pytest.fixture
def sql(desk: Path, baremo: Call) -> Call:
    """`baremo sql` of the cast, with further words."""

    def call(*words: str) -> Done:
        return baremo(*GIVEN, *words)

    return call


def test_the_text_runs_and_gives_the_scores(sql: Call) -> None:
    done = sql("--leads-table", "crm.people", "--id", "id", "--event-columns", "time=at")

    assert (done.code, done.err) == (0, "")
    with duckdb.connect() as con:
        con.execute("CREATE SCHEMA crm")
        con.execute("CREATE TABLE crm.people AS SELECT * RENAME (lead_id AS id) FROM read_csv('leads.csv')")
        con.execute('CREATE TABLE events AS SELECT * RENAME ("timestamp" AS "at") FROM read_csv(\'events.csv\')')
        con.execute("SET TimeZone = 'UTC'")
        scores = con.sql(done.out).project("lead_id, points").fetchall()
    assert sorted(scores) == [("ana", 85.0), ("bruno", 0.0), ("carla", 0.0)]


def test_the_ledger_goes_into_a_file(sql: Call) -> None:
    done = sql("--ledger", "-o", "ledger.sql")

    assert (done.code, done.out, done.err) == (0, "", "Written: ledger.sql\n")
    assert Path("ledger.sql").read_text("utf-8").startswith("/*\n  Ledger of the model ")


def test_kinds_are_told_in_one_word(sql: Call) -> None:
    assert "employees whole" in sql("--types", " employees = whole , created_at=timestamp").out


@pytest.mark.parametrize("given", ["employees", "employees=", "=text", "a=text,"])
def test_a_kind_that_is_not_told_is_refused(sql: Call, given: str) -> None:
    done = sql("--types", given)

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("bad-kind --types: ")
    assert done.err.endswith(" Write it as COLUMN=KIND, such as employees=number,event.amount=number.\n")


def test_a_dialect_must_be_told_and_known(desk: Path, baremo: Call) -> None:
    assert baremo("sql", "model.yaml").code == 2
    assert baremo("sql", "model.yaml", "--dialect", "oracle").err.startswith(
        "unknown-dialect dialect: there is no dialect 'oracle'. Use duckdb, "
    )


def test_the_model_is_never_written_over(desk: Path, sql: Call) -> None:
    before = listing(desk)
    done = sql("-o", "model.yaml")

    assert done.err == (
        "model.yaml: same-file: this file is read, or written by another option, in the same call. "
        "Choose another name.\n"
    )
    assert listing(desk) == before
    assert sql("-o", "nowhere/x.sql").code == 1
