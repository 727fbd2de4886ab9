"""Finds the columns that are meant: by the name given, or by the names that people use for such a thing."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from baremo.engine.inputs.source import excerpt
from baremo.engine.inputs.wanted import none_such
from baremo.engine.past import Texts, instants_of
from baremo.errors import InputError, Problem
from baremo.learn.feature import Flags
from baremo.learn.history import Instants
from baremo.texts import Joined, Text, WholeNumber, say

SHOWN = 20  # names or values that a message lists
ROWS_SHOWN = 3
FIRST, AFTER = np.datetime64("1900-01-01", "us"), np.datetime64("2201-01-01", "us")


def column_of(table: Texts, name: str, option: str) -> str:
    """The column of that name; `option` is how another one would be named.

    Raises
    ------
    InputError
        There is none: with the near match, and what there is.
    """
    if name in table:
        return name
    raise InputError(
        Problem(
            code="no-column",
            subject=excerpt(name),
            file=table.label,
            message=lacks(table, name),
            remedy=say("Name one of its columns with {option}: {has}.", option=option, has=listed(columns_of(table))),
        )
    )


def lacks(table: Texts, name: str) -> Text:
    """That there is no such column, and how the table was read, such as from the first of some sheets."""
    missing = none_such(name, columns_of(table))
    if not table.notes:
        return missing
    notes = Joined(tuple(table.notes), " ")
    return say("{message} ({notes})", message=missing, notes=notes)


def known_as(table: Texts, names: Iterable[str]) -> str | None:
    """The first of these names that a column has, in any spelling: `close_date` is `Close Date` and `closeDate`."""
    spelled = {spelling(name): name for name in reversed(table.columns.column_names)}
    return next((spelled[name] for name in map(spelling, names) if name in spelled), None)


def columns_of(table: Texts) -> list[str]:
    return [name for name in table.columns.column_names if name]


def spelling(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def listed(names: Iterable[str]) -> str:
    """Names in a message, bounded."""
    shown = [excerpt(name) for name in names]
    return ", ".join(shown[:SHOWN]) + " …" * (len(shown) > SHOWN)


def instants(table: Texts, name: str) -> tuple[Instants, tuple[Text, ...]]:
    """A column of dates and instants, NaT where blank, with what had to be said of their order.

    Raises
    ------
    InputError
        Values that are none: with the first rows.
    """
    texts = table.column(name)
    read = instants_of(texts, name=name, file=table.label, first_row=table.first_row)
    refuse_unreadable(table, name, texts, read.values)
    found = as_instants(read.values)
    beyond = (found < FIRST) | (found >= AFTER)
    if not beyond.any():
        return found, read.notes
    note = say(
        "{column}: dates beyond the years 1900 to 2200 count as missing: {count}.",
        column=name,
        count=WholeNumber(int(beyond.sum())),
    )
    return np.where(beyond, np.datetime64("NaT", "us"), found), (*read.notes, note)


def refuse_unreadable(table: Texts, name: str, texts: pa.Array, read: pa.Array) -> None:
    wrong = np.flatnonzero(present(texts) & ~present(read))
    if len(wrong):
        raise InputError(
            Problem(
                code="unreadable-timestamp",
                subject=name,
                file=table.label,
                line=row_of(table, wrong[0]),
                message=say(
                    "'{value}' is no instant; first in {rows}.",
                    value=excerpt(texts[int(wrong[0])].as_py()),
                    rows=rows_named(table, wrong),
                ),
                remedy=say("Write an instant such as 2026-12-31T10:00:00Z, or a date."),
            )
        )


def row_of(table: Texts, place: np.intp) -> int:
    return int(place) + table.first_row


def rows_named(table: Texts, places: npt.NDArray[np.intp]) -> Text:
    rows = [WholeNumber(row_of(table, place)) for place in places[:ROWS_SHOWN]]
    if len(rows) == 1:
        return say("row {row}", row=rows[0])
    return say("rows {rows}", rows=Joined(tuple(rows), ", "))


def present(values: pa.Array) -> Flags:
    return np.asarray(values.is_valid())


def as_instants(values: pa.Array) -> Instants:
    found: Instants = values.cast(pa.timestamp("us")).to_numpy(zero_copy_only=False).astype("datetime64[us]")
    return found


def strings(values: pa.Array) -> npt.NDArray[np.object_]:
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=object)
