"""How text is compared and read as a number, the same as every engine does it."""

from __future__ import annotations

import math
import re

SPACE = " \t\r\n\u00a0"  # what surrounds a value and does not count

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def simple_lower(text: str) -> str:
    """Lower case, one character for each: İ is i, and Σ is σ at the end of a word too.

    Examples
    --------
    >>> simple_lower("ÑANDÚ İ ΟΔΟΣ")
    'ñandú i οδοσ'
    """
    return text.lower() if text.isascii() else text.replace("İ", "i").replace("Σ", "σ").lower()


def fold(text: str) -> str:
    """The text as it is compared: without surrounding space and in lower case."""
    return simple_lower(text.strip(SPACE))


def read_number(text: str) -> float | None:
    """The finite number that a text is, else None.

    Examples
    --------
    >>> read_number(" 1.5e3 "), read_number("1_000"), read_number("nan"), read_number("1e999")
    (1500.0, None, None, None)
    """
    trimmed = text.strip(SPACE)
    if not _NUMBER.fullmatch(trimmed):
        return None
    number = float(trimmed)
    return number if math.isfinite(number) else None
