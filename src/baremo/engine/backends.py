"""Where a query runs: DuckDB, embedded, with bounded memory and no reach beyond the files it is given."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from baremo.engine.texts import Statement
from baremo.errors import InputError, Problem
from baremo.texts import say

Progress = Callable[[float], None]  # is told the share that is done, 0..1
POLL = 0.1  # seconds between two looks at the progress
MEMORY = re.compile(r"\s*([0-9]+(\.[0-9]+)?)\s*([KMGT])(I?)B\s*", re.IGNORECASE)


@contextmanager
def connection(
    engine: duckdb.DuckDBPyConnection | None = None, *, memory: str | None = None, threads: int | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of our own, or a cursor of the caller's; in both, texts without a zone are UTC.

    Parameters
    ----------
    engine : duckdb.DuckDBPyConnection, optional
        A connection of the caller's own, which stays open.
    memory : str, optional
        Such as "2GB": what goes beyond is kept on disk for a while.
    threads : int, optional
        All cores unless given.
    """
    with tempfile.TemporaryDirectory(prefix="baremo-") as spill:
        if engine is not None:
            con = engine.cursor()
        else:
            settings: dict[str, str | bool | int | float | list[str]] = {
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "temp_directory": spill,
                "preserve_insertion_order": False,
            }
            if memory is not None:
                settings["memory_limit"] = memory_limit(memory)
            if threads is not None:
                settings["threads"] = threads
            con = duckdb.connect(":memory:", config=settings)
        try:
            con.execute("SET TimeZone = 'UTC'")
            yield con
        finally:
            con.close()


def memory_limit(given: str) -> str:
    """An amount such as 2GB or 500MB, as DuckDB writes it; at least 100 MB."""
    found = MEMORY.fullmatch(given)
    power = "KMGT".index(found[3].upper()) + 1 if found else 0
    if found is None or float(found[1]) * 1000**power < 100_000_000:
        raise InputError(
            Problem(
                code="bad-memory",
                subject="--memory",
                message=say("{given} is no amount of memory that a scoring can work in.", given=repr(given[:40])),
                remedy=say("Write at least 100MB, such as 500MB or 2GB."),
            )
        )
    return f"{found[1]}{found[3].upper()}{found[4]}B"


def run(con: duckdb.DuckDBPyConnection, statement: Statement, progress: Progress | None = None) -> None:
    """Runs a statement to its end and tells how far it is."""
    with watched(con, progress):
        con.execute(statement.text, statement.values)


def rows(con: duckdb.DuckDBPyConnection, statement: Statement, progress: Progress | None = None) -> pa.Table:
    """The rows of a statement, in Arrow."""
    con.complete()  # what `execute` left unread, such as the rest of a row that was asked for alone
    with watched(con, progress):
        return con.sql(statement.text, params=statement.values).to_arrow_table()


@contextmanager
def watched(con: duckdb.DuckDBPyConnection, progress: Progress | None) -> Iterator[None]:
    """Tells `progress` every now and then how much of what runs meanwhile is done."""
    if progress is None:
        yield
        return
    con.execute("SET enable_progress_bar = true")
    con.execute("SET enable_progress_bar_print = false")
    done = threading.Event()

    def look() -> None:
        while not done.wait(POLL):
            progress(max(con.query_progress(), 0) / 100)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        progress(1)
