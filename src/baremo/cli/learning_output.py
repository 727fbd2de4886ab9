"""What the terminal says of a training or a backtest: the verdict, the figures, and where to look on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text as Styled

from baremo.learn.told import grids
from baremo.learn.told.words import Told, Words
from baremo.report.grid import Grid, titled
from baremo.report.names import few

if TYPE_CHECKING:
    from baremo.texts import Said

STYLES = {"ready": "bold green", "weak": "bold yellow", "no signal": "bold red"}


def learning_renderables(told: Told, lang: str) -> RenderableType:
    """For `rich`; a page has the rest."""
    words = Words(lang=lang)
    verdict = told.figures.verdict
    parts: list[RenderableType] = [
        Styled(words.say(told.title), style="bold"),
        Styled(" · ".join(words.say(fact) for fact in told.facts), style="dim"),
        Styled(f"\n{words.say(verdict.sentences[0])}", style=STYLES[verdict.word]),
        *_lines(words, verdict.sentences[1:]),
        *_lines(words, map(few, (*told.figures.warnings, *told.figures.judgement.warnings)), mark="! "),
        *_lines(words, (*told.drift, *told.changes), mark="~ "),
    ]
    for grid in _grids(told, words):
        parts += titled(grid)
    whom = (*told.calls, *told.money)
    parts += _lines(words, ("", *whom) if whom else ())
    return Group(*parts)


def _grids(told: Told, words: Words) -> Iterable[Grid]:
    found = (
        grids.candidates(told, words),
        grids.measures(told, words),
        grids.called(told, words),
        grids.bands(told, words),
        grids.weights(told, words, most=10),
        grids.leakage(told, words),
        grids.left_out(told, words),
    )
    return [grid for grid in found if grid is not None]


def _lines(words: Words, texts: Iterable[Said], mark: str = "") -> list[RenderableType]:
    return [Styled(f"{mark}{words.say(text)}") for text in texts]
