"""Whether two results say the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.reference import Result

TOLERANCE = 2e-9  # one unit of the ninth decimal, which rounding of a tie may move, and the noise of its sum

Row = dict[str, Any]


def assert_same(one: Result, other: Result) -> None:
    scores, others = by_key(one.scores, ["subject"]), by_key(other.scores, ["subject"])
    assert scores.keys() == others.keys()
    for who, row in scores.items():
        different = differences(row, others[who])
        assert not different, f"scores of {who}: {different}"
    place = ["subject", "dimension", "criterion"]
    entries, other_entries = by_key(one.ledger, place), by_key(other.ledger, place)
    for where in {**entries, **other_entries}:
        left, right = entries.get(where), other_entries.get(where)
        if is_nothing(left) and is_nothing(right):
            continue
        assert left is not None, f"an entry too many: {right}"
        assert right is not None, f"an entry is missing: {left}"
        different = differences(left, right)
        assert not different, f"ledger of {where}: {different}"


def by_key(rows: list[Row], key: list[str]) -> dict[tuple[str, ...], Row]:
    """The rows by their key; no key stands twice."""
    named = [{"lead_id" if name == "account_id" else name: value for name, value in row.items()} for row in rows]
    for row in named:
        row["subject"] = row.pop("lead_id")
    found = {tuple(row[name] for name in key): row for row in named}
    assert len(found) == len(rows)
    return found


def is_nothing(entry: Row | None) -> bool:
    return entry is None or abs(entry["points"]) <= TOLERANCE


def differences(one: Row, other: Row) -> dict[str, tuple[Any, Any]]:
    """The columns that differ; the name of the model's version is not compared."""
    names = dict.fromkeys([*one, *other])
    return {
        name: (one.get(name), other.get(name))
        for name in names
        if name != "model" and not are_same(one.get(name), other.get(name))
    }


def are_same(one: Any, other: Any) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return utc(one) == utc(other)
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= max(TOLERANCE, 1e-12 * abs(one))
    return bool(one == other)


def utc(instant: datetime) -> datetime:
    # Python takes an instant in an hour that comes twice for none of another zone.
    return instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
