"""Random cases for the laws: a valid model with every kind and key, and few but nasty rows."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from ruamel.yaml import YAML

from tests.generators import tables
from tests.generators.changes import changed
from tests.generators.maker import Field, Maker
from tests.generators.models import model
from tests.generators.values import OFFSETS, ZONES, as_of_for, days_around, instants_around

Rows = list[dict[str, Any]]

TYPES = {
    "words": ["text", "text", "list"],
    "numbers": ["text", "int", "float"],
    "flags": ["bool", "text"],
    "dates": ["text", "date", "instant", "naive"],
}
# Names of fields with what they speak of; those with dots look like flattened JSON.
LEAD_FIELDS = {
    "job_title": "words",
    "country": "words",
    "employees": "numbers",
    "opted_in": "flags",
    "signed": "dates",
    "created_at": "dates",
    "company.city": "words",
    "any": "words",
    "not": "numbers",
}
ACCOUNT_FIELDS = {"industry": "words", "staff": "numbers", "founded": "dates", "created_at": "dates", "all": "flags"}
EVENT_FIELDS = {
    "path": "words",
    "amount": "numbers",
    "utm.source": "words",
    "accepted": "flags",
    "happened": "dates",
    "any": "words",
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A model with its inputs; `types` names the type of each column by table."""

    model: dict[str, Any]
    leads: Rows
    events: Rows
    accounts: Rows | None
    changes: Rows | None
    adjustments: Rows | None
    as_of: str | datetime
    types: dict[str, dict[str, str]]


@st.composite
def case(draw: DrawFn, *, plain_events: bool = False) -> Case:
    """A model that `baremo check` finds no error in, and rows for it.

    With `plain_events` all properties of events are text.
    """
    made = _made(draw, plain_events=plain_events)
    return with_rows(made.make, model(made.make, made.zone), made.as_of, made.own)


@st.composite
def case_and_change(draw: DrawFn) -> tuple[Case, dict[str, Any]]:
    """A case, and another model over the same fields; `baremo check` may find errors in that."""
    made = _made(draw, plain_events=False)
    first = model(made.make, made.zone)
    second = changed(made.make, first, model(made.make, draw(st.sampled_from([made.zone, "Europe/Madrid"]))))
    return with_rows(made.make, first, made.as_of, made.own), second


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a case is begun with."""

    make: Maker
    zone: str
    as_of: str | datetime
    own: dict[str, list[Field]]


def _made(draw: DrawFn, *, plain_events: bool) -> Made:
    zone = draw(st.sampled_from(sorted(ZONES, key=lambda name: name != "UTC")))
    as_of, instant = as_of_for(zone, draw(st.sampled_from(ZONES[zone])), draw(st.integers(0, 4)))
    offsets = draw(st.lists(st.sampled_from(OFFSETS), min_size=1, max_size=6, unique=True))
    days = days_around(instant, ZoneInfo(zone), offsets)
    own = {
        "leads": columns(draw, LEAD_FIELDS),
        "accounts": columns(draw, ACCOUNT_FIELDS),
        "events": columns(draw, EVENT_FIELDS),
    }
    if plain_events:
        own["events"] = [replace(field, type="text") for field in own["events"]]
    scores = draw(st.sampled_from(["lead", "lead", "account"]))
    make = Maker(
        draw=draw,
        scores=scores,
        fields=fields_by_name(own, scores),
        as_of=instant,
        days=days,
        instants=instants_around(instant, ZoneInfo(zone), days),
    )
    return Made(make=make, zone=zone, as_of=as_of, own=own)


def columns(draw: DrawFn, fields: dict[str, str]) -> list[Field]:
    """The fields, each with a type that suits what it speaks of."""
    places = draw(st.lists(st.integers(0, 11), min_size=len(fields), max_size=len(fields)))
    return [
        Field(name=name, flavour=flavour, type=TYPES[flavour][place % len(TYPES[flavour])])
        for (name, flavour), place in zip(fields.items(), places, strict=True)
    ]


def fields_by_name(own: dict[str, list[Field]], scores: str) -> dict[str, dict[str, Field]]:
    """By the names that conditions write: on the lead or account, on an event, on an account's people."""
    people = {field.name: field for field in own["leads"]}
    accounts = {field.name: field for field in own["accounts"]}
    of_account = {f"account.{name}": field for name, field in accounts.items()}
    subject = accounts if scores == "account" else people | of_account
    return {"leads": subject, "people": people, "events": {field.name: field for field in own["events"]}}


def with_rows(make: Maker, made: dict[str, Any], as_of: str | datetime, own: dict[str, list[Field]]) -> Case:
    key_type = make.one(["text", "int"])
    ids = tables.LEAD_IDS[key_type][: make.number(1, 6)]
    timestamp = make.one(tables.TIMESTAMPS)
    needs_accounts = make.scores == "account" or bool(make.used.get("accounts"))
    types = {table: {field.name: field.type for field in fields} for table, fields in own.items()}
    types["leads"] |= {"lead_id": key_type, "account_id": "text"}
    types["events"] |= {"lead_id": key_type, "timestamp": timestamp, "event_id": "text"}
    types["changes"] = {"lead_id": key_type, "known_at": "instant"}
    types["adjustments"] = {"lead_id": key_type, "from": "instant", "until": "instant"}
    return Case(
        model=made,
        leads=tables.leads(make, ids, own["leads"]),
        events=tables.events(make, ids, own["events"], timestamp),
        accounts=tables.accounts(make, own["accounts"]) if needs_accounts else None,
        changes=tables.changes(make, ids, own["leads"]),
        adjustments=tables.adjustments(make, ids),
        as_of=as_of,
        types=types,
    )


def as_yaml(model: Mapping[str, Any]) -> str:
    """The model as a file, in block style."""
    text = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 10_000
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # its type is left open
    yaml.dump(dict(model), text)
    return text.getvalue()
