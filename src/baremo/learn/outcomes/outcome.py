"""How each lead ended, as a column tells it: won, lost, or still open.

A lead without an outcome is open, never lost; only where the column is a date of winning does blank mean 'not yet'.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from baremo.engine.inputs.source import excerpt
from baremo.engine.past import Texts, instants_of
from baremo.engine.scoring import AsOf
from baremo.errors import InputError, Problem
from baremo.learn.feature import Flags
from baremo.learn.history import Instants
from baremo.learn.outcomes.naming import SHOWN, as_instants, column_of, instants, present, refuse_unreadable
from baremo.model.words import fold, read_number
from baremo.texts import Joined, Text, WholeNumber, say

# Words for an outcome, as they are compared. A number is its text: 1.0 is 1.
_WON = (
    "yes, y, true, t, 1, won, win, sí, si, s, verdadero, ganado, ganada, converted, convertido, convertida, customer,"
    " client, cliente, closed won, closed-won, closedwon, closed_won, cerrado ganado, cerrada ganada"
)
_LOST = (
    "no, n, false, f, 0, lost, loss, lose, falso, perdido, perdida, unconverted, not converted, not won,"
    " no convertido, no convertida, closed lost, closed-lost, closedlost, closed_lost, cerrado perdido, cerrada perdida"
)
WON, LOST = frozenset(_WON.split(", ")), frozenset(_LOST.split(", "))
OPEN, IS_LOST, IS_WON = -1, 0, 1
# Texts that mean a date, though perhaps none that can be read: such as 31/12/25 or 31-Dec-2025.
_DATE_LIKE = re.compile(r"[0-9]{1,4}[-/. ]+([0-9]{1,2}|[^\W\d_]{3,12})[-/., ]+[0-9]{1,4}([ ,t].*)?", re.DOTALL)

States = npt.NDArray[np.int8]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What is asked of a history: which leads became customers, and looked at when.

    Attributes
    ----------
    outcome : str, optional
        The column that says how it ended: of the leads, or of the deals (their status).
    won, lost : tuple of str
        Values of that column that are outcomes; any other is then open. A blank one means blank.
    outcome_at : str, optional
        The column that says when it was decided.
    deals : source, optional
        Deals with lead_id and a date, optionally a status and an amount. Where leads are often won again, each
        win begins another chance, looked at as the first is.
    horizon : int, optional
        Days within which a lead must be won, from when it came in (or was won, for a later chance, or the moment,
        for dates and periods); one that has not had them is left out.
    time : str, optional
        The column of the leads that says when they came in; else `created_at`, where there is one.
    by_rows : bool
        The rows of the leads are in the order of time.
    score_at : str, optional
        Such as '24h' or '7d' after that; 'weekly', 'monthly' or 'quarterly' for the ends of these; or dates
        with commas between. Of one date alone everybody has as much time, so it needs no horizon.
    as_of : str, date or datetime, optional
        Up to when the history tells of outcomes; else up to its latest date.
    """

    outcome: str | None = None
    won: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    outcome_at: str | None = None
    deals: object = None
    horizon: int | None = None
    time: str | None = None
    by_rows: bool = False
    score_at: str | None = None
    as_of: AsOf = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """How rows ended.

    Attributes
    ----------
    state : array of shape (n,), int8
        IS_WON, IS_LOST or OPEN.
    at : array of shape (n,), datetime64[us], or None
        When it was decided; NaT where that is not known.
    """

    state: States
    at: Instants | None = None
    blank_is_lost: bool = False  # the column is a date of winning: blank is 'not yet', not 'open'
    notes: tuple[Text, ...] = ()


def ended(table: Texts, ask: Outcome, column: str) -> Ended:
    """Reads the column, and when it was decided where a column says so."""
    texts = table.column(column)
    found = _by_values(table, column, texts, ask)
    if found is None:
        found = _by_dates(table, column, texts)
    if ask.outcome_at is None or ask.outcome_at not in table:
        return found
    at, notes = instants(table, column_of(table, ask.outcome_at, "--outcome-at"))
    return Ended(state=found.state, at=at, notes=found.notes + notes)


def states_of(texts: pa.Array, won: frozenset[str], lost: frozenset[str]) -> States:
    """Each text's state; a text in neither set is open."""
    encoded = texts.dictionary_encode()
    words = [word_of(value) for value in encoded.dictionary.to_pylist()]
    states = [IS_WON if word in won else IS_LOST if word in lost else OPEN for word in words]
    blank = IS_WON if "" in won else IS_LOST if "" in lost else OPEN
    codes = encoded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
    found: States = np.array([*states, blank], np.int8)[codes]
    return found


def word_of(value: str) -> str:
    """A value as outcomes are compared: an accent may be a sign of its own, as some programs write it."""
    number = read_number(value)
    return f"{number:g}" if number is not None else fold(unicodedata.normalize("NFC", value))


