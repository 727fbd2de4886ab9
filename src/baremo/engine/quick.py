"""Few leads, as a service scores them: a connection that stays, and statements prepared once.

Writing, reading and planning a query takes longer than running it on a handful of rows; so the rows are
put into tables that stay, the moment too, and the prepared statement runs again. Parameters would have it
planned anew each time.
"""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import count
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp

from baremo.engine.backends import own, settle
from baremo.engine.clock import Parameters
from baremo.engine.dialects import DuckDB
from baremo.engine.expressions import WHOLE, col, named, relation
from baremo.engine.ledger import FIGURES, Entry, entries
from baremo.engine.moments import Moment
from baremo.engine.query import Query
from baremo.engine.tables import Table, Tables
from baremo.engine.texts import new_year, shape, statement
from baremo.model.model import ScoringModel

CLOCK = "clock"  # the role of the table of one row that tells the moment
AT_MOST = 64  # statements that stay prepared; the one used longest ago goes first

_number = count(1)
_here = threading.local()


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A statement, the tables that it reads, and what its lists hold."""

    name: str
    query: Query  # which holds the model, so that no other model takes its identity
    ledger: tuple[Entry, ...]
    empty: Mapping[str, str]  # the command that empties a table, by its role
    fill: Mapping[str, str]  # the command that fills it, up to the name of the source (the clock's is whole)


@dataclass(frozen=True, slots=True)
class Desk:
    """One thread's connection and what is prepared in it."""

    con: duckdb.DuckDBPyConnection
    prepared: OrderedDict[tuple[object, ...], Prepared] = field(default_factory=OrderedDict)

    def score(
        self, model: ScoringModel, tables: Tables, moment: Moment, earliest: int
    ) -> tuple[pa.Table, pa.Table, int] | None:
        """Scores, ledger and the number of events of unknown leads; None where the moment needs a query of its own."""
        ready = self._ready(model, tables, moment, earliest)
        values = ready.query.clock.values(moment)
        if values is None:
            return None
        for role, table in _given(tables):
            self.con.execute(ready.empty[role])
            self.con.execute(ready.fill[role] + relation(table.name).sql("duckdb"))
        self.con.execute(ready.empty[CLOCK])
        self.con.execute(ready.fill[CLOCK], values)
        self.con.complete()
        wide = self.con.sql(f"EXECUTE {ready.name}").to_arrow_table()
        (unknown,) = self.con.execute(f"EXECUTE {ready.name}_unknown").fetchall()
        return *_parted(model, wide, ready.ledger), int(unknown[0])

    def _ready(self, model: ScoringModel, tables: Tables, moment: Moment, earliest: int) -> Prepared:
        since, until = new_year(min(earliest, moment.us), 0), new_year(moment.us, 1)
        key = (id(model), shape(tables), since, until)
        if key not in self.prepared:
            query = Query(
                model=model,
                tables=self._tables_that_stay(tables),
                moment=moment,
                dialect=DuckDB(),
                earliest=since,
                latest=until,
                said="table",
                clock_table=f"memory.main.baremo_{next(_number)}_clock",
            )
            self.prepared[key] = self._prepare(query)
            if len(self.prepared) > AT_MOST:
                self._forget(self.prepared.popitem(last=False)[1])
        self.prepared.move_to_end(key)
        return self.prepared[key]

    def _prepare(self, query: Query) -> Prepared:
        wide = statement(query.wide())
        values = query.clock.any_values()
        clock = exp.Create(kind="TABLE", this=relation(query.clock_table), expression=_clock_row(values))
        self.con.execute(clock.sql("duckdb"), values)
        name = f"baremo_{next(_number)}"
        self.con.execute(f"PREPARE {name} AS {wide.text}")
        self.con.execute(f"PREPARE {name}_unknown AS {_unknown(query.tables)}")
        stay = dict(_given(query.tables))
        names = {CLOCK: query.clock_table, **{role: table.name for role, table in stay.items()}}
        return Prepared(
            name=name,
            query=query,
            ledger=tuple(entries(query.model, query.dialect)),
            empty={role: exp.delete(relation(name)).sql("duckdb") for role, name in names.items()},
            fill={CLOCK: _tell(query.clock_table, values), **{role: _fill(table) for role, table in stay.items()}},
        )

    def _tables_that_stay(self, tables: Tables) -> Tables:
        number, staying = next(_number), {}
        for role, table in _given(tables):
            staying[role] = replace(table, name=f"memory.main.baremo_{number}_{role}")
            empty = exp.select(*_typed(table)).from_(relation(table.name)).limit(0)
            made = exp.Create(kind="TABLE", this=relation(staying[role].name), expression=empty)
            self.con.execute(made.sql("duckdb"))
        return Tables(**staying)

    def _forget(self, prepared: Prepared) -> None:
        self.con.execute(f"DEALLOCATE {prepared.name}")
        self.con.execute(f"DEALLOCATE {prepared.name}_unknown")
        for name in (prepared.query.clock_table, *(table.name for _, table in _given(prepared.query.tables))):
            self.con.execute(exp.Drop(kind="TABLE", tables=[relation(name)]).sql("duckdb"))


