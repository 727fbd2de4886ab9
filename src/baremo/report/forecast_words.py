"""A forecast's values as people read them, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pyarrow as pa

from baremo.engine.forecast import Forecast, ForecastDay, Leaving, Standings, What
from baremo.report.names import Names, short
from baremo.report.numbers import percent, whole
from baremo.report.receipt_words import local
from baremo.texts import Joined, Said, say

MOST_DAYS = 31  # told one by one
WEEK = 7  # days

Place = tuple[What, str]  # a band or stage by its name


@dataclass(frozen=True, kw_only=True, slots=True)
class Departure:
    """A lead that leaves its band or stage."""

    key: str
    day: date
    what: What
    before: str | None
    after: str | None
    score: float


@dataclass(frozen=True, kw_only=True)
class ForecastShown:
    """What the terminal and a page show of a forecast; of `places` alone, if there are any."""

    forecast: Forecast
    names: Names
    places: tuple[Place, ...] = ()

    @property
    def lang(self) -> str:
        return self.names.lang

    @property
    def as_of(self) -> str:
        """The instant on the clocks of the model's zone."""
        return f"{local(self.forecast.as_of, self.names):%Y-%m-%d %H:%M} ({self.names.model.timezone})"

    @property
    def days(self) -> int:
        """How far it looks."""
        return len(self.forecast.days) - 1

    @property
    def whats(self) -> list[What]:
        """Bands and stages, those that the model has and that are asked for."""
        first = self.forecast.days[0]
        there: list[tuple[What, tuple[Standings, ...]]] = [("band", first.bands), ("stage", first.stages)]
        asked = {what for what, _ in self.places}
        return [what for what, standings in there if standings and (not asked or what in asked)]

    def say(self, text: Said) -> str:
        return self.names.say(text)

    def html(self, text: Said) -> str:
        return self.names.html(text)

    def whole(self, number: float) -> str:
        return whole(number, self.lang)

    def share(self, leads: int) -> str:
        """A part of all leads."""
        return percent(leads / self.forecast.leads if self.forecast.leads else 0, self.lang)

    def key(self, key: str) -> str:
        return short(self.say(key))

    def of(self, what: What, name: str | None) -> str:
        return self.names.of_stage(name) if what == "stage" else self.names.of_band(name)

    def called(self, what: What, name: str | None) -> str:
        """A band or stage in a sentence."""
        shown = self.of(what, name)
        return shown if what == "stage" else self.say(say("“{band}”", band=shown))

    def leaving(self, what: What, name: str | None) -> int:
        """Leads that leave a band or stage within the days."""
        return sum(each.leads for each in self._all_leaving() if (each.what, each.before) == (what, name))

    def now(self, what: What, name: str | None) -> int:
        """Leads that are in it at the moment."""
        return next(each.leads for each in standings(self.forecast.days[0], what) if each.name == name)

    def asked(self, what: What, name: str | None) -> bool:
        """Whether a band or stage is to be shown."""
        return not self.places or (what, name) in self.places

    def departures(self, most: int) -> list[Departure]:
        """Who leaves first, so many at most; of what is asked for."""
        rows = departures_of(self.forecast, self.places).slice(0, most).to_pylist()
        return [
            Departure(
                key=row[self.names.model.key],
                day=row["day"],
                what=row["what"],
                before=row["from"],
                after=row["to"],
                score=row["score"],
            )
            for row in rows
        ]

    @property
    def departing(self) -> int:
        """How many rows there are in all."""
        return sum(each.leads for each in self._all_leaving() if self.asked(each.what, each.before))

    def _all_leaving(self) -> Iterator[Leaving]:
        return (each for day in self.forecast.days for each in day.leaving)


def departures_of(forecast: Forecast, places: Sequence[Place]) -> pa.Table:
    """Who leaves one of these bands or stages, in the order of `changes`; without any, who leaves what they are in."""
    if not places:
        return forecast.changes
    parts = [forecast.leaving(name, what=what) for what, name in places]
    key = forecast.changes.column_names[0]
    order = [("day", "ascending"), ("score", "descending"), (key, "ascending"), ("what", "ascending")]
    return pa.concat_tables(parts).sort_by(order)


def standings(day: ForecastDay, what: What) -> tuple[Standings, ...]:
    return day.bands if what == "band" else day.stages


def headline(shown: ForecastShown) -> str:
    """Plain text: what the stages and bands lose within the days."""
    who = shown.names.who
    if not shown.forecast.leads:
        return shown.say(say("There is nobody to score: the table of {who} is empty.", who=who))
    if not shown.whats:
        return shown.say(say("The model has neither bands nor stages, so there is nothing to leave."))
    found = [(what, name) for what, name in _places(shown) if shown.leaving(what, name)]
    parts = [_losses(shown, found)] if found else []
    parts += [_nobody(shown, what, name) for what, name in shown.places if (what, name) not in found]
    if not parts:
        parts = [say("Without new events, nobody leaves a band or stage within {days} days.", days=shown.days)]
    return " ".join(shown.say(part) for part in parts)


def _places(shown: ForecastShown) -> list[Place]:
    """What the sentence is about: what was asked for, else all stages, else all bands."""
    what = shown.whats[-1]
    every = [(what, each.name) for each in standings(shown.forecast.days[0], what) if each.name is not None]
    return list(shown.places) or every


def _losses(shown: ForecastShown, places: Sequence[Place]) -> Said:
    """`MQL loses 37 of its 120 leads within 14 days, SQL 3 of 20`."""
    (what, name), *others = places
    first = say(
        "Without new events, {place} loses {leaving} of its {now} {who} within {days} days",
        place=shown.called(what, name),
        leaving=shown.whole(shown.leaving(what, name)),
        now=shown.whole(shown.now(what, name)),
        who=shown.names.who,
        days=shown.days,
    )
    more = (
        say(
            "{place} {leaving} of {now}",
            place=shown.called(*place),
            leaving=shown.whole(shown.leaving(*place)),
            now=shown.whole(shown.now(*place)),
        )
        for place in others
    )
    return say("{losses}.", losses=Joined((first, *more), ", ", ", "))


def _nobody(shown: ForecastShown, what: What, name: str) -> Said:
    """Of a band or stage that was asked for, and that nobody leaves."""
    place = shown.called(what, name)
    if not shown.now(what, name):
        return say("Nobody is in {place} now.", place=place)
    return say("Without new events, nobody leaves {place} within {days} days.", place=place, days=shown.days)


def told_days(days: Sequence[ForecastDay], what: What) -> list[int]:
    """The first day, those on which a number changes, and the last; where that is often, one a week."""
    pairs = enumerate(pairwise(days), start=1)
    differ = [place for place, (before, after) in pairs if standings(before, what) != standings(after, what)]
    weeks = range(WEEK, len(days), WEEK)
    return sorted({0, *(differ if len(differ) <= MOST_DAYS else weeks), len(days) - 1})
