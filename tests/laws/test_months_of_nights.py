"""Months of nights: late events, repeated ids, leads that come and go, and a model that changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from baremo.model.model import ScoringModel
from tests.laws import engine
from tests.laws.compare import assert_same
from tests.laws.effort import LONG
from tests.laws.test_kept_counts import at_once, from_a_state

FIRST = datetime(2026, 1, 5, 22, 30, tzinfo=UTC)
NIGHTS = 160 if LONG else 56
TURN = NIGHTS // 7  # nights until the model changes
NAMES = ("page_viewed", "form_submitted", "email_clicked", "order_placed", "asset_seen")
LEADS = [f"lead-{no}" for no in range(12)]
Rows = list[dict[str, Any]]


def model_of(night: int) -> dict[str, Any]:
    """From time to time another model: first other numbers, then other things that are counted."""
    turn = night // TURN
    return {
        "model": "nights",
        "timezone": "Europe/Madrid" if turn < 5 else "America/Santiago",
        "dimensions": {
            "engagement": {
                "max": 60 - turn,
                "decay": {"half_life": f"{20 + turn}d"},
                "criteria": {
                    "pages": {"event": "page_viewed", "within": f"{30 + 5 * turn}d", "per_day": 1 + turn % 3,
                              "points": 2},
                    "forms": {"event": "form_submitted", "where": {"form": "demo" if turn < 3 else "trial"}, "limit": 3,
                              "decay": {"linear": "40d"}, "points": 4 + turn},
                    "spend": {"event": "order_placed", "measure": {"sum": "amount"}, "points": 0.1, "cap": 20,
                              "decay": {"half_life": "30d"}},
                    "assets": {"event": "asset_seen", "measure": {"distinct": "asset"}, "within": "60d", "points": 3},
                    "days": {"event": ["page_viewed", "email_clicked"], "measure": "days", "within": "21d",
                             "points": 1},
                    "clicks": {"event": "email_clicked", "measure": {"ratio_to": "page_viewed"}, "points": 5},
                    "seen": {"event": "*", "active_within": "4d", "points": 3},
                    "soon": {"event": "asset_seen", "where": {"due": {"newer_than": "9d"}}, "points": 2},
                },
            },
            "silence": {"criteria": {"quiet": {"event": "*", "inactive_for": "6d", "every": "5d", "points": -2}}},
        },
        "disqualify": {"spam": {"event": "form_submitted", "where": {"form": "spam"}, "within": "15d", "at_least": 2}},
        "bands": {"hot": 30, "cold": 0},
    }  # fmt: skip


def event(no: int, at: datetime, chance: Random) -> dict[str, Any]:
    return {
        "event_id": f"e-{no}",
        "lead_id": chance.choice(LEADS),
        "event": chance.choice(NAMES),
        "timestamp": at,
        "form": chance.choice(["demo", "trial", "spam", None]),
        "amount": chance.choice([10.5, 20.0, None]),
        "asset": chance.choice(["a", "b", "c", " "]),
        "due": (at + timedelta(days=chance.randrange(-12, 3))).date().isoformat(),
    }


def other_copy(one: dict[str, Any], chance: Random) -> dict[str, Any]:
    """The same id with another lead and time."""
    moved = one["timestamp"] - timedelta(days=chance.randrange(-3, 4))
    return {**one, "lead_id": chance.choice(LEADS), "timestamp": moved}


def nights(chance: Random) -> Iterator[Rows]:
    """What arrives each night: new events, some late, some of tomorrow, some again, some again but different."""
    sent: Rows = []
    for night in range(NIGHTS):
        now = FIRST + timedelta(days=night)
        fresh = [
            event(len(sent) + no, now - timedelta(hours=chance.choice([1, 5, 20, 100, 600, -10])), chance)
            for no in range(chance.randrange(9))
        ]
        sent += fresh
        again = chance.sample(sent, min(2, len(sent))) if chance.random() < 0.4 else []
        changed = [
            other_copy(one, chance) for one in (chance.sample(sent, 1) if sent and chance.random() < 0.3 else [])
        ]
        yield [*fresh, *again, *changed]


def tables(leads: list[str], events: Rows, model: ScoringModel) -> dict[str, Any]:
    types = {"timestamp": "instant", "amount": "float", "event_id": "text", "lead_id": "text"}
    return {
        "leads": engine.table("leads", [{"lead_id": lead} for lead in leads], model, {"lead_id": "text"}),
        "events": engine.table("events", events, model, types),
    }


@pytest.mark.parametrize("seed", [1, 2, 3] if LONG else [1])
def test_every_night_gives_what_all_events_at_once_give(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    so_far: Rows = []
    for night, arrived in enumerate(nights(chance)):
        so_far += arrived
        as_of = FIRST + timedelta(days=night)
        model = engine.read_model(model_of(night))
        leads = sorted(chance.sample(LEADS, 10))
        found = from_a_state(model, tables(leads, arrived, model), as_of, tmp_path / "state")
        if night % 3 == 0 or night % TURN < 2:
            assert_same(found, at_once(model, tables(leads, so_far, model), as_of))
