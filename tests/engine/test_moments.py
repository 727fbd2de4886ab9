"""as_of and time zones as plain integers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from baremo.engine.moments import DAY, Offsets, instant_of, microseconds, moment, offsets, zone
from baremo.errors import InputError

MADRID, MEXICO, ST_JOHNS, APIA = "Europe/Madrid", "America/Mexico_City", "America/St_Johns", "Pacific/Apia"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("given", "timezone_", "instant"),
    [
        ("2026-11-01", "UTC", utc(2026, 11, 1, 23, 59, 59, 999999)),
        ("2026-11-01", MADRID, utc(2026, 11, 1, 22, 59, 59, 999999)),
        ("2026-07-01", MADRID, utc(2026, 7, 1, 21, 59, 59, 999999)),
        ("2026-03-28", MADRID, utc(2026, 3, 28, 22, 59, 59, 999999)),
        ("2026-03-29", MADRID, utc(2026, 3, 29, 21, 59, 59, 999999)),
        ("2026-11-01", MEXICO, utc(2026, 11, 2, 5, 59, 59, 999999)),
        ("20261101", MADRID, utc(2026, 11, 1, 22, 59, 59, 999999)),
        (" 2026-11-01\n", "UTC", utc(2026, 11, 1, 23, 59, 59, 999999)),
        (date(2026, 11, 1), MADRID, utc(2026, 11, 1, 22, 59, 59, 999999)),
        ("2026-11-01T09:30:00+01:00", MADRID, utc(2026, 11, 1, 8, 30)),
        ("2026-11-01T09:30:00Z", MADRID, utc(2026, 11, 1, 9, 30)),
        ("2026-11-01 09:30", MADRID, utc(2026, 11, 1, 9, 30)),
        ("2026-11-01T09:30:00.123456Z", MADRID, utc(2026, 11, 1, 9, 30, 0, 123456)),
        (utc(2026, 11, 1, 9), MADRID, utc(2026, 11, 1, 9)),
        (utc(2026, 11, 1, 9).replace(tzinfo=None), MADRID, utc(2026, 11, 1, 9)),
        (datetime(2026, 11, 1, 9, tzinfo=timezone(timedelta(hours=-6))), MADRID, utc(2026, 11, 1, 15)),
        ("1900-01-01", "UTC", utc(1900, 1, 1, 23, 59, 59, 999999)),
        ("2200-12-31", MADRID, utc(2200, 12, 31, 22, 59, 59, 999999)),
    ],
)
def test_as_of_is_an_instant_or_the_end_of_a_day(given: Any, timezone_: str, instant: datetime) -> None:
    assert moment(given, timezone_).instant == instant


def test_without_as_of_it_is_now() -> None:
    assert moment(None, MADRID, now=utc(2026, 11, 1, 9)).instant == utc(2026, 11, 1, 9)
    assert abs(moment(None, MADRID).instant - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "given",
    [
        *("", "yesterday", "2026-13-01", "2026-02-30", "01/11/2026", "2026-W44", "2026-11-01T25:00", "x" * 100),
        *("1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31", 20261101),
    ],
)
def test_anything_else_is_refused(given: Any) -> None:
    with pytest.raises(InputError) as refused:
        moment(given, MADRID)

    assert str(refused.value) == (
        f"bad-as-of as_of: {str(given)[:60]!r} is no date or instant of the years 1900 to 2200. Write a date such as "
        "2026-11-01, for the end of that day, or an instant such as 2026-11-01T09:30:00+01:00."
    )


@pytest.mark.parametrize("name", [MADRID, MEXICO, ST_JOHNS, APIA, "UTC", "Asia/Kathmandu", "Africa/Monrovia"])
def test_days_are_those_of_the_zone(name: str) -> None:
    known, there = offsets(name, 2040), ZoneInfo(name)
    for hours in range(0, 24 * 365 * 60, 997):
        instant = utc(1971, 1, 1) + timedelta(hours=hours, minutes=hours % 60)
        day = (instant.astimezone(there).date() - date(1970, 1, 1)).days
        assert known.day(microseconds(instant)) == day, instant


def test_a_zone_that_never_changes_has_one_offset() -> None:
    assert offsets("UTC", 2040) == Offsets((-(2**62),), (0,))
    assert offsets("Etc/GMT-5", 2040).offsets == (5 * 3_600_000_000,)


def test_a_zone_is_the_one_of_the_pinned_package() -> None:
    assert zone(MADRID).key == MADRID


def test_a_day_begins_where_the_clocks_say() -> None:
    known = offsets(MADRID, 2040)
    day = known.day(microseconds(utc(2026, 3, 29, 12)))

    assert instant_of(known.start_of(day)) == utc(2026, 3, 28, 23)
    assert instant_of(known.start_of(day + 1)) == utc(2026, 3, 29, 22)


def test_a_day_that_the_clocks_skip_begins_with_the_next() -> None:
    known = offsets(APIA, 2040)
    skipped = (date(2011, 12, 30) - date(1970, 1, 1)).days

    assert known.start_of(skipped) == known.start_of(skipped + 1)
    assert instant_of(known.start_of(skipped)) == utc(2011, 12, 30, 10)
    assert moment("2011-12-30", APIA).us == moment("2011-12-29", APIA).us


@pytest.mark.parametrize("as_of", ["2026-03-31", "2026-10-26", "2026-11-01T12:00:00Z"])
def test_a_bound_parts_the_events_that_are_young_enough(as_of: str) -> None:
    at = moment(as_of, MADRID)
    for days in (1, 2, 7, 30, 365):
        bound = at.bound(days)
        assert bound is not None
        assert (at.day - at.zone.day(bound), at.day - at.zone.day(bound - 1)) == (days - 1, days)


def test_where_clocks_go_back_over_midnight_no_bound_parts_the_days() -> None:
    at = moment("2006-10-31", ST_JOHNS)  # clocks went back at 0:01 on the 29th, to 23:01 on the 28th

    assert [at.bound(days) is None for days in (1, 2, 3, 4)] == [False, False, True, False]


def test_before_the_first_and_after_the_last_change_an_offset_goes_on() -> None:
    known = offsets(MADRID, 2040).between(microseconds(utc(2026, 1, 1)), microseconds(utc(2026, 2, 1)))

    assert known.offsets == (3600 * 1_000_000,)
    assert known.day(-(10**6) * DAY) == -(10**6)
