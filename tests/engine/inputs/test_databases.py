"""Tables of databases: found by name, quoted, and never a password shown."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import duckdb
import pytest

from baremo.engine.inputs.databases import address_of
from baremo.errors import InputError
from tests.engine.inputs.setting import as_number, as_text, connection, leads_of, model, prepared

NAMES = model(as_text("name"), as_number("size"))
EVIL = 'a"b; DROP TABLE leads; --'


def duck(folder: Path) -> str:
    with duckdb.connect(folder / "x.db") as con:
        con.execute("CREATE TABLE leads AS SELECT 7 AS lead_id, 'Ana' AS name, 1.5 AS size")
        con.execute("CREATE SCHEMA crm")
        con.execute("CREATE VIEW crm.people AS SELECT 8 AS lead_id, 'Bruno' AS name, 2 AS size")
        con.execute('CREATE TABLE "a""b; DROP TABLE leads; --" AS SELECT 9 AS lead_id, \'C\' AS name, 2 AS size')
    return f"duckdb:///{folder}/x.db"


def lite(folder: Path, *rows: tuple[object, ...]) -> str:
    con = sqlite3.connect(folder / "x.sqlite")
    con.execute("CREATE TABLE leads (lead_id, name, size)")
    con.executemany("INSERT INTO leads VALUES (?, ?, ?)", rows)
    con.commit()
    con.close()
    return f"sqlite:///{folder}/x.sqlite"


def refusal(source: str) -> str:
    with pytest.raises(InputError) as error:
        leads_of(NAMES, source)
    return str(error.value)


@pytest.mark.parametrize(
    ("table", "expected"),
    [("leads", (7, "Ana", 1.5)), ("main.leads", (7, "Ana", 1.5)), ("crm.people", (8, "Bruno", 2)), (EVIL, (9, "C", 2))],
)
def test_a_table_of_duckdb_is_read_in_place(tmp_path: Path, table: str, expected: tuple[object, ...]) -> None:
    assert leads_of(NAMES, f"{table}@{duck(tmp_path)}", "lead_id", "name", "size") == [expected]


def test_a_database_is_let_go(tmp_path: Path) -> None:
    con = connection()
    with prepared(NAMES, con=con, leads=f"leads@{duck(tmp_path)}"):
        pass
    databases = con.execute("SELECT database_name FROM duckdb_databases() WHERE NOT internal").fetchall()
    assert databases == [("memory",)]


def test_a_table_of_sqlite_is_read(tmp_path: Path) -> None:
    source = f"leads@{lite(tmp_path, (7, 'Ana', 1.5), (8, None, None))}"
    assert leads_of(NAMES, source, "lead_id", "name", "size") == [(7, "Ana", 1.5), (8, None, None)]


def test_a_column_of_several_types_is_read_as_text(tmp_path: Path) -> None:
    many = [(str(i), "Ana", 5) for i in range(3000)]
    source = f"leads@{lite(tmp_path, *many, (8000, 'Ana', 'large'))}"
    assert leads_of(NAMES, source, "lead_id", "size")[-2:] == [("2999", "5"), ("8000", "large")]


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    assert refusal(f"led@{lite(tmp_path)}") == (
        "led@sqlite:///x.sqlite: unknown-table led: the database has no such table; did you mean 'leads'?"
        " Use one of: leads."
    )


def test_a_missing_database_is_refused(tmp_path: Path) -> None:
    assert refusal("leads@sqlite:///no/x.db") == (
        "leads@sqlite:///x.db: no-file: there is no database file no/x.db."
        " Write sqlite:///name.db for a file here and sqlite:////folder/name.db for any other."
    )


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("lead_id,name")
    assert refusal(f"leads@sqlite:///{tmp_path}/x.db").startswith(
        "leads@sqlite:///x.db: unreadable-database: the database cannot be read: "
    )
    assert refusal(f"leads@duckdb:///{tmp_path}/x.db").startswith(
        "leads@duckdb:///x.db: unreadable-database: the database cannot be read: "
    )


def test_an_unknown_kind_of_database_is_refused() -> None:
    assert refusal("leads@mysql://ana:secret@host/crm") == (
        "unknown-scheme mysql: databases of this kind cannot be read. Use one of duckdb, sqlite, postgresql."
    )


@pytest.mark.parametrize("password", ["secret", "s%20ecret", "s!e$c"])
def test_a_password_is_never_shown(password: str) -> None:
    told = refusal(f"leads@postgresql://ana:{password}@localhost:1/crm?sslmode=disable&password={password}")
    assert told.startswith("leads@postgresql://localhost:1/crm: unreadable-database: the database cannot be read: ")
    assert password not in told
    assert "ana" not in told


@pytest.mark.parametrize("password", ["se cret", "p@ss:w/rd", "%zz", "p?w", "p#w", "a/b@c?d@e"])
def test_a_password_that_is_not_encoded_is_not_shown_in_pieces(password: str) -> None:
    assert refusal(f"leads@postgresql://ana:{password}@localhost:1/crm") == (
        "leads@postgresql://…: unreadable-database: the database cannot be read:"
        " signs of its password must be written as %XX. Check the address, and that the server runs and lets you in."
    )


def test_an_address_does_not_print_its_url() -> None:
    assert "secret" not in repr(address_of("leads@postgresql://ana:secret@host/crm"))


def test_paths_are_no_addresses() -> None:
    assert address_of("people@home/leads.csv") is None
    assert address_of("leads.csv") is None
