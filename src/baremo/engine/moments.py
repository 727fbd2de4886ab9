"""An instant and a time zone as plain integers, so that no engine's own zone functions are needed.

Instants are microseconds since 1970 in UTC, days are whole days since 1970-01-01 in the model's zone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from baremo.errors import InputError, Problem
from baremo.texts import say

SECOND = 1_000_000  # microseconds
DAY = 86_400 * SECOND
STEP = 7 * DAY
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR = 1900  # offsets before it are taken as those of that year's beginning
LAST_YEAR = 2200
DEFAULT_YEAR = 2040  # zones are read at least so far, so that their offsets are computed once


def microseconds(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant."""
    return (instant - EPOCH) // timedelta(microseconds=1)


def instant_of(us: int) -> datetime:
    """The aware instant (UTC) of microseconds since 1970."""
    return EPOCH + timedelta(microseconds=us)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH.toordinal()


@cache
def zone(name: str) -> ZoneInfo:
    """The zone as the pinned `tzdata` package knows it, whatever the machine has."""
    resource = files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with resource.open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@dataclass(frozen=True, slots=True)
class Offsets:
    """A zone's offsets from UTC: `offsets[i]` holds from `starts[i]` on, the first for ever before."""

    starts: tuple[int, ...]  # microseconds, ascending
    offsets: tuple[int, ...]  # microseconds

    def at(self, us: int) -> int:
        return self.offsets[max(bisect_right(self.starts, us) - 1, 0)]

    def day(self, us: int) -> int:
        """The local day of an instant."""
        return (us + self.at(us)) // DAY

    def start_of(self, day: int) -> int:
        """The first instant of a local day; where clocks skip the whole day, of the next one."""
        for start, offset, end in zip(self.starts, self.offsets, (*self.starts[1:], None), strict=True):
            first = max(day * DAY - offset, start)
            if end is None or first < end:
                return first
        raise AssertionError("the last offset has no end")

    def between(self, earliest: int | None, latest: int | None) -> Offsets:
        """The same, without the changes that only older or later instants need."""
        first = max(bisect_right(self.starts, earliest) - 1, 0) if earliest is not None else 0
        end = max(bisect_right(self.starts, latest), first + 1) if latest is not None else len(self.starts)
        return Offsets(self.starts[first:end], self.offsets[first:end])


@cache
def offsets(name: str, until_year: int) -> Offsets:
    """Every offset of a zone from 1900 to the end of a year.

    Looks at weekly steps and halves those whose ends differ: no zone on record has changed its offset
    and changed it back within a week.
    """
    tz = zone(name)
    first = microseconds(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))
    last = microseconds(datetime(until_year + 1, 1, 8, tzinfo=UTC))
    before = _offset(tz, first)
    starts, found = [-(2**62)], [before]
    for start in range(first, last, STEP):
        after = _offset(tz, start + STEP)
        if after != before:
            starts.append(_change(tz, start, before))
            found.append(after)
            before = after
    return Offsets(tuple(starts), tuple(found))


def _change(tz: ZoneInfo, start: int, before: int) -> int:
    """The first second, in the step from `start` on, at which the offset is no longer `before`."""
    seconds = range(STEP // SECOND + 1)
    second = bisect_left(seconds, True, key=lambda s: _offset(tz, start + s * SECOND) != before)
    return start + second * SECOND


def _offset(tz: ZoneInfo, us: int) -> int:
    return _us(instant_of(us).astimezone(tz).utcoffset())


def _us(offset: timedelta | None) -> int:
    return (offset or timedelta()) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant of a scoring, in the model's zone. Windows and ages count from its day."""

    us: int  # microseconds since 1970
    zone: Offsets
    day: int  # days since 1970, in the zone

    @property
    def instant(self) -> datetime:
        return instant_of(self.us)

    def bound(self, days: int) -> int | None:
        """The instant from which events have an age below `days`; None where clocks were set back over
        midnight just there, so that no single instant parts younger from older.
        """
        first_day = self.day - days + 1
        start = self.zone.start_of(first_day)
        later = bisect_right(self.zone.starts, start)
        near = self.zone.starts[later] if later < len(self.zone.starts) else None
        returns = near is not None and self.zone.day(near) < first_day
        return None if returns else start


def moment(as_of: str | date | datetime | None, timezone: str, *, now: datetime | None = None) -> Moment:
    """The moment that a person means: an instant, or a bare date for the end of that day in the zone.

    A text is ISO 8601; without a zone it is UTC; None is now.

    Raises
    ------
    InputError
        The text is no date or instant, or lies outside the years 1900 to 2200.
    """
    given = _parse(as_of.strip()) if isinstance(as_of, str) else as_of
    if given is None:
        given = now or datetime.now(UTC)
    if not isinstance(given, date) or not FIRST_YEAR <= given.year <= LAST_YEAR:
        raise _unreadable(as_of)
    known = offsets(timezone, max(given.year, DEFAULT_YEAR))
    if isinstance(given, datetime):
        us = microseconds(given if given.tzinfo else given.replace(tzinfo=UTC))
    else:
        us = known.start_of(day_number(given) + 1) - 1
    return Moment(us=us, zone=known, day=known.day(us))


def _parse(text: str) -> date | datetime:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            if "W" not in text:  # a week is no day
                return read(text)
        except ValueError:
            continue
    raise _unreadable(text)


def _unreadable(given: object) -> InputError:
    return InputError(
        Problem(
            code="bad-as-of",
            subject="as_of",
            message=say("{given} is no date or instant of the years 1900 to 2200.", given=repr(str(given)[:60])),
            remedy=say(
                "Write a date such as 2026-11-01, for the end of that day, "
                "or an instant such as 2026-11-01T09:30:00+01:00."
            ),
        )
    )
