"""One scoring: inputs prepared, the query run, scores and ledger read.

Everything a scoring puts into the connection is gone when it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from baremo.engine.backends import Progress, connection, rows, run
from baremo.engine.dialects import DuckDB
from baremo.engine.increment.kept import Kept
from baremo.engine.inputs import Inputs, LeftOut
from baremo.engine.moments import Moment, microseconds, moment
from baremo.engine.predicting import (
    Prediction,
    check_state,
    predict,
    predicting,
    probability_columns,
    readable_twice,
)
from baremo.engine.query import Query
from baremo.engine.sources import Sources, in_memory_and_few, tables_of
from baremo.engine.tables import Table, Tables
from baremo.engine.texts import Statement, Texts, kept_texts, ranked, texts_of, under_fixed_names
from baremo.model.model import ScoringModel

__all__ = ["AsOf", "Prepared", "Scoring", "Sources", "in_memory_and_few", "prepared", "scoring"]

AsOf = str | date | datetime | None
PROBABILITIES = "baremo_probabilities"


@dataclass(frozen=True, kw_only=True, slots=True)
class Scoring:
    """A model over prepared inputs; scores and ledger can be read until it ends."""

    con: duckdb.DuckDBPyConnection
    model: ScoringModel
    tables: Tables
    left_out: LeftOut
    earliest: int | None  # microseconds since 1970 of the first event
    moment: Moment
    kept: Kept | None = None  # counts in place of events
    few: bool = False  # rows, so that the texts are kept
    prediction: Prediction | None = None  # where the model has a predicted criterion
    progress: Progress | None = None

    def keep(self) -> Texts:
        """Computes all figures once; the texts returned read scores and ledger from them."""
        texts = kept_texts(self.model, self.tables, self.moment, self.earliest) if self.few else None
        texts = texts or texts_of(self.query)
        run(self.con, texts.keep, self.progress)
        return texts

    def scores_alone(self) -> Statement:
        """The scores in one go: what only the ledger needs is not computed."""
        return ranked(self.query)

    def rows(self, statement: Statement) -> pa.Table:
        """The rows of a statement."""
        return rows(self.con, statement, self.progress)

    def at(self, later: Moment) -> Scoring:
        """The same inputs at another moment."""
        return replace(self, moment=later)

    def of(self, model: ScoringModel) -> Scoring:
        """The same inputs under a model that reads no other fields."""
        return replace(self, model=model)

    @property
    def query(self) -> Query:
        """The query with its moment as literals."""
        return Query(
            model=self.model,
            tables=self.tables,
            moment=self.moment,
            dialect=DuckDB(),
            earliest=self.earliest,
            kept=self.kept,
        )

    def over(self, copies: Tables, *, latest: int | None = None) -> Query:
        """The query over copies that bear their moments; `latest` of these, in microseconds since 1970."""
        return replace(self.query, tables=copies, latest=latest, said="columns")


@contextmanager
def scoring(
    model: ScoringModel,
    sources: Sources,
    *,
    as_of: AsOf = None,
    engine: duckdb.DuckDBPyConnection | None = None,
    memory: str | None = None,
    only: str | None = None,
    state: Path | None = None,
    commit: bool = True,
    progress: Progress | None = None,
) -> Iterator[Scoring]:
    """Prepares a scoring and cleans up after it.

    Parameters
    ----------
    state : Path, optional
        A folder of kept counts: the events given are new ones, or come with ids. It is brought up to date,
        and holds what it then has once the scoring has ended without an error.
    commit : bool
        False: the folder holds afterwards what it held before.
    only : str, optional
        The id of the one lead (or account) to score.
    """
    at = moment(as_of, model.timezone)
    if state is not None:
        with _from_state(
            model, sources, at, state, commit=commit, engine=engine, memory=memory, progress=progress
        ) as running:
            yield running
        return
    few = only is not None or in_memory_and_few(sources)
    with (
        connection(engine, memory=memory, threads=1 if few else None) as con,
        prepared(con, model, sources, at, only=only, progress=progress) as ready,
    ):
        inputs = ready.inputs
        yield Scoring(
            con=con,
            model=model,
            tables=under_fixed_names(con, inputs.tables) if few else inputs.tables,
            left_out=inputs.left_out,
            earliest=microseconds(inputs.earliest_event) if inputs.earliest_event else at.us,
            moment=at,
            few=few,
            prediction=ready.prediction,
            progress=progress,
        )


@contextmanager
def _from_state(
    model: ScoringModel,
    sources: Sources,
    at: Moment,
    state: Path,
    *,
    commit: bool,
    engine: duckdb.DuckDBPyConnection | None,
    memory: str | None,
    progress: Progress | None,
) -> Iterator[Scoring]:
    from baremo.engine.increment.keeping import keeping  # which counts by the query's own parts

    check_state(predicting(model, sources))
    with (
        connection(engine, memory=memory) as con,
        prepared(con, model, replace(sources, unique_events=True), at) as ready,
        keeping(
            con,
            state,
            model,
            ready.inputs,
            at,
            with_events=sources.events is not None,
            unique=sources.unique_events,
            commit=commit,
        ) as keep,
    ):
        yield Scoring(
            con=con,
            model=model,
            tables=replace(ready.inputs.tables, events=keep.events),
            left_out=replace(ready.inputs.left_out, repeated=keep.repeated),
            earliest=keep.earliest,
            moment=at,
            kept=keep.kept,
            prediction=ready.prediction,
            progress=progress,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """Everything that a query reads."""

    inputs: Inputs  # with probabilities, where the model has a predicted criterion
    prediction: Prediction | None = None


@contextmanager
def prepared(
    con: duckdb.DuckDBPyConnection,
    model: ScoringModel,
    sources: Sources,
    at: Moment,
    *,
    only: str | None = None,
    progress: Progress | None = None,
) -> Iterator[Prepared]:
    """The tables in a connection, for as long as they are needed; a predictor is asked before they are made."""
    predictor = predicting(model, sources)
    if predictor is None:
        given = None if sources.probabilities is None else Prediction(probabilities=sources.probabilities)
        with tables_of(con, model, sources, at, only=only) as inputs:
            yield _with_prediction(con, model, inputs, given)
        return
    with readable_twice(sources) as again:
        prediction = predict(con, predictor, again, at, only=only, progress=progress)
        with tables_of(con, model, again, at, only=only) as inputs:
            yield _with_prediction(con, model, inputs, prediction)


def _with_prediction(
    con: duckdb.DuckDBPyConnection, model: ScoringModel, inputs: Inputs, prediction: Prediction | None
) -> Prepared:
    if prediction is None or model.predictor is None:
        return Prepared(inputs=inputs)
    con.complete()  # DuckDB registers nothing while rows of an earlier query are unread
    con.register(PROBABILITIES, prediction.probabilities)
    given = Table(name=PROBABILITIES, columns=probability_columns(model))
    inputs = replace(inputs, tables=replace(inputs.tables, probabilities=given))
    return Prepared(inputs=inputs, prediction=prediction)
