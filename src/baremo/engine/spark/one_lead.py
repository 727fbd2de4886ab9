"""The rows of one lead (or account), brought to this machine, where a single one is explained."""

from __future__ import annotations

from collections.abc import Sequence

from pyspark.sql import DataFrame, functions

from baremo.engine.scoring import Sources
from baremo.engine.spark.kinds import arrow_of
from baremo.engine.spark.scoring import SparkScoring
from baremo.engine.tables import Table


def sources_of(scoring: SparkScoring, key: str) -> Sources:
    """Everything that the lead's score follows from; tables without rows where there is no such lead."""
    model, tables = scoring.query.model, scoring.query.tables
    leads = _where(scoring, tables.leads, model.key, [key])
    ids = [row["lead_id"] for row in leads.select("lead_id").collect()]
    accounts = [key]
    if model.scores == "lead":
        accounts = [row["account_id"] for row in leads.select("account_id").collect()] if tables.accounts else []
    return Sources(
        leads=arrow_of(leads),
        events=arrow_of(_where(scoring, tables.events, "lead_id", ids)),
        accounts=arrow_of(_where(scoring, tables.accounts, "account_id", accounts)) if tables.accounts else None,
        changes=arrow_of(_where(scoring, tables.changes, "lead_id", ids)) if tables.changes else None,
        adjustments=arrow_of(_where(scoring, tables.adjustments, model.key, [key])) if tables.adjustments else None,
    )


def _where(scoring: SparkScoring, table: Table, column: str, values: Sequence[object]) -> DataFrame:
    texts = [str(value) for value in values if value is not None]
    frame = scoring.views.session.table(table.name)
    return frame.where(functions.col(column).cast("string").isin(texts))
