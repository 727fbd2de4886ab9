"""Each test of a condition on each kind of column: what the reference says, the engine says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from tests.engine.small import model, points

TEXT, NUMBER, WHOLE, BOOLEAN, DATE = pa.string(), pa.float64(), pa.int64(), pa.bool_(), pa.date32()
INSTANT, NAIVE, TEXTS, NUMBERS = pa.timestamp("us", "UTC"), pa.timestamp("us"), pa.list_(TEXT), pa.list_(NUMBER)
NOON = datetime(2026, 10, 31, 12, tzinfo=UTC)
LATE = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # the first of November in Madrid


def held(test: str, values: list[Any], kind: pa.DataType) -> list[bool]:
    leads = pa.table({"lead_id": [str(i) for i in range(len(values))], "x": pa.array(values, kind)})
    found = points(model(f"c: {{when: {{x: {test}}}, points: 1}}", zone="Europe/Madrid"), leads)
    return [found[str(i)] == 1 for i in range(len(values))]


CASES: list[tuple[str, pa.DataType, dict[Any, bool]]] = [
    ("ES", TEXT, {"ES": True, " es\t": True, "ESP": False, "": False, None: False}),
    ("[ES, PT]", TEXT, {"pt": True, "FR": False, None: False}),
    ("42", TEXT, {"42": True, " 42.0 ": True, "4.2e1": True, "42 ": True, "042": True, "x42": False, None: False}),
    ("'42'", NUMBER, {42.0: True, 42.5: False, None: False}),
    ("42", WHOLE, {42: True, 43: False, None: False}),
    ("true", TEXT, {"TRUE": True, " true": True, "1": False, "yes": False, None: False}),
    ("true", BOOLEAN, {True: True, False: False, None: False}),
    ("'false'", BOOLEAN, {True: False, False: True, None: False}),
    ("1", BOOLEAN, {True: False, False: False, None: False}),
    ("true", NUMBER, {1.0: False, 0.0: False}),
    ("ES", TEXTS, {("FR", "es"): True, ("FR",): False, (): False, (None,): False, None: False}),
    ("{not: ES}", TEXTS, {("FR", "es"): False, ("FR",): True, (): True, None: True}),
    ("{at_least: 10}", TEXT, {"10": True, "9.99": False, "ten": False, "NaN": False, "": False, None: False}),
    ("{at_least: 10}", NUMBER, {10.0: True, 9.9: False, float("inf"): False, float("nan"): False, None: False}),
    ("{above: 10, at_most: 20}", NUMBER, {10.0: False, 10.1: True, 20.0: True, 20.1: False}),
    ("{above: 10, below: 20}", NUMBERS, {(5.0, 25.0): False, (5.0, 15.0): True, (): False, None: False}),
    ("{below: 0}", WHOLE, {-1: True, 0: False, None: False}),
    ("{at_least: 1}", BOOLEAN, {True: False, None: False}),
    ("{at_least: 2026-11-01}", DATE, {date(2026, 11, 1): True, date(2026, 10, 31): False, None: False}),
    (
        "{at_least: 2026-11-01}",
        TEXT,
        {"2026-11-01": True, "2026-10-31T23:30:00Z": True, "2026-10-31": False, "x": False},
    ),
    ("{at_least: 2026-11-01}", INSTANT, {LATE: True, NOON: False, None: False}),
    ("{at_most: 2026-10-31}", NAIVE, {LATE.replace(tzinfo=None): False, NOON.replace(tzinfo=None): True}),
    ("{above: '2026-10-31T12:00:00Z'}", INSTANT, {NOON: False, LATE: True}),
    ("{at_least: '2026-10-31T12:00:00Z'}", TEXT, {"2026-10-31T13:00:00+01:00": True, "2026-10-31": False}),
    ("{contains: [cto, CHIEF]}", TEXT, {"The Chief": True, "Doctor": True, "Head": False, None: False}),
    ("{starts_with: '+34'}", TEXT, {" +34 600": True, "0034": False}),
    ("{ends_with: '@x.es'}", TEXT, {"A@X.ES ": True, "a@x.es.com": False}),
    ("{contains: '4'}", NUMBER, {42.0: True, 5.0: False, None: False}),
    ("{ends_with: '.0'}", NUMBER, {42.0: False}),
    ("{matches: '^[a-z]+$'}", TEXT, {"ABC": True, "a1": False, "": False, None: False}),
    ("{matches: '^42$'}", WHOLE, {42: True, 421: False}),
    (
        "{newer_than: 2d}",
        DATE,
        {date(2026, 11, 1): True, date(2026, 10, 31): True, date(2026, 10, 30): False, None: False},
    ),
    ("{newer_than: 2d}", TEXT, {"2027-01-01": True, "2026-10-30": False, "soon": False}),
    ("{older_than: 1d}", INSTANT, {LATE: False, NOON: True, None: False}),
    ("{older_than: 30d}", WHOLE, {20261001: False}),
    ("{missing: true}", TEXT, {None: True, "": True, " \u00a0\t": True, "0": False}),
    ("{missing: true}", NUMBER, {None: True, float("nan"): True, float("inf"): True, 0.0: False}),
    ("{missing: true}", TEXTS, {None: True, (): True, (None, " "): True, ("", "x"): False}),
    ("{missing: false}", BOOLEAN, {None: False, False: True}),
    ("{not: {at_least: 10}}", TEXT, {"ten": True, None: True, "10": False}),
]


@pytest.mark.parametrize(("test", "kind", "values"), CASES, ids=[f"{test} of {kind}" for test, kind, _ in CASES])
def test_a_test_holds_for_these_values_and_not_for_those(test: str, kind: pa.DataType, values: dict[Any, bool]) -> None:
    given = [list(value) if isinstance(value, tuple) else value for value in values]

    assert dict(zip(values, held(test, given, kind), strict=True)) == values


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{x: ES, y: 1}", [True, False, False, False]),
        ("{any: [{x: ES}, {y: 1}]}", [True, True, True, False]),
        ("{all: [{x: ES}, {not: {y: 1}}]}", [False, True, False, False]),
        ("{not: {any: [{x: ES}, {y: 1}]}}", [False, False, False, True]),
    ],
)
def test_conditions_are_combined(when: str, expected: list[bool]) -> None:
    leads = [
        {"lead_id": "0", "x": "ES", "y": 1},
        {"lead_id": "1", "x": "ES", "y": None},
        {"lead_id": "2", "x": None, "y": 1},
        {"lead_id": "3", "x": None, "y": None},
    ]
    found = points(model(f"c: {{when: {when}, points: 1}}"), leads)

    assert [found[str(i)] == 1 for i in range(4)] == expected
