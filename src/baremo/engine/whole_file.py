"""Files that are whole or not there: written beside, then renamed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    part = path.with_name(f".{path.name}.part")
    try:
        if path.is_dir() or not path.parent.is_dir():
            raise InputError(_no_place(path))
        yield part
        part.replace(path)
    except OSError as error:
        raise InputError(_not_written(path, error)) from error
    finally:
        part.unlink(missing_ok=True)


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