def counted(texts: pa.Array) -> Counter[str]:
    """The words of a column and in how many rows they stand; blank ones left out."""
    counts: Counter[str] = Counter()
    for pair in texts.drop_null().value_counts():
        counts[word_of(pair["values"].as_py())] += pair["counts"].as_py()
    return counts


def named_words(table: Texts, column: str, words: Counter[str], ask: Outcome) -> tuple[frozenset[str], frozenset[str]]:
    """The words for won and lost: those given, else the ones that everybody uses."""
    won, lost = (frozenset(map(word_of, given)) for given in (ask.won, ask.lost))
    problems = [_unknown_value(table, column, word, words) for word in sorted(won | lost) if word and word not in words]
    problems += [_both(table, column, word) for word in sorted(won & lost)]
    if problems:
        raise InputError(problems)
    return won or WON - lost, lost or LOST - won


def _by_values(table: Texts, column: str, texts: pa.Array, ask: Outcome) -> Ended | None:
    words = counted(texts)
    if ask.won or ask.lost:
        won, lost = named_words(table, column, words, ask)
        _refuse_one_sided(table, column, words, won, lost)
        return Ended(state=states_of(texts, won, lost))
    if words.keys() <= WON | LOST:
        return Ended(state=states_of(texts, WON, LOST))
    if any(word in WON | LOST for word in words) or not (_means_dates(words) or _some_dates(table, column, texts)):
        raise InputError(_third_value(table, column, words))
    return None


def _means_dates(words: Counter[str]) -> bool:
    """Whether most values look like dates: those that cannot be read are then shown with their rows."""
    dates = sum(count for word, count in words.items() if _DATE_LIKE.fullmatch(word))
    return dates * 2 >= words.total()


def _some_dates(table: Texts, column: str, texts: pa.Array) -> bool:
    read = instants_of(texts, name=column, file=table.label, first_row=table.first_row).values
    return bool(present(read).sum() * 2 >= present(texts).sum())


def _by_dates(table: Texts, column: str, texts: pa.Array) -> Ended:
    read = instants_of(texts, name=column, file=table.label, first_row=table.first_row)
    refuse_unreadable(table, column, texts, read.values)
    won: Flags = present(texts)
    return Ended(
        state=np.where(won, IS_WON, IS_LOST).astype(np.int8),
        at=as_instants(read.values),
        blank_is_lost=True,
        notes=(*read.notes, say("{column}: read as the date of winning; blank is not yet.", column=column)),
    )


def values_with_counts(words: Counter[str]) -> Joined:
    shown = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    texts = [say("{value} ({count})", value=excerpt(word), count=WholeNumber(count)) for word, count in shown[:SHOWN]]
    return Joined((*texts, "…") if len(shown) > SHOWN else tuple(texts), ", ")


def _third_value(table: Texts, column: str, words: Counter[str]) -> Problem:
    return Problem(
        code="unclear-outcome",
        subject=column,
        file=table.label,
        message=say(
            "an outcome has two values, such as yes and no; here are {values}.", values=values_with_counts(words)
        ),
        remedy=say("Say which values mean won and lost with --won and --lost; the others are then open."),
    )


def _refuse_one_sided(
    table: Texts, column: str, words: Counter[str], won: frozenset[str], lost: frozenset[str]
) -> None:
    """Only one of the two is named, and the other is none of the usual words: are the other values that, or open?"""
    others = Counter({word: count for word, count in words.items() if word not in won | lost})
    for option, named in (("--won", won), ("--lost", lost)):
        if others and "" not in named and named.isdisjoint(words):
            raise InputError(_one_sided(table, column, option, others))


def _one_sided(table: Texts, column: str, option: str, others: Counter[str]) -> Problem:
    message = (
        say("no value is said to mean lost; the others are {values}.", values=values_with_counts(others))
        if option == "--lost"
        else say("no value is said to mean won; the others are {values}.", values=values_with_counts(others))
    )
    return Problem(
        code="unclear-outcome",
        subject=column,
        file=table.label,
        message=message,
        remedy=say("Name those of them that do with {option}; the rest are then open.", option=option),
    )


def _unknown_value(table: Texts, column: str, word: str, words: Counter[str]) -> Problem:
    near = get_close_matches(word, list(words), n=1)
    return Problem(
        code="unknown-value",
        subject=column,
        file=table.label,
        message=say("no row has the value '{value}'; did you mean '{near}'?", value=excerpt(word), near=near[0])
        if near
        else say("no row has the value '{value}'.", value=excerpt(word)),
        remedy=say("Give some of these: {values}.", values=values_with_counts(words)),
    )


def _both(table: Texts, column: str, word: str) -> Problem:
    return Problem(
        code="unclear-outcome",
        subject=column,
        file=table.label,
        message=say("'{value}' is said to mean both won and lost.", value=excerpt(word)),
        remedy=say("Give it to --won or to --lost."),
    )
