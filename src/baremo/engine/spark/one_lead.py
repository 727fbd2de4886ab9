"""The rows of one lead (or account), brought to this machine, where a single one is explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pyspark.sql import DataFrame, SparkSession, functions

from baremo.engine.explain import Explanation, explain_lead
from baremo.engine.model_changes import reading_all
from baremo.engine.moments import moment
from baremo.engine.predicting import predicting
from baremo.engine.scoring import AsOf, Sources
from baremo.engine.spark.inputs import prepare
from baremo.engine.spark.kinds import arrow_of
from baremo.engine.spark.session import settled
from baremo.engine.spark.statements import told
from baremo.engine.spark.views import Views
from baremo.engine.tables import Table, Tables
from baremo.model.model import ScoringModel


def explain_in_spark(
    model: ScoringModel, lead_id: str, sources: Sources, session: SparkSession, *, as_of: AsOf = None
) -> Explanation:
    """Why one lead (or account) has its score; see `baremo.explain`."""
    at = moment(as_of, model.timezone)
    predictor = predicting(model, sources)
    reads = model if predictor is None else reading_all((model, predictor.asked.model))
    views = Views(session=session)
    try:
        with settled(session), told():
            tables = prepare(views, reads, sources, at).tables
            rows = rows_of(session, model, tables, lead_id)
    finally:
        views.release()
    given = replace(rows, predictor=predictor, probabilities=sources.probabilities)
    return explain_lead(model, lead_id, given, as_of=at.instant)


def rows_of(session: SparkSession, model: ScoringModel, tables: Tables, key: str) -> Sources:
    """Everything that the lead's score follows from; tables without rows where there is no such lead."""

    def where(table: Table, column: str, values: Sequence[object]) -> DataFrame:
        texts = [str(value) for value in values if value is not None]
        return session.table(table.name).where(functions.col(column).cast("string").isin(texts))

    leads = where(tables.leads, model.key, [key])
    ids = [row["lead_id"] for row in leads.select("lead_id").collect()]
    accounts: list[object] = [key]
    if model.scores == "lead" and tables.accounts:
        accounts = [row["account_id"] for row in leads.select("account_id").collect()]
    return Sources(
        leads=arrow_of(leads),
        events=arrow_of(where(tables.events, "lead_id", ids)),
        accounts=arrow_of(where(tables.accounts, "account_id", accounts)) if tables.accounts else None,
        changes=arrow_of(where(tables.changes, "lead_id", ids)) if tables.changes else None,
        adjustments=arrow_of(where(tables.adjustments, model.key, [key])) if tables.adjustments else None,
        probabilities=arrow_of(where(tables.probabilities, model.key, [key])) if tables.probabilities else None,
    )
