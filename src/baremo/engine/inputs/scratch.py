"""What one scoring leaves in the connection for a while: temporary views and tables with one prefix.

Everything made here is dropped by `release`, and nothing else is.
"""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from baremo.engine.inputs.sql import Name, Sql, sql

_number = itertools.count(1)


def _prefix() -> str:
    return f"baremo_{next(_number)}_"


@dataclass(frozen=True, kw_only=True, slots=True)
class Scratch:
    """Makes temporary relations and remembers them."""

    con: duckdb.DuckDBPyConnection
    prefix: str = field(default_factory=_prefix)
    made: list[tuple[str, Name]] = field(default_factory=list)  # VIEW, TABLE, OBJECT, DATABASE or FILE
    _count: itertools.count[int] = field(default_factory=itertools.count)

    def view(self, name: str, query: Sql) -> Name:
        full = self._remember("VIEW", name)
        self.con.execute(sql("CREATE TEMP VIEW {name} AS {query}", name=full, query=query))
        return full

    def table(self, name: str, query: Sql) -> Name:
        full = self._remember("TABLE", name)
        self.con.execute(sql("CREATE TEMP TABLE {name} AS {query}", name=full, query=query))
        return full

    def object(self, name: str, value: object) -> Name:
        """An Arrow table, reader or data set under a name."""
        full = self._remember("OBJECT", name)
        self.con.complete()  # DuckDB registers nothing while rows of an earlier query are unread
        self.con.register(full, value)
        return full

    def copy(self, name: str, columns: Sql, relation: duckdb.DuckDBPyRelation) -> Name:
        """Columns of a relation as a table; DuckDB finds the relation by the name of the argument, now only.

        Raises duckdb.Error where the relation belongs to a connection to another database.
        """
        full = self._remember("TABLE", name)
        self.con.execute(sql("CREATE TEMP TABLE {name} AS SELECT {columns} FROM relation", name=full, columns=columns))
        return full

    def database(self, path: Path) -> Name:
        full = self._remember("DATABASE", "database")
        self.con.execute(sql("ATTACH {path} AS {name} (READ_ONLY)", path=str(path), name=full))
        return full

    def file(self, suffix: str) -> Path:
        """An empty file that lives until `release`."""
        with tempfile.NamedTemporaryFile(prefix="baremo-", suffix=suffix, delete=False) as made:
            path = Path(made.name)
        self._remember_as("FILE", Name(path))
        return path

    def drop(self, relation: Sql) -> None:
        """Drops a table made here before the rest; any other relation stays."""
        for kind, name in list(self.made):
            if kind == "TABLE" and sql("{name}", name=name) == relation:
                self._forget(kind, name)

    def release(self) -> None:
        """Drops all; harmless when called again."""
        for kind, name in reversed(list(self.made)):
            self._forget(kind, name)

    def _remember(self, kind: str, name: str) -> Name:
        return self._remember_as(kind, Name(f"{self.prefix}{next(self._count)}_{name}"))

    def _remember_as(self, kind: str, name: Name) -> Name:
        self.made.append((kind, name))
        return name

    def _forget(self, kind: str, name: Name) -> None:
        self.made.remove((kind, name))
        if kind == "FILE":
            Path(name).unlink(missing_ok=True)
            return
        with contextlib.suppress(duckdb.Error):
            if kind == "OBJECT":
                self.con.unregister(name)
            elif kind == "DATABASE":
                self.con.execute(sql("DETACH DATABASE IF EXISTS {name}", name=name))
            else:
                self.con.execute(sql("DROP {kind} IF EXISTS {name}", kind=Sql(kind), name=name))
