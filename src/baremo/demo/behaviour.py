"""Kinds of people and what they do: habits turn into events with a time.

Nothing happens after the day that all ages are counted from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from baremo.demo.dice import Dice, Draw, row
from baremo.demo.people import Company, Gender, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Echo:
    """What may follow an event: an opened e-mail a delivered one, a refund an order."""

    event: str
    likely: float  # 0..1
    days: tuple[int, int] = (0, 0)  # later
    otherwise: str = ""  # the event where it does not follow
    properties: Mapping[str, Draw] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Habit:
    """An event that people of a kind cause, how often and when."""

    event: str
    times: tuple[int, int]  # both ends included
    ages: tuple[int, int]  # days before today, youngest first
    likely: float = 1.0  # the share of people who have the habit at all
    properties: Mapping[str, Draw] = field(default_factory=dict)
    echoes: tuple[Echo, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Persona:
    """A kind of people: how many there are, what they do, and how many of them convert."""

    name: str
    share: int  # parts of all people; 0 for one member of the cast
    converts: float  # 0..1
    habits: tuple[Habit, ...]
    roles: tuple[Role, ...] = ("manager",)
    hosts: tuple[str, ...] = ("",)  # of their e-mail; blank is their company's
    attributes: Mapping[str, Draw] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """Somebody of the cast, whom texts and tests can name."""

    lead_id: str
    first: str
    last: str
    persona: str
    company: Company
    country: str = "ES"
    gender: Gender = "f"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """All that the data of one template are made from."""

    identity: tuple[str, ...]  # the columns that say who a lead is, see `leads.identity`
    attributes: Mapping[str, Draw]  # the other columns; a persona's own come first
    properties: tuple[str, ...]  # the events' further columns
    outcome: str  # the column that says what came of it in the 90 days after
    cast: tuple[Member, ...]  # the first is the one worth showing
    personas: tuple[Persona, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    lead_id: str
    event: str
    at: datetime
    properties: Mapping[str, str]


def live(lead_id: str, habits: Sequence[Habit], dice: Dice) -> list[Event]:
    """Everything that somebody with these habits has done, oldest first."""
    last = instant(dice.today, 24 * 3600 - 1)
    events = [event for habit in habits for event in _follow(lead_id, habit, dice) if event.at <= last]
    return sorted(events, key=lambda event: event.at)


def instant(day: date, second: int) -> datetime:
    return datetime.combine(day, time(), UTC) + timedelta(seconds=second)


def _follow(lead_id: str, habit: Habit, dice: Dice) -> Iterator[Event]:
    if not dice.happens(habit.likely):
        return
    for _ in range(dice.between(habit.times)):
        day = dice.today - timedelta(days=dice.between(habit.ages))
        # In hours when it is the same day from Lima to Madrid, and early enough for an echo.
        at = instant(day, dice.randint(7 * 3600, 17 * 3600))
        properties = row(habit.properties, dice)
        yield Event(lead_id=lead_id, event=habit.event, at=at, properties=properties)
        for echo in habit.echoes:
            yield from _answer(lead_id, echo, at, properties, dice)


def _answer(lead_id: str, echo: Echo, at: datetime, properties: Mapping[str, str], dice: Dice) -> Iterator[Event]:
    """The echo has the properties of what it follows, but for its own."""
    name = echo.event if dice.happens(echo.likely) else echo.otherwise
    if name:
        later = at + timedelta(days=dice.between(echo.days), minutes=dice.randint(1, 170))
        own = {**properties, **row(echo.properties, dice)}
        yield Event(lead_id=lead_id, event=name, at=later, properties=own)
