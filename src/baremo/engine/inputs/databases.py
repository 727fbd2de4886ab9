"""Reads a table of a database: `table@URL`, with `schema.table` where it needs one.

Names are looked up before they are quoted into a query, and no message shows a password.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb

from baremo.engine.inputs.frames import open_arrow
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Source, cells_of, excerpt
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.errors import InputError, Problem
from baremo.texts import Text, say

ADDRESS = re.compile(r"(?P<table>.+?)@(?P<scheme>[a-z][a-z0-9+]*)://(?P<rest>.*)", re.DOTALL)
ENCODED = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
DRIVERS = {"sqlite": "adbc_driver_sqlite", "postgresql": "adbc_driver_postgresql"}
SCHEMES = ("duckdb", "sqlite", "postgresql")

# Types that reach us as they are; numeric comes as a double, all others as text.
KEPT_TYPES = frozenset(
    {
        *("smallint", "integer", "bigint", "real", "double precision", "boolean", "date", "text"),
        *("character varying", "timestamp without time zone", "timestamp with time zone"),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A table and the database that it stands in."""

    table: str
    scheme: str
    url: str = field(repr=False)

    @property
    def path(self) -> Path:
        """The file of DuckDB or SQLite: `x.db` of `sqlite:///x.db`, `/data/x.db` of `sqlite:////data/x.db`."""
        rest = self.url.partition("://")[2].removeprefix("/")
        absolute = Path("/" + rest)
        return absolute if not Path(rest).exists() and absolute.exists() else Path(rest)

    @property
    def label(self) -> str:
        """As messages show it: without user, password and options."""
        if self.scheme != "postgresql":
            return f"{self.table}@{self.scheme}:///{self.path.name}"
        if not self.is_encoded:
            return f"{self.table}@{self.scheme}://…"
        place = self.url.partition("://")[2].partition("?")[0].rpartition("@")[2]
        return f"{self.table}@{self.scheme}://{place}"

    @property
    def passwords(self) -> list[str]:
        """As they are written in the URL."""
        place, _, options = self.url.partition("://")[2].partition("?")
        if "@" in options:
            place = self.url.partition("://")[2]  # the mark was a sign of the password
        found = re.match(r"[^:/@]*:(.*)@", place, re.DOTALL)
        return [*([found[1]] if found else []), *re.findall(r"password=([^&]+)", options)]

    @property
    def is_encoded(self) -> bool:
        """Whether no sign of a password can be taken for the end of it."""
        return all(ENCODED.fullmatch(password) for password in self.passwords)

    def reason(self, told: object) -> Text | str:
        """A driver's message, in which neither the URL nor a password stands."""
        if not self.is_encoded:
            # A driver takes such a password apart at its signs, and shows the pieces.
            return say("signs of its password must be written as %XX")
        text = str(told).partition("\n")[0].replace(self.url, "***")
        for password in self.passwords:
            text = text.replace(password, "***").replace(unquote(password), "***")
        return excerpt(text, most=160)


def address_of(source: str) -> Address | None:
    """The address that a text such as leads@duckdb:///x.db is, if it is one."""
    found = ADDRESS.fullmatch(source)
    if not found:
        return None
    scheme = "postgresql" if found["scheme"] == "postgres" else found["scheme"]
    return Address(table=found["table"], scheme=scheme, url=f"{scheme}://{found['rest']}")


def open_database(scratch: Scratch, address: Address, wanted: frozenset[str]) -> Source:
    """The wanted columns of the table; DuckDB's as a view, others fetched once."""
    if address.scheme not in SCHEMES:
        raise InputError(_unknown_scheme(address))
    if address.scheme != "postgresql" and not address.path.is_file():
        raise InputError(_no_database(address))
    if address.scheme == "duckdb":
        return _open_duckdb(scratch, address)
    with _cursor(address) as cursor:
        fetch = _fetch_sqlite if address.scheme == "sqlite" else _fetch_postgresql
        try:
            names, table = fetch(cursor, address, wanted)
        except InputError:
            raise
        except Exception as error:
            raise InputError(_failed(address, error)) from error
    return open_arrow(scratch, table, address.label, names)


def _open_duckdb(scratch: Scratch, address: Address) -> Source:
    try:
        database = scratch.database(address.path)
    except duckdb.Error as error:
        raise InputError(_failed(address, error)) from error
    found = scratch.con.execute(
        sql(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = {name}"
            " UNION SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = {name} AND NOT internal",
            name=str(database),
        )
    ).fetchall()
    schema, table = _choose(address, found, "main")
    relation = sql("{database}.{schema}.{table}", database=database, schema=schema, table=table)
    return Source(label=address.label, relation=relation, cells=cells_of(scratch.con, relation))


