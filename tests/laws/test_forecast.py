"""A forecast of all leads says what scoring them at the end of each day would say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import baremo
from baremo.engine.forecast import Forecast, forecast_all
from baremo.engine.scoring import Sources, scoring
from baremo.model.model import ScoringModel
from tests.generators import Case, case
from tests.generators.models import scale_of
from tests.laws import engine
from tests.laws.effort import models
from tests.laws.test_ways_to_run import tables_of
from tests.reference.inputs import instant
from tests.reference.values import read_as_of

DAYS = 3

Rows = dict[str, dict[str, Any]]


def in_narrow_bands(case: Case) -> Case:
    """With so many bands that hardly a point is lost without leaving one."""
    least, most = scale_of(case.model)
    starts = [round(least + (most - least) * step / 64, 6) for step in (*range(32, 4, -3), 4, 3, 2, 1, 0.5, 0.2, 0)]
    return replace(case, model={**case.model, "bands": {f"from {start}": start for start in starts}})


def forecast_of(case: Case, model: ScoringModel, *, by_state: bool) -> Forecast:
    sources = Sources(**tables_of(case, model))
    with TemporaryDirectory() as folder:
        state: dict[str, Any] = {"state": Path(folder) / "state", "commit": False} if by_state else {}
        with scoring(model, sources, as_of=case.as_of, **state) as running:
            return forecast_all(running, DAYS)


def so_far(case: Case) -> Case:
    """Events after the moment do not exist on its later days either."""
    now = read_as_of(case.as_of, ZoneInfo(case.model.get("timezone", "UTC")))
    return replace(case, events=[event for event in case.events if instant(event["timestamp"]) <= now])


def scored(case: Case, model: ScoringModel, as_of: Any) -> Rows:
    return {
        row[model.key]: row for row in baremo.score(model, as_of=as_of, **tables_of(case, model)).scores.to_pylist()
    }


@models(12)
@given(case(), st.booleans())
def test_all_leads_fade_as_scorings_of_the_coming_days_say(case: Case, by_state: bool) -> None:
    case = in_narrow_bands(case)
    model = engine.read_model(case.model)
    told = forecast_of(case, model, by_state=by_state)
    first = scored(case, model, case.as_of)
    left: dict[tuple[str, str], tuple[Any, ...]] = {}
    for day in told.days:
        now = scored(so_far(case), model, day.day) if day is not told.days[0] else first
        for what, column, shown in (("band", "band", day.bands), ("stage", "eligible_stage", day.stages)):
            if shown:
                counts = Counter(row[column] for row in now.values())
                assert {each.name: each.leads for each in shown if each.leads} == counts
                for key, row in now.items():
                    if row[column] != first[key][column]:
                        left.setdefault((key, what), (day.day, first[key][column], row[column], row["score"]))
    found = told.changes.to_pylist()
    assert {(row[model.key], row["what"]): (row["day"], row["from"], row["to"]) for row in found} == {
        where: how[:3] for where, how in left.items()
    }
    assert [row["score"] for row in found] == pytest.approx([left[row[model.key], row["what"]][3] for row in found])
    assert len(told.days) == DAYS + 1
