"""What every engine must say of dates and instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlglot import exp

from baremo.engine.expressions import number
from baremo.engine.moments import DAY, day_number, microseconds, moment, offsets
from tests.engine.dialects.claim import Claim


def _us(text: str) -> int:
    return microseconds(datetime.fromisoformat(text))


def _utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


MADRID = offsets("Europe/Madrid", 2040)
AT = moment("2026-11-01", "Europe/Madrid")
END = (AT.day + 1) * DAY - 1
EVERY_DAY = [date(2000, 2, 1) + timedelta(days=place) for place in range(0, 500)]
DAYS = [
    Claim(
        says="days count from 1970 and below",
        kind="date",
        write=lambda say, value: say.day_of_date(value),
        values=[(day, day_number(day)) for day in (date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1), *EVERY_DAY)]
        + [(None, None)],
    ),
    Claim(
        says="a text is a date or missing",
        kind="text",
        write=lambda say, value: say.day_of_date(say.date_of_text(value)),
        values=[
            *((f" {day}\t", day_number(day)) for day in (date(2026, 11, 1), date(1969, 12, 31), *EVERY_DAY)),
            *((f"{day}", day_number(day)) for day in (date(2400, 2, 29), date(1600, 2, 29), date.min, date.max)),
            *((f"2026-{month:02}-31", None) for month in (2, 4, 6, 9, 11)),
            *((given, None) for given in ("2026-02-30", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10")),
            *((given, None) for given in ("2026-01-00", "2026-01-32", "2026-11-1", "20261101", "2026-11-01T00:00:00Z")),
            *((given, None) for given in ("01/11/2026", "infinity", "today", "+2026-11-01", "2026-11-01x", "", None)),
        ],
    ),
    Claim(
        says="a text is an instant or missing",
        kind="text",
        write=lambda say, value: say.microseconds(say.instant_of_text(value)),
        values=[
            ("2026-11-01T09:30:00Z", _us("2026-11-01T09:30:00Z")),
            ("2026-11-01T09:30Z", _us("2026-11-01T09:30:00Z")),
            ("2026-11-01 09:30", _us("2026-11-01T09:30:00Z")),
            ("2026-11-01 09:30:15", _us("2026-11-01T09:30:15Z")),
            (" 2026-11-01T09:30:00.5+01:00 ", _us("2026-11-01T08:30:00.5Z")),
            ("2026-11-01T09:30:00-06:00", _us("2026-11-01T15:30:00Z")),
            ("2026-11-01T00:15:00.000001+05:45", _us("2026-10-31T18:30:00.000001Z")),
            ("1969-12-31T23:59:59.999999Z", -1),
            ("1900-01-01T00:00:00Z", _us("1900-01-01T00:00:00Z")),
            ("2262-12-31T23:59:59.999999Z", _us("2262-12-31T23:59:59.999999Z")),
            ("2024-02-29T10:00:00+14:00", _us("2024-02-28T20:00:00Z")),
            *((f"2026-11-01{given}", None) for given in ("T24:00:00Z", "T09:60:00Z", "T09:30:60Z", "T9:30Z", "", "T")),
            *((f"2026-11-01{given}", None) for given in ("T09:30:00 Europe/Madrid", "T09Z", "T09:30:00.1234567Z")),
            *((f"2026-11-01{given}", None) for given in ("T09:30:00z", "T09:30:00+01", "T09:30:00+0100", "t09:30")),
            *((given, None) for given in ("2026-02-30T09:30:00Z", "2023-02-29 10:00", "epoch", "now", "", None)),
        ],
    ),
    Claim(
        says="an instant that a text is comes out with its zone",
        kind="text",
        write=lambda say, value: say.instant_of_text(value),
        values=[("2026-11-01T09:30:00.5+01:00", _utc(2026, 11, 1, 8, 30, 0, 500_000)), ("soon", None)],
    ),
    Claim(
        says="instants are counted to the microsecond",
        kind="instant",
        write=lambda say, value: say.microseconds(value),
        values=[(_utc(1969, 12, 31, 23, 59, 59, 999_999), -1), (_utc(2026, 7, 1), 1782864000000000), (None, None)],
    ),
    *(
        Claim(
            says=f"a value of kind {kind} is an instant by UTC's clock",
            kind=kind,
            write=lambda say, value: say.in_utc(value),
            values=[(value, instant), (None, None)],
        )
        for kind, value, instant in [
            ("date", date(2026, 7, 1), _utc(2026, 7, 1)),
            ("naive", _utc(2026, 7, 1, 2, 3, 4, 5).replace(tzinfo=None), _utc(2026, 7, 1, 2, 3, 4, 5)),
        ]
    ),
    Claim(
        says="a text that is a date is an instant by UTC's clock",
        kind="text",
        write=lambda say, value: say.in_utc(say.date_of_text(value)),
        values=[("2026-07-01", _utc(2026, 7, 1)), ("2026-02-30", None), (None, None)],
    ),
    Claim(
        says="an instant stays one",
        kind="instant",
        write=lambda say, value: say.as_instant(value, zoned=True),
        values=[(_utc(1970, 1, 1, 0, 0, 0, 1), _utc(1970, 1, 1, 0, 0, 0, 1)), (None, None)],
    ),
    Claim(
        says="a date stays one",
        kind="date",
        write=lambda say, value: say.as_date(value),
        values=[(date(1900, 1, 1), date(1900, 1, 1)), (None, None)],
    ),
    Claim(
        says="an instant is written to the microsecond",
        kind="instant",
        write=lambda say, value: exp.EQ(this=value, expression=say.instant(-1, zoned=True)),
        values=[(_utc(1969, 12, 31, 23, 59, 59, 999_999), True), (_utc(1970, 1, 1), False)],
    ),
    Claim(
        says="there is a null of instants",
        kind="instant",
        write=lambda say, value: exp.Coalesce(this=say.null_instant(), expressions=[value]),
        values=[(_utc(2026, 7, 1), _utc(2026, 7, 1)), (None, None)],
    ),
    Claim(
        says="the day of an instant is that of the zone",
        kind="instant",
        write=lambda say, value: say.day(value, MADRID),
        values=[
            (_utc(1969, 12, 31, 22, 59, 59), -1),
            (_utc(1969, 12, 31, 23), 0),
            (_utc(2026, 10, 31, 23, 30), 20758),
            (_utc(2026, 7, 1, 21, 59, 59), 20635),
            (None, None),
        ],
    ),
    Claim(
        says="age counts whole days back from the day of as_of",
        kind="instant",
        write=lambda say, value: say.age(value, number(END), AT.zone),
        values=[
            (_utc(2026, 11, 1, 22, 59, 59), 0),
            (_utc(2026, 10, 31, 23), 0),
            (_utc(2026, 10, 31, 22, 59, 59), 1),
            (_utc(2026, 10, 24, 22), 7),
            (_utc(1969, 7, 20), AT.day + 165),
        ],
    ),
]
