"""How long leads are given to be won."""

from __future__ import annotations

import re

from baremo.errors import InputError, Problem
from baremo.texts import say

LONGEST = 3660  # days of a horizon


def days(horizon: object) -> int | None:
    """A whole number of days; `90d`, `12w` or `90` as days.

    Raises
    ------
    InputError
        It is no such time.

    Examples
    --------
    >>> days("12w"), days(30), days(None)
    (84, 30, None)
    """
    if horizon is None:
        return None
    found = re.fullmatch(r"([0-9]{1,4})\s*([dw]?)", str(horizon).strip().lower())
    count = int(found[1]) * (7 if found[2] == "w" else 1) if found else 0
    if not 0 < count <= LONGEST:
        raise InputError(
            Problem(
                code="bad-horizon",
                subject="--horizon",
                message=say(
                    "{given} is no number of days from 1 to {most}.", given=repr(str(horizon)[:60]), most=LONGEST
                ),
                remedy=say("Write it as 90d or 12w."),
            )
        )
    return count
