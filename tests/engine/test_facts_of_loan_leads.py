"""On real data, each application's facts are what had happened a day after it came in, and no more."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from examples import loan_leads

from baremo.engine.facts import Asked, event_profile, facts
from baremo.engine.scoring import Sources
from tests.demo.test_examples import dataset

ASKED = Asked(
    numbers=("amount_requested",),
    measures={
        "all": {"event": "*"},
        "offers": {"event": "O_SENT"},
        "chased": {"event": "W_Afhandelen leads", "where": {"transition": "COMPLETE"}},
    },
    recencies={"any": {"event": "*"}},
)
Moments = dict[str, datetime]


@pytest.fixture(scope="module")
def folder() -> Path:
    return dataset(loan_leads)


@pytest.fixture(scope="module")
def moments(folder: Path) -> Moments:
    """A day after each application came in."""
    with (folder / "leads.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["lead_id"]: datetime.fromisoformat(row["created_at"]) + timedelta(days=1)
            for row in csv.DictReader(file)
        }


def known(folder: Path, moments: Moments) -> Counter[tuple[str, str]]:
    """How many events each application had by then, counted one by one."""
    counted: Counter[tuple[str, str]] = Counter()
    with gzip.open(folder / "events.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lead = row["lead_id"]
            if lead in moments and datetime.fromisoformat(row["timestamp"]) <= moments[lead]:
                counted[lead, "all"] += 1
                counted[lead, "offers"] += row["event"] == "O_SENT"
                counted[lead, "chased"] += row["event"] == "W_Afhandelen leads" and row["transition"] == "COMPLETE"
    return counted


def as_table(moments: Moments) -> pa.Table:
    return pa.table({"lead_id": list(moments), "moment": list(moments.values())})


def test_events_are_counted_up_to_each_moment(folder: Path, moments: Moments) -> None:
    sources = Sources(leads=folder / "leads.csv", events=folder / "events.csv.gz")
    found = facts(ASKED, sources, moments=as_table(moments)).to_pylist()
    expected = known(folder, moments)

    names = list(ASKED.measures)
    assert [[row[f"measure.{name}"] for name in names] for row in found] == [
        [expected[lead, name] for name in names] for lead in moments
    ]
    assert {row["recency.any"] for row in found} <= {0, 1, None}


def test_the_future_of_an_application_changes_nothing(folder: Path, moments: Moments) -> None:
    later = [
        {"lead_id": lead, "event": "O_SENT", "timestamp": (moment + timedelta(seconds=1)).isoformat(), "transition": ""}
        for lead, moment in moments.items()
    ]
    now = [{**event, "timestamp": moment.isoformat()} for event, moment in zip(later, moments.values(), strict=True)]
    of_later, of_now = (
        facts(ASKED, Sources(leads=folder / "leads.csv", events=events), moments=as_table(moments))
        for events in (later, now)
    )

    assert set(of_later["measure.offers"].to_pylist()) == {0.0}
    assert set(of_now["measure.offers"].to_pylist()) == {1.0}


def test_the_profile_knows_the_events_and_their_texts(folder: Path) -> None:
    profile = event_profile(Sources(leads=folder / "leads.csv", events=folder / "events.csv.gz"))
    by_name = {row["event"]: row for row in profile.to_pylist()}

    assert "transition" in by_name["W_Afhandelen leads"]["texts"]
    assert by_name["A_SUBMITTED"]["leads"] == by_name["A_SUBMITTED"]["events"]
