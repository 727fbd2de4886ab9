"""The Parquet files of a folder, as relations that queries read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from baremo.engine.increment.counting import TYPES
from baremo.engine.increment.folder import Folder
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.engine.tables import Column

ID = "(event id)"  # no property can be named so


@dataclass(frozen=True, kw_only=True, slots=True)
class Store:
    """Reads and writes the files of one folder."""

    con: duckdb.DuckDBPyConnection
    folder: Folder
    key: Column  # of `lead_id`
    columns: Mapping[str, Column]  # the properties of kept events

    @property
    def of_events(self) -> dict[str, str]:
        """The columns of kept events and their types."""
        own = {"lead_id": self.key.type, "event": "TEXT", "timestamp": "TIMESTAMP"}
        return {**own, **{name: column.type for name, column in self.columns.items()}, ID: "TEXT"}

    @property
    def of_counts(self) -> dict[str, str]:
        """The columns of kept rows and their types."""
        return {**TYPES, "lead_id": self.key.type, "night": "INTEGER"}

    @property
    def of_recounted(self) -> dict[str, str]:
        """Leads, and the night before which their rows no longer hold."""
        return {"lead_id": self.key.type, "night": "INTEGER"}

    def read(self, names: Iterable[str], columns: Mapping[str, str]) -> Sql:
        """The rows of files, or none, as something to select from."""
        files = listed(self.folder.file(name) for name in names)
        shown = listed(sql("CAST({n} AS {t}) AS {n}", n=Name(name), t=Sql(type_)) for name, type_ in columns.items())
        if not files:
            nothing = listed(
                sql("CAST(NULL AS {t}) AS {n}", n=Name(name), t=Sql(type_)) for name, type_ in columns.items()
            )
            return sql("(SELECT {nothing} WHERE false)", nothing=nothing)
        return sql("(SELECT {shown} FROM read_parquet([{files}], union_by_name = true))", shown=shown, files=files)

    def write(self, query: Sql, name: str) -> int:
        """The rows of a query as a file; how many there are."""
        target = self.folder.file(name)
        self.con.execute(sql("COPY ({query}) TO {target} (FORMAT parquet)", query=query, target=target))
        return self.number(sql("SELECT count(*) FROM read_parquet({target})", target=target))

    def number(self, query: Sql) -> int:
        """The one number that a query gives."""
        found = self.con.execute(query).fetchone()
        return int(found[0]) if found else 0

    def count(self, relation: str) -> int:
        """How many rows a relation has."""
        return self.number(sql("SELECT count(*) FROM {r}", r=relation))

    def show(self, name: Name, query: Sql) -> None:
        """A temporary view."""
        self.con.execute(sql("CREATE OR REPLACE TEMP VIEW {name} AS {query}", name=name, query=query))

    def rename(self, name: str, to: str) -> None:
        (self.folder.path / name).replace(self.folder.path / to)
