"""What a preview says of a new model is what scoring all leads under it would say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import baremo
from baremo.engine.model_changes import reading_all
from baremo.engine.preview import Preview
from baremo.engine.previewing import previewing
from baremo.engine.scoring import Sources, scoring
from baremo.model.checks import check
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text
from tests.generators import Case, as_yaml, case_and_change
from tests.laws import engine
from tests.laws.effort import models
from tests.laws.test_ways_to_run import tables_of

SAME = ("score", "points", "grade", "band", "eligible_stage", "disqualified")
ALL = 1000

Rows = dict[str, dict[str, Any]]


def full(model: ScoringModel, tables: dict[str, Any], as_of: Any) -> Rows:
    return {row[model.key]: row for row in baremo.score(model, as_of=as_of, **tables).scores.to_pylist()}


def assert_told(told: Preview, before: Rows, after: Rows) -> None:
    """The figures are those of two full scorings, and their causes sum to what they explain."""
    changes = {key: after[key]["score"] - before[key]["score"] for key in before}
    assert told.leads == len(before) == sum(bar.before for bar in told.bars) == sum(bar.after for bar in told.bars)
    assert told.raised == sum(change > 0 for change in changes.values()) == len(told.up)
    assert told.lowered == sum(change < 0 for change in changes.values()) == len(told.down)
    for movement, name in ((told.bands, "band"), (told.stages, "eligible_stage")):
        if movement is not None:
            ways = Counter((before[key][name], after[key][name]) for key in before)
            found = {
                (o, n): movement.leads[i][j]
                for i, o in enumerate(movement.before)
                for j, n in enumerate(movement.after)
            }
            assert Counter({way: count for way, count in found.items() if count}) == ways
    for mover in (*told.up, *told.down):
        assert mover.change == pytest.approx(changes[mover.key], abs=2e-9)
        assert sum(cause.change for cause in mover.why) == pytest.approx(
            mover.after.points - mover.before.points, abs=1e-8
        )
        for standing, rows in ((mover.before, before), (mover.after, after)):
            row = rows[mover.key]
            assert (standing.score, standing.points) == pytest.approx((row["score"], row["points"]), abs=2e-9)
            assert (standing.band, standing.grade, standing.stage) == (row["band"], row["grade"], row["eligible_stage"])
            assert standing.disqualified == row["disqualified"]
    assert_criteria(told)


def assert_criteria(told: Preview) -> None:
    for change in told.criteria:
        assert change.gained + change.lost == pytest.approx(change.after - change.before, abs=1e-8)


def read_or_skip(model: dict[str, Any]) -> ScoringModel:
    reading = read_text(as_yaml(model))
    assume(all(problem.severity != "error" for problem in check(reading)))
    assert reading.model is not None
    return reading.model


@models(25)
@given(case_and_change(), st.sampled_from(["events", "counts", "state", "state and counts"]))
def test_a_preview_says_what_two_scorings_say(drawn: tuple[Case, dict[str, Any]], way: str) -> None:
    case, change = drawn
    old, new = engine.read_model(case.model), read_or_skip(change)
    assume(old.scores == new.scores)
    reads = reading_all((old, new))
    tables = tables_of(case, reads)
    sources = Sources(**tables)
    with TemporaryDirectory() as folder:
        state = None
        if way.startswith("state"):
            state = Path(folder) / "state"
            with scoring(reads, sources, as_of=case.as_of, state=state):
                sources = replace(sources, events=None)
        with previewing(
            old, sources, new=[new], as_of=None if state else case.as_of, state=state, counts="counts" in way
        ) as ready:
            told = ready.of(new, movers=ALL)
            again = ready.of(old, movers=ALL)
    assert again.changed == 0
    assert_told(told, full(old, tables, told.as_of), full(new, tables, told.as_of))
