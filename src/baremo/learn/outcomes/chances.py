"""A lead's chances to be won: the first begins when it came in, each later one when it was won.

Later chances are rows whether they were won or not: wins alone would tell by their ages that they are wins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from baremo.learn.history import Instants
from baremo.learn.outcomes.deals import Deals
from baremo.learn.outcomes.moments import Places, horizon_ends, over
from baremo.learn.outcomes.rows import Looks, Past, Rows
from baremo.texts import Text, WholeNumber, say

# Of the leads that were won, as many at least must have been won again within the horizon. Where fewer were, later
# chances are hardly ever won: they say little of who buys again, and blur who becomes a customer at all.
OFTEN = 1 / 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Wins:
    """Each lead's wins, in the order of leads and time.

    Attributes
    ----------
    at, over : arrays of shape (n,), datetime64[us]
        The first and the last moment at which it may have been won: they differ where a bare date says when.
    """

    lead: Places
    at: Instants
    over: Instants

    def leads(self) -> int:
        return len(np.unique(self.lead))

    def won_again(self, horizon: int | None) -> int:
        """Leads with another win within so many days of one, or ever."""
        again = self.lead[1:] == self.lead[:-1]
        if horizon is not None:
            again &= self.at[1:] <= horizon_ends(self.over[:-1], horizon)
        return len(np.unique(self.lead[1:][again]))


def with_later_chances(
    past: Past, first: Looks, after: np.timedelta64, horizon: int | None
) -> tuple[Looks, tuple[Text, ...]]:
    """The looks at first chances and, where leads are often won again, those at the later ones.

    Parameters
    ----------
    after : timedelta64
        How long after a chance has begun it is looked at.
    horizon : int, optional
        Days. Without it later chances, which have always had less time than the first, are no rows.
    """
    if past.deals is None or past.ended is not None or past.begin is None:
        return first, ()
    wins = _wins(past.deals, past.begin, past.known_until)
    won, ever = wins.leads(), wins.won_again(None)
    if not ever:
        return first, ()
    if horizon is None:
        return first, (_without_horizon(won, ever),)
    soon = wins.won_again(horizon)
    if soon < OFTEN * won:
        return first, (_too_few(won, ever, soon),)
    return _with(first, wins, after), ()


def later_chances_told(rows: Rows) -> tuple[Text, ...]:
    """How many rows are later chances, where there may be such."""
    if rows.again is None:
        return ()
    return (
        say(
            "a lead that was won can be won again, so each win begins another chance, a row of its own: {count} of"
            " {rows} rows are such later chances.",
            count=WholeNumber(int(rows.again.sum())),
            rows=WholeNumber(len(rows.again)),
        ),
    )


def _wins(deals: Deals, begin: Instants, known_until: np.datetime64 | None) -> Wins:
    """Those since their leads came in, as far as the history tells."""
    places = deals.wins
    lead, at = deals.lead[places], deals.at[places]
    counted = over(at) >= begin[lead]
    if known_until is not None:
        counted &= at <= known_until
    return Wins(lead=lead[counted], at=at[counted], over=over(at[counted]))


def _with(first: Looks, wins: Wins, after: np.timedelta64) -> Looks:
    """A chance begins when the win before it is over, and the win is known then."""
    assert first.moments is not None
    assert first.since is not None
    assert first.known is not None
    moments = wins.over + after
    return Looks(
        lead=np.concatenate([first.lead, wins.lead]),
        moments=np.concatenate([first.moments, moments]),
        since=np.concatenate([first.since, wins.over]),
        known=np.concatenate([first.known, moments]),
        again=np.repeat([False, True], [len(first.lead), len(wins.lead)]),
    )


def _without_horizon(won: int, ever: int) -> Text:
    return say(
        "deals after a lead's first are not learned from without a horizon: of {won} won leads {again} were won"
        " again. Give --horizon to learn from them.",
        won=WholeNumber(won),
        again=WholeNumber(ever),
    )


def _too_few(won: int, ever: int, soon: int) -> Text:
    return say(
        "deals after a lead's first are not learned from, since few leads had any in time: of {won} won leads {again}"
        " were won again, {soon} of them within the horizon. Snapshots (--score-at monthly) learn from such deals.",
        won=WholeNumber(won),
        again=WholeNumber(ever),
        soon=WholeNumber(soon),
    )
