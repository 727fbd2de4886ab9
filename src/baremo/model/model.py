"""A scoring model: a pure function from leads, events and an instant to scores and their ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from baremo.model.criteria import Criterion, Predicted, Title
from baremo.model.dimensions import Dimension
from baremo.model.outcome import Band, Disqualifier, Grade, Probability, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """The range of the score that people see."""

    min: float = 0.0
    max: float = 100.0


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoringModel:
    """Everything a model file says. Titles and notes carry no meaning; all else does."""

    name: str  # `model` in the file: a slug
    dimensions: tuple[Dimension, ...]
    title: Title | None = None
    note: str | None = None
    scores: Literal["lead", "account"] = "lead"
    timezone: str = "UTC"
    scale: Scale = Scale()
    out_of: float = 100.0
    probability: Probability | None = None  # by points; a predicted criterion has its own
    disqualify: tuple[Disqualifier, ...] = ()
    grade: Grade | None = None
    bands: tuple[Band, ...] = ()  # highest first
    stages: tuple[Stage, ...] = ()  # lowest to highest
    folder: Path | None = field(default=None, compare=False, repr=False)  # of the file; it carries no meaning

    @property
    def key(self) -> str:
        """The column that names who is scored."""
        return f"{self.scores}_id"

    @property
    def predicted(self) -> Criterion | None:
        """The criterion that has a predictor; a model has at most one."""
        return next((criterion for _, criterion in self.criteria() if isinstance(criterion.rule, Predicted)), None)

    @property
    def predictor(self) -> str | None:
        """The name of its file."""
        rule = None if self.predicted is None else self.predicted.rule
        return rule.predictor if isinstance(rule, Predicted) else None

    def criteria(self) -> Iterator[tuple[Dimension, Criterion]]:
        """Every criterion with its dimension, in the order of the file."""
        for dimension in self.dimensions:
            for criterion in dimension.criteria:
                yield dimension, criterion
