"""Which columns of each input are wanted, under which name, and how the model reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from baremo.errors import InputError, Problem
from baremo.model.fields import Fields, Use
from baremo.model.model import ScoringModel
from baremo.texts import Text, say

Role = Literal["key", "event", "instant", "points", "text", "attribute", "event id", "properties"]
EVENT_COLUMNS = {
    "lead": "lead_id",
    "event": "event",
    "time": "timestamp",
    "id": "event_id",
    "properties": "properties",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A column of the contract and where it stands in the source."""

    name: str  # in the contract and in the query
    column: str  # in the source
    role: Role
    required: bool = True
    uses: frozenset[Use] = frozenset()  # how the model reads it

    @property
    def as_number(self) -> bool:
        return self.role == "points" or "number" in self.uses

    @property
    def as_date(self) -> bool:
        return self.role == "instant" or "date" in self.uses


def wanted_of_leads(model: ScoringModel, read: Fields, id_column: str | None) -> tuple[Wanted, ...]:
    needs_account = model.scores == "account" or bool(read.accounts) or "account_id" in read.leads
    return (
        Wanted(name="lead_id", column=id_column or "lead_id", role="key"),
        Wanted(name="account_id", column="account_id", role="key", required=needs_account),
        *_attributes(read.leads, model.scores == "lead"),
    )


def wanted_of_accounts(model: ScoringModel, read: Fields) -> tuple[Wanted, ...]:
    return (
        Wanted(name="account_id", column="account_id", role="key"),
        *_attributes(read.accounts, model.scores == "account"),
    )


def wanted_of_events(read: Fields, mapping: Mapping[str, str]) -> tuple[Wanted, ...]:
    """The columns of events; those that the model reads come last and may be inside `properties`."""
    own = {name: mapping.get(short, name) for short, name in EVENT_COLUMNS.items()}
    return (
        Wanted(name="lead_id", column=own["lead_id"], role="key"),
        Wanted(name="event", column=own["event"], role="event"),
        Wanted(name="timestamp", column=own["timestamp"], role="instant"),
        Wanted(name="event_id", column=own["event_id"], role="event id", required="id" in mapping),
        Wanted(
            name="properties",
            column=own["properties"],
            role="properties",
            required="properties" in mapping,
        ),
        *(
            Wanted(name=name, column=name, role="attribute", uses=frozenset(uses))
            for name, uses in read.events.items()
            if name not in ("lead_id", "event", "timestamp")
        ),
    )


def wanted_of_changes() -> tuple[Wanted, ...]:
    return (
        Wanted(name="lead_id", column="lead_id", role="key"),
        Wanted(name="field", column="field", role="text"),
        Wanted(name="value", column="value", role="text"),
        Wanted(name="known_at", column="known_at", role="instant"),
    )


def wanted_of_adjustments(model: ScoringModel) -> tuple[Wanted, ...]:
    return (
        Wanted(name=model.key, column=model.key, role="key"),
        Wanted(name="points", column="points", role="points"),
        Wanted(name="reason", column="reason", role="text", required=False),
        Wanted(name="from", column="from", role="instant"),
        Wanted(name="until", column="until", role="instant", required=False),
    )


def _attributes(read: Mapping[str, set[Use]], with_created: bool) -> tuple[Wanted, ...]:
    created = [] if "created_at" in read or not with_created else ["created_at"]
    return (
        *(
            Wanted(name=name, column=name, role="attribute", uses=frozenset(uses))
            for name, uses in read.items()
            if name not in ("lead_id", "account_id")
        ),
        *(
            Wanted(name=name, column=name, role="attribute", required=False, uses=frozenset({"date"}))
            for name in created
        ),
    )


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Refuses names in `--event-columns` that are none of ours."""
    problems = [
        Problem(
            code="unknown-key",
            subject="event_columns",
            message=none_such(key, list(EVENT_COLUMNS)),
            remedy=say("Use {known}.", known=", ".join(EVENT_COLUMNS)),
        )
        for key in mapping
        if key not in EVENT_COLUMNS
    ]
    if problems:
        raise InputError(problems)


def none_such(name: str, known: list[str]) -> Text:
    """That there is no such column, with the one that differs only a little, in case or in space."""
    folded = {_folded(other): other for other in reversed(known)}
    found = get_close_matches(_folded(name), list(folded), n=1, cutoff=0.75)
    if found:
        return say("there is no column '{column}'; did you mean '{near}'?", column=name, near=folded[found[0]])
    return say("there is no column '{column}'.", column=name)


def _folded(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")
