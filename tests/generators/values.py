"""Values of columns and constants of tests: everyday ones and nasty ones."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.generators.maker import Field
from tests.reference.values import first_instant, last_instant, read_as_of

WORDS = [
    "ES", " es ", "es\u00a0", "PT", "NO", "España", "ESPAÑA", "Éxito", "éxito ", "İstanbul", "istanbul", "ÑANDÚ",
    "Chief of Staff", "CTO", "\tIntern\n", "/pricing/eu", "demo", "true", "False", "42", "042", "42.0",
    "a_b%c", "x'y\"z\\", "c.o", "{[", "ΟΔΟΣ",
]  # fmt: skip
NUMBER_TEXTS = [
    "42", "0", "042", " 42 ", "5", "1e3", "1E-2", "+.5", "-7.25", "42.0", "5.", "1_000", "nan", "inf",
    "1e999", "0x1F", "٣", "\u00a07\u00a0", "many",
]  # fmt: skip
FLAG_TEXTS = ["true", " TRUE ", "False", "false", "yes", "1"]
BLANKS: list[Any] = [None, "", " \u00a0"]
INTS = [42, 0, 1, 5, -7, 1000, None]
FLOATS = [42.0, 0.0, -0.0, 0.5, -7.25, 99.9999, 1000.0, math.nan, math.inf, None]
DATE_JUNK = ["2026-02-30", "soon", "2026-1-5", "20260105", "2026-03-01T25:00", "2026-03-01T10:00:00.1234567Z"]
LISTS: list[list[str | None] | None] = [
    ["ES"], [" es ", "PT"], ["CTO", None], [], [None, " "], None, ["42", "España"], ["Intern", "chief", "demo"],
]  # fmt: skip

# Where the clocks change, and days on which they do.
ZONES: dict[str, list[str]] = {
    "UTC": ["2026-03-31", "1970-01-01", "2027-12-31"],
    "Europe/Madrid": ["2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26", "1974-04-14"],
    "America/Mexico_City": ["2022-10-30", "2026-06-15"],
    "America/St_Johns": ["2026-03-08", "2006-10-29", "2006-10-30", "2006-04-02", "2026-11-01"],
    "Asia/Kathmandu": ["1986-01-01", "2026-06-15"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],
    "Pacific/Apia": ["2011-12-31", "2012-01-01", "2012-04-01"],
    "America/Sao_Paulo": ["2018-11-04", "2018-11-05", "2019-02-17", "2019-02-16"],
}
OFFSETS = [0, 1, 2, 5, 6, 7, 8, 13, 14, 15, 29, 30, 31, 59, 60, 61, 89, 90, 91, 180, 364, 365, 366, -1, -2, 7300, 18000]
EARLIEST = datetime(1969, 1, 1, tzinfo=UTC).date()


def days_around(as_of: datetime, zone: ZoneInfo, offsets: list[int]) -> list[str]:
    """The days so many days before as_of's, as text."""
    today = as_of.astimezone(zone).date()
    return [max(today - timedelta(days=offset), EARLIEST).isoformat() for offset in offsets]


def instants_around(as_of: datetime, zone: ZoneInfo, days: list[str]) -> list[datetime]:
    """The middle and the edges of those days, and as_of itself, to the microsecond."""
    tick = timedelta(microseconds=1)
    found = [as_of, as_of + tick]
    for text in days:
        day = datetime.fromisoformat(text).date()
        first = first_instant(day, zone)
        found += [first + timedelta(hours=12), first, first - tick, first + tick, last_instant(day, zone)]
    return found


def instant_text(instant: datetime, form: int) -> str:
    """One of the ways to write an instant."""
    if form == 0:
        return instant.isoformat().replace("+00:00", "Z")
    if form == 1:
        return instant.replace(tzinfo=None).isoformat(sep=" ")
    offset = ZoneInfo("Asia/Kolkata") if form == 2 else ZoneInfo("America/Caracas")
    return instant.astimezone(offset).isoformat()


def values_of(field: Field, days: list[str], instants: list[datetime]) -> list[Any]:
    """What may stand in a column, the plainest first."""
    if field.type == "text":
        return text_values(field.flavour, days, instants) + BLANKS
    if field.type == "date":
        return [*(datetime.fromisoformat(day).date() for day in days), None]
    if field.type == "instant":
        return [*instants, None]
    if field.type == "naive":
        return [*(instant.replace(tzinfo=None) for instant in instants), None]
    by_type: dict[str, list[Any]] = {"int": INTS, "float": FLOATS, "bool": [True, False, None], "list": LISTS}
    return by_type[field.type]


def text_values(flavour: str, days: list[str], instants: list[datetime]) -> list[Any]:
    if flavour == "dates":
        written = [instant_text(instant, place % 4) for place, instant in enumerate(instants)]
        return [*days, f" {days[0]} ", *written, written[0][:16], *DATE_JUNK]
    return {"words": WORDS, "numbers": NUMBER_TEXTS, "flags": FLAG_TEXTS}[flavour]


def constants(flavour: str, days: list[str]) -> list[Any]:
    """What a value may be asked to equal."""
    if flavour == "words":
        return ["es", "PT", "NO", "españa", "ÉXITO", "istanbul", "İSTANBUL", " ñandú", "cto", "42", "οδοσ", 42, True]
    if flavour == "numbers":
        return [42, 0, -7.25, 0.5, 1000, "42", "042", "42.0", "1e3", "many"]
    if flavour == "flags":
        return [True, False, "true", "yes", 1]
    return [days[0], days[-1], "soon"]


def as_of_for(zone: str, day: str, form: int) -> tuple[str | datetime, datetime]:
    """The argument `as_of` written in one of five ways, and the instant that it means."""
    end = read_as_of(day, ZoneInfo(zone))
    if form == 0:
        return day, end
    first = first_instant(datetime.fromisoformat(day).date(), ZoneInfo(zone))
    instant = first + timedelta(hours=(0, 3, 15, 22)[form - 1], minutes=30)
    return (instant_text(instant, 2), instant) if form < 3 else (instant, instant)
