"""Facts of leads at moments, scores at moments, and what there is to ask of leads and events.

No event, change or adjustment that is later than a row's moment reaches the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from baremo.engine.asked import Asked, Predictor, Reasoning
from baremo.engine.backends import Progress
from baremo.engine.event_profile import event_profile
from baremo.engine.expressions import col, named
from baremo.engine.lead_columns import lead_columns
from baremo.engine.points_in_time import copies
from baremo.engine.predicting import predicting, probabilities_of, probability_columns, readable_twice
from baremo.engine.query import Query
from baremo.engine.scoring import AsOf, Scoring, Sources, scoring
from baremo.engine.tables import Table
from baremo.engine.texts import statement
from baremo.errors import InputError, Problem
from baremo.model.model import ScoringModel
from baremo.texts import say

__all__ = ["Asked", "Predictor", "Reasoning", "event_profile", "facts", "lead_columns", "scores_at"]

INSTANT = pa.timestamp("us")
LIKELY = "baremo_likely"


def facts(
    asked: Asked,
    sources: Sources,
    *,
    as_of: AsOf = None,
    moments: pa.Table | None = None,
    engine: duckdb.DuckDBPyConnection | None = None,
    memory: str | None = None,
    progress: Progress | None = None,
) -> pa.Table:
    """What is asked of every lead, as of one moment or of each lead's own moments.

    Parameters
    ----------
    as_of : str, date or datetime, optional
        As in `baremo.score`; not looked at where `moments` are given.
    moments : pyarrow.Table, optional
        `lead_id` (text; in account models `account_id`) and `moment` (timestamp, UTC unless it has a zone): a row
        for each row wanted. A lead may have several, or none.

    Returns
    -------
    pyarrow.Table
        In the order of `moments`, else of the ids: `lead_id`, `moment` if given, `text.<column>` (folded),
        `number.<column>`, `age.<column>` (whole days, negative for a day to come), `measure.<name>` and
        `recency.<name>` (whole days since the last event that counted). Numbers are doubles; null is missing.

    Raises
    ------
    InputError
        A column is not there or cannot be read; moments are asked of unknown leads.

    Examples
    --------
    >>> visits = [{"lead_id": "ana", "event": "visit", "timestamp": f"2026-10-{day}"} for day in (10, 30)]
    >>> asked = Asked(texts=("city",), measures={"visits": {"event": "visit"}})
    >>> sources = Sources(leads=[{"lead_id": "ana", "city": "Vigo"}], events=visits)
    >>> facts(asked, sources, as_of="2026-10-20").to_pylist()
    [{'lead_id': 'ana', 'text.city': 'vigo', 'measure.visits': 1.0}]
    """
    bare = sources.for_facts(of_events=asked.of_events)
    until = as_of if moments is None else latest(moments)
    with scoring(asked.model, bare, as_of=until, engine=engine, memory=memory, progress=progress) as running:
        if moments is None:
            found = running.rows(statement(running.query.facts(asked)))
            return found.rename_columns([asked.key, *asked.names]).sort_by(asked.key)
        with at_moments(running, moments) as query:
            found = in_order(running.rows(statement(query.facts(asked))), asked.key, moments)
    found = found.rename_columns([asked.key, *asked.names])
    return found.add_column(1, "moment", moments["moment"])


def scores_at(
    model: ScoringModel,
    sources: Sources,
    moments: pa.Table,
    *,
    predictor: Predictor | None = None,
    engine: duckdb.DuckDBPyConnection | None = None,
    memory: str | None = None,
    progress: Progress | None = None,
) -> pa.Table:
    """Scores as of many moments: each row is what scoring that lead alone as of its moment would give.

    Parameters
    ----------
    moments : pyarrow.Table
        As in `facts`.
    predictor : Predictor, optional
        In place of the one that stands beside the model's file.

    Returns
    -------
    pyarrow.Table
        In the order of `moments`: the columns of scores, then each criterion's points as `criteria.<name>`.

    Raises
    ------
    InputError
        The data do not fit the model; moments are asked of unknown leads.

    Examples
    --------
    >>> from baremo.model.reader import read_text
    >>> visit = "{visit: {event: visit, within: 7d, points: 5}}"
    >>> model = read_text(f"{{model: m, dimensions: {{interest: {{criteria: {visit}}}}}}}").model
    >>> visits = [{"lead_id": "ana", "event": "visit", "timestamp": "2026-10-10"}]
    >>> at = [datetime(2026, 10, day) for day in (9, 12, 31)]
    >>> found = scores_at(model, Sources(leads=[{"lead_id": "ana"}], events=visits),
    ...                   pa.table({"lead_id": ["ana"] * 3, "moment": at}))
    >>> found["criteria.visit"].to_pylist()
    [0.0, 5.0, 0.0]
    """
    given = sources if predictor is None else replace(sources, predictor=predictor)
    options: dict[str, Any] = {"engine": engine, "memory": memory, "progress": progress}
    with readable_twice(given) as again:
        asked = predicting(model, again)
        if asked is None:
            return _scores_at(model, again, moments, None, options)
        found = facts(asked.asked, again, moments=moments, **options)
        likely = probabilities_of(asked, found, pa.array(np.arange(found.num_rows)).cast(pa.string()))
        return _scores_at(model, replace(again, probabilities=likely.slice(0, 0)), moments, likely, options)


def _scores_at(
    model: ScoringModel, sources: Sources, moments: pa.Table, likely: pa.Table | None, options: Mapping[str, Any]
) -> pa.Table:
    """`likely` are probabilities by the number of the row."""
    points = [named(col(f"{each.name}.points"), f"criteria.{each.name}") for _, each in model.criteria()]
    with scoring(model, sources, as_of=latest(moments), **options) as running, at_moments(running, moments) as query:
        if likely is not None:
            running.con.complete()  # DuckDB registers nothing while rows of an earlier query are unread
            running.con.register(LIKELY, likely)
            by_row = Table(name=LIKELY, columns=probability_columns(model))
            query = replace(query, tables=replace(query.tables, probabilities=by_row))
        try:
            return in_order(running.rows(statement(query.scores().select(*points))), model.key, moments)
        finally:
            running.con.unregister(LIKELY)


def latest(moments: pa.Table) -> datetime | None:
    """The last moment, up to which inputs are prepared; None where there is none."""
    found: datetime | None = pc.max(_utc(moments)).as_py()
    return found


@contextmanager
def at_moments(running: Scoring, moments: pa.Table) -> Iterator[Query]:
    """The query over copies for each row of `moments`, numbered from 0 in place of keys."""
    wanted = pa.table({"key": moments[running.model.key].cast(pa.string()), "as_of": _utc(moments)})
    with copies(running.con, running.model, running.tables, wanted, running.moment) as tables:
        yield running.over(tables)


def in_order(found: pa.Table, key: str, moments: pa.Table) -> pa.Table:
    """Rows that bear their number in place of their key, in the order of `moments` and with its keys."""
    numbers = found[key].cast(pa.int64()).to_numpy()
    ordered = found.take(pa.array(np.argsort(numbers)))
    place = found.column_names.index(key)
    return ordered.set_column(place, key, moments[key].cast(pa.string()))


def _utc(moments: pa.Table) -> pa.ChunkedArray:
    """The moments as instants without a zone, all of them known."""
    column = moments["moment"]
    if column.null_count:
        raise InputError(_no_moment(column))
    if not pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us"))
    return column.cast(pa.timestamp("us", tz="UTC") if column.type.tz else INSTANT).cast(INSTANT)


def _no_moment(column: pa.ChunkedArray) -> Problem:
    row = pc.index(pc.is_null(column), True).as_py()
    return Problem(
        code="no-moment",
        subject="moment",
        message=say("a row has no moment; first in {rows}.", rows=say("row {row}", row=row + 1)),
        remedy=say("Fill the column in every row, or leave the rows out."),
    )
