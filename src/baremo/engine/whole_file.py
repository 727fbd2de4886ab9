"""Files that are whole or not there: written beside, then renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex

from baremo.errors import InputError, Problem
from baremo.texts import say


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the name of `path` once all is written.

    Raises
    ------
    InputError
        The folder is not there or cannot be written to; nothing is left behind.
    """
    part = path.parent / f".baremo-{token_hex(4)}.part"  # short, however long the name is
    try:
        if "\0" in str(path) or not path.name or path.is_dir() or not path.parent.is_dir():
            raise InputError(_no_place(path))
        yield part
        part.replace(path)
    except OSError as error:
        raise InputError(_not_written(path, error)) from error
    finally:
        if path.parent.is_dir():
            part.unlink(missing_ok=True)


@contextmanager
def whole_files(paths: Iterable[Path]) -> Iterator[dict[Path, Path]]:
    """By path, where to write to: all take their names once all are written, or none does."""
    with ExitStack() as stack:
        yield {path: stack.enter_context(whole_file(path)) for path in paths}


def _no_place(path: Path) -> Problem:
    wrong = say("it is a folder") if path.is_dir() else say("there is no folder {folder}", folder=path.parent)
    return Problem(
        code="no-place",
        subject="",
        file=str(path),
        message=say("the file cannot be written: {wrong}.", wrong=wrong),
        remedy=say("Make the folder first, or choose another name."),
    )


def _not_written(path: Path, error: OSError) -> Problem:
    return Problem(
        code="cannot-write",
        subject="",
        file=str(path),
        message=say("the file cannot be written: {error}.", error=error.strerror or error),
        remedy=say("Choose another place, or make room."),
    )
