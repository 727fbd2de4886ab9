"""`baremo show`: the table of points for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from baremo.cli.arguments import Lang, ModelFile
from baremo.cli.language import language
from baremo.texts import plain, say


def show(
    model: ModelFile,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="Write to .md, .xlsx or .html.", metavar="FILE", show_default="the terminal"
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Print the table of points: criterion, why, points, limits, decay.

    \b
    baremo show model.yaml
    baremo show model.yaml -o points.xlsx
    """
    import baremo
    from baremo.report.show import show as write

    write(baremo.load(model), output, lang=language())
    if output is not None:
        typer.echo(plain(say("Written: {files}", files=output), language()), err=True)
