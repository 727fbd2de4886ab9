"""Leaves out events whose id has been seen: of the same id the earliest counts.

Grouping by id costs twenty scans, so ids are looked at by their hashes first, and only rows whose hash
stands twice pass through the sort.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from baremo.engine.inputs.checks import instant_literal
from baremo.engine.inputs.draft import Draft
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.sql import Name, Sql, listed, sql

AT_ONCE = 50_000_000  # hashes in memory, 8 bytes each
ID = Name("(event id)")  # the column of the events' relation that no property can be named like


@dataclass(frozen=True, kw_only=True, slots=True)
class Unique:
    """The events without repetition."""

    name: Name
    repeated: int


def without_repeated(scratch: Scratch, events: Draft, name: Name, leads: Name, *, rows: int, as_of: datetime) -> Unique:
    """The same relation where no id stands twice."""
    hashed = sql("SELECT hash({id}) AS h FROM {events} WHERE {id} <> ''", id=ID, events=name)
    hashes = repeated_hashes(scratch.con, hashed, rows)
    if not len(hashes):
        return Unique(name=name, repeated=0)
    candidates = scratch.object("hashes", pa.table({"hash": hashes}))
    instant = instant_literal(as_of, events.fields["timestamp"])
    columns = listed(Name(column) for column in events.fields)
    kept = scratch.table(
        "events",
        sql(
            "SELECT {columns}, false AS dropped FROM {events} WHERE {id} IS NULL"
            " OR trim({id}) = '' OR hash({id}) NOT IN (SELECT hash FROM {candidates})"
            " UNION ALL SELECT {columns}, seen > 1 FROM (SELECT {columns},"
            " row_number() OVER (PARTITION BY {id} ORDER BY {order}) AS seen"
            " FROM {events} SEMI JOIN {leads} AS known USING (lead_id)"
            " WHERE hash({id}) IN (SELECT hash FROM {candidates}) AND trim({id}) <> '' AND timestamp <= {as_of})",
            columns=columns,
            events=name,
            id=ID,
            candidates=candidates,
            order=_order(events),
            leads=leads,
            as_of=instant,
        ),
    )
    return _kept(scratch, kept, columns)


def repeated_hashes(con: duckdb.DuckDBPyConnection, hashed: Sql, rows: int) -> npt.NDArray[np.uint64]:
    """The hashes `h` that a query gives more than once, each once; in parts, so that memory stays bounded."""
    parts = rows // AT_ONCE + 1
    found = []
    for part in range(parts):
        chosen = sql(" WHERE h % {parts} = {part}", parts=parts, part=part) if parts > 1 else Sql("")
        hashes = con.execute(sql("SELECT h FROM ({hashed}){chosen}", hashed=hashed, chosen=chosen)).fetchnumpy()["h"]
        hashes.sort()
        found.append(np.unique(hashes[1:][hashes[1:] == hashes[:-1]]))
    return np.concatenate(found)


def _order(events: Draft) -> Sql:
    """Earliest first, then the smallest in text order, nulls first."""
    fixed = ("lead_id", "event", "timestamp")
    names = ["lead_id", "event", *sorted(name for name in events.fields if name not in fixed)]
    texts = (sql("CAST({name} AS VARCHAR) NULLS FIRST", name=Name(name)) for name in names)
    return listed([Sql("timestamp"), *texts])


def _kept(scratch: Scratch, table: Name, columns: Sql) -> Unique:
    counted = scratch.con.execute(sql("SELECT count(*) FROM {table} WHERE dropped", table=table)).fetchone()
    unique = scratch.view(
        "unique_events", sql("SELECT {columns} FROM {table} WHERE NOT dropped", columns=columns, table=table)
    )
    return Unique(name=unique, repeated=int(counted[0]) if counted else 0)
