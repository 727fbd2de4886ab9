"""The cast, scored by a small model: what reports and tables are made of."""

from __future__ import annotations

from typing import Any

from baremo.engine.scoring import Sources, scoring
from baremo.engine.summary import Summary, summarize
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text
from tests.cast import AS_OF, EVENTS, LEADS

MODEL = """
model: small
timezone: Europe/Madrid
dimensions:
  fit:
    title: {en: Ideal customer, es: Cliente ideal}
    max: 20
    criteria:
      chief: {title: {en: Signs the contract}, when: {job_title: {contains: chief}}, points: 15}
      size: {when: {employees: {at_least: 200}}, points: 5}
      known: {when: {email: {missing: false}}, points: 1}
      french: {when: {country: FR}, points: 9}
      unbudgeted: {when: {budget: {missing: true}}, points: -4}
  engagement:
    criteria:
      prices:
        title: {en: Looked at prices, es: Mira los precios}
        event: page_viewed
        where: {path: {starts_with: /pricing}}
        points: 10
        cap: 15
      demo: {event: form_submitted, where: {form: demo}, points: 50}
disqualify:
  competitor: {title: {en: Works for a competitor}, when: {company_domain: rival.com}}
grade:
  letter: {of: fit, at_least: {A: 15}}
  number: {of: engagement, at_least: {1: 50, 2: 10}}
bands: {hot: {from: 75, title: {en: Hot, es: Caliente}}, warm: 30, cold: 0}
stages:
  - {name: MQL, when: {score: {at_least: 30}}}
  - {name: SQL, when: {score: {at_least: 90}}}
"""


def scored(model: str = MODEL, **sources: Any) -> tuple[ScoringModel, Summary]:
    """A model and the summary of what it makes of the cast, or of other sources."""
    reading = read_text(model)
    assert reading.model is not None, reading.problems
    with scoring(reading.model, Sources(**{"leads": LEADS, "events": EVENTS, **sources}), as_of=AS_OF) as running:
        running.keep()
        return reading.model, summarize(running)
