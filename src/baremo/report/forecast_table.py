"""A forecast in the terminal: what the stages lose, in a sentence, then day by day and lead by lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text as Styled

from baremo.engine.forecast import Forecast
from baremo.model.model import ScoringModel
from baremo.report.forecast_grids import FIRST, days_grid, departures_grid
from baremo.report.forecast_words import ForecastShown, Place, headline
from baremo.report.grid import titled
from baremo.report.names import Names
from baremo.texts import say


def forecast_renderables(
    model: ScoringModel, forecast: Forecast, lang: str = "en", *, places: Sequence[Place] = ()
) -> RenderableType:
    """What `baremo forecast` prints.

    Parameters
    ----------
    model
        The model of the forecast.
    forecast
        How all leads fade.
    lang
        The language of the texts and numbers, "en" or "es".
    places
        Only leads that leave one of these bands or stages.
    """
    shown = ForecastShown(forecast=forecast, names=Names(model=model, lang=lang), places=tuple(places))
    return Group(*_parts(shown))


def _parts(shown: ForecastShown) -> Iterator[RenderableType]:
    yield Styled(shown.names.heading, style="bold")
    yield Styled(f"{shown.forecast.version} · {shown.as_of}", style="dim")
    yield Styled(headline(shown))
    if not shown.forecast.leads or not shown.departing:
        return
    for what in shown.whats:
        yield from titled(days_grid(shown, what))
    grid = departures_grid(shown)
    if grid is not None:
        yield from titled(grid)
    if shown.departing > FIRST:
        more = say("… and {count} more; -o FILE writes all.", count=shown.whole(shown.departing - FIRST))
        yield Styled(shown.say(more), style="dim")
