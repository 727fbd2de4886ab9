"""A backtest from its sources: what is asked of the history, the models' predictors, the judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from baremo.engine.backends import Progress
from baremo.engine.scoring import Sources
from baremo.learn.judged.capacity import capacity_of
from baremo.learn.labels import labelled
from baremo.learn.outcomes.outcome import Outcome
from baremo.learn.predictor import predictor_of
from baremo.learn.validation import Validation, validate
from baremo.model.model import ScoringModel


def backtest(
    model: ScoringModel,
    sources: Sources,
    options: Mapping[str, Any],
    *,
    previous: ScoringModel | None = None,
    capacity: str | None = None,
    memory: str | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Scores the past and judges the scores.

    Parameters
    ----------
    options
        The fields of `Outcome`.
    """
    told: dict[str, Any] = {
        name: tuple(value or ()) if name in ("won", "lost") else value for name, value in options.items()
    }
    asked = Outcome(**told)
    able = capacity_of(capacity) if capacity else None
    return validate(
        model,
        replace(sources, predictor=predictor_of(model)),
        labelled(sources, asked),
        previous=previous,
        previous_sources=None if previous is None else replace(sources, predictor=predictor_of(previous)),
        capacity=able,
        as_of=asked.as_of,
        memory=memory,
        progress=progress,
    )
