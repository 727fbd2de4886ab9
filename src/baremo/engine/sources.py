"""Where the data of a scoring come from, and the tables that are made of them for a while."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sized
from contextlib import contextmanager
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from baremo.engine.asked import Predictor
from baremo.engine.inputs import Inputs, prepare
from baremo.engine.moments import Moment
from baremo.engine.texts import FEW
from baremo.model.model import ScoringModel


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
    predictor: Predictor | None = None  # the model's own, which is read beside its file unless given
    probabilities: pa.Table | None = None  # the model's key and `probability`: in place of what a predictor gives

    @property
    def tables(self) -> tuple[object, ...]:
        return self.leads, self.events, self.accounts, self.changes, self.adjustments

    def for_facts(self, *, of_events: bool) -> Sources:
        """What facts follow from; events only where something is asked of them."""
        events = self.events if of_events else None
        return replace(self, events=events, adjustments=None, predictor=None, probabilities=None)


@contextmanager
def tables_of(
    con: duckdb.DuckDBPyConnection, model: ScoringModel, sources: Sources, at: Moment, *, only: str | None = None
) -> Iterator[Inputs]:
    """The tables that a model reads, in a connection, for as long as they are needed."""
    inputs = prepare(
        con,
        model,
        leads=sources.leads,
        events=sources.events,
        accounts=sources.accounts,
        changes=sources.changes,
        adjustments=sources.adjustments,
        as_of=at.instant,
        id_column=sources.id_column,
        event_columns=sources.event_columns,
        unique_events=sources.unique_events,
        only=only,
    )
    try:
        yield inputs
    finally:
        inputs.release(con)


def in_memory_and_few(sources: Sources) -> bool:
    """Whether the rows are at hand and so few that one core is faster than two."""
    sized = [source for source in (sources.leads, sources.events) if source is not None]
    return all(isinstance(source, Sized) and not isinstance(source, str) for source in sized) and (
        sum(len(source) for source in sized if isinstance(source, Sized)) <= FEW
    )
