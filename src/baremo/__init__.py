"""Baremo scores leads: which to work first, why, and whether that ranking earns money.

>>> import baremo
>>> baremo.__all__
['analyze', 'check', 'diff', 'explain', 'forecast', 'load', 'preview', 'score', 'sql', 'train', 'validate']

What a function needs is imported when it is called, so that the command line starts at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import TYPE_CHECKING, cast

from baremo.engine.ahead import forecast, preview
from baremo.engine.predictors import read_predictors_by
from baremo.learn.lessons import analyze, train, validate

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import SparkSession

    from baremo.engine.asked import Predictor
    from baremo.engine.explain import Explanation
    from baremo.engine.results import Result
    from baremo.engine.scoring import AsOf
    from baremo.engine.spark.results import SparkResult
    from baremo.errors import Problem
    from baremo.model.change import Change
    from baremo.model.model import ScoringModel

__all__ = ["analyze", "check", "diff", "explain", "forecast", "load", "preview", "score", "sql", "train", "validate"]
__version__ = "0.1.0"


def _predictor_of(model: ScoringModel) -> Predictor | None:
    from baremo.learn.predictor import predictor_of

    return predictor_of(model)


read_predictors_by(_predictor_of)


def load(path: str | PathLike[str]) -> ScoringModel:
    """The scoring model that a file holds.

    Parameters
    ----------
    path : str or path
        A YAML file, or JSON with the same keys.

    Raises
    ------
    ModelError
        With every error of the file, its line and its remedy.

    Examples
    --------
    >>> import baremo
    >>> from baremo.model.templates import path_of
    >>> model = baremo.load(path_of("simple", "en"))
    >>> [dimension.name for dimension in model.dimensions]
    ['interest']
    """
    from baremo.model import reader

    return reader.load(path)


def check(path: str | PathLike[str]) -> tuple[Problem, ...]:
    """Every problem of a model file, errors first, each with its line and its remedy.

    Examples
    --------
    >>> import baremo
    >>> from baremo.model.templates import path_of
    >>> baremo.check(path_of("b2b", "en"))
    ()
    """
    from baremo.model import checks, reader

    return checks.check(reader.read(path))


def diff(old: ScoringModel, new: ScoringModel) -> tuple[Change, ...]:
    """What changed between two models, in sentences; empty where they mean the same.

    Examples
    --------
    >>> from dataclasses import replace
    >>> import baremo
    >>> from baremo.model.templates import path_of
    >>> model = baremo.load(path_of("simple", "en"))
    >>> [str(change) for change in baremo.diff(model, replace(model, timezone="UTC"))]
    ['time zone: Europe/Madrid -> UTC']
    """
    from baremo.model.diff import diff as compare

    return compare(old, new)


def score(
    model: ScoringModel,
    *,
    leads: object,
    events: object = None,
    accounts: object = None,
    changes: object = None,
    adjustments: object = None,
    as_of: AsOf = None,
    id_column: str | None = None,
    event_columns: Mapping[str, str] | None = None,
    unique_events: bool = False,
    engine: duckdb.DuckDBPyConnection | SparkSession | None = None,
    memory: str | None = None,
) -> Result | SparkResult:
    """Scores and their ledger as of an instant.

    Parameters
    ----------
    model : ScoringModel
        From `load`.
    leads, events, accounts, changes, adjustments
        Each a path (CSV, Parquet, JSON lines, Excel), `table@URL`, or a table in memory: pandas, polars,
        Arrow, a DuckDB relation, a frame of Spark or a list of mappings.
    as_of : str, date or datetime, optional
        A bare date means the end of that day in the model's zone, an instant without zone is UTC;
        now unless given. Later events do not exist.
    id_column : str, optional
        The leads' column that holds their id, in place of `lead_id`.
    event_columns : mapping, optional
        The events' columns for `lead`, `event`, `time`, `id` and `properties`.
    unique_events : bool
        Promises that no event id stands twice, which saves the look.
    engine : duckdb.DuckDBPyConnection or pyspark.sql.SparkSession, optional
        A connection or a session of your own to compute in; without one, the session of a given frame of Spark.
    memory : str, optional
        Such as "2GB"; what does not fit is kept on disk meanwhile.

    Returns
    -------
    Result
        `scores` and `ledger` as Arrow tables, and `explain(lead_id)`. In Spark a `SparkResult`, which has the
        same, and `frames` of Spark that hold the rows where they are.

    Raises
    ------
    InputError
        The data or arguments do not fit the model; nothing has been scored.

    Examples
    --------
    >>> import baremo
    >>> from baremo.model.reader import read_text
    >>> visit = "{visit: {event: page_viewed, points: 5}}"
    >>> model = read_text(f"{{model: m, dimensions: {{interest: {{criteria: {visit}}}}}}}").model
    >>> visits = [{"lead_id": "ana", "event": "page_viewed", "timestamp": "2026-10-30T10:00:00Z"}]
    >>> result = baremo.score(model, leads=[{"lead_id": "ana"}], events=visits, as_of="2026-11-01")
    >>> result.scores["score"].to_pylist(), result.ledger["points"].to_pylist()
    ([5.0], [5.0])
    """
    from baremo.engine.results import score_all
    from baremo.engine.scoring import Sources
    from baremo.engine.spark import session_of

    sources = Sources(
        leads=leads,
        events=events,
        accounts=accounts,
        changes=changes,
        adjustments=adjustments,
        id_column=id_column,
        event_columns=event_columns,
        unique_events=unique_events,
    )
    session = session_of(engine, sources.tables)
    if session is not None:
        from baremo.engine.spark.results import score_on_spark

        return score_on_spark(model, sources, session, as_of=as_of)
    connection = cast("duckdb.DuckDBPyConnection | None", engine)
    return score_all(model, sources, as_of=as_of, engine=connection, memory=memory)


def explain(
    model: ScoringModel,
    lead_id: str,
    *,
    leads: object,
    events: object = None,
    accounts: object = None,
    changes: object = None,
    adjustments: object = None,
    as_of: AsOf = None,
    id_column: str | None = None,
    event_columns: Mapping[str, str] | None = None,
    engine: duckdb.DuckDBPyConnection | SparkSession | None = None,
) -> Explanation:
    """Why one lead (or account) has its score, how it will fade, and what would raise it.

    Parameters are those of `score`.

    Returns
    -------
    Explanation
        `lines` (what each criterion found and gave), `adjustments`, `forecast` and `ways_up`.

    Raises
    ------
    InputError
        No such lead, or the data do not fit the model.

    Examples
    --------
    >>> import baremo
    >>> from baremo.model.reader import read_text
    >>> model = read_text("{model: m, dimensions: {fit: {criteria: {spain: {when: {country: ES}, points: 10}}}}}").model
    >>> receipt = baremo.explain(model, "ana", leads=[{"lead_id": "ana", "country": "es"}], as_of="2026-11-01")
    >>> [(line.criterion.name, line.points) for line in receipt.lines]
    [('spain', 10.0)]
    """
    from baremo.engine.explain import explain_lead
    from baremo.engine.scoring import Sources
    from baremo.engine.spark import session_of

    sources = Sources(
        leads=leads,
        events=events,
        accounts=accounts,
        changes=changes,
        adjustments=adjustments,
        id_column=id_column,
        event_columns=event_columns,
    )
    session = session_of(engine, sources.tables)
    if session is not None:
        from baremo.engine.spark.one_lead import explain_in_spark

        return explain_in_spark(model, lead_id, sources, session, as_of=as_of)
    connection = cast("duckdb.DuckDBPyConnection | None", engine)
    return explain_lead(model, lead_id, sources, as_of=as_of, engine=connection)


def sql(
    model: ScoringModel,
    *,
    dialect: str,
    leads: str | None = None,
    events: str | None = None,
    accounts: str | None = None,
    changes: str | None = None,
    adjustments: str | None = None,
    as_of: AsOf = None,
    types: Mapping[str, str] | None = None,
    id_column: str | None = None,
    event_columns: Mapping[str, str] | None = None,
    ledger: bool = False,
) -> str:
    """One SELECT that gives the scores of a warehouse's tables, as a text to read and run.

    Parameters
    ----------
    model : ScoringModel
        From `load`.
    dialect : str
        The engine: duckdb, spark, bigquery, snowflake, databricks, postgres, clickhouse or trino.
    leads, events, accounts, changes, adjustments : str, optional
        Tables by their names in the engine, or expressions of a template such as ``{{ ref('leads') }}``;
        `leads`, `events` and `accounts` unless given, where the model needs them.
    as_of : str, date or datetime, optional
        A date (the end of that day in the model's zone), an instant, or an expression of the engine;
        ``CURRENT_TIMESTAMP`` unless given. An expression is followed up to the end of 2040.
    types : mapping, optional
        Kinds of columns: ``{"employees": "number", "event.amount": "whole", "account.since": "date"}``.
        The text's first lines say how columns are taken, and which kinds there are.
    id_column : str, optional
        The leads' column that holds their id, in place of `lead_id`.
    event_columns : mapping, optional
        The events' columns for `lead`, `event`, `time`, `id` and `properties`. Repeated events are left
        out if `id` is named, properties are read from JSON if `properties` is.
    ledger : bool
        The ledger's SELECT in place of the scores'.

    Raises
    ------
    InputError
        The arguments do not fit the model or the engine, or the model needs a predictor.

    Examples
    --------
    >>> import baremo
    >>> from baremo.model.reader import read_text
    >>> model = read_text("{model: m, dimensions: {fit: {criteria: {spain: {when: {country: ES}, points: 10}}}}}").model
    >>> text = baremo.sql(model, dialect="duckdb", leads="people", as_of="2026-11-01")
    >>> import duckdb
    >>> with duckdb.connect() as con:
    ...     _ = con.execute("CREATE TABLE people AS SELECT 'ana' AS lead_id, 'es' AS country")
    ...     con.sql(text).project("lead_id, points").fetchall()
    [('ana', 10.0)]
    """
    from baremo.engine.warehouse import Warehouse, text_of

    warehouse = Warehouse(
        leads=leads,
        events=events,
        accounts=accounts,
        changes=changes,
        adjustments=adjustments,
        id_column=id_column,
        event_columns=event_columns or {},
        types=types or {},
    )
    return text_of(model, warehouse, dialect=dialect, as_of=as_of, ledger=ledger)
