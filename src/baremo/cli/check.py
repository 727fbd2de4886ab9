"""`baremo check`: every problem of model files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from baremo.cli.arguments import Lang
from baremo.cli.language import language
from baremo.texts import plain, say


def check(
    models: Annotated[list[Path], typer.Argument(metavar="MODEL...", help="Model files.", show_default=False)],
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    lang: Lang = None,
) -> None:
    """Print every problem of model files, with line, code and remedy.

    Exits with 1 if there is an error (with --strict, or a warning).

    \b
    baremo check model.yaml
    """
    import baremo

    failed = False
    for path in models:
        problems = baremo.check(path)
        for problem in problems:
            typer.echo(f"{problem.text(language())}{_mark(problem.severity)}")
        failed = failed or any(strict or problem.severity == "error" for problem in problems)
        if not problems:
            typer.echo(plain(say("{file}: all is well.", file=path), language()))
    raise typer.Exit(1 if failed else 0)


def _mark(severity: str) -> str:
    return "" if severity == "error" else " " + plain(say("(warning)"), language())
