"""The tables of an analysis: what is suspected, what matters most, and the close rate of each value."""

from __future__ import annotations

from collections.abc import Sequence

from baremo.report.analysis_figures import CloseRate, FeatureFigures, Suspicion
from baremo.report.analysis_words import AnalysisShown
from baremo.report.grid import Cell, Grid, Heading, Tone
from baremo.texts import say


def suspicions_grid(shown: AnalysisShown) -> Grid | None:
    """Columns that may know too much; None where there are none."""
    if not shown.analysis.suspicions:
        return None
    return Grid(
        title=shown.say(say("Columns that may know too much")),
        about=shown.say(
            say("A column that is filled in, or changed, once the outcome is known cannot help with new leads.")
        ),
        columns=(
            Heading(title=shown.say(say("Column")), width=22),
            Heading(title=shown.say(say("What becomes of it")), width=14),
            Heading(title=shown.say(say("Why")), width=64),
        ),
        rows=tuple(_of_suspicion(shown, each) for each in shown.analysis.suspicions),
    )


def _of_suspicion(shown: AnalysisShown, suspicion: Suspicion) -> tuple[Cell, ...]:
    fate = say("left out") if suspicion.excluded else say("kept")
    tone: Tone = "down" if suspicion.excluded else "dim"
    name = Cell(text=shown.name(suspicion.column), tone="strong")
    why = suspicion.signs if suspicion.excluded else suspicion.why
    return name, Cell(text=shown.say(fate), tone=tone), Cell(text=shown.say(why))


def features_grid(shown: AnalysisShown, features: Sequence[FeatureFigures]) -> Grid:
    """How much each feature tells."""
    return Grid(
        title=shown.say(say("What matters most")),
        about=shown.say(
            say("Information value: how far customers and others differ; from 0.1 on it matters, from 0.3 on much.")
        ),
        columns=(
            Heading(title=shown.say(say("Column")), width=46),
            Heading(title=shown.say(say("Information value")), width=18, number=True),
            Heading(title=shown.say(say("By chance")), width=18, number=True),
            Heading(title=shown.say(say("It is")), width=18),
        ),
        rows=tuple(
            (
                Cell(text=shown.name(each.name)),
                Cell(text=shown.hundredths(each.information)),
                Cell(text=shown.hundredths(each.by_chance), tone="dim"),
                Cell(text=shown.strength(each)),
            )
            for each in features
        ),
    )


def rates_grid(shown: AnalysisShown, feature: FeatureFigures) -> Grid:
    """The close rate of each value of a feature."""
    return Grid(title=heading(shown, feature), columns=rate_columns(shown), rows=rate_rows(shown, feature))


def rate_columns(shown: AnalysisShown) -> tuple[Heading, ...]:
    titles = (
        (say("Value"), 26),
        (say("Leads"), 10),
        (say("Customers"), 11),
        (say("Close rate"), 11),
        (say("95% interval"), 15),
        (say("Against all"), 9),
        (say("Evidence"), 9),
        (say("Points"), 9),
    )
    return tuple(
        Heading(title=shown.say(title), width=width, number=place > 0) for place, (title, width) in enumerate(titles)
    )


def rate_rows(shown: AnalysisShown, feature: FeatureFigures) -> tuple[tuple[Cell, ...], ...]:
    return tuple(_of_rate(shown, rate) for rate in in_order(feature))


def in_order(feature: FeatureFigures) -> list[CloseRate]:
    """Ranges from low to high, values from the best to the worst, then other and missing ones."""
    last = {"others": 1, "missing": 2}
    of_values = feature.reads == "text"
    return sorted(feature.rates, key=lambda each: (last.get(each.group.kind, 0), -each.rate if of_values else 0.0))


def heading(shown: AnalysisShown, feature: FeatureFigures) -> str:
    """A feature's name with what it counts."""
    name = shown.name(feature.name)
    return shown.say(say("{name}: days since then", name=name)) if feature.reads == "age" else name


def _of_rate(shown: AnalysisShown, rate: CloseRate) -> tuple[Cell, ...]:
    tone: Tone = "up" if rate.points > 0 else "down" if rate.points < 0 else "dim"
    return (
        Cell(text=shown.group(rate.group)),
        Cell(text=shown.whole(rate.leads)),
        Cell(text=shown.whole(rate.customers)),
        Cell(text=shown.share(rate.rate)),
        Cell(text=shown.interval(rate), tone="dim"),
        Cell(text=shown.times(rate.ratio)),
        Cell(text=shown.hundredths(rate.weight)),
        Cell(text=shown.points(rate.points), tone=tone),
    )
