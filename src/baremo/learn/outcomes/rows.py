"""Leads at moments, and how each of these rows ended within its horizon.

A row whose horizon has not passed is left out, its win too: else the newest leads would look better or worse
than they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from baremo.learn.feature import Flags, Numbers
from baremo.learn.history import Instants
from baremo.learn.outcomes.deals import Deals, Windows
from baremo.learn.outcomes.moments import Places, horizon_ends, over
from baremo.learn.outcomes.outcome import IS_WON, OPEN, Ended
from baremo.texts import Text, say

LONG_AGO = np.datetime64("0001-01-01", "us")


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What a history tells, lead by lead in the order of the file, before anyone is looked at."""

    ids: npt.NDArray[np.object_]
    begin: Instants | None  # when each came in; NaT where nobody knows
    ended: Ended | None  # by a column of the leads
    deals: Deals | None
    known_until: np.datetime64 | None
    with_events: bool
    notes: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Looks:
    """Who is looked at when.

    Attributes
    ----------
    since : array of shape (n,), datetime64[us], or None
        From when a row's horizon counts.
    known : array of shape (n,), datetime64[us], or None
        Up to when all is known of a row's lead; whatever comes later is its outcome.
    again : array of shape (n,), bool, or None
        It is a chance that began when the lead was won; None where leads have no such rows.
    once : bool
        Each chance is looked at once only, so that one that was decided before is no row.
    """

    lead: Places
    moments: Instants | None = None
    since: Instants | None = None
    known: Instants | None = None
    again: Flags | None = None
    once: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """Leads at moments, and how they ended."""

    lead: Places
    moments: Instants | None
    until: Instants | None  # the end of the row's horizon
    won: Flags
    at: Instants | None
    amounts: Numbers | None
    again: Flags | None = None  # as in `Looks`
    left_out: tuple[tuple[Text, int], ...] = ()

    def take(self, chosen: Places | Flags) -> Rows:
        return replace(
            self,
            lead=self.lead[chosen],
            moments=None if self.moments is None else self.moments[chosen],
            until=None if self.until is None else self.until[chosen],
            won=self.won[chosen],
            at=None if self.at is None else self.at[chosen],
            amounts=None if self.amounts is None else self.amounts[chosen],
            again=None if self.again is None else self.again[chosen],
        )


def rows_of(past: Past, looks: Looks, horizon: int | None) -> Rows:
    """The rows with their outcome; those that tell nothing are left out and counted."""
    until = None if horizon is None or looks.since is None else horizon_ends(looks.since, horizon)
    if past.ended is not None:
        return _by_column(past, past.ended, looks, until)
    assert past.deals is not None
    return _by_deals(past, past.deals, looks, until)


def _by_column(past: Past, told: Ended, looks: Looks, until: Instants | None) -> Rows:
    state, at = told.state[looks.lead], None if told.at is None else told.at[looks.lead]
    is_open, won = state == OPEN, state == IS_WON
    early = np.zeros(len(state), bool)
    if at is not None and past.known_until is not None:
        later = at > past.known_until
        won &= ~later
        is_open |= later & (not told.blank_is_lost)
    if at is not None and until is not None:
        won &= np.isnat(at) | (at <= until)
    if at is not None and looks.known is not None:
        early = over(at) <= looks.known
    amounts = None
    if past.deals is not None:
        amounts = _windows(past, past.deals, looks, until).amounts(past.deals)
        amounts = None if amounts is None else np.where(won, amounts, np.nan)
    rows = Rows(lead=looks.lead, moments=looks.moments, until=until, won=won, at=at, amounts=amounts)
    return _without(past, rows, [(is_open, say("still open, without an outcome")), (early, _decided())])


def _by_deals(past: Past, deals: Deals, looks: Looks, until: Instants | None) -> Rows:
    windows = _windows(past, deals, looks, until)
    if looks.again is not None:  # what comes after the win is the next chance's
        windows = windows.until_won(deals)
    rows = Rows(
        lead=looks.lead,
        moments=looks.moments,
        until=until,
        won=windows.won,
        at=windows.first(deals),
        amounts=windows.amounts(deals),
        again=looks.again,
    )
    undated = np.isin(looks.lead, deals.undated)
    early = looks.once & (windows.begin > deals.over_by(looks.lead, _decided_from(looks)))
    return _without(past, rows, [(undated, say("won, and nobody knows when")), (early, _decided())])


def _windows(past: Past, deals: Deals, looks: Looks, until: Instants | None) -> Windows:
    known = looks.known if looks.known is not None else np.full(len(looks.lead), LONG_AGO)
    last = until
    if past.known_until is not None:
        told = np.full(len(looks.lead), past.known_until)
        last = told if until is None else np.minimum(until, told)
    return deals.windows(looks.lead, known, last)


def _decided_from(looks: Looks) -> Instants:
    """Deals after that, known when the row is looked at, have decided it: not those that began its chance."""
    long_ago = np.full(len(looks.lead), LONG_AGO)
    if looks.again is None or looks.since is None:
        return long_ago
    found: Instants = np.where(looks.again, looks.since, long_ago)
    return found


def _without(past: Past, rows: Rows, reasons: list[tuple[Flags, Text]]) -> Rows:
    """Each row that is left out is counted once, under the first reason that holds."""
    if past.known_until is not None and rows.moments is not None:
        if rows.until is not None:
            reasons.append((rows.until > past.known_until, say("their horizon has not passed yet")))
        reasons.append((rows.moments > past.known_until, say("looked at later than the history tells")))
    kept = np.ones(len(rows.lead), bool)
    left_out = []
    for holds, why in reasons:
        gone = kept & holds
        if gone.any():
            left_out.append((why, int(gone.sum())))
        kept &= ~gone
    return replace(rows.take(kept), left_out=tuple(left_out))


def _decided() -> Text:
    return say("decided before they are looked at")
