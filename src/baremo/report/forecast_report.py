"""The report of a forecast: one page that needs no other file and no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from baremo.engine.forecast import Forecast, What
from baremo.model.model import ScoringModel
from baremo.report.charts import Theme
from baremo.report.drawing import draw
from baremo.report.forecast_charts import panel
from baremo.report.forecast_grids import BY_DAY, FIRST, days_grid, departures_grid
from baremo.report.forecast_words import ForecastShown, Place, headline, standings
from baremo.report.grid import to_html
from baremo.report.markup import folded, section
from baremo.report.names import Names
from baremo.report.page import page
from baremo.report.report_head import Tile, header, report_head
from baremo.texts import say

WIDTH = 210  # px of a panel


def forecast_report(model: ScoringModel, forecast: Forecast, *, lang: str, places: Sequence[Place] = ()) -> str:
    """The report as HTML.

    Parameters
    ----------
    model
        The model of the forecast.
    forecast
        How all leads fade.
    lang
        The language of the texts and of the numbers, "en" or "es".
    places
        Only leads that leave one of these bands or stages.
    """
    shown = ForecastShown(forecast=forecast, names=Names(model=model, lang=lang), places=tuple(places))
    title = shown.say(say("{model}: who cools next", model=shown.names.heading))
    facts = (shown.say(say("as of {instant}", instant=shown.as_of)), forecast.version)
    head = header(title, headline(shown), facts, _tiles(shown) if forecast.leads else [])
    main = "\n".join(part for part in _parts(shown) if part)
    return page(title, f"{head}\n<main>\n{main}\n</main>", lang, head=report_head("forecast_report.css"))


def _parts(shown: ForecastShown) -> list[str]:
    if not shown.forecast.leads:
        return [_computed(shown)]
    return [*(_by_day(shown, what) for what in shown.whats), _departures(shown), _computed(shown)]


def _tiles(shown: ForecastShown) -> list[Tile]:
    """All leads, and how many leave each stage, or else each band, that somebody leaves."""
    found = [(shown.names.who, shown.whole(shown.forecast.leads), "")]
    for what in shown.whats[-1:]:
        for each in standings(shown.forecast.days[0], what):
            leaving = shown.leaving(what, each.name)
            if each.name is not None and leaving and shown.asked(what, each.name):
                name = shown.say(say("leave {place}", place=shown.of(what, each.name)))
                found.append((name, shown.whole(leaving), shown.share(leaving)))
    return found


def _by_day(shown: ForecastShown, what: What) -> str:
    panels = [_panel(shown, what, place) for place, _ in enumerate(standings(shown.forecast.days[0], what))]
    about = say("At the end of each day, if nothing more happens; each drawing has a scale of its own, from 0.")
    return section(
        shown.html(BY_DAY[what]),
        f'<div class="panels">{"".join(panels)}</div>',
        folded(shown.html(say("The same as a table")), to_html(days_grid(shown, what))),
        about=shown.html(about),
    )


def _panel(shown: ForecastShown, what: What, place: int) -> str:
    days = shown.forecast.days
    counts = [standings(day, what)[place].leads for day in days]
    name = shown.of(what, standings(days[0], what)[place].name)
    rows = [
        {"day": number, "leads": leads, "tip": f"{day.day.isoformat()}: {shown.whole(leads)}"}
        for number, (day, leads) in enumerate(zip(days, counts, strict=True))
    ]
    theme = Theme()
    drawing = draw(panel(rows, theme, width=WIDTH), name, shown.lang, theme)
    change = f"{shown.whole(counts[0])} → {shown.whole(counts[-1])}"
    return f"<div><h3>{escape(name)}</h3><p>{change}</p><figure>{drawing}</figure></div>"


def _departures(shown: ForecastShown) -> str:
    grid = departures_grid(shown)
    if grid is None:
        return ""
    about = say("The first {first} of {all}.", first=FIRST, all=shown.whole(shown.departing))
    return section(escape(grid.title), to_html(grid), about=shown.html(about) if shown.departing > FIRST else "")


def _computed(shown: ForecastShown) -> str:
    facts = [
        say("The model scores all {who} again for the end of each day, without further events.", who=shown.names.who),
        say("Each is listed on the first day on which it is no longer where it is now."),
        say(
            "Model {version}: what stands after the @ changes whenever the model means something else.",
            version=shown.forecast.version,
        ),
        say("As of {instant}; what happened later does not count.", instant=shown.as_of),
    ]
    items = "".join(f"<li>{shown.html(fact)}</li>" for fact in facts)
    return section(shown.html(say("How this was computed")), f"<ul>{items}</ul>")
