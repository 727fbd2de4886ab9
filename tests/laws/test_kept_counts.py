"""Counts that are kept from night to night give what one scoring of all events gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

import baremo
from baremo.engine.increment.tally import tally
from baremo.engine.moments import instant_of, moment
from baremo.engine.scoring import Sources, scoring
from baremo.engine.texts import statement
from baremo.model.model import ScoringModel
from tests.generators import Case, case
from tests.laws import engine
from tests.laws.compare import assert_same
from tests.laws.effort import models
from tests.laws.test_agreement import expected
from tests.laws.test_ways_to_run import tables_of
from tests.reference import Result


def from_a_tally(case: Case) -> Result:
    model = engine.read_model(case.model)
    with scoring(model, Sources(**tables_of(case, model)), as_of=case.as_of) as running, tally(running) as kept:
        query = replace(running, kept=kept).query
        rows = [running.rows(statement(text)).to_pylist() for text in (query.scores(), query.ledger())]
    return Result(scores=rows[0], ledger=rows[1])


def from_a_state(model: ScoringModel, tables: dict[str, pa.Table], as_of: datetime, folder: Path) -> Result:
    with scoring(model, Sources(**tables), as_of=as_of, state=folder) as running:
        texts = running.keep()
        return Result(scores=running.rows(texts.scores).to_pylist(), ledger=running.rows(texts.ledger).to_pylist())


def at_once(model: ScoringModel, tables: dict[str, pa.Table], as_of: datetime) -> Result:
    found = baremo.score(model, as_of=as_of, **tables)
    return Result(scores=found.scores.to_pylist(), ledger=found.ledger.to_pylist())


@models(40)
@given(case())
def test_counts_per_day_are_enough(case: Case) -> None:
    assert_same(from_a_tally(case), expected(case))


def with_ids(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same events; those without an id get one of their own."""
    return [{**event, "event_id": event.get("event_id") or f"own-{no}"} for no, event in enumerate(events)]


@models(12)
@given(case(), st.randoms(use_true_random=False))
def test_events_may_arrive_in_any_order_and_twice(case: Case, chance: Random) -> None:
    model, events = engine.read_model(case.model), with_ids(case.events)
    chance.shuffle(events)
    nights = [events[0::3], events[1::3], events[2::3] + events[0::3]]
    end = instant_of(moment(case.as_of, model.timezone).us)
    with TemporaryDirectory() as folder:
        for no, tonight in enumerate(nights):
            as_of = end - timedelta(days=2 - no)
            so_far = [event for night in nights[: no + 1] for event in night]
            found = from_a_state(model, tables_of(replace(case, events=tonight), model), as_of, Path(folder) / "state")
            assert_same(found, at_once(model, tables_of(replace(case, events=so_far), model), as_of))
