"""An oracle: the scoring of the model format's page in plain, slow and obvious Python.

It shares no line with the product, so that the two can be wrong only in different ways.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.reference.conditions import Now
from tests.reference.inputs import Model, Row, Subject, adjustments_by_key, events_by_lead, with_changes
from tests.reference.outcome import conclude
from tests.reference.values import read_as_of, text_of


@dataclass(frozen=True, kw_only=True)
class Result:
    scores: list[dict[str, Any]]  # best first
    ledger: list[dict[str, Any]]


def score(
    model: Model,
    leads: Sequence[Row],
    events: Sequence[Row],
    as_of: str | date | datetime,
    *,
    accounts: Sequence[Row] | None = None,
    changes: Sequence[Row] | None = None,
    adjustments: Sequence[Row] | None = None,
    probabilities: Mapping[str, float] | None = None,
) -> Result:
    """Scores and their ledger; `model` is the mapping that the file holds, with dates as text."""
    zone = ZoneInfo(model.get("timezone", "UTC"))
    now = Now(instant=read_as_of(as_of, zone), zone=zone)
    known = with_changes(leads, changes or [], now)
    by_hand = adjustments_by_key(model, adjustments or [], now)
    events_of = events_by_lead(model, events, leads, now)
    make = account_subjects if model.get("scores") == "account" else lead_subjects
    key_column = "account_id" if model.get("scores") == "account" else "lead_id"
    scores, ledger = [], []
    for subject in make(known, accounts or [], events_of, by_hand, probabilities or {}):
        row, entries = conclude(model, subject, now)
        scores.append({key_column: subject.key, **row})
        ledger += [{key_column: subject.key, **entry} for entry in entries]
    scores.sort(key=lambda row: (-row["score"], row[key_column]))
    return Result(scores=scores, ledger=ledger)


def account_of(lead: Row) -> str | None:
    account_id = lead.get("account_id")
    return None if account_id is None else text_of(account_id)


def lead_subjects(
    leads: Sequence[Row],
    accounts: Sequence[Row],
    events_of: Mapping[str, Any],
    by_hand: Mapping[str, float],
    probabilities: Mapping[str, float],
) -> list[Subject]:
    by_id: dict[str | None, Row] = {text_of(account["account_id"]): account for account in accounts}
    return [
        Subject(
            key=(key := text_of(lead["lead_id"])),
            row=lead,
            account=by_id.get(account_of(lead), {}),
            events=events_of[key],
            adjustment=by_hand.get(key, 0.0),
            probability=probabilities.get(key),
        )
        for lead in leads
    ]


def account_subjects(
    leads: Sequence[Row],
    accounts: Sequence[Row],
    events_of: Mapping[str, Any],
    by_hand: Mapping[str, float],
    probabilities: Mapping[str, float],
) -> list[Subject]:
    subjects = []
    for account in accounts:
        key = text_of(account["account_id"])
        people = [lead for lead in leads if account_of(lead) == key]
        subjects.append(
            Subject(
                key=key,
                row=account,
                account=account,
                events=[event for lead in people for event in events_of[text_of(lead["lead_id"])]],
                people=people,
                adjustment=by_hand.get(key, 0.0),
                probability=probabilities.get(key),
            )
        )
    return subjects
