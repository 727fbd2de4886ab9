"""The product, asked through its public functions with the same plain rows as the reference."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from ruamel.yaml import YAML

import baremo
from baremo.model.fields import fields
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text
from tests.reference import Result

Row = Mapping[str, Any]
Types = Mapping[str, pa.DataType]

KNOWN_COLUMNS: dict[str, Types] = {
    "leads": {"lead_id": pa.string(), "account_id": pa.string(), "created_at": pa.string()},
    "accounts": {"account_id": pa.string(), "created_at": pa.string()},
    "events": {"lead_id": pa.string(), "event": pa.string(), "timestamp": pa.string()},
    "changes": {
        "lead_id": pa.string(),
        "field": pa.string(),
        "value": pa.string(),
        "known_at": pa.string(),
    },
    "adjustments": {"points": pa.float64(), "reason": pa.string(), "from": pa.string(), "until": pa.string()},
}


def as_yaml(model: Mapping[str, Any]) -> str:
    """The model as a file, in block style."""
    text = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.width = 10_000
    yaml.sort_base_mapping_type_on_output = False
    yaml.dump(dict(model), text)
    return text.getvalue()


def read_model(model: Mapping[str, Any]) -> ScoringModel:
    return read_text(as_yaml(model), file="model.yaml")


def score(
    model: Mapping[str, Any],
    leads: Sequence[Row],
    as_of: str | date | datetime,
    *,
    events: Sequence[Row] | None = None,
    accounts: Sequence[Row] | None = None,
    changes: Sequence[Row] | None = None,
    adjustments: Sequence[Row] | None = None,
    types: Mapping[str, Types] | None = None,
) -> Result:
    """`types` gives the types of columns by table; those of others are those of their values."""
    read = read_model(model)
    rows = {"events": events, "accounts": accounts, "changes": changes, "adjustments": adjustments}
    tables = {
        name: table(name, given, read, (types or {}).get(name, {})) for name, given in rows.items() if given is not None
    }
    result = baremo.score(
        read, leads=table("leads", leads, read, (types or {}).get("leads", {})), as_of=as_of, **tables
    )
    return Result(scores=result.scores.to_pylist(), ledger=result.ledger.to_pylist())


def table(name: str, rows: Sequence[Row], model: ScoringModel, types: Types) -> pa.Table:
    """Every column that the model reads is there, if only with nulls."""
    columns = dict.fromkeys([*KNOWN_COLUMNS[name], *named(model, name), *(key for row in rows for key in row)])
    if name == "adjustments":
        columns = dict.fromkeys([model.key, *columns])
    arrays = {column: array(name, column, rows, types) for column in columns}
    return pa.table(arrays)


def named(model: ScoringModel, name: str) -> Iterator[str]:
    found = fields(model)
    yield from {"leads": found.leads, "events": found.events, "accounts": found.accounts}.get(name, {})


def array(name: str, column: str, rows: Sequence[Row], types: Types) -> pa.Array:
    values = [row.get(column) for row in rows]
    if column in types:
        return pa.array(values, type=types[column])
    if all(value is None for value in values):
        return pa.array(values, type=KNOWN_COLUMNS[name].get(column, pa.string()))
    return pa.array(values)
