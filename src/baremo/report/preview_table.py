"""A preview in the terminal: what changes in one sentence, then who moves where, who most, and why."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from baremo.engine.preview import Preview
from baremo.model.diff import diff
from baremo.model.model import ScoringModel
from baremo.report import preview_grids as grids
from baremo.report.grid import titled
from baremo.report.names import Names
from baremo.report.numbers import signed
from baremo.report.preview_histogram import Histogram
from baremo.report.preview_words import PreviewShown, headline
from baremo.texts import say

MOVERS = 5  # leads in each table
SENTENCES = 15  # on what changed between the models


def preview_renderables(old: ScoringModel, new: ScoringModel, preview: Preview, lang: str = "en") -> RenderableType:
    """What `baremo preview` prints.

    Parameters
    ----------
    old, new
        The models of the preview.
    preview
        What the new model would change.
    lang
        The language of the texts and numbers, "en" or "es".
    """
    shown = shown_of(old, new, preview, lang)
    tables = (part for grid in grids.all_grids(shown, movers=MOVERS) for part in titled(grid))
    return Group(*_head(shown), *_scores(shown), *tables)


def shown_of(old: ScoringModel, new: ScoringModel, preview: Preview, lang: str) -> PreviewShown:
    """A preview in a language."""
    names = Names(model=old, lang=lang), Names(model=new, lang=lang)
    return PreviewShown(preview=preview, old=names[0], new=names[1], differences=diff(old, new))


def _head(shown: PreviewShown) -> Iterator[RenderableType]:
    yield Styled(shown.new.heading, style="bold")
    yield Styled(f"{shown.versions} · {shown.as_of}", style="dim")
    yield Styled(headline(shown))
    sentences = shown.sentences()
    if sentences:
        yield Styled(f"\n{shown.say(say('What changed between the models'))}", style="bold")
        yield _bullets(sentences[:SENTENCES])
    if len(sentences) > SENTENCES:
        more = say("… and {count} more; `baremo diff` lists all.", count=len(sentences) - SENTENCES)
        yield Styled(f"  {shown.say(more)}", style="dim")


def _bullets(sentences: list[str]) -> Table:
    table = Table.grid(padding=(0, 1))
    for sentence in sentences:
        table.add_row(" ·", Styled(sentence))
    return table


def _scores(shown: PreviewShown) -> Iterator[RenderableType]:
    preview = shown.preview
    if preview.mean_before is None or preview.mean_after is None or not preview.changed:
        return
    mean = say(
        "mean {points} ({change})",
        points=shown.points(preview.mean_before, preview.mean_after),
        change=signed(preview.mean_after - preview.mean_before, shown.lang),
    )
    yield Styled.assemble("\n", (shown.say(say("Scores")), "bold"), "  ", (shown.say(mean), "dim"))
    yield Histogram(shown=shown)
