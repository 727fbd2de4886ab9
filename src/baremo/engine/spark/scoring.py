"""One scoring in Spark: inputs as views, all figures computed once and kept, scores and ledger read from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from pyspark.sql import DataFrame, SparkSession

from baremo.engine.inputs import LeftOut
from baremo.engine.moments import microseconds, moment
from baremo.engine.predicting import predicting, probability_columns
from baremo.engine.query import Query
from baremo.engine.scoring import PROBABILITIES, AsOf, Sources
from baremo.engine.spark.inputs import SparkInputs, prepare
from baremo.engine.spark.kinds import SAYS
from baremo.engine.spark.ledger import in_one_pass
from baremo.engine.spark.predicting import predict
from baremo.engine.spark.session import settled
from baremo.engine.spark.statements import frame_of, told
from baremo.engine.spark.views import Views
from baremo.engine.tables import Table
from baremo.model.model import ScoringModel


@dataclass(frozen=True, kw_only=True)
class SparkScoring:
    """A model scored over prepared inputs; what it keeps in the session goes with `release`."""

    views: Views
    sources: Sources
    query: Query
    inputs: SparkInputs
    everything: str  # the view of all figures

    @cached_property
    def scores(self) -> DataFrame:
        """In no order."""
        return frame_of(self.views.session, self.query.scores(self.everything))

    @cached_property
    def ledger(self) -> DataFrame:
        return frame_of(self.views.session, in_one_pass(self.query, self.everything))

    @property
    def left_out(self) -> LeftOut:
        return self.inputs.left_out


def score(session: SparkSession, model: ScoringModel, sources: Sources, *, as_of: AsOf = None) -> SparkScoring:
    """Computes all figures; nothing is left behind where that fails."""
    at = moment(as_of, model.timezone)
    predictor = predicting(model, sources)
    views = Views(session=session)
    try:
        with settled(session), told():
            inputs = prepare(views, model, sources, at)
            tables = inputs.tables
            if model.predictor is not None:
                given = predict(views, predictor, sources, at) if predictor else _given(session, sources)
                name = views.view(PROBABILITIES, given)
                tables = replace(tables, probabilities=Table(name=name, columns=probability_columns(model)))
            earliest = microseconds(inputs.earliest) if inputs.earliest else at.us
            query = Query(model=model, tables=tables, moment=at, dialect=SAYS, earliest=earliest)
            kept = views.keep(frame_of(session, query.everything()))
            kept.count()
            everything = views.view("everything", kept)
            return SparkScoring(views=views, sources=sources, query=query, inputs=inputs, everything=everything)
    except BaseException:
        views.release()
        raise


def _given(session: SparkSession, sources: Sources) -> DataFrame:
    """Probabilities that came with the sources."""
    return session.createDataFrame(sources.probabilities)
