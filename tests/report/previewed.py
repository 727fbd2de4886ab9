"""The cast under a small model and under others: what previews are made of."""

from __future__ import annotations

from typing import Any

from baremo.engine.preview import Preview
from baremo.engine.previewing import previewing
from baremo.engine.scoring import Sources
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text
from tests.cast import AS_OF, EVENTS, LEADS
from tests.report.scored import MODEL

CHANGED = (
    MODEL.replace("where: {form: demo}, points: 50", "where: {form: demo}, points: 5")
    .replace(
        "known: {when: {email: {missing: false}}, points: 1}", "known: {when: {email: {missing: false}}, points: 40}"
    )
    .replace("max: 20", "max: 40")
)

Previewed = tuple[ScoringModel, ScoringModel, Preview]


def model_of(text: str) -> ScoringModel:
    reading = read_text(text)
    assert reading.model is not None, reading.problems
    return reading.model


def previewed(new: str = CHANGED, old: str = MODEL, *, outcome: str | None = None, **sources: Any) -> Previewed:
    """Both models, and what the new one would change for the cast, or for other leads."""
    models = model_of(old), model_of(new)
    given = Sources(**{"leads": LEADS, "events": EVENTS, **sources})
    with previewing(models[0], given, new=models[1:], as_of=AS_OF, outcome=outcome) as ready:
        return (*models, ready.of(models[1]))
