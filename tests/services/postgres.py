"""A real PostgreSQL server in a temporary folder, for as long as the session of tests lasts.

It listens on a socket in its folder alone, so that servers of several sessions know nothing of each other.
"""

from __future__ import annotations

import os
import pwd
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.services.programs import postgres_programs
from tests.warehouse.runners import Row

SETTINGS = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "autovacuum=off", "-c", "jit=off"]
# The shell reads until we end, however we end; then it ends the server and takes its folder away.
WHILE_WE_LIVE = 'folder=$1; shift; "$0" "$@" & read -r _; kill -QUIT $!; wait; rm -rf "$folder"'
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
        self.cursor.execute("SET statement_timeout = '60s'")

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
    """A server with `DATABASES`; yields the folder of its socket, which ends with it."""
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="baremo-"))
    owner = _owner(folder)
    data = folder / "data"
    first = [programs / "initdb", "-D", data, "-U", "baremo", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    _run(first, owner)
    command = ["/bin/sh", "-c", WHILE_WE_LIVE, programs / "postgres", folder, "-D", data, "-k", folder, *SETTINGS]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd="/", **owner) as running,
    ):
        psql = [programs / "psql", "-h", folder, "-U", "baremo", "-d", "postgres", "-c"]
        deadline = time.monotonic() + 60
        while not (folder / ".s.PGSQL.5432").exists() or subprocess.call([*psql, "SELECT"], stdout=log, stderr=log):
            assert running.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.05)
        _run([*psql, "CREATE DATABASE english LOCALE_PROVIDER icu ICU_LOCALE 'en-US' TEMPLATE template0"], owner)
        yield str(folder)


def _owner(folder: Path) -> dict[str, Any]:
    """As whom to run the server, which refuses to be root; the folder becomes theirs."""
    if os.getuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    someone = known.get("postgres") or known["nobody"]
    os.chown(folder, someone.pw_uid, someone.pw_gid)
    return {"user": someone.pw_uid, "group": someone.pw_gid, "extra_groups": []}


def _run(command: list[Any], owner: dict[str, Any]) -> None:
    done = subprocess.run(command, check=False, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **owner)
    assert done.returncode == 0, done.stdout.decode()


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
