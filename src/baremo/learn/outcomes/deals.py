"""The deals of a history: which lead was won when, and for how much.

A lead may be won more than once; deals are kept in the order of leads and time, so that a window is a slice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from baremo.engine.inputs.source import excerpt
from baremo.engine.past import Texts, numbers_of
from baremo.engine.scoring import Sources
from baremo.errors import InputError, Problem
from baremo.learn.feature import Flags, Numbers
from baremo.learn.history import Instants
from baremo.learn.outcomes.moments import over
from baremo.learn.outcomes.naming import column_of, columns_of, instants, known_as, listed, present, row_of
from baremo.learn.outcomes.outcome import (
    IS_WON,
    LOST,
    WON,
    Outcome,
    counted,
    named_words,
    states_of,
    values_with_counts,
)
from baremo.texts import Text, WholeNumber, say

Places = npt.NDArray[np.intp]

LEAD_NAMES = ("lead_id", "lead")
DATE_NAMES = (
    *("won_at", "won_date", "won_on", "date_won", "closed_at", "close_date", "closed_date", "closed_on", "decided_at"),
    *("signed_at", "converted_at", "purchased_at", "purchase_date", "ordered_at", "order_date", "deal_date", "date"),
    *("timestamp", "time", "fecha_cierre", "fecha_de_cierre", "fecha"),
)
STATUS_NAMES = (
    *("outcome", "status", "deal_status", "stage", "deal_stage", "result", "resultado", "estado", "etapa"),
    *("is_won", "won", "ganado", "ganada"),
)
AMOUNT_NAMES = (
    *("amount", "deal_amount", "amount_won", "value", "deal_value", "close_value", "revenue", "total", "price"),
    *("importe", "monto", "valor"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Deals:
    """Won deals of known leads.

    Attributes
    ----------
    lead : array of shape (n,), intp
        The lead's row, ascending.
    at : array of shape (n,), datetime64[us]
        When it was won, a bare date as midnight; within a lead in the order in which they are over.
    amount : array of shape (n,), float64, or None
        NaN where there is none.
    undated : array of intp
        Rows of leads that have a won deal of which nobody knows when.
    """

    lead: Places
    at: Instants
    amount: Numbers | None
    undated: Places
    notes: tuple[Text, ...] = ()

    @property
    def wins(self) -> Places:
        """Where wins begin: deals of one lead at one moment, or of one bare date, are one win."""
        found = over(self.at)
        return np.flatnonzero((np.diff(self.lead, prepend=-1) != 0) | (found != np.roll(found, 1)))

    def windows(self, lead: Places, known: Instants, until: Instants | None) -> Windows:
        """The deals of each row's lead that are not over when it is looked at, up to another instant (included).

        A bare date is some time of its day: not over before the day is, and early enough from its first hour on.
        """
        begin = self.over_by(lead, known)
        end = np.searchsorted(self.lead, lead, "right") if until is None else self._up_to(self.at, lead, until)
        return Windows(begin=begin, end=np.maximum(begin, end))

    def over_by(self, lead: Places, at: Instants) -> Places:
        """Where the deals of each row's lead end that are over by then."""
        return self._up_to(over(self.at), lead, at)

    def _up_to(self, won: Instants, lead: Places, limit: Instants) -> Places:
        times = np.unique(won)
        width = len(times) + 1
        # On a day of which a lead has a deal with an hour and one without, that without counts as the later.
        keys = np.maximum.accumulate(self.lead * width + np.searchsorted(times, won))
        return np.searchsorted(keys, lead * width + np.searchsorted(times, limit, "right"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Windows:
    """Slices of the deals, one for each row."""

    begin: Places
    end: Places

    @property
    def won(self) -> Flags:
        return self.end > self.begin

    def until_won(self, deals: Deals) -> Windows:
        """They end with the first win."""
        wins = deals.wins
        following = np.append(wins, len(deals.at))[np.searchsorted(wins, self.begin, "right")]
        return replace(self, end=np.minimum(self.end, following))

    def first(self, deals: Deals) -> Instants:
        """When the first of them was won; NaT where there is none."""
        found = np.full(len(self.begin), np.datetime64("NaT", "us"))
        found[self.won] = deals.at[self.begin[self.won]]
        return found

    def amounts(self, deals: Deals) -> Numbers | None:
        """The sum of them; NaN where none has an amount."""
        if deals.amount is None:
            return None
        found = np.full(len(self.begin), np.nan)
        bounds = np.column_stack([self.begin, self.end])[self.won].ravel()
        if len(bounds):
            known = np.append(~np.isnan(deals.amount), False)
            sums = np.add.reduceat(np.append(np.nan_to_num(deals.amount), 0.0), bounds)[::2]
            some = np.add.reduceat(known.astype(np.intp), bounds)[::2] > 0
            found[self.won] = np.where(some, sums, np.nan)
        return found


def read_deals(table: Texts, sources: Sources, ask: Outcome, ids: npt.NDArray[np.object_]) -> Deals:
    """The won deals of the leads with these ids."""
    lead = _column(table, _lead_names(sources), LEAD_NAMES, "--id")
    at, notes = instants(table, _date_column(table, ask, sources))
    amount_column = known_as(table, AMOUNT_NAMES)
    amounts, said = (None, ()) if amount_column is None else _amounts(table, amount_column)
    won, said_of_won = _won(table, ask)
    texts = table.column(lead)
    places = np.asarray(pc.index_in(texts, pa.array(ids, pa.string())).fill_null(-1), np.intp)
    known = won & (places >= 0)
    if not known.any():
        raise InputError(_of_nobody(table, lead, texts, won))
    dated = known & ~np.isnat(at)
    chosen = np.flatnonzero(dated)
    chosen = chosen[np.lexsort((at[chosen], over(at[chosen]), places[chosen]))]
    return Deals(
        lead=places[chosen],
        at=at[chosen],
        amount=None if amounts is None else amounts[chosen],
        undated=np.unique(places[known & ~dated]),
        notes=(*table.notes, *notes, *said, *said_of_won, *_left(int((won & (places < 0)).sum()))),
    )


def _left(unknown: int) -> tuple[Text, ...]:
    if not unknown:
        return ()
    return (say("won deals of unknown leads, left out: {count}.", count=WholeNumber(unknown)),)


def _lead_names(sources: Sources) -> tuple[str, ...]:
    mapped = (sources.event_columns or {}).get("lead")
    return tuple(name for name in (sources.id_column, mapped) if name)


def _date_column(table: Texts, ask: Outcome, sources: Sources) -> str:
    if ask.outcome_at is not None:
        return column_of(table, ask.outcome_at, "--outcome-at")
    mapped = (sources.event_columns or {}).get("time")
    return _column(table, (mapped,) if mapped else (), DATE_NAMES, "--outcome-at")


def _column(table: Texts, asked: Iterable[str], usual: tuple[str, ...], option: str) -> str:
    """The first of the names asked for that is there, else of the usual ones."""
    found = next((name for name in asked if name in table), None) or known_as(table, usual)
    if found is not None:
        return found
    wanted = " ".join(usual[:4])
    raise InputError(
        Problem(
            code="no-column",
            subject=usual[0],
            file=table.label,
            message=say("the deals have no column such as {names}.", names=wanted),
            remedy=say("Name one of its columns with {option}: {has}.", option=option, has=listed(columns_of(table))),
        )
    )


def _won(table: Texts, ask: Outcome) -> tuple[Flags, tuple[Text, ...]]:
    """Which deals are won: all, where no column tells their status."""
    column = _status_column(table, ask)
    if column is None:
        return np.ones(table.columns.num_rows, bool), ()
    texts = table.column(column)
    words = counted(texts)
    won, lost = named_words(table, column, words, ask)
    asked = column == ask.outcome or bool(ask.won or ask.lost)
    if not asked and not words.keys() & (won | lost):  # a stage, or a region, of deals that are all won
        return np.ones(table.columns.num_rows, bool), (_all_won(column, words),) if len(words) > 1 else ()
    if not words.keys() & won:
        raise InputError(
            Problem(
                code="unclear-outcome",
                subject=column,
                file=table.label,
                message=say("no deal is won; here are {values}.", values=values_with_counts(words)),
                remedy=say("Say which value means won with --won."),
            )
        )
    is_won: Flags = states_of(texts, won, lost) == IS_WON
    return is_won, ()


def _status_column(table: Texts, ask: Outcome) -> str | None:
    """The column asked for, else one whose name is that of a status, and if possible its words, too."""
    if ask.outcome is not None and ask.outcome in table:
        return ask.outcome
    named = [column for name in STATUS_NAMES if (column := known_as(table, (name,))) is not None]
    telling = (column for column in named if counted(table.column(column)).keys() & (WON | LOST))
    return next(telling, named[0] if named else None)


def _all_won(column: str, words: Counter[str]) -> Text:
    return say(
        "{column}: no value of it is a usual word for won or lost, so every deal counts as won: {values}."
        " --won says which are.",
        column=column,
        values=values_with_counts(words),
    )


def _of_nobody(table: Texts, lead: str, texts: pa.Array, won: Flags) -> Problem:
    """Won deals, if there are any, all are of leads that nobody knows: ids may be written in two ways."""
    places = np.flatnonzero(won & present(texts))
    if not len(places):
        return Problem(
            code="no-deals",
            subject="",
            file=table.label,
            message=say("there are no won deals in it."),
            remedy=say("Give a file with a row for each won deal."),
        )
    return Problem(
        code="unknown-leads",
        subject=lead,
        file=table.label,
        line=row_of(table, places[0]),
        message=say(
            "none of {count} won deals is of one of the leads; the first is of '{value}'.",
            count=WholeNumber(len(places)),
            value=excerpt(texts[int(places[0])].as_py()),
        ),
        remedy=say("Give the ids that the leads have; --id names the leads' column that holds them."),
    )


def _amounts(table: Texts, column: str) -> tuple[Numbers, tuple[Text, ...]]:
    texts = table.column(column)
    read = numbers_of(texts, name=column, file=table.label, first_row=table.first_row)
    values: Numbers = read.values.to_numpy(zero_copy_only=False).astype(np.float64)
    below = int((values < 0).sum())
    if not below:
        return values, read.notes
    note = say(
        "{column}: amounts below zero, such as refunds: {count}. What a deal is worth is learned from the others.",
        column=column,
        count=WholeNumber(below),
    )
    return values, (*read.notes, note)
