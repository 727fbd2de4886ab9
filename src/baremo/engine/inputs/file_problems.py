"""What can be wrong with a file as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from baremo.engine.inputs.source import excerpt
from baremo.errors import Problem
from baremo.texts import Text, say


def no_file(path: Path) -> Problem:
    return Problem(
        code="no-file",
        subject="",
        file=str(path),
        message=say("there is no such file."),
        remedy=say("Give a path that exists, or table@URL for a table of a database."),
    )


def unknown_ending(path: Path, known: Iterable[str]) -> Problem:
    return Problem(
        code="unknown-ending",
        subject=f"'{excerpt(path.suffix)}'",
        file=path.name,
        message=say("the ending does not say what the file is."),
        remedy=say("Use one of {known}.", known=" ".join(known)),
    )


def not_csv(label: str, reason: Text | str) -> Problem:
    return Problem(
        code="unreadable-file",
        subject="",
        file=label,
        message=say("the file cannot be read as CSV: {reason}.", reason=reason),
        remedy=say("Save it as CSV UTF-8."),
    )


def not_encoded(label: str, encoding: str) -> Problem:
    return Problem(
        code="unreadable-file",
        subject="",
        file=label,
        message=say("the file is neither UTF-8 nor {encoding}.", encoding=encoding),
        remedy=say("Save it as CSV UTF-8."),
    )


def broken_pack(label: str) -> Problem:
    return Problem(
        code="unreadable-file",
        subject="",
        file=label,
        message=say("the packed file is broken or cut short."),
        remedy=say("Pack it again with gzip."),
    )


def unreadable(label: str, reason: object) -> Problem:
    return Problem(
        code="unreadable-file",
        subject="",
        file=label,
        message=say("the file cannot be read: {reason}.", reason=excerpt(reason)),
        remedy=say("Give a whole file that you may read."),
    )


def empty(label: str) -> Problem:
    return Problem(
        code="empty-file",
        subject="",
        file=label,
        message=say("the file is empty."),
        remedy=say("Give a file with a header and rows."),
    )


def repeated_header(label: str, names: Iterable[str], *, line: int) -> Problem:
    return Problem(
        code="repeated-header",
        subject="",
        file=label,
        line=line,
        message=say("more than one column is named {names}.", names=", ".join(f"'{excerpt(name)}'" for name in names)),
        remedy=say("Give each column a name of its own."),
    )
