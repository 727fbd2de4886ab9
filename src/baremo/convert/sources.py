"""The systems that rules can come from, by the word of `--from`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from baremo.convert import csv_rules, hubspot, mautic, unomi
from baremo.convert.conversion import Conversion

SOURCES: dict[str, Callable[[Path], Conversion]] = {
    "hubspot": hubspot.convert,
    "mautic": mautic.convert,
    "unomi": unomi.convert,
    "csv": csv_rules.convert,
}


def convert(path: Path, source: str) -> Conversion:
    """The model of another system's export, and what became of each of its rules.

    Parameters
    ----------
    path
        The export; `-` is standard input.
    source
        One of `SOURCES`.

    Raises
    ------
    InputError
        The export cannot be read, or none of its rules can be said.
    """
    return SOURCES[source](path)
