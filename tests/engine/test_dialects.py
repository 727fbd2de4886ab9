"""The primitives of the query, asked of the engine one by one."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import pytest

from baremo.engine.dialects import DuckDB
from baremo.engine.expressions import col, number
from baremo.engine.moments import DAY, moment, offsets
from baremo.model.patterns import parse
from baremo.model.words import fold
from tests.engine.asked import answer, answers

SAYS = DuckDB()
UTC_ZONE = offsets("UTC", 2040)


def test_blanks_tabs_line_breaks_and_hard_blanks_are_trimmed_and_nothing_else() -> None:
    assert answers(SAYS.trimmed, [" \t\r\n\u00a0x y\u00a0", "\u2003x", "", None, "'"]) == [
        "x y",
        "\u2003x",
        "",
        None,
        "'",
    ]


def test_folding_is_simple_lower_case() -> None:
    words = [" ÉLITE ", "ÑANDÚ", "İ", "STRASSE", "straße", "ΑΣ"]

    assert answers(SAYS.fold, words) == ["élite", "ñandú", "i", "strasse", "straße", "ασ"]
    assert answers(SAYS.fold, words) == [fold(word) for word in words]


@pytest.mark.parametrize(
    ("write", "value", "holds"),
    [
        (lambda v: SAYS.contains(v, "%"), "50 % off", True),
        (lambda v: SAYS.contains(v, "%"), "50 off", False),
        (lambda v: SAYS.contains(v, "o'b"), "o'brien", True),
        (lambda v: SAYS.starts_with(v, "/pric_"), "/pricing", False),
        (lambda v: SAYS.starts_with(v, "/pric"), "/pricing", True),
        (lambda v: SAYS.ends_with(v, "@x.es"), "a@x.es", True),
        (lambda v: SAYS.ends_with(v, "@x.es"), None, None),
        (lambda v: SAYS.matches(v, parse(r"\bvp$")), "The VP", True),
        (lambda v: SAYS.matches(v, parse(r"\bvp$")), "The VP\n", False),
    ],
)
def test_a_part_is_found_as_it_is_written(write: Any, value: str | None, holds: bool | None) -> None:
    assert answer(write, value) is holds


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("5", 5.0),
        (" 5 ", 5.0),
        ("\u00a05\n", 5.0),
        ("+5", 5.0),
        ("-5.25", -5.25),
        (".5", 0.5),
        ("+.5", 0.5),
        ("1e5", 1e5),
        ("1E+5", 1e5),
        ("1e-5", 1e-5),
        ("007", 7.0),
        ("1e308", 1e308),
        ("5.", None),
        (".", None),
        ("", None),
        ("1_000", None),
        ("1,000", None),
        ("1 000", None),
        ("nan", None),
        ("NaN", None),
        ("inf", None),
        ("-Infinity", None),
        ("1e999", None),
        ("0x10", None),
        ("٥", None),
        ("5€", None),
        ("--5", None),
        ("true", None),
        (None, None),
    ],
)
def test_a_text_is_a_number_or_missing(given: str | None, read: float | None) -> None:
    assert answer(SAYS.number_of_text, given) == read


def test_infinite_numbers_are_missing() -> None:
    assert answers(SAYS.finite, [1.5, math.inf, -math.inf, math.nan, None], "DOUBLE") == [1.5, None, None, None, None]


def test_a_whole_number_is_written_without_a_point() -> None:
    assert answers(SAYS.text_of_number, [5.0, -5.0, 0.0, 5.25, 1e14, None], "DOUBLE") == [
        "5",
        "-5",
        "0",
        "5.25",
        "100000000000000",
        None,
    ]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2026-11-01", date(2026, 11, 1)),
        (" 2026-11-01\t", date(2026, 11, 1)),
        ("1969-12-31", date(1969, 12, 31)),
        ("2026-02-30", None),
        ("2026-11-1", None),
        ("2026-11-01T00:00:00Z", None),
        ("01/11/2026", None),
        ("infinity", None),
        ("", None),
        (None, None),
    ],
)
def test_a_text_is_a_date_or_missing(given: str | None, read: date | None) -> None:
    assert answer(SAYS.date_of_text, given) == read


@pytest.mark.parametrize(
    ("given", "hour"),
    [
        ("2026-11-01T09:30:00Z", (9, 30)),
        ("2026-11-01 09:30", (9, 30)),
        (" 2026-11-01T09:30:00.5+01:00 ", (8, 30)),
        ("2026-11-01T09:30:00-06:00", (15, 30)),
        ("2026-11-01T24:00:00Z", None),
        ("2026-11-01T09:60:00Z", None),
        ("2026-02-30T09:30:00Z", None),
        ("2026-11-01", None),
        ("2026-11-01T09:30:00 Europe/Madrid", None),
        ("epoch", None),
    ],
)
def test_a_text_is_an_instant_or_missing(given: str, hour: tuple[int, int] | None) -> None:
    read = answer(SAYS.instant_of_text, given)

    assert (None if read is None else read.astimezone(UTC).timetuple()[3:5]) == hour


def test_days_count_from_1970_and_below() -> None:
    days = ["1970-01-01", "1969-12-31", "1900-01-01", "2026-11-01"]

    assert answers(SAYS.day_of_date, days, "DATE") == [0, -1, -25567, 20758]


@pytest.mark.parametrize("kind", ["TIMESTAMP", "TIMESTAMPTZ"])
def test_the_day_of_an_instant_is_that_of_the_zone(kind: str) -> None:
    madrid = offsets("Europe/Madrid", 2040)
    instants = ["1969-12-31 22:59:59+00", "1969-12-31 23:00:00+00", "2026-10-31 23:30:00+00", "2026-07-01 21:59:59+00"]

    assert answers(lambda v: SAYS.day(v, madrid), instants, kind) == [-1, 0, 20758, 20635]


def test_age_counts_whole_days_back_from_the_day_of_as_of() -> None:
    at = moment("2026-11-01", "Europe/Madrid")
    end = number((at.day + 1) * DAY - 1)
    instants = [
        "2026-11-01 22:59:59",
        "2026-10-31 23:00:00",
        "2026-10-31 22:59:59",
        "2026-10-24 22:00:00",
        "1969-07-20",
    ]
    found = answers(lambda v: SAYS.age(v, end, at.zone), instants, "TIMESTAMP")

    assert found == [0, 0, 1, 7, at.day + 165]


def test_an_instant_is_written_to_the_microsecond() -> None:
    assert SAYS.instant_text(-1) == "1969-12-31 23:59:59.999999"
    assert SAYS.instant_text(0) == "1970-01-01 00:00:00"
    assert answer(lambda _: SAYS.instant(1, zoned=True), "") == datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC)


def test_the_youngest_passes_over_nulls() -> None:
    columns = [col("value"), col("value")]

    assert answer(lambda _: SAYS.youngest(columns), None, "BIGINT") is None
    assert answer(lambda v: SAYS.youngest([v, number(3)]), None, "BIGINT") == 3


def test_some_element_of_a_list_passes_or_none() -> None:
    def has_es(values: Any) -> Any:
        return SAYS.any_element(values, "element", SAYS.contains(col("element"), "es"))

    assert answers(has_es, [["fr", "es"], ["fr"], [], [None, "es"], [None], None], "VARCHAR[]") == [
        True,
        False,
        False,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("given", "rounded"),
    [
        (0.1234567885, 0.123456789),
        (1.5e-9, 2e-9),
        (0.5e-9, 1e-9),
        (-0.5e-9, -1e-9),
        (-1.5e-9, -2e-9),
        (0.1 + 0.2, 0.3),
        (1e15, 1e15),
        (None, None),
    ],
)
def test_halves_are_rounded_away_from_zero_to_nine_decimals(given: float | None, rounded: float | None) -> None:
    assert answer(SAYS.round9, given, "DOUBLE") == (rounded or 0)


@pytest.mark.parametrize("given", [-0.0, -1e-12, 0.0])
def test_there_is_no_minus_zero(given: float) -> None:
    assert math.copysign(1, answer(SAYS.round9, given, "DOUBLE")) == 1
