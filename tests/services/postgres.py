"""A real PostgreSQL server in a temporary folder, for as long as the session of tests lasts.

It listens on a socket in its folder alone, so that servers of several sessions know nothing of each other.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.services.programs import postgres_programs
from tests.warehouse.runners import Row

SETTINGS = "-c listen_addresses='' -c fsync=off -c autovacuum=off"
DATABASES = {
    "postgres": "of the locale C, whose own lower case is that of ASCII alone",
    "english": "sorts texts as a dictionary does",
}


class PostgresRunner:
    """PostgreSQL, through ADBC."""

    dialect = "postgres"

    def __init__(self, server: str, database: str) -> None:
        from adbc_driver_postgresql import dbapi

        self.connection = dbapi.connect(f"postgresql:///{database}?host={server}&user=baremo", autocommit=True)
        self.cursor = self.connection.cursor()
        self.cursor.execute("SET TimeZone = 'America/New_York'")  # no text may hang on it

    def load(self, name: str, table: pa.Table) -> None:
        self.cursor.adbc_ingest(name, table, mode="replace")

    def rows(self, sql: str) -> list[Row]:
        self.cursor.execute(sql)
        rows: list[Row] = self.cursor.fetch_arrow_table().to_pylist()
        return rows

    def close(self) -> None:
        self.cursor.close()
        self.connection.close()


@contextmanager
def server() -> Iterator[str]:
    """A server with `DATABASES`; yields the folder of its socket."""
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="baremo-"))
    try:
        if os.getuid() == 0:  # which the server refuses to be
            owner = _someone()
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = str(folder / "data")
        _run(programs / "initdb", "-D", data, "-U", "baremo", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", f"{SETTINGS} -k {folder}", "start")
        try:
            english = "CREATE DATABASE english LOCALE_PROVIDER icu ICU_LOCALE 'en-US' TEMPLATE template0"
            _run(programs / "psql", "-h", str(folder), "-U", "baremo", "-d", "postgres", "-c", english)
            yield str(folder)
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _someone() -> pwd.struct_passwd:
    """A user without rights."""
    known = {user.pw_name: user for user in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _run(program: Path, *arguments: str) -> None:
    """As ourselves, or as someone else where we are root."""
    owner: dict[str, Any] = {}
    if os.getuid() == 0:
        someone = _someone()
        owner = {"user": someone.pw_uid, "group": someone.pw_gid, "extra_groups": []}
    # Its output goes to a file: a server would keep a pipe open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run([program, *arguments], check=False, cwd="/", stdout=said, stderr=said, **owner)
        said.seek(0)
        assert done.returncode == 0, said.read().decode()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with server() as folder:
        yield folder


@pytest.fixture(scope="session", params=list(DATABASES))
def any_postgres(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[PostgresRunner]:
    """Each of the databases in turn."""
    runner = PostgresRunner(postgres_server, request.param)
    yield runner
    runner.close()


@pytest.fixture(scope="session")
def postgres(postgres_server: str) -> Iterator[PostgresRunner]:
    """The database whose own order of texts is not ours."""
    runner = PostgresRunner(postgres_server, "english")
    yield runner
    runner.close()
