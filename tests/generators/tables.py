"""Rows for the fields that a model reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from tests.generators.criteria import NAMES
from tests.generators.maker import Field, Maker
from tests.generators.values import DATE_JUNK, FLAG_TEXTS, NUMBER_TEXTS, WORDS, instant_text, values_of

Row = dict[str, Any]

LEAD_IDS: dict[str, list[Any]] = {"text": ["1", "042", "ana", "Ana", "É-7", "lead 6"], "int": [1, 2, 3, 42, 5, 6]}
ACCOUNT_IDS = ["acme", "globex", "Ñ & co"]
TIMESTAMPS = ["instant", "instant", "naive", "text", "date"]


def rows(make: Maker, columns: dict[str, list[Any]], count: int) -> list[Row]:
    """So many rows of any of those values."""
    row = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in columns.items()})
    return make.draw(st.lists(row, min_size=count, max_size=count))


def columns_of(make: Maker, table: str, fields: list[Field]) -> dict[str, list[Any]]:
    used = make.used.get(table, set())
    return {
        field.name: values_of(field, make.days, make.instants)
        for field in fields
        if field.name in used or field.name == "created_at"
    }


def leads(make: Maker, ids: list[Any], fields: list[Field]) -> list[Row]:
    columns = columns_of(make, "leads", fields)
    if make.scores == "account" or make.used.get("accounts"):
        columns["account_id"] = [*ACCOUNT_IDS, None, "nowhere"]
    return one_for_each(make, "lead_id", ids, columns)


def one_for_each(make: Maker, key: str, ids: list[Any], columns: dict[str, list[Any]]) -> list[Row]:
    found = rows(make, columns, len(ids))
    return [{key: id_, **values} for id_, values in zip(ids, found, strict=True)]


def accounts(make: Maker, fields: list[Field]) -> list[Row]:
    return one_for_each(make, "account_id", ACCOUNT_IDS[: make.number(1, 3)], columns_of(make, "accounts", fields))


def events(make: Maker, ids: list[Any], fields: list[Field], timestamp: str) -> list[Row]:
    """Of known leads and an unknown one, repeated and not, past and future."""
    columns: dict[str, list[Any]] = {
        "lead_id": [*ids, 99 if isinstance(ids[0], int) else "nobody"],
        "event": [*NAMES, "page_viewed", "page_viewed"],
        "timestamp": timestamps(make.instants, timestamp),
        "event_id": [None, None, None, "e1", "e2", "E2"],
        **columns_of(make, "events", fields),
    }
    return rows(make, columns, make.number(0, 25))


def timestamps(instants: list[datetime], type_: str) -> list[Any]:
    if type_ == "text":
        return [instant_text(instant, place % 2 * 2) for place, instant in enumerate(instants)]
    if type_ == "naive":
        return [instant.replace(tzinfo=None) for instant in instants]
    return [instant.date() for instant in instants] if type_ == "date" else instants


def changes(make: Maker, ids: list[Any], fields: list[Field]) -> list[Row] | None:
    """What became known of attributes that the model reads."""
    used = [field.name for field in fields if field.name in make.used.get("leads", set())]
    used = [name for name in used if name != "created_at"]
    if not used or not make.rarely():
        return None
    texts = [*WORDS[:12], *NUMBER_TEXTS[:8], *FLAG_TEXTS[:3], *make.days[:3], DATE_JUNK[0], None, ""]
    known = {"lead_id": ids, "field": used, "value": texts, "known_at": make.instants}
    return rows(make, known, make.number(0, 8))


def adjustments(make: Maker, ids: list[Any]) -> list[Row] | None:
    if not make.rarely():
        return None
    key = "account_id" if make.scores == "account" else "lead_id"
    columns: dict[str, list[Any]] = {
        key: ACCOUNT_IDS if make.scores == "account" else ids,
        "points": [10.0, -5.5, 0.25, 300.0, -300.0],
        "reason": ["met at the fair", None],
        "from": make.instants,
        "until": [None, *make.instants],
    }
    return rows(make, columns, make.number(0, 4))
