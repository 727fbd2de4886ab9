"""When leads are looked at: so long after they came in, or at moments that are the same for all of them.

Ends of weeks, months and quarters are those of UTC; the last microsecond still belongs to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from baremo.engine.moments import moment
from baremo.engine.scoring import AsOf
from baremo.errors import InputError, Problem
from baremo.learn.history import Instants
from baremo.texts import Text, WholeNumber, say

Period = Literal["weekly", "monthly", "quarterly"]
Places = npt.NDArray[np.intp]

US, DAY = np.timedelta64(1, "us"), np.timedelta64(1, "D")
MOST_ROWS = 5_000_000  # leads times moments
MOST_MOMENTS = 600
_AFTER = re.compile(r"([0-9]{1,5})\s*([hdw])", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 168}
_MONDAY = np.datetime64("1970-01-05", "D")


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreAt:
    """One of the three ways to say it.

    Attributes
    ----------
    after : timedelta64[us], or None
        After the lead came in.
    """

    after: np.timedelta64 | None = None
    period: Period | None = None
    dates: Instants | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshots:
    """A row for each lead and moment at which it was there."""

    lead: Places
    moments: Instants
    notes: tuple[Text, ...] = ()


def score_at(given: str) -> ScoreAt:
    """Reads '24h', '7d', 'monthly' or '2026-03-31,2026-06-30'; a bare date is the end of that day."""
    text = given.strip().lower()
    found = _AFTER.fullmatch(text)
    if found:
        return ScoreAt(after=np.timedelta64(int(found[1]) * _HOURS[found[2]] * 3_600_000_000, "us"))
    match text:
        case "weekly" | "monthly" | "quarterly":
            return ScoreAt(period=text)
    try:
        dates = [instant_of(part) for part in given.split(",")]
    except InputError as error:
        raise InputError(_unreadable(given)) from error
    return ScoreAt(dates=np.unique(np.array(dates, "datetime64[us]")))


def instant_of(given: AsOf) -> np.datetime64:
    return np.datetime64(moment(given, "UTC").us, "us")


def over(at: Instants) -> Instants:
    """When each has surely happened: a bare date is some time of its day, so at the end of it.

    A bare date is read as midnight, and programs write one as midnight, too: whoever has that instant may mean the day.

    Examples
    --------
    >>> over(np.array(["2026-03-01T00:00", "2026-03-01T10:30"], "datetime64[us]")).astype(str).tolist()
    ['2026-03-01T23:59:59.999999', '2026-03-01T10:30:00.000000']
    """
    found: Instants = np.where(at == at.astype("datetime64[D]"), at + (DAY - US), at)
    return found


def horizon_ends(since: Instants, horizon: int) -> Instants:
    """When horizons (in days) end that begin then; of a bare date, at the end of their last day."""
    return over(since + horizon * DAY)


def ends(period: Period, since: np.datetime64, until: np.datetime64) -> Instants:
    """The ends of all such periods from one instant to another; at most the latest 600."""
    if until < since:
        return np.empty(0, "datetime64[us]")
    after = _mondays(since, until) if period == "weekly" else _firsts(since, until, 3 if period == "quarterly" else 1)
    found = after[-MOST_MOMENTS - 4 :] - US
    return found[(found >= since) & (found <= until)][-MOST_MOMENTS:]


def _mondays(since: np.datetime64, until: np.datetime64) -> Instants:
    weeks = (np.array([since, until], "datetime64[D]") - _MONDAY) // (7 * DAY)
    days = np.arange(weeks[0], weeks[1] + 2) * 7
    return np.array(_MONDAY + days * DAY, "datetime64[us]")


def _firsts(since: np.datetime64, until: np.datetime64, step: int) -> Instants:
    """The first days of months, or of every third one."""
    months = np.arange(since.astype("datetime64[M]"), until.astype("datetime64[M]") + 2)
    return np.array(months[months.astype(np.int64) % step == 0], "datetime64[us]")


def snapshots(begin: Instants, moments: Instants) -> Snapshots:
    """Each lead at each moment from its beginning on; of too many, the earliest moments are left out."""
    began = np.sort(begin[~np.isnat(begin)])
    sizes = np.searchsorted(began, moments, "right")
    fits = np.cumsum(sizes[::-1])[::-1] <= MOST_ROWS
    taken = moments[fits]
    places = [np.flatnonzero(begin <= at) for at in taken]
    lead = np.concatenate([*places, np.empty(0, np.intp)])
    notes = (
        say("moments left out, since there would be more than {most} rows: the {count} earliest.",
            most=WholeNumber(MOST_ROWS), count=WholeNumber(int((~fits).sum()))),
    )  # fmt: skip
    return Snapshots(
        lead=lead.astype(np.intp),
        moments=np.repeat(taken, [len(each) for each in places]),
        notes=() if fits.all() else notes,
    )


def _unreadable(given: str) -> Problem:
    return Problem(
        code="bad-score-at",
        subject="--score-at",
        message=say("{given} is no time to score at.", given=repr(given[:60])),
        remedy=say(
            "Write how long after a lead came in, such as 24h or 7d, or weekly, monthly or quarterly,"
            " or dates with commas between, such as 2026-03-31,2026-06-30."
        ),
    )
