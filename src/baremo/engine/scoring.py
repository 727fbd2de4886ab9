"""One scoring: inputs prepared, the query run, scores and ledger read.

Everything a scoring puts into the connection is gone when it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pyarrow as pa

from baremo.engine.backends import Progress, connection, run
from baremo.engine.dialects import DuckDB
from baremo.engine.inputs import Inputs, prepare
from baremo.engine.moments import Moment, instant_of, microseconds, moment
from baremo.engine.query import Query
from baremo.model.model import ScoringModel

AsOf = str | date | datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """Where a scoring's data come from, each a path, `table@URL` or a table in memory."""

    leads: object
    events: object = None
    accounts: object = None
    changes: object = None
    adjustments: object = None
    id_column: str | None = None
    event_columns: Mapping[str, str] | None = None
    unique_events: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Scoring:
    """A query over prepared inputs; scores and ledger can be read until it ends."""

    con: duckdb.DuckDBPyConnection
    inputs: Inputs
    query: Query
    progress: Progress | None = None

    def keep(self) -> str:
        """Computes all figures once, into a table that scores and ledger are both read from."""
        name = f"baremo_everything_{id(self)}"
        text = self.query.everything().sql("duckdb", comments=False)
        run(self.con, f'CREATE OR REPLACE TEMP TABLE "{name}" AS {text}', self.progress)
        return name

    def scores(self, kept: str | None = None) -> str:
        """The text of the scores' query, the ranked list: highest score first."""
        ranked = self.query.scores(kept).order_by("score DESC", self.query.model.key)
        return ranked.sql("duckdb", comments=False)

    def ledger(self, kept: str) -> str:
        return self.query.ledger(kept).sql("duckdb", comments=False)

    def read(self, query: str) -> pa.Table:
        return run(self.con, query, self.progress).to_arrow_table()


@contextmanager
def scoring(
    model: ScoringModel,
    sources: Sources,
    *,
    as_of: AsOf = None,
    events_until: AsOf = None,
    engine: duckdb.DuckDBPyConnection | None = None,
    memory: str | None = None,
    threads: int | None = None,
    only: str | None = None,
    progress: Progress | None = None,
) -> Iterator[Scoring]:
    """Prepares a scoring and cleans up after it.

    Parameters
    ----------
    events_until : optional
        For a forecast: `as_of` lies later, but no event after this instant is taken.
    only : str, optional
        The id of the one lead (or account) to score.
    """
    at = moment(as_of, model.timezone)
    with connection(engine, memory=memory, threads=threads) as con:
        inputs = prepare(
            con,
            model,
            leads=sources.leads,
            events=sources.events,
            accounts=sources.accounts,
            changes=sources.changes,
            adjustments=sources.adjustments,
            as_of=instant_of(at.us),
            id_column=sources.id_column,
            event_columns=sources.event_columns,
            unique_events=sources.unique_events,
            only=only,
        )
        try:
            yield Scoring(con=con, inputs=inputs, query=query_of(model, inputs, at), progress=progress)
        finally:
            inputs.release(con)


def query_of(model: ScoringModel, inputs: Inputs, at: Moment) -> Query:
    """The query over prepared inputs."""
    earliest = microseconds(inputs.earliest_event) if inputs.earliest_event else at.us
    return Query(model=model, tables=inputs.tables, moment=at, dialect=DuckDB(), earliest=earliest)
