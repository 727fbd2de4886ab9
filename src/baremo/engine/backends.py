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
from baremo.texts import Text, say

Progress = Callable[[float], None]  # is told the share that is done, 0..1
POLL = 0.1  # seconds between two looks at the progress
LEAST, MOST = 100_000_000, 10**15  # bytes of memory that may be asked for
SETTINGS = {"TimeZone": "UTC", "default_collation": ""}
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
        con = own(spill, memory, threads) if engine is None else _cursor(engine)
        try:
            settle(con)
            yield con
        except duckdb.OutOfMemoryException as error:
            raise InputError(_too_little(memory)) from error
        except RuntimeError as error:  # what DuckDB makes of Ctrl-C
            if str(error) == "Query interrupted":
                raise KeyboardInterrupt from error
            raise
        finally:
            con.close()


def own(spill: str, memory: str | None = None, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A database of our own, in memory; `spill` is the folder for what does not fit."""
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
    return duckdb.connect(":memory:", config=settings)


def _cursor(engine: object) -> duckdb.DuckDBPyConnection:
    """A connection to the caller's database whose settings are its own."""
    if not isinstance(engine, duckdb.DuckDBPyConnection):
        raise InputError(_unusable(say("a {type} is no DuckDB connection.", type=type(engine).__name__)))
    try:
        return engine.cursor()
    except duckdb.Error as error:
        raise InputError(_unusable(say("the connection is closed."))) from error


def settle(con: duckdb.DuckDBPyConnection) -> None:
    """Sets what the meaning of a query hangs on, where it differs."""
    for name, value in SETTINGS.items():
        found = con.execute("SELECT current_setting(?)", [name]).fetchone()
        if found != (value,):
            try:
                con.execute(f"SET {name} = '{value}'")
            except duckdb.InvalidInputException as error:
                told = say("its settings are locked, and {name} is not '{value}'.", name=name, value=value)
                raise InputError(_unusable(told)) from error


def memory_limit(given: str) -> str:
    """An amount such as 2GB or 500MB, as DuckDB writes it; at least 100 MB."""
    found = _amount(given)
    return f"{found[1]}{found[3].upper()}{found[4]}B"


def memory_bytes(given: str) -> int:
    """The same amount in bytes."""
    found = _amount(given)
    unit = 1024 if found[4] else 1000
    return int(float(found[1]) * unit ** ("KMGT".index(found[3].upper()) + 1))


def _amount(given: str) -> re.Match[str]:
    found = MEMORY.fullmatch(given)
    power = "KMGT".index(found[3].upper()) + 1 if found else 0
    if found is None or not LEAST <= float(found[1]) * 1000**power <= MOST:
        raise InputError(
            Problem(
                code="bad-memory",
                subject="--memory",
                message=say("{given} is no amount of memory that a scoring can work in.", given=repr(given[:40])),
                remedy=say("Write at least 100MB, such as 500MB or 2GB."),
            )
        )
    return found


def _too_little(memory: str | None) -> Problem:
    return Problem(
        code="out-of-memory",
        subject="",
        message=say("the scoring does not fit into {memory} of memory.", memory=memory or say("what there is")),
        remedy=say("Allow more with --memory, or make room on the disk for temporary files."),
    )


def _unusable(message: Text) -> Problem:
    remedy = say("Give an open connection of DuckDB, or none, to compute in one of our own.")
    return Problem(code="bad-engine", subject="engine", message=message, remedy=remedy)


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
