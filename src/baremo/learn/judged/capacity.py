"""How many leads sales can call, such as 200/month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from baremo.errors import InputError, Problem
from baremo.learn.history import Instants
from baremo.texts import say

Period = Literal["day", "week", "month", "quarter", "year"]
DAYS: dict[Period, float] = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25}
MOST = 1e9  # leads in a period

_WRITTEN = re.compile(r"\s*(\d+(?:\.\d+)?)\s*/\s*([a-z]+?)s?\s*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Capacity:
    """So many leads in each period."""

    leads: float
    period: Period

    @property
    def per_month(self) -> float:
        return self.leads * DAYS["month"] / DAYS[self.period]


def capacity_of(text: str) -> Capacity:
    """Reads `200/month`.

    Raises
    ------
    InputError
        It is written otherwise, or no number of leads.

    Examples
    --------
    >>> capacity_of("50/week").period
    'week'
    """
    found = _WRITTEN.fullmatch(text)
    leads = float(found[1]) if found else 0.0
    period = next((each for each in DAYS if found and each == found[2].lower()), None)
    if period is None or not 0 < leads <= MOST:
        raise InputError(_no_capacity(text))
    return Capacity(leads=leads, period=period)


def months_between(moments: Instants) -> float:
    """How many months the moments span, at least a day."""
    days = float((moments.max() - moments.min()) / np.timedelta64(1, "D"))
    return max(days, 1.0) / DAYS["month"]


def _no_capacity(text: str) -> Problem:
    return Problem(
        code="bad-capacity",
        subject="--capacity",
        message=say("{given} does not say how many leads can be called.", given=repr(text)),
        remedy=say("Write a number of leads and a period: 200/month, 50/week or 10/day."),
    )
