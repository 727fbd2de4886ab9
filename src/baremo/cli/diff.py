"""`baremo diff`: two models, in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from baremo.cli.arguments import Lang
from baremo.cli.language import language
from baremo.texts import plain, say


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The model before.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The model after.", show_default=False)],
    lang: Lang = None,
) -> None:
    """Say what changed between two models, a sentence a change.

    Titles, notes, comments and the order of keys are no change.

    \b
    baremo diff yesterday.yaml model.yaml
    """
    import baremo

    changes = baremo.diff(baremo.load(old), baremo.load(new))
    for change in changes:
        typer.echo(change.text(language()))
    if not changes:
        typer.echo(plain(say("Both mean the same."), language()))
