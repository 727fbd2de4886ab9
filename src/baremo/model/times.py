"""Durations, time zones, dates and instants as a model file writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

from baremo.model.reading import clipped, did_you_mean
from baremo.model.shape import LONGEST_DURATION, Duration, Limit
from baremo.model.wrong_values import WrongValueError, exact, expected, number_remedy, wrong_type
from baremo.model.yaml_nodes import ScalarNode
from baremo.texts import Text, say

_SPAN = re.compile(r"([0-9]{1,6})\s*([^\W\d_]*)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_DAYS = {"d": 1, "w": 7}

# What people write instead, and what it is: a unit that we have, or how many days it may stand for.
_MEANT = dict.fromkeys(("d", "day", "days", "dia", "dias", "día", "días"), "d") | dict.fromkeys(
    ("w", "wk", "week", "weeks", "s", "sem", "semana", "semanas"), "w"
)
_MONTHS = ("m", "mo", "month", "months", "mes", "meses")
_YEARS = ("y", "year", "years", "a", "año", "años")
_HOURS = ("h", "hour", "hours", "hora", "horas", "min", "minutes")


def duration(node: ScalarNode) -> int:
    """Days."""
    found = _SPAN.fullmatch(node.text.strip())
    if not found:
        raise wrong_type(expected(Duration()), node, say("Write whole days or weeks, such as 14d or 2w."))
    count, unit = int(found[1]), found[2]
    if unit not in _DAYS or f"{found[1]}{unit}" != node.text:
        raise WrongValueError("bad-duration", *_bad_unit(count, unit.lower(), clipped(node.text)))
    days = count * _DAYS[unit]
    if not 1 <= days <= LONGEST_DURATION:
        raise WrongValueError(
            "bad-duration",
            say(
                "a duration from 1d to {longest}d is needed, {given} is given.",
                longest=LONGEST_DURATION,
                given=node.text,
            ),
            say("Write whole days or weeks, such as 14d or 2w."),
        )
    return days


def _bad_unit(count: int, unit: str, given: str) -> tuple[Text, Text]:
    if not unit:
        return (
            say("the duration {given} has no unit.", given=given),
            say("Write {count}d for days or {count}w for weeks.", count=count),
        )
    if unit in _MONTHS:
        return (
            say("a month has no fixed length, {given} is given.", given=given),
            say("Write it in days: {near}.", near=f"{count * 30}d"),
        )
    if unit in _YEARS:
        return (
            say("a year has no fixed length, {given} is given.", given=given),
            say("Write it in days: {near}.", near=f"{count * 365}d"),
        )
    if unit in _HOURS:
        return (
            say("ages count whole days, {given} is given.", given=given),
            say("Write whole days or weeks, such as 1d or 2w."),
        )
    remedy = say("Write whole days or weeks, such as 14d or 2w.")
    if unit in _MEANT:
        remedy = say("Write {near}.", near=f"{count}{_MEANT[unit]}")
    return say("a duration is written as 14d or 2w, {given} is given.", given=given), remedy


@cache
def zones() -> tuple[str, ...]:
    """The names of all time zones, those of the pinned tzdata."""
    return tuple((files("tzdata") / "zones").read_text("utf-8").split())


def zone(text: str) -> str:
    if text not in zones():
        raise WrongValueError(
            "unknown-timezone",
            say("there is no time zone {given}.", given=clipped(text)),
            _zone_remedy(text),
        )
    return text


def _zone_remedy(text: str) -> Text:
    places = tuple(zone for zone in zones() if "/" in zone)
    for zone in places:
        if zone.rpartition("/")[2].lower() == text.strip().lower().replace(" ", "_"):
            return say("Did you mean {near}?", near=zone)
    if re.match(r"(?i)(utc|gmt)?\s*[+-]", text.strip()):
        return say("Write a place such as Europe/Madrid, or UTC: a fixed offset has no daylight saving.")
    remedy = did_you_mean(text, zones())
    return remedy if "near" in remedy.values else say("Write a place such as Europe/Madrid, or UTC.")


def limit(node: ScalarNode) -> float | date | datetime:
    value = node.value
    if isinstance(value, float) and not isinstance(value, bool):
        return exact(node, value)
    text = node.text.strip()
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
        if _INSTANT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise WrongValueError(
            "bad-date",
            say("{given} is not in the calendar.", given=clipped(text)),
            say("Write a date as YYYY-MM-DD, such as 2026-11-30."),
        ) from None
    if re.fullmatch(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}", text):
        raise WrongValueError(
            "bad-date",
            say("{given} is not a date as we write them.", given=clipped(text)),
            say("Write a date as YYYY-MM-DD, such as 2026-11-30."),
        )
    if _SPAN.fullmatch(text) and text[-1:] in _DAYS:
        raise wrong_type(expected(Limit()), node, say("For an age write newer_than or older_than with the duration."))
    raise wrong_type(expected(Limit()), node, number_remedy(node))
