"""What a scoring gives back: scores and their ledger, never one without the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from baremo.engine.asked import Reasoning
from baremo.engine.backends import Progress, connection
from baremo.engine.inputs import LeftOut
from baremo.engine.moments import microseconds, moment
from baremo.engine.predicting import facts_of, predicting
from baremo.engine.quick import desk
from baremo.engine.scoring import AsOf, Sources, in_memory_and_few, prepared, scoring
from baremo.model.model import ScoringModel

if TYPE_CHECKING:
    from baremo.engine.explain import Explanation


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """Scores and ledger of one scoring, as Arrow tables (`.to_pandas()`, `.to_pylist()`, …).

    Attributes
    ----------
    scores : pyarrow.Table
        One row per lead, highest score first: `lead_id` (in account models `account_id`), `score`, `points`,
        `band`, `grade`, `eligible_stage`, `disqualified`, `probability`, a column per dimension,
        `last_event_at`, `as_of`, `model`.
    ledger : pyarrow.Table
        One row per criterion that gave points, and one per adjustment of the sum; for every lead its
        `points` sum to the lead's.
    left_out : LeftOut
        What did not count, and how values were read that could be read in two ways.
    reasons : pyarrow.Table or None
        Of a model with a predictor that can say why: `lead_id`, `feature`, `value` and `log_odds` (what it adds
        to the predicted log-odds), the leads in the order of their ids. Computed when it is asked for.
    """

    scores: pa.Table
    ledger: pa.Table
    left_out: LeftOut
    unknown_events: int
    model: ScoringModel
    sources: Sources = field(repr=False)
    as_of: AsOf = None
    engine: duckdb.DuckDBPyConnection | None = field(default=None, repr=False)

    @property
    def reasons(self) -> pa.Table | None:
        return reasons_of(self.model, self.sources, as_of=self.as_of, engine=self.engine)

    def explain(self, lead_id: str) -> Explanation:
        """Why this lead (or account) has its score; see `baremo.explain`."""
        from baremo.engine.explain import explain_lead

        return explain_lead(self.model, lead_id, self.sources, as_of=self.as_of, engine=self.engine)


def reasons_of(
    model: ScoringModel,
    sources: Sources,
    *,
    as_of: AsOf = None,
    engine: duckdb.DuckDBPyConnection | None = None,
) -> pa.Table | None:
    """Why all leads have their predicted probabilities; None where nobody can say."""
    predictor = predicting(model, sources)
    if not isinstance(predictor, Reasoning):
        return None
    at = moment(as_of, model.timezone)
    with connection(engine) as con:
        return predictor.reasons(facts_of(con, predictor.asked, sources, at).sort_by(model.key))


def score_all(
    model: ScoringModel,
    sources: Sources,
    *,
    as_of: AsOf = None,
    engine: duckdb.DuckDBPyConnection | None = None,
    memory: str | None = None,
    progress: Progress | None = None,
) -> Result:
    """Scores and ledger of all leads; see `baremo.score`."""
    if engine is None and in_memory_and_few(sources):
        quick = _score_few(model, sources, as_of)
        if quick is not None:
            return quick
    with scoring(model, sources, as_of=as_of, engine=engine, memory=memory, progress=progress) as running:
        texts = running.keep()
        return Result(
            scores=running.rows(texts.scores),
            ledger=running.rows(texts.ledger),
            left_out=running.left_out,
            unknown_events=running.left_out.count_unknown(running.con),
            model=model,
            sources=sources,
            as_of=running.moment.instant,
            engine=engine,
        )


def _score_few(model: ScoringModel, sources: Sources, as_of: AsOf) -> Result | None:
    """At this thread's desk; None where the moment needs a query of its own."""
    at, here = moment(as_of, model.timezone), desk()
    with prepared(here.con, model, sources, at) as ready:
        inputs = ready.inputs
        earliest = microseconds(inputs.earliest_event) if inputs.earliest_event else at.us
        found = here.score(model, inputs.tables, at, earliest)
        if found is None:
            return None
        return Result(
            scores=found[0],
            ledger=found[1],
            left_out=inputs.left_out,
            unknown_events=found[2],
            model=model,
            sources=sources,
            as_of=at.instant,
        )
