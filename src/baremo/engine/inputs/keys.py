"""Brings the key columns of all tables to one type, so that the same id matches everywhere.

Whole numbers stay numbers only where every table has them so; else 42, 42.0 and '42' are the text 42,
and texts stay exactly as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from baremo.engine.inputs.draft import Draft, Field
from baremo.engine.inputs.kinds import Reading, is_null, is_whole
from baremo.engine.inputs.sql import Sql, sql
from baremo.engine.tables import Column


def with_one_key_type(drafts: Iterable[Draft]) -> list[Draft]:
    drafts = list(drafts)
    keys = {name for draft in drafts for name, field in draft.fields.items() if field.want.role == "key"}
    for key in sorted(keys):
        types = [draft.fields[key].type for draft in drafts if key in draft.fields]
        types = [type_ for type_ in types if not is_null(type_)]
        whole = bool(types) and all(is_whole(type_) for type_ in types)
        drafts = [_with_key(draft, key, whole=whole) for draft in drafts]
    return drafts


def key_literal(column: Column, value: str) -> Sql | None:
    """A key as a literal of its column's type, or nothing where the column cannot hold it."""
    if column.kind == "text":
        return sql("{value}", value=value)
    try:
        number = int(value)
    except ValueError:
        return None
    return sql("{value}", value=number) if abs(number) < 1 << 63 else None


def _with_key(draft: Draft, key: str, *, whole: bool) -> Draft:
    if key not in draft.fields:
        return draft
    field = draft.fields[key]
    return replace(draft, fields=draft.fields | {key: replace(field, read=_whole(field) if whole else _text(field))})


def _whole(field: Field) -> Reading:
    value = field.given if field.type.id == "bigint" else sql("CAST({v} AS BIGINT)", v=field.given)
    return Reading(value=value, column=Column(kind="number", whole=True))


def _text(field: Field) -> Reading:
    value = field.given
    if field.type.id in ("float", "double", "decimal"):
        value = sql(
            "CASE WHEN {v} = trunc({v}) AND abs({v}) < 1e15 THEN CAST(CAST({v} AS BIGINT) AS VARCHAR)"
            " WHEN isfinite(CAST({v} AS DOUBLE)) THEN CAST({v} AS VARCHAR) END",
            v=value,
        )
    elif str(field.type) != "VARCHAR":
        value = sql("CAST({v} AS VARCHAR)", v=value)
    return Reading(value=value, column=Column(kind="text"))
