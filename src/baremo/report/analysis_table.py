"""An analysis in the terminal: what it comes to, what is suspected, and the close rates of what matters most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from baremo.report.analysis_figures import Analysis, FeatureFigures
from baremo.report.analysis_grids import heading, rate_columns, rate_rows, suspicions_grid
from baremo.report.analysis_words import AnalysisShown, headline
from baremo.report.grid import STYLES, titled
from baremo.report.names import few
from baremo.texts import say

FIRST = 15  # features shown unless all are asked for
WIDEST = 100  # characters of a line
WIDTHS = (0, 9, 9, 6, 13, 7, 0, 6)  # characters of each column
EVIDENCE = 6  # the column that pages alone show


def analysis_renderables(analysis: Analysis, lang: str = "en", *, every: bool = False) -> RenderableType:
    """What `baremo analyze` prints.

    Parameters
    ----------
    analysis
        What the history tells.
    lang
        The language of the texts and numbers, "en" or "es".
    every
        Every feature, those left out too, and not only the first that matter.
    """
    return Group(*_parts(AnalysisShown(analysis=analysis, lang=lang), every))


def _parts(shown: AnalysisShown, every: bool) -> Iterator[RenderableType]:
    yield Styled(shown.say(say("What tells who becomes a customer")), style="bold")
    yield Styled(headline(shown))
    if shown.caution:
        yield Styled.assemble(("! ", "bold yellow"), shown.caution)
    grid = suspicions_grid(shown)
    if grid is not None:
        yield from titled(grid)
    features = (*shown.told, *shown.excluded) if every else shown.told[:FIRST]
    if features:
        yield Styled(f"\n{shown.say(say('Close rates'))}", style="bold")
        about = say("The most telling first; 10 points double the odds. In brackets: information value.")
        yield Styled(shown.say(about), style="dim")
        yield from _rates(shown, features)
    hidden = len(shown.analysis.features) - len(features)
    if hidden:
        more = say("… and {count} more; --all shows them, -o FILE writes them.", count=shown.whole(hidden))
        yield Styled(shown.say(more), style="dim")
    if shown.remarks:
        yield Styled("\n" + "\n".join(shown.say(few(remark)) for remark in shown.remarks), style="dim")


def _rates(shown: AnalysisShown, features: Sequence[FeatureFigures]) -> Iterator[RenderableType]:
    """A table for each feature, all with the same columns."""
    for place, feature in enumerate(features):
        yield Styled.assemble("\n" if place else "", _title(shown, feature))
        table = Table(box=None, pad_edge=False, show_header=not place, expand=True)
        for number, column in enumerate(rate_columns(shown)):
            if number == 0:
                table.add_column(Styled(column.title, style="dim"), ratio=1, overflow="fold")
            elif number != EVIDENCE:
                table.add_column(Styled(column.title, style="dim"), justify="right", width=WIDTHS[number])
        for first, *others in rate_rows(shown, feature):
            cells = (Styled(cell.text, style=STYLES[cell.tone]) for cell in others)
            table.add_row(
                Padding(Styled(first.text), (0, 0, 0, 2)),
                *(cell for number, cell in enumerate(cells, 1) if number != EVIDENCE),
            )
        yield Constrain(table, WIDEST)


def _title(shown: AnalysisShown, feature: FeatureFigures) -> Styled:
    weight = f" ({shown.hundredths(feature.information)}, {shown.strength(feature)})"
    left_out = f" {shown.say(say('left out'))}" if feature.excluded else ""
    return Styled.assemble((heading(shown, feature), "bold"), (weight, "dim"), (left_out, "red"))