def _fetch_sqlite(cursor: Any, address: Address, wanted: frozenset[str]) -> tuple[list[str], Any]:
    cursor.execute("SELECT 'main', name FROM sqlite_master WHERE type IN ('table', 'view')")
    _, table = _choose(address, cursor.fetchall(), "main")
    _run(cursor, sql("SELECT name FROM pragma_table_info({table})", table=str(table)))
    names = [name for (name,) in cursor.fetchall()]
    taken = [Name(name) for name in names if name in wanted]
    try:
        return names, _read(cursor, [sql("{c}", c=column) for column in taken], Sql(sql("{t}", t=table)))
    except Exception:
        # SQLite's columns hold values of any type: where they disagree, all are read as text.
        texts = [sql("CAST({c} AS TEXT) AS {c}", c=column) for column in taken]
        return names, _read(cursor, texts, Sql(sql("{t}", t=table)))


def _fetch_postgresql(cursor: Any, address: Address, wanted: frozenset[str]) -> tuple[list[str], Any]:
    cursor.execute("SELECT table_schema::text, table_name::text FROM information_schema.tables")
    schema, table = _choose(address, cursor.fetchall(), "public")
    _run(
        cursor,
        sql(
            "SELECT column_name::text, data_type::text, udt_name::text FROM information_schema.columns"
            " WHERE table_schema = {schema} AND table_name = {table} ORDER BY ordinal_position",
            schema=str(schema),
            table=str(table),
        ),
    )
    columns = cursor.fetchall()
    values = [_value(Name(name), type_, udt) for name, type_, udt in columns if name in wanted]
    names = [name for name, _, _ in columns]
    return names, _read(cursor, values, sql("{schema}.{table}", schema=schema, table=table))


def _value(column: Name, type_: str, udt: str) -> Sql:
    if type_ in KEPT_TYPES:
        return sql("{c}", c=column)
    if type_ == "ARRAY":
        plain = udt in ("_text", "_int4", "_int8", "_float8", "_bool")
        return sql("{c}", c=column) if plain else sql("CAST({c} AS text[]) AS {c}", c=column)
    to = Sql("double precision") if type_ == "numeric" else Sql("text")
    return sql("CAST({c} AS {to}) AS {c}", c=column, to=to)


def _read(cursor: Any, values: list[Sql], relation: Sql) -> Any:
    _run(cursor, sql("SELECT {values} FROM {relation}", values=listed(values or [1]), relation=relation))
    table = cursor.fetch_arrow_table()
    return table if values else table.select([])


def _run(cursor: Any, query: Sql) -> None:
    cursor.execute(str(query))  # the drivers take nothing but plain str


def _choose(address: Address, found: list[tuple[str, str]], default: str) -> tuple[Name, Name]:
    """The schema and table of that name among those that exist."""
    known = {f"{schema}.{table}": (Name(schema), Name(table)) for schema, table in found}
    for name in (f"{default}.{address.table}", address.table):
        if name in known:
            return known[name]
    shown = sorted(name.removeprefix(f"{default}.") for name in known if not name.startswith(_INTERNAL))
    near = get_close_matches(address.table, shown, n=1)
    raise InputError(
        Problem(
            code="unknown-table",
            subject=excerpt(address.table),
            file=address.label,
            message=say("the database has no such table; did you mean '{near}'?", near=near[0])
            if near
            else say("the database has no such table."),
            remedy=say("Use one of: {names}.", names=", ".join(shown[:20]) or say("(there are none)")),
        )
    )


_INTERNAL = ("information_schema.", "pg_catalog.", "main.sqlite_")


@contextlib.contextmanager
def _cursor(address: Address) -> Iterator[Any]:
    try:
        connect: Callable[..., Any] = import_module(f"{DRIVERS[address.scheme]}.dbapi").connect
    except ImportError as error:
        raise InputError(_no_driver(address)) from error
    target = str(address.path) if address.scheme == "sqlite" else address.url
    try:
        connection = connect(target)
    except Exception as error:
        raise InputError(_failed(address, error)) from error
    with contextlib.closing(connection), contextlib.closing(connection.cursor()) as cursor:
        yield cursor


def _no_driver(address: Address) -> Problem:
    return Problem(
        code="no-driver",
        subject=address.scheme,
        file=address.label,
        message=say("the driver for this database is not installed."),
        remedy=say("Install it: pip install 'baremo[databases]'."),
    )


def _no_database(address: Address) -> Problem:
    return Problem(
        code="no-file",
        subject="",
        file=address.label,
        message=say("there is no database file {path}.", path=excerpt(address.path)),
        remedy=say("Write sqlite:///name.db for a file here and sqlite:////folder/name.db for any other."),
    )


def _failed(address: Address, error: Exception) -> Problem:
    return Problem(
        code="unreadable-database",
        subject="",
        file=address.label,
        message=say("the database cannot be read: {reason}.", reason=address.reason(error)),
        remedy=say("Check the address, and that the server runs and lets you in."),
    )


def _unknown_scheme(address: Address) -> Problem:
    return Problem(
        code="unknown-scheme",
        subject=address.scheme,
        message=say("databases of this kind cannot be read."),
        remedy=say("Use one of {known}.", known=", ".join(SCHEMES)),
    )
