"""Events that share an id: of the same id the earliest copy counts, as if all had come at once.

Ids are looked at by their hashes, and only rows whose hash has been seen are compared. Copies that differ
stay side by side (they are *contested*), since the lead of the one that counts may be unknown tomorrow.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from baremo.engine.increment.store import ID, Store
from baremo.engine.inputs.repeated import repeated_hashes
from baremo.engine.inputs.sql import Name, Sql, listed, sql

HASHES, COPIES, CONTESTED = Name("baremo_hashes"), Name("baremo_copies"), Name("baremo_contested")


def without_copies(store: Store, arrived: Sql, leads: Name) -> Sql:
    """Tonight's events without those seen before and the contested.

    Leaves the table CONTESTED, with what `counted` so far and what `counts` from now on.
    """
    con, manifest = store.con, store.folder.manifest
    before = store.read(filter(None, [manifest.contested]), {**store.of_events, "counted": "BOOLEAN"})
    old = store.read(manifest.events, store.of_events)
    hashes = _hashes(store, arrived, [old, before])
    con.register(HASHES, pa.table({"hash": pa.array(hashes, pa.uint64())}))
    columns = listed(map(Name, store.of_events))
    is_seen = sql("{id} IS NOT NULL AND hash({id}) IN (SELECT hash FROM {hashes})", id=Name(ID), hashes=HASHES)
    con.execute(
        sql(
            "CREATE OR REPLACE TEMP TABLE {copies} AS WITH given AS ("
            " SELECT {columns}, 0 AS source, true AS counted FROM {old}"
            " WHERE {is_seen} AND {id} NOT IN (SELECT {id} FROM {before})"
            " UNION ALL SELECT {columns}, 1, counted FROM {before}"
            " UNION ALL SELECT {columns}, 2, false FROM {arrived} WHERE {is_seen})"
            " SELECT {columns}, min(source) AS source, bool_or(counted) AS counted, count(*) AS copies,"
            " count(*) OVER (PARTITION BY {id}) AS different"
            " FROM given GROUP BY {columns}",
            copies=COPIES, columns=columns, old=old, id=Name(ID), is_seen=is_seen, before=before,
            arrived=arrived,
        )
    )  # fmt: skip
    con.unregister(HASHES)
    _contest(store, columns, leads)
    return sql(
        "(SELECT {columns} FROM {arrived} WHERE {id} IS NULL OR {id} NOT IN (SELECT {id} FROM {copies})"
        " UNION ALL SELECT {columns} FROM {copies} WHERE different = 1 AND source = 2)",
        columns=columns,
        arrived=arrived,
        id=Name(ID),
        copies=COPIES,
    )


def _contest(store: Store, columns: Sql, leads: Name) -> None:
    """Of copies that differ the earliest of a known lead counts, then the smallest in text order, nulls first."""
    names = ["lead_id", "event", *sorted(store.columns)]
    order = listed([Sql("timestamp"), *(sql("CAST({n} AS VARCHAR) NULLS FIRST", n=Name(name)) for name in names)])
    known = sql("lead_id IN (SELECT lead_id FROM {leads})", leads=leads)
    store.con.execute(
        sql(
            "CREATE OR REPLACE TEMP TABLE {contested} AS SELECT {columns}, counted, source = 2 AS new,"
            " row_number() OVER (PARTITION BY {id} ORDER BY {known} DESC, {order}) = 1 AS counts"
            " FROM {copies} WHERE different > 1",
            contested=CONTESTED,
            columns=columns,
            id=Name(ID),
            known=known,
            order=order,
            copies=COPIES,
        )
    )


def _hashes(store: Store, arrived: Sql, seen: Sequence[Sql]) -> npt.NDArray[np.uint64]:
    """Hashes of ids that stand twice tonight, or have come before."""
    tonight, *before = (_hashed(relation) for relation in (arrived, *seen))
    twice = repeated_hashes(store.con, tonight, store.count(arrived))
    again = sql(
        "SELECT DISTINCT h FROM ({before}) SEMI JOIN ({tonight}) USING (h)",
        before=Sql(" UNION ALL ".join(before)),
        tonight=tonight,
    )
    return np.union1d(twice, store.con.execute(again).fetchnumpy()["h"])


def _hashed(events: Sql) -> Sql:
    """Made anew each time, for hashes differ from one release of DuckDB to the next."""
    return sql("SELECT hash({id}) AS h FROM {events} WHERE {id} IS NOT NULL", id=Name(ID), events=events)
