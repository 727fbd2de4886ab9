"""`baremo init`: a model to start from, with sample data that shows it at work."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from baremo.cli.arguments import Lang
from baremo.cli.language import language
from baremo.texts import plain, say


class Template(StrEnum):
    """A model to start from."""

    simple = "simple"
    b2b = "b2b"
    b2c = "b2c"
    saas = "saas"
    supplier = "supplier"


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write.", show_default=".")] = Path(),
    template: Annotated[Template, typer.Option(help="Which model.")] = Template.simple,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
    lang: Lang = None,
) -> None:
    """Write a starter model, sample data and a README with the next steps.

    \b
    baremo init my-model --template b2b
    """
    from baremo.demo.starter import make

    for path in make(template, folder, lang=language(), force=force):
        typer.echo(path)
    typer.echo(plain(say("Next: read {readme}.", readme=folder / "README.md"), language()), err=True)
