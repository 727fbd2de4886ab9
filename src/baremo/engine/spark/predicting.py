"""Probabilities for a predicted criterion: facts by Spark's own query, given in batches to the predictor."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
from pyspark.sql import DataFrame

from baremo.engine.asked import Asked, Predictor
from baremo.engine.moments import Moment, microseconds, moment
from baremo.engine.predicting import probabilities_of
from baremo.engine.query import Query
from baremo.engine.sources import Sources
from baremo.engine.spark.inputs import prepare
from baremo.engine.spark.kinds import SAYS
from baremo.engine.spark.statements import frame_of
from baremo.engine.spark.views import Views

Batches = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def predict(views: Views, predictor: Predictor, sources: Sources, at: Moment) -> DataFrame:
    """The key, as text, and `probability` of every row."""
    found = facts_in(views.apart(), predictor.asked, sources, at)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PySpark does not know the newest pandas, which has no part in this
        return found.mapInArrow(_by(predictor), f"{predictor.asked.key} string, probability double")


def facts_in(views: Views, asked: Asked, sources: Sources, at: Moment) -> DataFrame:
    """The key and what is asked, as `f0`, `f1` … in the order of `asked.names`; days begin where `asked` says."""
    now = moment(at.instant, asked.timezone)
    inputs = prepare(views, asked.model, sources.for_facts(of_events=asked.of_events), now)
    earliest = microseconds(inputs.earliest) if inputs.earliest else now.us
    query = Query(model=asked.model, tables=inputs.tables, moment=now, dialect=SAYS, earliest=earliest)
    return frame_of(views.session, query.facts(asked))


def _by(predictor: Predictor) -> Batches:
    """The function that Spark sends to its workers, with the predictor in it."""
    names = [predictor.asked.key, *predictor.asked.names]

    def probabilities(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            found = pa.Table.from_arrays(batch.columns, names)
            yield from probabilities_of(predictor, found, found[names[0]]).to_batches()

    return probabilities
