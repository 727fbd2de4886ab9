"""`baremo show`: the table of points on the screen, or in a file that is whole or not there."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from baremo.engine.whole_file import whole_file
from baremo.errors import InputError, Problem
from baremo.model.model import ScoringModel
from baremo.report.formats import to_excel, to_html, to_markdown, to_terminal
from baremo.texts import say

ENDINGS = (".html", ".md", ".xlsx")


def show(model: ScoringModel, output: Path | None = None, *, lang: str = "en", console: Console | None = None) -> None:
    """Shows a model as the tables that people read.

    Parameters
    ----------
    model
        The model.
    output
        A file that ends in .html, .md or .xlsx; None prints to the console.
    lang
        The language of the texts.
    console
        Where to print; standard output by default.

    Raises
    ------
    InputError
        Where the file has another ending or cannot be written.
    """
    if output is None:
        (console or Console()).print(to_terminal(model, lang))
        return
    ending = output.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(_no_such_format(output))
    with whole_file(output) as part:
        _write(model, part, ending, lang)


def _write(model: ScoringModel, path: Path, ending: str, lang: str) -> None:
    match ending:
        case ".xlsx":
            to_excel(model, lang, path)
        case ".md":
            path.write_text(to_markdown(model, lang), "utf-8")
        case _:
            path.write_text(to_html(model, lang), "utf-8")


def _no_such_format(output: Path) -> Problem:
    return Problem(
        code="unknown-ending",
        subject="--output",
        message=say("the table of points cannot be written as {name}.", name=output.name),
        remedy=say("Give a name that ends in {endings}.", endings=", ".join(ENDINGS)),
    )
