"""A dimension groups criteria that say one thing about a lead, such as fit or engagement."""

from __future__ import annotations

from dataclasses import dataclass

from baremo.model.criteria import Criterion, Title
from baremo.model.decay import Decay


@dataclass(frozen=True, kw_only=True, slots=True)
class Dimension:
    """Σ criteria, then decay while positive, then clamped to min..max, then × weight."""

    name: str
    criteria: tuple[Criterion, ...]
    title: Title | None = None
    note: str | None = None
    min: float | None = None
    max: float | None = None
    weight: float = 1.0
    decay: Decay | None = None
