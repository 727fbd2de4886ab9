"""How points fade with the age of an event: a weight from 1 down to 0 for whole days of age."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class HalfLife:
    """0.5^(age / days)."""

    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Linear:
    """max(0, 1 - age / days)."""

    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """max(0, 1 - share · floor(age / every)); compound: (1 - share)^floor(age / every)."""

    share: float  # 0..1; 0.25 for `step: 25%`
    every: int  # days
    compound: bool = False


Decay = HalfLife | Linear | Step
