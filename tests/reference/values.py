"""What a value of a lead or an event is as text, as a number and as a date."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

SPACES = " \t\r\n\u00a0"
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def round9(x: float) -> float:
    """Nine decimals, half away from zero; never minus zero."""
    rounded = math.floor(abs(x) * 1e9 + 0.5) / 1e9
    return -rounded if x < 0 and rounded else rounded


def lower(text: str) -> str:
    """Simple lower-casing: each letter becomes one letter."""
    return "".join("i" if letter == "İ" else letter.lower() for letter in text)


def fold(text: str) -> str:
    return lower(text.strip(SPACES))


def is_missing(value: Any) -> bool:
    """Null, not a finite number, blank text, or a list of such values."""
    if isinstance(value, list):
        return all(is_missing(element) for element in value)
    if isinstance(value, float):
        return not math.isfinite(value)
    return value is None or (isinstance(value, str) and fold(value) == "")


def text_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    return str(value)


def number_of(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        trimmed = value.strip(SPACES)
        value = float(trimmed) if NUMBER.fullmatch(trimmed) else None
    if isinstance(value, int | float) and math.isfinite(value):
        return float(value)
    return None


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A date value: the calendar day in the model's zone, and the instant."""

    day: date
    instant: datetime
    is_day: bool  # given as a bare date


def moment_of(value: Any, zone: ZoneInfo) -> Moment | None:
    """None where the value is no date."""
    if isinstance(value, str):
        value = day_from(value) or instant_from(value)
    if isinstance(value, datetime):
        instant = value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
        return Moment(day=day_in(instant, zone), instant=instant, is_day=False)
    if isinstance(value, date):
        return Moment(day=value, instant=first_instant(value, zone), is_day=True)
    return None


def day_from(text: str) -> date | None:
    found = DAY.fullmatch(text.strip(SPACES))
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def instant_from(text: str) -> datetime | None:
    """A text without zone is UTC."""
    found = INSTANT.fullmatch(text.strip(SPACES))
    if not found:
        return None
    day_text, hour, minute, second, fraction, zone = found.groups()
    day = day_from(day_text)
    if day is None:
        return None
    try:
        clock = time(int(hour), int(minute), int(second or 0), int((fraction or "").ljust(6, "0")))
        return datetime.combine(day, clock, tzinfo=offset_from(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def offset_from(zone: str | None) -> timezone:
    if zone is None or zone == "Z":
        return UTC
    sign = -1 if zone[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6])))


def day_in(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


def first_instant(day: date, zone: ZoneInfo) -> datetime:
    """The earliest instant of a day: not midnight where the clocks skip midnight."""
    instant = datetime.combine(day, time(), tzinfo=zone).replace(fold=0).astimezone(UTC)
    while day_in(instant - timedelta(seconds=1), zone) >= day:
        instant -= timedelta(seconds=1)
    return instant


def last_instant(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond of a day, the second time round where the clocks go back over midnight."""
    instant = datetime.combine(day, time.max, tzinfo=zone).replace(fold=1).astimezone(UTC)
    while day_in(instant + timedelta(seconds=1), zone) <= day:
        instant += timedelta(seconds=1)
    return instant


def read_as_of(as_of: Any, zone: ZoneInfo) -> datetime:
    """A bare date means the end of that day in the zone."""
    moment = moment_of(as_of, zone)
    if moment is None:
        raise ValueError(f"as_of is no date: {as_of!r}")
    return last_instant(moment.day, zone) if moment.is_day else moment.instant
