"""Reads an export: its size, encoding and JSON, each with a message that says what to do.

Depth and size are bounded before anything walks through the file.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

from baremo.convert.conversion import Json, UnsayableError
from baremo.convert.names import one_line
from baremo.errors import InputError, Problem
from baremo.model.shape import LARGEST
from baremo.texts import Text, say

MAX_BYTES = 5 * 1024 * 1024
MAX_RULES = 2_000
MAX_DEPTH = 60


def wrong(file: str, code: str, message: Text, remedy: Text, *, subject: str = "", line: int = 0) -> InputError:
    """An error about the export."""
    return InputError(Problem(code=code, subject=subject, message=message, remedy=remedy, file=file, line=line))


def read_text(path: Path) -> str:
    """The text of an export; `-` is standard input.

    Raises
    ------
    InputError
        There is no such file, or it is empty, larger than 5 MB or not UTF-8.
    """
    name = str(path)
    content = _bytes(path, name)
    if len(content) > MAX_BYTES:
        raise wrong(
            name,
            "too-large",
            say("the file is larger than {limit} MB.", limit=MAX_BYTES // 1024 // 1024),
            say("An export of rules is far smaller: check that it is not one of contacts, or convert it in parts."),
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise wrong(
            name,
            "not-utf8",
            say("the file is not UTF-8 text (byte {byte}).", byte=f"0x{content[error.start]:02X}"),
            say("Save it as UTF-8: most editors offer that beside the file's name."),
            line=content[: error.start].count(b"\n") + 1,
        ) from None
    if not text.strip():
        raise wrong(name, "empty", say("the file is empty."), say("Export the rules again."))
    return text


def _bytes(path: Path, name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        if path.is_dir():
            message, remedy = say("this is a folder, not a file."), say("Give the path of the export.")
        elif isinstance(error, PermissionError):
            message, remedy = say("the file may not be read."), say("Ask for the permission to read it.")
        else:
            message, remedy = say("there is no such file."), say("Give the path of the export.")
        raise wrong(name, "not-readable", message, remedy) from None


def read_json(path: Path) -> object:
    """The JSON value that an export holds.

    Raises
    ------
    InputError
        It cannot be read, is no JSON, or is nested too deep.
    """
    text, name = read_text(path), str(path)
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise wrong(
            name,
            "not-json",
            say("this is not JSON: column {column} cannot be read.", column=error.colno),
            say("Save the API's answer as it comes; a page of HTML means that the login was missing."),
            line=error.lineno,
        ) from None
    except (ValueError, RecursionError):
        value = None
    if value is None or _depth(value) > MAX_DEPTH:
        raise wrong(
            name,
            "not-json",
            say("the JSON holds no rules: it is null, nested too deep, or has a number that is none."),
            say("Save the API's answer as it comes; a page of HTML means that the login was missing."),
        )
    return value


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _depth(value: object) -> int:
    deepest, level = 0, [value]
    while level and deepest <= MAX_DEPTH:
        deepest += 1
        level = [part for each in level for part in _parts(each)]
    return deepest


def _parts(value: object) -> Iterator[object]:
    match value:
        case dict():
            yield from value.values()
        case list():
            yield from value


def within_bounds(file: str, count: int) -> None:
    """Refuses an export with more rules than a person can have meant."""
    if count > MAX_RULES:
        raise wrong(
            file,
            "too-many",
            say("the export has {count} rules, at most {most} are converted at once.", count=count, most=MAX_RULES),
            say("Convert it in parts."),
        )


def mapping(value: object) -> Json:
    """A JSON object, or none at all: what is missing or of another type has no keys.

    PHP writes an empty object as an empty list.
    """
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Json]:
    """The objects of a JSON list, or of an object whose keys are their numbers, as PHP writes it."""
    values = value if isinstance(value, list) else list(mapping(value).values())
    return [each for each in values if isinstance(each, dict)]


def shown(value: object) -> str:
    """A value of the export as it stands in a message."""
    return one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def number(value: object, name: str) -> float:
    """A finite number of a size that a model takes."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST:
        return float(value)
    raise UnsayableError(
        say("{name} is no number that a model can hold: {given}.", name=name, given=shown(value)),
        say("Write the rule by hand."),
    )


def whole(value: object, name: str) -> int:
    """A whole number from 0."""
    found = number(value, name)
    if found < 0 or math.floor(found) != found:
        raise UnsayableError(
            say("{name} is no whole number: {given}.", name=name, given=shown(value)),
            say("Write the rule by hand."),
        )
    return int(found)


def text(value: object, name: str) -> str:
    """Text that is not blank."""
    if isinstance(value, str) and value.strip():
        return value
    raise UnsayableError(
        say("{name} is missing.", name=name),
        say("Look the rule up in the other system and write it by hand."),
    )


def texts(value: object, name: str) -> tuple[str, ...]:
    """A list of texts, or one text."""
    values = value if isinstance(value, list) else [value]
    return tuple(text(str(each) if isinstance(each, int) else each, name) for each in values) or (text(None, name),)
