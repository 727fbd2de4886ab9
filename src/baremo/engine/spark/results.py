"""What a scoring in Spark gives back: frames for whoever works on, Arrow tables for whoever looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa

from baremo.engine.explain import Explanation, explain_lead
from baremo.engine.inputs import LeftOut
from baremo.engine.predicting import predicting
from baremo.engine.scoring import AsOf, Sources
from baremo.engine.spark.kinds import arrow_of
from baremo.engine.spark.one_lead import explain_in_spark, rows_of
from baremo.engine.spark.scoring import SparkScoring, score
from baremo.engine.spark.statements import told
from baremo.model.model import ScoringModel

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@dataclass(frozen=True, kw_only=True, slots=True)
class Frames:
    """Scores and ledger as frames of Spark, in no order: to write, to join, to publish as tables."""

    scores: DataFrame
    ledger: DataFrame


@dataclass(frozen=True, kw_only=True)
class SparkResult:
    """Scores and ledger of one scoring in Spark.

    Attributes
    ----------
    frames : Frames
        `frames.scores` and `frames.ledger`: the rows, where they are.
    scores, ledger : pyarrow.Table
        The same columns as those of `Result`, brought to this machine when they are first asked for.
    left_out : LeftOut
        What did not count, and how values were read.
    """

    frames: Frames
    left_out: LeftOut
    unknown_events: int
    model: ScoringModel
    scoring: SparkScoring = field(repr=False)

    @cached_property
    def scores(self) -> pa.Table:
        """Highest score first."""
        with told():
            return arrow_of(self.frames.scores.orderBy("score", self.model.key, ascending=[False, True]))

    @cached_property
    def ledger(self) -> pa.Table:
        with told():
            return arrow_of(self.frames.ledger)

    def explain(self, lead_id: str) -> Explanation:
        """Why this lead (or account) has its score: its rows are brought here; see `baremo.explain`."""
        query, sources, session = self.scoring.query, self.scoring.sources, self.scoring.views.session
        if predicting(self.model, sources) is not None:  # which asks for more than the model reads
            return explain_in_spark(self.model, lead_id, sources, session, as_of=query.moment.instant)
        with told():
            rows = rows_of(session, self.model, query.tables, lead_id)
        return explain_lead(self.model, lead_id, rows, as_of=query.moment.instant)

    def release(self) -> None:
        """Drops what the session keeps for the frames, which cannot be read any more then."""
        self.scoring.views.release()


def score_on_spark(model: ScoringModel, sources: Sources, session: SparkSession, *, as_of: AsOf = None) -> SparkResult:
    """Scores and ledger of all leads; see `baremo.score`."""
    running = score(session, model, sources, as_of=as_of)
    return SparkResult(
        frames=Frames(scores=running.scores, ledger=running.ledger),
        left_out=running.inputs.left_out,
        unknown_events=running.inputs.unknown_events,
        model=model,
        scoring=running,
    )
