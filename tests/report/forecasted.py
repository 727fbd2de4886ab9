"""Leads that fade: what forecasts are made of."""

from __future__ import annotations

from typing import Any

from baremo.engine.forecast import Forecast, forecast_all
from baremo.engine.scoring import Sources, scoring
from baremo.model.model import ScoringModel
from tests.report.previewed import model_of

FADING = """
model: fading
dimensions:
  fit: {criteria: {chief: {when: {job_title: {contains: chief}}, points: 10}}}
  interest:
    criteria:
      demo: {event: demo_requested, within: 10d, limit: 1, points: 60}
      prices: {event: page_viewed, within: 3d, limit: 1, points: 20}
bands: {hot: {from: 60, title: {en: Hot, es: Caliente}}, warm: 20, cold: 0}
stages:
  - {name: MQL, when: {score: {at_least: 30}}}
  - {name: SQL, when: {score: {at_least: 80}}}
"""
AS_OF = "2026-03-31"
LEADS = [
    {"lead_id": "ana", "job_title": "Chief"},
    {"lead_id": "bruno", "job_title": "Student"},
    {"lead_id": "carla", "job_title": "Head"},
]
EVENTS = [
    {"lead_id": "ana", "event": "demo_requested", "timestamp": "2026-03-29T10:00:00Z"},
    {"lead_id": "ana", "event": "page_viewed", "timestamp": "2026-03-31T10:00:00Z"},
    {"lead_id": "bruno", "event": "demo_requested", "timestamp": "2026-03-24T10:00:00Z"},
]


def forecasted(model: str = FADING, *, days: int = 14, **sources: Any) -> tuple[ScoringModel, Forecast]:
    """A model and how its leads fade."""
    loaded = model_of(model)
    given = Sources(**{"leads": LEADS, "events": EVENTS, **sources})
    with scoring(loaded, given, as_of=AS_OF) as running:
        return loaded, forecast_all(running, days)
