"""Dates and instants that people wrote are read rightly or refused, the whole column in one way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from baremo.errors import InputError
from tests.engine.inputs.setting import AN_EVENT, as_date, connection, events_of, leads_of, model, notes_of

BORN = model(as_date("born"))


def people(*dates: str | None) -> list[dict[str, Any]]:
    return [{"lead_id": str(i), "born": date} for i, date in enumerate(dates)]


def read(*dates: str | None) -> list[str | None]:
    return leads_of(BORN, people(*dates), "born")


def instants(*times: object) -> list[str]:
    rows = [{**AN_EVENT, "timestamp": time} for time in times]
    found: list[datetime] = events_of(model(), rows, "timestamp")
    return [time.isoformat() for time in found]


def refusal(*dates: str) -> str:
    with pytest.raises(InputError) as error:
        read(*dates)
    return str(error.value)


def unread(*times: object) -> str:
    with pytest.raises(InputError) as error:
        instants(*times)
    return str(error.value)


@pytest.mark.parametrize(
    "iso", ["2026-12-31", "2026-12-31T10:00:00Z", "2026-12-31 10:00", "2026-12-31T10:00:00.123+02:00", " 2026-01-01 "]
)
def test_iso_stays_as_it_is(iso: str) -> None:
    assert read(iso, None) == [iso, None]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("31/12/2026", "1/2/2026"), ["2026-12-31", "2026-02-01"]),
        (("31.12.2026", "01.02.2026"), ["2026-12-31", "2026-02-01"]),
        (("12/31/2026", "1/2/2026"), ["2026-12-31", "2026-01-02"]),
        (("12-31-2026", "2026-01-02"), ["2026-12-31", "2026-01-02"]),
        (("2026/12/31", "2026.1.2"), ["2026-12-31", "2026-01-02"]),
        (("03/03/2026",), ["2026-03-03"]),
        (("31/12/2026 9:05", "1/2/2026 10:00:30"), ["2026-12-31 09:05:00.000000", "2026-02-01 10:00:30.000000"]),
        (("12/31/2026, 9:05 PM",), ["2026-12-31 21:05:00.000000"]),
        (("2026-12-31 10:00:00 UTC",), ["2026-12-31 10:00:00.000000"]),
        (("2026-12-31 10:00:00+0200",), ["2026-12-31 08:00:00.000000"]),
        (("2026-12-31T10:00:00.123456789Z",), ["2026-12-31 10:00:00.123456"]),
    ],
)
def test_a_column_is_brought_to_iso_where_a_value_proves_its_order(given: Any, expected: Any) -> None:
    assert read(*given) == expected


def test_the_order_is_told() -> None:
    assert notes_of(BORN, leads=people("31/12/2026")) == ["born: dates read with the day first."]
    assert notes_of(BORN, leads=people("12/31/2026")) == ["born: dates read with the month first."]


def test_what_is_no_date_stays_and_is_counted() -> None:
    given = ("soon", "2026-12-31", "2026-02-30", "31/12/26", "32/01/2026", "31/02/2026")
    assert read(*given) == list(given)
    assert notes_of(BORN, leads=people(*given)) == [
        "born: values that are no dates count as missing: 5, such as '2026-02-30'."
    ]


def test_an_ambiguous_column_is_refused() -> None:
    assert refusal("2026-01-01", "03/04/2026") == (
        "leads:2: ambiguous-date born: '03/04/2026' may begin with the day or the month,"
        " and no other value tells which. Write the dates of this column as 2026-12-31."
    )


def test_a_column_in_two_orders_is_refused() -> None:
    assert refusal("12/31/2026", "31/12/2026") == (
        "leads:2: mixed-dates born: '31/12/2026' begins with the day, but '12/31/2026' in row 1 with the month."
        " Write the dates of this column as 2026-12-31."
    )


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-10-01T10:00:00Z", "2026-10-01T10:00:00"),
        ("2026-10-01 10:00:00", "2026-10-01T10:00:00"),
        ("2026-10-01", "2026-10-01T00:00:00"),
        ("2026-10-01T10:00:00+02:00", "2026-10-01T08:00:00"),
        ("2026-10-01 10:00:00+02", "2026-10-01T08:00:00"),
        ("2026-10-01 10:00:00 +0200", "2026-10-01T08:00:00"),
        ("2026-10-01T10:00-05:30", "2026-10-01T15:30:00"),
        ("2026-10-01 10:00:00 UTC", "2026-10-01T10:00:00"),
        ("2026-10-01T10:00:00.5Z", "2026-10-01T10:00:00.500000"),
        ("31/10/2026 10:00", "2026-10-31T10:00:00"),
        (" 2026-10-01 ", "2026-10-01T00:00:00"),
    ],
)
def test_a_timestamp_without_zone_is_utc_and_a_zone_counts(text: str, instant: str) -> None:
    assert instants(text) == [instant]


def test_a_session_in_another_zone_changes_no_timestamp() -> None:
    con = connection()
    con.execute("SET TimeZone='America/Lima'")
    rows = [{**AN_EVENT, "timestamp": "2026-10-01T10:00:00"}, {**AN_EVENT, "timestamp": "2026-10-01T10:00:00Z"}]
    assert [time.hour for time in events_of(model(), rows, "timestamp", con=con)] == [10, 10]


def test_unreadable_timestamps_are_refused_with_their_rows() -> None:
    assert unread("2026-10-01", "soon", "2026-13-01") == (
        "events:2: unreadable-timestamp timestamp: 'soon' is no instant; first in rows 2, 3."
        " Write an instant such as 2026-12-31T10:00:00Z, or a date."
    )


@pytest.mark.parametrize("odd", ["31/02/2026", "infinity", "epoch", "2026-1", "20261001", "2026-10-01T25:00:00"])
def test_what_only_looks_like_a_timestamp_is_refused(odd: str) -> None:
    assert unread(odd, "31/12/2026").startswith(f"events:1: unreadable-timestamp timestamp: '{odd}' is no instant;")


def test_a_missing_timestamp_is_refused() -> None:
    assert unread("2026-10-01", None, " ") == (
        "events:2: unreadable-timestamp timestamp: the value is missing; first in rows 2, 3."
        " Write an instant such as 2026-12-31T10:00:00Z, or a date."
    )


def test_numbers_are_no_timestamps() -> None:
    assert unread(1790000000) == (
        "events: unsupported-type timestamp: a column of type BIGINT cannot be read here."
        " Give it as text, number, boolean, date or instant, or as a list of those."
    )
