"""The same tables as of many moments: a copy of a lead's rows for each moment that is wanted of it.

A copy bears its moment in columns and a number in place of its key, so that one query serves all. Of the
events it has those up to its moment, and none later than what the inputs were prepared for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields

import duckdb
import numpy as np
import pyarrow as pa
from sqlglot import exp

from baremo.engine.attributes import OWN
from baremo.engine.clock import CLOCK, COLUMNS
from baremo.engine.dialects import DuckDB
from baremo.engine.expressions import TEXT, Expr, col, named, number, relation, text
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import excerpt
from baremo.engine.inputs.sql import Name, Sql, sql
from baremo.engine.moments import DAY, Moment
from baremo.engine.tables import Column, Table, Tables
from baremo.errors import InputError, Problem
from baremo.model.model import ScoringModel
from baremo.texts import WholeNumber, say

SAYS = DuckDB()
ROW, WORD = Column(kind="number", whole=True), Column(kind="text")
TIMES = {"events": "timestamp", "changes": "known_at"}  # later rows have no part in a copy


@contextmanager
def copies(
    con: duckdb.DuckDBPyConnection, model: ScoringModel, tables: Tables, wanted: pa.Table, until: Moment
) -> Iterator[Tables]:
    """Tables whose key is the number of the row wanted, from 0, for as long as they are asked.

    Parameters
    ----------
    wanted : pyarrow.Table
        `key` (text), `as_of` (timestamp[us], UTC) and, where it does not follow from that, `day` (since 1970).
    until : Moment
        What the tables were prepared for.

    Raises
    ------
    InputError
        A key is not among those that are scored.
    """
    scratch = Scratch(con=con)
    try:
        rows = _rows_wanted(scratch, model, tables, wanted, until)
        yield Copier(scratch=scratch, model=model, tables=tables, wanted=rows, until=until).copied()
    finally:
        scratch.release()


@dataclass(frozen=True, kw_only=True, slots=True)
class Copier:
    """Writes the copies as views."""

    scratch: Scratch
    model: ScoringModel
    tables: Tables
    wanted: Name  # a table of `no`, `key` as the scored table has it, and the clock's columns
    until: Moment

    def copied(self) -> Tables:
        found: dict[str, Table] = {}
        for place in fields(Tables):
            table: Table | None = getattr(self.tables, place.name)
            if table is not None:
                found[place.name] = self._copy(place.name, table)
        return Tables(**found)

    def _copy(self, place: str, table: Table) -> Table:
        if place == "accounts" and self.model.scores == "lead":
            return table  # what does not change need not be copied
        keys = self._keys(place, table)
        columns = [named(keys[name], name) if name in keys else col(name, "rows") for name in table.columns]
        columns += [col(CLOCK + name, "wanted") for name in COLUMNS]
        own = {}
        if place == f"{self.model.scores}s":
            own[OWN + self.model.key] = table.columns[self.model.key]
            columns.append(named(col(self.model.key, "rows"), OWN + self.model.key))
        query = exp.select(*columns).from_(exp.alias_(relation(table.name), "rows", table=True))
        for joined, on in self._joins(place, table):
            query = query.join(joined, on=on)
        if place in TIMES:
            query = query.where(*self._bounds(TIMES[place], table))
        view = self.scratch.view(place, Sql(query.sql("duckdb")))
        kinds = {name: WORD if isinstance(key, exp.DPipe | exp.Cast) else ROW for name, key in keys.items()}
        return Table(name=view, columns={**table.columns, **kinds, **own})

    def _keys(self, place: str, table: Table) -> Mapping[str, Expr]:
        """What stands in the columns of keys: the number, and the number with the lead's id in account models."""
        no = col("no", "wanted")
        if place == "probabilities":
            return {self.model.key: exp.cast(no, TEXT)}
        if self.model.scores == "lead":
            return {"lead_id": no}
        keys: dict[str, Expr] = {}
        if "account_id" in table.columns:
            keys["account_id"] = no
        if "lead_id" in table.columns:
            sign = exp.DPipe(this=exp.cast(no.copy(), TEXT), expression=text(":"))
            keys["lead_id"] = exp.DPipe(this=sign, expression=exp.cast(col("lead_id", "rows"), TEXT))
        return keys

    def _joins(self, place: str, table: Table) -> Iterator[tuple[Expr, Expr]]:
        """To the rows wanted by the key that is scored; events of accounts know it through their lead."""
        key: Expr = col(self.model.key, "rows")
        of_key: Expr = col("key", "wanted")
        if place == "probabilities":
            of_key = exp.cast(of_key, TEXT)
        elif self.model.key not in table.columns:
            leads = exp.alias_(relation(self.tables.leads.name), "leads", table=True)
            yield leads, exp.EQ(this=col("lead_id", "leads"), expression=col("lead_id", "rows"))
            key = col(self.model.key, "leads")
        yield exp.alias_(relation(self.wanted), "wanted", table=True), exp.EQ(this=of_key, expression=key)

    def _bounds(self, time: str, table: Table) -> list[Expr]:
        zoned = table.columns[time].zoned
        ends = SAYS.as_instant(col(CLOCK + "as_of", "wanted"), zoned=zoned), SAYS.instant(self.until.us, zoned=zoned)
        return [exp.LTE(this=col(time, "rows"), expression=end) for end in ends]


def _rows_wanted(scratch: Scratch, model: ScoringModel, tables: Tables, wanted: pa.Table, until: Moment) -> Name:
    numbered = wanted.append_column("no", pa.array(np.arange(wanted.num_rows)))
    given = scratch.object("wanted", numbered)
    scored = tables.leads if model.scores == "lead" else tables.accounts
    assert scored is not None
    day: Expr = col("day") if "day" in wanted.column_names else SAYS.day(col("as_of"), until.zone)
    end = exp.Sub(
        this=exp.Mul(
            this=exp.paren(exp.Add(this=exp.cast(day.copy(), "BIGINT"), expression=number(1))), expression=number(DAY)
        ),
        expression=number(1),
    )
    table = scratch.table(
        "rows_wanted",
        sql(
            "SELECT no, scored.{id} AS key, as_of AS {as_of}, {day} AS {day_name}, {end} AS {end_name}"
            " FROM {given} AS given JOIN {scored} AS scored ON CAST(scored.{id} AS VARCHAR) = given.key",
            id=Name(model.key),
            as_of=Name(CLOCK + "as_of"),
            day=Sql(day.sql("duckdb")),
            day_name=Name(CLOCK + "day"),
            end=Sql(end.sql("duckdb")),
            end_name=Name(CLOCK + "end_of_day"),
            given=given,
            scored=Name(scored.name),
        ),
    )
    _check_known(scratch, model, wanted, given, table)
    return table


def _check_known(scratch: Scratch, model: ScoringModel, wanted: pa.Table, given: Name, table: Name) -> None:
    (found,) = scratch.con.execute(sql("SELECT count(*) FROM {t}", t=table)).fetchone() or (0,)
    if found == wanted.num_rows:
        return
    unknown = sql("SELECT key FROM {g} ANTI JOIN {t} USING (no) ORDER BY no LIMIT 1", g=given, t=table)
    (first,) = scratch.con.execute(unknown).fetchone() or ("",)
    raise InputError(
        Problem(
            code="unknown-lead",
            subject=model.key,
            message=say(
                "moments are asked of {count} that are not in the {scores}s table, the first is '{key}'.",
                count=WholeNumber(wanted.num_rows - found),
                scores=model.scores,
                key=excerpt(first),
            ),
            remedy=say("Give one that stands in the {scores}s table, as it stands there.", scores=model.scores),
        )
    )
