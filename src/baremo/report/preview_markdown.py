"""A preview as Markdown, to stand in the proposal of a change."""

from __future__ import annotations

from baremo.engine.preview import Preview
from baremo.model.model import ScoringModel
from baremo.report import preview_grids as grids
from baremo.report.grid import to_markdown
from baremo.report.markdown import mark
from baremo.report.preview_table import shown_of
from baremo.report.preview_words import headline
from baremo.texts import say

MOVERS = 10  # leads in each table


def preview_markdown(old: ScoringModel, new: ScoringModel, preview: Preview, *, lang: str) -> str:
    """The preview's sentences and tables; `lang` is "en" or "es"."""
    shown = shown_of(old, new, preview, lang)
    title = shown.say(say("{model}: what would change", model=shown.new.heading))
    lines = [f"# {mark(title)}", "", mark(headline(shown)), "", mark(f"{shown.versions} · {shown.as_of}"), ""]
    if shown.differences:
        lines += [f"## {mark(shown.say(say('What changed between the models')))}", ""]
        lines += [*(f"- {mark(sentence)}" for sentence in shown.sentences()), ""]
    for grid in grids.all_grids(shown, movers=MOVERS):
        lines += to_markdown(grid)
    return "\n".join(lines).rstrip() + "\n"
