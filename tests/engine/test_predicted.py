"""Criteria whose points come from a predictor's probability."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

import baremo
from baremo.engine.results import score_all
from baremo.engine.scoring import Sources
from baremo.errors import InputError
from baremo.model.reader import read_text
from tests import reference

MODEL: dict[str, Any] = {
    "model": "predicted",
    "dimensions": {
        "fit": {
            "criteria": {
                "likely": {"predictor": "leads.predictor", "points": 40},
                "spain": {"when": {"country": "ES"}, "points": 10},
            }
        }
    },
    "stages": [{"name": "MQL", "when": {"probability": {"at_least": 0.5}}}],
}
TEXT = """
model: predicted
dimensions:
  fit:
    criteria:
      likely: {predictor: leads.predictor, points: 40}
      spain: {when: {country: ES}, points: 10}
stages: [{name: MQL, when: {probability: {at_least: 0.5}}}]
"""
LEADS = [
    {"lead_id": "ana", "country": "ES"},
    {"lead_id": "bruno", "country": "PT"},
    {"lead_id": "carla", "country": "ES"},
]
PROBABILITIES = {"ana": 0.75, "bruno": 0.25}


def test_probabilities_give_points_and_stages_as_the_reference_says() -> None:
    model = read_text(TEXT).model
    assert model is not None
    given = pa.table({"lead_id": list(PROBABILITIES), "probability": list(PROBABILITIES.values())})
    result = score_all(model, Sources(leads=LEADS, probabilities=given), as_of="2026-11-01")
    expected = reference.score(MODEL, LEADS, [], "2026-11-01", probabilities=PROBABILITIES)

    columns = ("lead_id", "points", "probability", "eligible_stage")
    found = [tuple(row[name] for name in columns) for row in result.scores.to_pylist()]
    assert found == [tuple(row[name] for name in columns) for row in expected.scores]
    assert len(result.ledger) == len(expected.ledger)


def test_a_model_that_needs_a_predictor_is_refused_without_it() -> None:
    model = read_text(TEXT).model
    assert model is not None
    with pytest.raises(InputError) as refused:
        baremo.score(model, leads=LEADS, as_of="2026-11-01")

    assert str(refused.value) == (
        "no-predictor criteria.likely: the model needs the predictor leads.predictor, and none is given. "
        "Keep that file beside the model's and load the model from there, or take the criterion out."
    )
