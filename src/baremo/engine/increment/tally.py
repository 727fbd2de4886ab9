"""The counts of one scoring, in a temporary table: what is then asked of them reads no event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import duckdb
from sqlglot import exp

from baremo.engine.clock import Clock
from baremo.engine.conditions import Conditions
from baremo.engine.dialects import DuckDB
from baremo.engine.expressions import col, relation
from baremo.engine.increment.counting import Counting
from baremo.engine.increment.kept import Kept
from baremo.engine.increment.things import Thing, things
from baremo.engine.moments import Moment
from baremo.engine.scoring import Scoring
from baremo.engine.tables import Table
from baremo.engine.texts import statement

TALLY = "baremo_tally"


@contextmanager
def tally(running: Scoring) -> Iterator[Kept]:
    """All that the model of a scoring counts, up to its moment."""
    wanted = things(running.model)
    try:
        write_rows(
            running.con,
            TALLY,
            counted(running.tables.events, dict(enumerate(wanted)), running.moment, running.earliest),
        )
        numbers = {thing.key: no for no, thing in enumerate(wanted)}
        yield Kept(relation=TALLY, numbers=numbers)
    finally:
        running.con.execute(exp.Drop(kind="TABLE", tables=[relation(TALLY)], exists=True).sql("duckdb"))


def counted(events: Table, wanted: Mapping[int, Thing], moment: Moment, earliest: int | None) -> list[exp.Select]:
    """A query for each thing by its number; later events do not count."""
    dialect = DuckDB()
    zone = moment.zone.between(earliest, moment.us)
    conditions = Conditions(dialect=dialect, clock=Clock(dialect=dialect, moment=moment), zone=zone)
    now = conditions.clock.now(zoned=events.columns["timestamp"].zoned)
    source = exp.select(exp.Star()).from_(relation(events.name)).where(exp.LTE(this=col("timestamp"), expression=now))
    counting = Counting(conditions=conditions, columns=events.columns)
    return [counting.rows(thing, no, source.subquery("known")) for no, thing in wanted.items()]


def write_rows(con: duckdb.DuckDBPyConnection, table: str, queries: Sequence[exp.Select]) -> None:
    """The rows of the queries, one after the other, as a temporary table."""
    for no, query in enumerate(queries):
        text = statement(query).text
        con.execute(f"INSERT INTO {table} {text}" if no else f"CREATE TEMP TABLE {table} AS {text}")
