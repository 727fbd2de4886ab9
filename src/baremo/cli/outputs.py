"""The files that a command writes: named well before anything is computed, and told of afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from baremo.cli.language import language
from baremo.errors import InputError, Problem
from baremo.texts import plain, say

if TYPE_CHECKING:
    from baremo.engine.scoring import Scoring

Output = tuple[Path, Sequence[str]]  # a file and the endings that it may have
PAGE = (".html", ".htm")


def check_outputs(outputs: Sequence[Output], inputs: Iterable[object]) -> None:
    """Refuses an ending that says no format, and a file that is read or written twice."""
    from baremo.engine.outputs import check_ending

    for path, endings in outputs:
        check_ending(path, endings)
    taken = {Path(str(given)).resolve() for given in inputs if given is not None}
    for path, _ in outputs:
        if path.resolve() in taken:
            raise InputError(_taken(path))
        taken.add(path.resolve())


def tell_written(paths: Sequence[Path]) -> None:
    """Says beside the output what was written."""
    if paths:
        files = ", ".join(str(path) for path in paths)
        typer.echo(plain(say("Written: {files}", files=files), language()), err=True)


def tell_left_out(running: Scoring) -> None:
    """Says beside the output what did not count."""
    for line in running.left_out.lines(language(), unknown=running.left_out.count_unknown(running.con)):
        typer.echo(line, err=True)


def _taken(path: Path) -> Problem:
    return Problem(
        code="same-file",
        subject="",
        file=str(path),
        message=say("this file is read, or written by another option, in the same call."),
        remedy=say("Choose another name."),
    )
