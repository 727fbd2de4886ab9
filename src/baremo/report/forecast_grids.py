"""The tables of a forecast: how many leads are where, day by day, and who leaves when."""

from __future__ import annotations

from baremo.engine.forecast import What
from baremo.report.forecast_words import Departure, ForecastShown, standings, told_days
from baremo.report.grid import Cell, Grid, Heading, Tone
from baremo.texts import Said, say

FIRST = 20  # leads listed

BY_DAY: dict[What, Said] = {"band": say("In each band"), "stage": say("In each stage")}
TITLES: dict[What, Said] = {"band": say("Band"), "stage": say("Stage")}


def days_grid(shown: ForecastShown, what: What) -> Grid:
    """The days on which a number changes; what stays as it was in the row before is pale."""
    days = shown.forecast.days
    names = [each.name for each in standings(days[0], what)]
    width = 68 // len(names)
    columns = (
        Heading(title=shown.say(say("Day")), width=20),
        Heading(title=shown.say(say("In days")), width=12, number=True),
        *(Heading(title=shown.of(what, name), width=width, number=True) for name in names),
    )
    told = told_days(days, what)
    rows = [_day(shown, what, before, place) for before, place in zip([0, *told], told, strict=False)]
    title = shown.say(BY_DAY[what])
    return Grid(title=title, columns=columns, rows=tuple(rows))


def _day(shown: ForecastShown, what: What, before: int, place: int) -> tuple[Cell, ...]:
    days = shown.forecast.days
    now, earlier = standings(days[place], what), standings(days[before], what)
    cells = []
    for each, was in zip(now, earlier, strict=True):
        tone: Tone = "dim" if place and each.leads == was.leads else "strong"
        cells.append(Cell(text=shown.whole(each.leads), tone=tone))
    since = shown.say(say("now")) if not place else f"+{place}"
    return Cell(text=days[place].day.isoformat()), Cell(text=since), *cells


def departures_grid(shown: ForecastShown) -> Grid | None:
    """Who leaves first; None where nobody does."""
    rows = tuple(_departure(shown, each) for each in shown.departures(FIRST))
    if not rows:
        return None
    columns = (
        Heading(title=shown.say(say("Day")), width=18),
        Heading(title=shown.say(say("Account") if shown.forecast.scores == "account" else say("Lead")), width=27),
        Heading(title=shown.say(say("From → to")), width=40),
        Heading(title=shown.say(say("Score then")), width=15, number=True),
    )
    return Grid(title=shown.say(say("Who leaves first")), columns=columns, rows=rows)


def _departure(shown: ForecastShown, each: Departure) -> tuple[Cell, ...]:
    move = f"{shown.of(each.what, each.before)} → {shown.of(each.what, each.after)}"
    titled = f"{shown.say(TITLES[each.what])}: {move}" if len(shown.whats) > 1 else move
    return (
        Cell(text=each.day.isoformat()),
        Cell(text=shown.key(each.key), tone="strong"),
        Cell(text=titled),
        Cell(text=shown.whole(each.score)),
    )
