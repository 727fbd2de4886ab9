"""`baremo convert`: another system's rules as a model file, with a parity report."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from baremo.cli.arguments import Lang
from baremo.cli.language import language
from baremo.errors import InputError, Problem
from baremo.texts import Text, plain, say

if TYPE_CHECKING:
    from rich.table import Table

    from baremo.convert.conversion import Conversion


class Source(StrEnum):
    """Where the rules come from."""

    hubspot = "hubspot"
    mautic = "mautic"
    unomi = "unomi"
    csv = "csv"


def convert(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The export, or - for standard input.", show_default=False)
    ],
    source: Annotated[Source, typer.Option("--from", help="The system that it comes from.", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The model file.", metavar="MODEL", show_default="standard output"),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(help="The parity report as a page (.md).", metavar="FILE", show_default="printed"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
    lang: Lang = None,
) -> None:
    """Turn another system's scoring rules into a model file, and say what became of each.

    A rule is the same, differs (and how), or is left out (and why). The report is printed, and stands in
    the model file as comments.

    \b
    baremo convert scores.json --from hubspot -o model.yaml
    baremo convert rules.csv --from csv -o model.yaml --report parity.md
    """
    from baremo.convert.parity import markdown, model_text
    from baremo.convert.sources import convert as read
    from baremo.engine.whole_file import whole_files

    written = None if output is None or str(output) == "-" else output
    paths = [path for path in (written, report) if path is not None]
    _may_write(file, paths, force=force)
    conversion = read(file, source)
    text = model_text(conversion, language())
    with whole_files(paths) as parts:
        if written is not None:
            parts[written].write_text(text, "utf-8")
        if report is not None:
            parts[report].write_text(markdown(conversion, language()), "utf-8")
    if written is None:
        typer.echo(text, nl=False)
    _print(conversion, beside=written is None)
    if paths:
        files = ", ".join(str(path) for path in paths)
        typer.echo(plain(say("Written: {files}", files=files), language()), err=True)


def _may_write(file: Path, paths: list[Path], *, force: bool) -> None:
    """Refuses names before anything is read."""
    seen = {file.resolve()}
    for path in paths:
        if path.resolve() in seen:
            raise InputError(
                _problem(
                    "same-file",
                    path,
                    say("this file is read, or written by another option, in the same call."),
                    say("Choose another name."),
                )
            )
        seen.add(path.resolve())
        if path.exists() and not path.is_dir() and not force:
            raise InputError(
                _problem(
                    "file-exists",
                    path,
                    say("this file is there already."),
                    say("Choose another name, or overwrite it with --force."),
                )
            )


def _problem(code: str, path: Path, message: Text, remedy: Text) -> Problem:
    return Problem(code=code, subject="", message=message, remedy=remedy, file=str(path))


def _print(conversion: Conversion, *, beside: bool) -> None:
    """The report: on standard error where the model is on standard output."""
    from rich.console import Console
    from rich.text import Text as Styled

    from baremo.convert.parity import needs, summary

    console = Console(stderr=beside)
    console.print(_table(conversion))
    for title, texts in (
        (say("What holds for all rules"), conversion.notes),
        (say("What your data must bring"), tuple(needs(conversion.model))),
    ):
        if texts:
            console.print(Styled(f"\n{plain(title, language())}", style="bold"))
            for text in texts:
                console.print(Styled(f"- {plain(text, language())}"))
    console.print(Styled(f"\n{plain(summary(conversion), language())}", style="bold"))


def _table(conversion: Conversion) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text as Styled

    from baremo.convert.assembly import sentences
    from baremo.convert.parity import STATUS, points_there

    colours = {"same": "green", "differs": "yellow", "left out": "red"}
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, collapse_padding=True)
    for title in (say("Rule"), say("Points"), say("What became of it"), say("Why")):
        table.add_column(plain(title, language()), overflow="fold")
    for rule in conversion.rules:
        table.add_row(
            Styled(rule.name),
            Styled(points_there(rule), justify="right"),
            Styled.assemble(
                (plain(STATUS[rule.status], language()), colours[rule.status]),
                f": {plain(rule.became, language())}" if rule.became else "",
            ),
            Styled(plain(sentences(rule.why), language())),
        )
    return table
