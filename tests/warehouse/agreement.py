"""A warehouse gives what `baremo.score` gives: the texts are run over the same tables and compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

import baremo
from baremo.engine.dialects import DIALECTS
from baremo.engine.moments import moment
from baremo.model.fields import Uses, fields
from baremo.model.model import ScoringModel
from tests.generators import Case
from tests.laws import engine
from tests.laws.compare import assert_same
from tests.reference import Result
from tests.warehouse.runners import Runner

KINDS = {
    pa.string(): "text",
    pa.int64(): "whole",
    pa.float64(): "number",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "instant",
    pa.timestamp("us"): "timestamp",
    pa.list_(pa.string()): "text[]",
}
PREFIXES = {"leads": "", "events": "event.", "accounts": "account.", "changes": "change.", "adjustments": "adjustment."}
NEVER_TOLD = {"lead_id", "account_id", "event_id", "event", "properties", "field", "value", "reason", "points"}

Tables = dict[str, pa.Table]


def assert_warehouse_agrees(runner: Runner, case: Case, *, told: Sequence[bool] = (True, False)) -> None:
    """Scores and ledger are the same, whether the kinds of text columns are told or not.

    Rows of events with `properties` are read from this JSON. Where the kinds are not told, as_of is an
    expression of the engine, too.
    """
    model = engine.read_model(case.model)
    tables = tables_of(case, model)
    found = baremo.score(model, as_of=case.as_of, **tables)
    expected = Result(scores=found.scores.to_pylist(), ledger=found.ledger.to_pylist())
    for name, table in tables.items():
        runner.load(name, table)
    for is_told in told:
        as_of = case.as_of if is_told else _expression(runner, model, case)
        assert_same(_run(runner, model, tables, told=is_told, as_of=as_of), expected)


def tables_of(case: Case, model: ScoringModel) -> Tables:
    """The case's tables; events packed into JSON have no column for each property."""
    rows = {"leads": case.leads, "events": case.events, "accounts": case.accounts}
    rows |= {"changes": case.changes, "adjustments": case.adjustments}
    types = case.types
    tables = {
        name: engine.table(name, given, model, types.get(name, {})) for name, given in rows.items() if given is not None
    }
    if "properties" in tables["events"].column_names:
        tables["events"] = tables["events"].select([*engine.EVENT_COLUMNS, "properties"])
    return tables


def kinds_of(tables: Tables, model: ScoringModel, *, told: bool) -> dict[str, str]:
    """What `types` tells of the columns that the model reads; `told`: of text columns, too.

    Text that is read as a date alone has to be told in any case.
    """
    read = fields(model)
    uses: dict[str, Uses] = {"leads": read.leads, "events": read.events, "accounts": read.accounts}
    kinds = {}
    for table, columns in tables.items():
        for column in columns.schema:
            use = _uses(column.name, uses.get(table))
            as_date = not use - {"date", "presence"}
            if column.name not in NEVER_TOLD and use and (told or as_date or column.type != pa.string()):
                kinds[PREFIXES[table] + column.name] = KINDS[column.type]
    return kinds


def _uses(column: str, read: Uses | None) -> set[str]:
    instants = {"created_at", "timestamp", "known_at", "from", "until"}
    return {*({"date"} if column in instants else set()), *((read or {}).get(column, set()))}


def _run(runner: Runner, model: ScoringModel, tables: Tables, *, told: bool, as_of: Any) -> Result:
    given: dict[str, Any] = {
        "dialect": runner.dialect,
        "as_of": as_of,
        "types": kinds_of(tables, model, told=told),
        "event_columns": _event_columns(tables["events"]),
        **{name: name for name in tables},
    }
    scores = runner.rows(baremo.sql(model, **given))
    return Result(scores=scores, ledger=runner.rows(baremo.sql(model, ledger=True, **given)))


def _event_columns(events: pa.Table) -> Mapping[str, str]:
    """Ids and JSON are read where they are named."""
    there = {"id": "event_id", "properties": "properties"}
    return {short: column for short, column in there.items() if column in events.column_names}


def _expression(runner: Runner, model: ScoringModel, case: Case) -> str:
    """The moment as an expression in the engine's own words."""
    at = moment(case.as_of, model.timezone)
    return DIALECTS[runner.dialect]().instant(at.us, zoned=True).sql(runner.dialect)
