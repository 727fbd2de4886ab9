"""The product, asked through its public functions with the same plain rows as the reference."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

import baremo
from baremo.model.fields import Fields, fields
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text
from tests.generators import Case, as_yaml
from tests.reference import Result

Row = Mapping[str, Any]
Types = Mapping[str, Mapping[str, str]]

ARROW = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
    "naive": pa.timestamp("us"),
    "list": pa.list_(pa.string()),
}
ALWAYS_THERE = {
    "leads": ["lead_id"],
    "accounts": ["account_id"],
    "events": ["lead_id", "event", "timestamp"],
    "changes": ["lead_id", "field", "value", "known_at"],
    "adjustments": ["points", "reason", "from", "until"],
}
EVENT_COLUMNS = ("lead_id", "event", "timestamp", "event_id")


def score_case(case: Case) -> Result:
    return score(
        case.model,
        case.leads,
        case.as_of,
        events=case.events,
        accounts=case.accounts,
        changes=case.changes,
        adjustments=case.adjustments,
        types=case.types,
    )


def score(
    model: Mapping[str, Any],
    leads: Sequence[Row],
    as_of: str | date | datetime,
    *,
    types: Types | None = None,
    **inputs: Sequence[Row] | None,
) -> Result:
    """`types` gives types of columns by table; others have the type of their values."""
    read = read_model(model)
    rows = {"leads": leads, **{name: given for name, given in inputs.items() if given is not None}}
    tables = {name: table(name, given, read, (types or {}).get(name, {})) for name, given in rows.items()}
    result = baremo.score(read, as_of=as_of, **tables)
    return Result(scores=result.scores.to_pylist(), ledger=result.ledger.to_pylist())


def read_model(model: Mapping[str, Any]) -> ScoringModel:
    reading = read_text(as_yaml(model))
    assert reading.model is not None, "\n".join(map(str, reading.problems))
    return reading.model


def table(name: str, rows: Sequence[Row], model: ScoringModel, types: Mapping[str, str]) -> pa.Table:
    """Every column that the model reads is there, if only with nulls."""
    columns = dict.fromkeys([*ALWAYS_THERE[name], *named(fields(model), name), *(key for row in rows for key in row)])
    if name == "adjustments":
        columns = dict.fromkeys([model.key, *columns])
    return pa.table({column: array([row.get(column) for row in rows], types.get(column)) for column in columns})


def named(found: Fields, name: str) -> list[str]:
    return list({"leads": found.leads, "events": found.events, "accounts": found.accounts}.get(name, {}))


def array(values: list[Any], type_: str | None) -> pa.Array:
    if type_ is not None:
        return pa.array(values, type=ARROW[type_])
    return pa.array(values, type=pa.string() if all(value is None for value in values) else None)


def packed(event: Row) -> dict[str, Any]:
    """The event with its properties in one JSON column; a dot in a name is a level."""
    properties: dict[str, Any] = {}
    for name, value in event.items():
        if name not in EVENT_COLUMNS:
            *outer, last = name.split(".", 1)
            inside = properties.setdefault(outer[0], {}) if outer else properties
            inside[last] = value
    return {**{name: event[name] for name in EVENT_COLUMNS}, "properties": json.dumps(properties)}
