"""Counts in a temporary table, for models and days to come: what is missing is counted once it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from baremo.engine.dialects import DuckDB
from baremo.engine.increment.counting import COLUMNS, TYPES
from baremo.engine.increment.kept import Kept
from baremo.engine.increment.manifest import read_manifest
from baremo.engine.increment.tally import counted
from baremo.engine.increment.things import Thing, things
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.engine.moments import Offsets, instant_of
from baremo.engine.scoring import Scoring
from baremo.engine.tables import Table
from baremo.engine.texts import statement
from baremo.errors import InputError, Problem
from baremo.texts import say

COUNTS, SO_FAR = Name("baremo_counts_at_hand"), Name("baremo_events_so_far")
EVENTS, OTHERS = Name("baremo_counts_of_events"), Name("baremo_counts_of_others")
COLUMNS_OF = {EVENTS: ("thing", "lead_id", "day", "units"), OTHERS: tuple(name for name in COLUMNS if name != "last")}

Key = tuple[Offsets, str, int | None]  # zone, thing, and the moment if its rows serve that one alone


@dataclass(frozen=True, kw_only=True, slots=True)
class CountsAtHand:
    """The rows of things that were counted so far, over the events up to the moment of `first`.

    They stand by lead, which makes grouping them twice as fast. Points need no instants but days, so when the
    last event was is not among them; and what most things lack is not kept for them.
    """

    first: Scoring
    numbers: dict[Key, int] = field(default_factory=dict)

    def under(self, running: Scoring) -> Scoring:
        """The same scoring on counts; its model, moment and zone may be others than those of the first."""
        wanted = {_key(thing, running): thing for thing in things(running.model)}
        for key, thing in wanted.items():
            if key not in self.numbers:
                self._forget_other_moments(key)
                no = max(self.numbers.values(), default=-1) + 1
                self._add(thing, no, running)
                self.numbers[key] = no
        return replace(running, kept=Kept(relation=COUNTS, numbers={key[1]: self.numbers[key] for key in wanted}))

    def _add(self, thing: Thing, no: int, running: Scoring) -> None:
        table = _table_of(thing)
        self.first.con.execute(
            sql(
                "INSERT INTO {t} SELECT {no}, {c} FROM ({rows}) ORDER BY lead_id",
                t=table,
                no=no,
                c=listed(Name(name) for name in COLUMNS_OF[table] if name != "thing"),
                rows=self._rows(thing, no, running),
            )
        )

    def _rows(self, thing: Thing, no: int, running: Scoring) -> Sql:
        """Those of the first scoring where it has them, else counted from the events."""
        own = _key(thing, running) == _key(thing, self.first)
        kept = self.first.kept if own else None
        if kept is not None and thing.key in kept.numbers:
            return sql("FROM {s} WHERE thing = {n}", s=Name(kept.relation), n=kept.numbers[thing.key])
        events = Table(name=SO_FAR, columns=self.first.tables.events.columns)
        (query,) = counted(events, {no: thing}, running.moment, running.earliest)
        return Sql(statement(query).text)

    def _forget_other_moments(self, key: Key) -> None:
        for other in [each for each in self.numbers if each[:2] == key[:2]]:
            no = self.numbers.pop(other)
            for table in COLUMNS_OF:
                self.first.con.execute(sql("DELETE FROM {t} WHERE thing = {no}", t=table, no=no))


def _table_of(thing: Thing) -> Name:
    return OTHERS if thing.counted in ("sum", "values") else EVENTS


def _key(thing: Thing, running: Scoring) -> Key:
    return running.moment.zone, thing.key, running.moment.us if thing.ages else None


@contextmanager
def counts_at_hand(first: Scoring) -> Iterator[CountsAtHand]:
    """A table for counts, still empty, for as long as it is asked."""
    con, events = first.con, first.tables.events
    types = TYPES | {"lead_id": first.tables.leads.columns["lead_id"].type}
    now = DuckDB().instant(first.moment.us, zoned=events.columns["timestamp"].zoned).sql("duckdb")
    try:
        for table, names in COLUMNS_OF.items():
            columns = listed(sql("{n} {t}", n=Name(name), t=Sql(types[name])) for name in names)
            con.execute(sql("CREATE OR REPLACE TEMP TABLE {t} ({columns})", t=table, columns=columns))
        con.execute(sql("CREATE OR REPLACE TEMP VIEW {v} AS {rows}", v=COUNTS, rows=_all_rows()))
        con.execute(
            sql(
                "CREATE OR REPLACE TEMP VIEW {v} AS SELECT * FROM {events} WHERE {time} <= {now}",
                v=SO_FAR,
                events=Name(events.name),
                time=Name("timestamp"),
                now=Sql(now),
            )
        )
        yield CountsAtHand(first=first)
    finally:
        for kind, name in (("VIEW", SO_FAR), ("VIEW", COUNTS), *(("TABLE", table) for table in COLUMNS_OF)):
            con.execute(sql("DROP {kind} IF EXISTS {name}", kind=Sql(kind), name=name))


def _all_rows() -> Sql:
    """Both tables as one, with null for what one of them lacks."""
    selects = [
        sql(
            "SELECT {columns} FROM {table}",
            columns=listed(
                Name(name) if name in names else sql("CAST(NULL AS {t}) AS {n}", t=Sql(TYPES[name]), n=Name(name))
                for name in COLUMNS
            ),
            table=table,
        )
        for table, names in COLUMNS_OF.items()
    ]
    return Sql(" UNION ALL ".join(selects))


def kept_until(state: Path) -> datetime:
    """The moment of the last scoring with a folder of kept counts.

    Raises
    ------
    InputError
        It holds none, or is damaged.
    """
    manifest = read_manifest(state)
    if manifest is None or not manifest.night:
        raise InputError(
            Problem(
                code="no-state",
                subject="--state",
                file=str(state),
                message=say("the folder holds no kept counts."),
                remedy=say("Make them with `baremo score --state`."),
            )
        )
    return instant_of(manifest.until)
