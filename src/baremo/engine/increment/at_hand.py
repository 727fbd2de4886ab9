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

Key = tuple[Offsets, str, int | None]  # zone, thing, and the moment if its rows serve that one alone


@dataclass(frozen=True, kw_only=True, slots=True)
class CountsAtHand:
    """The rows of things that were counted so far, over the events up to the moment of `first`.

    They stand by lead, which makes grouping them twice as fast.
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
                rows = self._rows(thing, no, running)
                running.con.execute(sql("INSERT INTO {t} {rows} ORDER BY lead_id", t=COUNTS, rows=rows))
                self.numbers[key] = no
        return replace(running, kept=Kept(relation=COUNTS, numbers={key[1]: self.numbers[key] for key in wanted}))

    def _rows(self, thing: Thing, no: int, running: Scoring) -> Sql:
        """Those of the first scoring where it has them, else counted from the events."""
        own = _key(thing, running) == _key(thing, self.first)
        kept = self.first.kept if own else None
        if kept is not None and thing.key in kept.numbers:
            others = listed(Name(name) for name in COLUMNS if name != "thing")
            number, source = kept.numbers[thing.key], Name(kept.relation)
            return sql("SELECT {no}, {c} FROM {s} WHERE thing = {n}", no=no, c=others, s=source, n=number)
        events = Table(name=SO_FAR, columns=self.first.tables.events.columns)
        (query,) = counted(events, {no: thing}, running.moment, running.earliest)
        return Sql(statement(query).text)

    def _forget_other_moments(self, key: Key) -> None:
        for other in [each for each in self.numbers if each[:2] == key[:2]]:
            no = self.numbers.pop(other)
            self.first.con.execute(sql("DELETE FROM {t} WHERE thing = {no}", t=COUNTS, no=no))


def _key(thing: Thing, running: Scoring) -> Key:
    return running.moment.zone, thing.key, running.moment.us if thing.ages else None


@contextmanager
def counts_at_hand(first: Scoring) -> Iterator[CountsAtHand]:
    """A table for counts, still empty, for as long as it is asked."""
    con, events = first.con, first.tables.events
    types = TYPES | {"lead_id": first.tables.leads.columns["lead_id"].type}
    columns = listed(sql("{n} {t}", n=Name(name), t=Sql(types[name])) for name in COLUMNS)
    now = DuckDB().instant(first.moment.us, zoned=events.columns["timestamp"].zoned).sql("duckdb")
    try:
        con.execute(sql("CREATE OR REPLACE TEMP TABLE {t} ({columns})", t=COUNTS, columns=columns))
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
        con.execute(sql("DROP VIEW IF EXISTS {v}", v=SO_FAR))
        con.execute(sql("DROP TABLE IF EXISTS {t}", t=COUNTS))


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
