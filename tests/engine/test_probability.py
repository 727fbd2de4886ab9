"""A probability by points is the same however a model is asked, and comes and goes with its key."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

import baremo
from baremo.engine.previewing import previewing
from baremo.engine.scoring import Sources
from baremo.model.model import ScoringModel
from tests.engine.small import events, explained, model

CRITERIA = "spain: {when: {country: ES}, points: 20}, visits: {event: visit, points: 40, decay: {half_life: 7d}}"
STAGES = "stages: [{name: MQL, when: {probability: {at_least: 0.5}}}]\n"
LIKELY = "probability: {intercept: -2, slope: 0.1}\n" + STAGES
BOLDER = "probability: {intercept: -1, slope: 0.1}\n" + STAGES
PREDICTED = "probable: {predictor: a.predictor, points: 10}"
LEADS: list[dict[str, Any]] = [
    {"lead_id": "ana", "country": "ES"},
    {"lead_id": "bruno", "country": "PT"},
    {"lead_id": "carla", "country": "PT"},
]
VISITS = [*events("visit", "11-01"), {**events("visit", "10-25")[0], "lead_id": "bruno"}]
AS_OF = "2026-11-01"


def likely(scoring: ScoringModel, **more: Any) -> dict[str, tuple[float | None, str | None]]:
    given: dict[str, Any] = {"leads": LEADS, "events": VISITS, "as_of": AS_OF, **more}
    rows = baremo.score(scoring, **given).scores.to_pylist()
    return {row["lead_id"]: (row["probability"], row["eligible_stage"]) for row in rows}


def test_a_probability_fades_with_the_points() -> None:
    scoring = model(CRITERIA, rest=LIKELY)

    assert likely(scoring) == {"ana": (0.98201379, "MQL"), "bruno": (0.5, "MQL"), "carla": (0.119202922, None)}
    assert likely(scoring, as_of="2026-11-08")["bruno"] == (0.268941421, None)


def test_a_new_probability_moves_stages_and_no_score() -> None:
    old, new = model(CRITERIA, rest=LIKELY), model(CRITERIA, rest=BOLDER)
    told = baremo.preview(old, new, leads=[*LEADS, {"lead_id": "dora", "country": "ES"}], as_of=AS_OF)

    assert (told.changed, told.criteria, told.up, told.down) == (0, (), (), ())
    assert told.stages is not None
    assert (told.stages.before, told.stages.after) == (("MQL", None), ("MQL", None))
    assert told.stages.leads == ((2, 0), (0, 2))


REST = {"none": STAGES.replace("probability", "score"), "likely": LIKELY, "bolder": BOLDER}


@pytest.mark.parametrize(("old", "new"), [(old, new) for old in REST for new in REST])
def test_a_preview_says_what_a_scoring_says_whichever_model_has_the_key(old: str, new: str) -> None:
    before, after = (model(CRITERIA, rest=REST[name]) for name in (old, new))
    with previewing(before, Sources(leads=LEADS, events=VISITS), new=[after], as_of=AS_OF) as ready:
        told = ready.of(after)
    stages = [stage for _, stage in likely(after).values()]

    assert told.stages is not None
    for place, name in enumerate(told.stages.after):
        assert sum(row[place] for row in told.stages.leads) == stages.count(name)


def test_a_prediction_may_give_way_to_points() -> None:
    probabilities = pa.table({"lead_id": ["ana", "bruno"], "probability": [0.9, 0.1]})
    predicting = model(f"{CRITERIA}, {PREDICTED}", rest=STAGES)
    by_points = model(CRITERIA, rest=LIKELY)
    sources = Sources(leads=LEADS, events=VISITS, probabilities=probabilities)
    for old, new, stages in ((predicting, by_points, [2, 1]), (by_points, predicting, [1, 2])):
        with previewing(old, sources, new=[new], as_of=AS_OF) as ready:
            told = ready.of(new)
        assert told.stages is not None
        assert [sum(column) for column in zip(*told.stages.leads, strict=True)] == stages


def test_a_forecast_tells_who_leaves_a_stage_as_the_probability_falls() -> None:
    told = baremo.forecast(model(CRITERIA, rest=LIKELY), leads=LEADS, events=VISITS, as_of=AS_OF, days=3)

    (left,) = told.changes.to_pylist()
    assert (left["lead_id"], str(left["day"]), left["from"], left["to"]) == ("bruno", "2026-11-02", "MQL", None)


def test_a_way_up_reaches_a_stage_by_its_probability() -> None:
    told = explained(model(CRITERIA, rest=LIKELY), [{"lead_id": "ana", "country": "FR"}])

    assert told.probability == 0.119202922
    assert [(way.steps[0].criterion, way.eligible_stage) for way in told.ways_up] == [
        ("spain", "MQL"),
        ("visits", "MQL"),
    ]
