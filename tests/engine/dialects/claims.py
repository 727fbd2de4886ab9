"""What every engine must say: one table of claims, asked of each engine primitive by primitive."""

from __future__ import annotations

from tests.engine.dialects.about_numbers import AGES, NUMBERS, WEIGHTS
from tests.engine.dialects.about_texts import JSON, LISTS, PATTERNS, TEXTS
from tests.engine.dialects.about_times import DAYS
from tests.engine.dialects.claim import Claim, check

__all__ = ["CLAIMS", "Claim", "check"]

CLAIMS: list[Claim] = [*TEXTS, *PATTERNS, *JSON, *LISTS, *NUMBERS, *WEIGHTS, *AGES, *DAYS]
