"""Whether a condition holds: true or false, never unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.reference.values import day_in, fold, is_missing, lower, moment_of, number_of, text_of

Read = Callable[[str], Any]  # the value of a field; None where it has none


@dataclass(frozen=True, kw_only=True)
class Now:
    """The instant of the scoring, in the model's zone."""

    instant: datetime
    zone: ZoneInfo

    @property
    def day(self) -> date:
        return day_in(self.instant, self.zone)


def days(duration: str) -> int:
    number = int(duration[:-1])
    return number * 7 if duration.endswith("w") else number


def holds(condition: Mapping[str, Any], read: Read, now: Now) -> bool:
    return all(part_holds(key, part, read, now) for key, part in condition.items())


def part_holds(key: str, part: Any, read: Read, now: Now) -> bool:
    if key == "any":
        return any(holds(condition, read, now) for condition in part)
    if key == "all":
        return all(holds(condition, read, now) for condition in part)
    if key == "not":
        return not holds(part, read, now)
    field = key.removeprefix("field.") if key in ("field.any", "field.all", "field.not") else key
    return passes(part, read(field), now)


def passes(test: Any, value: Any, now: Now) -> bool:
    """`test` as the file writes it: a scalar, a list of scalars or a mapping."""
    if isinstance(value, list):
        return list_passes(test, value, now)
    if isinstance(test, Mapping):
        return all(key_passes(key, bound, value, now) for key, bound in test.items())
    if is_missing(value):
        return False
    if isinstance(test, list):
        return any(equals(value, one) for one in test)
    return equals(value, test)


def list_passes(test: Any, values: list[Any], now: Now) -> bool:
    """One element passes all of the test, but `not` and `missing` speak of the whole list."""
    if not isinstance(test, Mapping):
        return any(passes(test, value, now) for value in values)
    if "not" in test and passes(test["not"], values, now):
        return False
    if "missing" in test and is_missing(values) is not test["missing"]:
        return False
    rest = {key: bound for key, bound in test.items() if key not in ("not", "missing")}
    return not rest or any(passes(rest, value, now) for value in values)


def key_passes(key: str, bound: Any, value: Any, now: Now) -> bool:
    if key == "not":
        return not passes(bound, value, now)
    if key == "missing":
        return is_missing(value) is bound
    if is_missing(value):
        return False
    if key in ("at_least", "at_most", "above", "below"):
        return compares(key, bound, value, now)
    if key in ("newer_than", "older_than"):
        moment = moment_of(value, now.zone)
        if moment is None:
            return False
        age = (now.day - moment.day).days
        return age < days(bound) if key == "newer_than" else age >= days(bound)
    if key == "matches":
        return re.search(pattern(bound), lower(text_of(value)), re.ASCII) is not None
    needles = bound if isinstance(bound, list) else [bound]
    return any(found(key, fold(text_of(needle)), fold(text_of(value))) for needle in needles)


def found(key: str, needle: str, text: str) -> bool:
    if key == "contains":
        return needle in text
    if key == "starts_with":
        return text.startswith(needle)
    if key == "ends_with":
        return text.endswith(needle)
    raise ValueError(f"no such test: {key}")


def equals(value: Any, test: Any) -> bool:
    if isinstance(test, bool):
        return value is test or (isinstance(value, str) and fold(value) == text_of(test))
    if isinstance(test, int | float):
        return number_of(value) == test
    if fold(text_of(value)) == fold(test):
        return True
    is_typed_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_typed_number and number_of(value) == number_of(test)


def compares(how: str, bound: Any, value: Any, now: Now) -> bool:
    """A number against a number, a day against a day, an instant against an instant."""
    left: Any
    right: Any
    if isinstance(bound, int | float):
        left, right = number_of(value), bound
    else:
        limit, moment = moment_of(bound, now.zone), moment_of(value, now.zone)
        if limit is None:
            raise ValueError(f"the bound is no date: {bound!r}")
        left = moment and (moment.day if limit.is_day else moment.instant)
        right = limit.day if limit.is_day else limit.instant
    if left is None:
        return False
    if how == "at_least":
        return bool(left >= right)
    if how == "at_most":
        return bool(left <= right)
    return bool(left > right if how == "above" else left < right)


def pattern(text: str) -> str:
    """For Python's `re`: literals in lower case, and `$` at the very end only."""
    written = ""
    in_class = False
    escaped = False
    for letter in text:
        if escaped:
            written += letter
        elif letter == "$" and not in_class:
            written += r"\Z"
        else:
            written += lower(letter)
            in_class = letter == "[" or (in_class and letter != "]")
        escaped = letter == "\\" and not escaped
    return written
