"""Asked for many moments at once, the engine says what it says when it is asked for one after the other."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

import baremo
from baremo.engine.facts import Asked, facts, scores_at
from baremo.engine.scoring import Sources
from baremo.model.fields import ACCOUNT, Uses, fields
from baremo.model.model import ScoringModel
from tests.generators import Case, case
from tests.laws import engine
from tests.laws.compare import differences
from tests.laws.effort import models
from tests.laws.test_ways_to_run import tables_of
from tests.reference.inputs import instant
from tests.reference.values import read_as_of

Wanted = list[tuple[str, Any]]


@st.composite
def moments(draw: st.DrawFn, case: Case) -> Wanted:
    """Rows for a few of those who are scored, at moments of the events or around them."""
    now = read_as_of(case.as_of, ZoneInfo(case.model.get("timezone", "UTC")))
    instants = [now, *(instant(event["timestamp"]) for event in case.events)]
    who = case.leads if case.model.get("scores", "lead") == "lead" else case.accounts or []
    key = "lead_id" if who is case.leads else "account_id"
    one = st.tuples(st.sampled_from([str(row[key]) for row in who]), st.sampled_from(instants))
    return draw(st.lists(one, max_size=6))


def as_table(model: ScoringModel, wanted: Wanted) -> pa.Table:
    return pa.table(
        {
            model.key: pa.array([who for who, _ in wanted], pa.string()),
            "moment": pa.array([when for _, when in wanted], pa.timestamp("us", tz="UTC")),
        }
    )


@models(12)
@given(st.data())
def test_scores_at_moments_are_scores_as_of_each(data: st.DataObject) -> None:
    made = data.draw(case())
    wanted = data.draw(moments(made))
    model = engine.read_model(made.model)
    tables = tables_of(made, model)
    found = scores_at(model, Sources(**tables), as_table(model, wanted)).to_pylist()

    assert len(found) == len(wanted)
    for (who, when), row in zip(wanted, found, strict=True):
        result = baremo.score(model, as_of=when, **tables)
        (score,) = (each for each in result.scores.to_pylist() if each[model.key] == who)
        points = {entry["criterion"]: entry["points"] for entry in result.ledger.to_pylist() if entry[model.key] == who}
        own = {f"criteria.{each.name}": points.get(each.name, 0.0) for _, each in model.criteria()}
        assert not differences(row, {**score, **own})


@models(12)
@given(st.data())
def test_facts_at_moments_are_facts_as_of_each(data: st.DataObject) -> None:
    made = data.draw(case())
    wanted = data.draw(moments(made))
    model = engine.read_model(made.model)
    asked, sources = asked_by(made, model), Sources(**tables_of(made, model))
    found = facts(asked, sources, moments=as_table(model, wanted)).drop_columns("moment").to_pylist()

    assert len(found) == len(wanted)
    for (who, when), row in zip(wanted, found, strict=True):
        (same,) = (each for each in facts(asked, sources, as_of=when).to_pylist() if each[model.key] == who)
        assert not differences(row, same)


def asked_by(made: Case, model: ScoringModel) -> Asked:
    """What the model reads of those whom it scores, and counts."""
    read = fields(model)
    uses: Uses = {**read.leads, **{ACCOUNT + name: how for name, how in read.accounts.items()}}
    if model.scores == "account":
        uses = read.accounts
    lists = {name for names in made.types.values() for name, kind in names.items() if kind == "list"}
    single = {name: how for name, how in uses.items() if name.removeprefix(ACCOUNT) not in lists}
    counted = {
        name: {key: value for key, value in rule.items() if key in ("event", "when", "where", "within", "measure")}
        for dimension in made.model["dimensions"].values()
        for name, rule in dimension["criteria"].items()
        if "event" in rule and "inactive_for" not in rule and "active_within" not in rule
    }
    return Asked(
        timezone=model.timezone,
        scores=model.scores,
        texts=tuple(name for name, how in single.items() if "text" in how),
        numbers=tuple(name for name, how in single.items() if "number" in how),
        ages=tuple(name for name, how in single.items() if "date" in how),
        measures=counted,
        recencies={name: rule for name, rule in counted.items() if "measure" not in rule},
    )
