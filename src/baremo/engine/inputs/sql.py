"""Pieces of SQL put together without gluing text: a plain value always becomes a literal."""

from __future__ import annotations

from collections.abc import Iterable


class Sql(str):
    """SQL that is put into other SQL as it is."""

    __slots__ = ()


class Name(str):
    """A name that is put into SQL as a quoted identifier, whatever signs it has."""

    __slots__ = ()


def sql(template: str, /, **parts: object) -> Sql:
    """The template with its parts written in: `Sql` as it is, `Name` quoted, other values as literals.

    >>> sql("SELECT {column} = {value}", column=Name('a"b'), value="it's")
    'SELECT "a""b" = \\'it\\'\\'s\\''
    """
    return Sql(template.format(**{name: written(part) for name, part in parts.items()}))


def listed(parts: Iterable[object]) -> Sql:
    """The parts with commas between."""
    return Sql(", ".join(written(part) for part in parts))


def written(part: object) -> str:
    match part:
        case Sql():
            return part
        case Name():
            return '"' + part.replace('"', '""') + '"'
        case bool() | int() | float():
            return repr(part)
        case None:
            return "NULL"
        case _:
            return "'" + str(part).replace("'", "''") + "'"