def desk() -> Desk:
    """This thread's desk; nothing in its connection outlives the thread."""
    if not hasattr(_here, "desk"):
        con = own(tempfile.gettempdir(), threads=1)
        settle(con)
        con.execute("PRAGMA disable_optimizer")  # on a handful of rows it takes longer than it saves
        _here.desk = Desk(con)
    found: Desk = _here.desk
    return found


def _parted(model: ScoringModel, wide: pa.Table, ledger: Sequence[Entry]) -> tuple[pa.Table, pa.Table]:
    """The scores, highest first, and the ledger that stands in lists beside them."""
    lists = ["ledger.points", *(f"ledger.{name}" for name in FIGURES)]
    scores = wide.drop_columns(lists).sort_by([("score", "descending"), (model.key, "ascending")])
    rows = [row for lead in wide.select([model.key, *lists]).to_pylist() for row in _entries(model, lead, ledger)]
    types = {
        model.key: pa.string(),
        "dimension": pa.string(),
        "criterion": pa.string(),
        "points": pa.float64(),
        "measure": pa.float64(),
        "last_event_at": scores.schema.field("last_event_at").type,
        "case": pa.int32(),
    }
    return scores, pa.Table.from_pylist(rows, schema=pa.schema(list(types.items())))


def _entries(model: ScoringModel, lead: Mapping[str, Any], ledger: Sequence[Entry]) -> Iterator[dict[str, object]]:
    figures = {name: iter(lead[f"ledger.{name}"] or ()) for name in FIGURES}
    for entry, points in zip(ledger, lead["ledger.points"], strict=True):
        told = {title: next(figures[name]) for name, title in FIGURES.items() if name in entry.figures}
        if points:
            place = {"dimension": entry.dimension, "criterion": entry.criterion}
            yield {model.key: lead[model.key], **place, "points": points, **told}


def _given(tables: Tables) -> Iterator[tuple[str, Table]]:
    """The tables that there are, by their roles."""
    for place in fields(Tables):
        table: Table | None = getattr(tables, place.name)
        if table is not None:
            yield place.name, table


def _unknown(tables: Tables) -> str:
    """How many events are of leads that are not among the leads."""
    known = exp.select(col("lead_id")).from_(relation(tables.leads.name))
    of_known = exp.In(this=col("lead_id"), query=exp.Subquery(this=known))
    count = exp.select(exp.Count(this=exp.Star())).from_(relation(tables.events.name)).where(exp.not_(of_known))
    return count.sql("duckdb")


def _fill(table: Table) -> str:
    source = "source"
    command = exp.insert(exp.select(*_typed(table)).from_(relation(source)), relation(table.name))
    return command.sql("duckdb").removesuffix(source)


def _typed(table: Table) -> list[exp.Alias]:
    """The columns of a table in the one type that each kind has here."""
    return [named(exp.cast(col(name), column.type), name) for name, column in table.columns.items()]


def _clock_row(values: Parameters) -> exp.Select:
    """The row of a clock, of parameters: instants with their zone, days as whole numbers."""
    columns = [
        named(exp.cast(exp.Parameter(this=exp.var(name)), "TIMESTAMPTZ" if isinstance(value, str) else WHOLE), name)
        for name, value in sorted(values.items())
    ]
    return exp.select(*columns)


def _tell(clock: str, values: Parameters) -> str:
    return exp.insert(_clock_row(values), relation(clock)).sql("duckdb")
