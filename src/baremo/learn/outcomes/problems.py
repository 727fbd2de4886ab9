"""What makes a history useless for learning, and how to mend it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from baremo.engine.inputs.source import excerpt
from baremo.engine.past import Texts
from baremo.errors import InputError, Problem
from baremo.learn.feature import Flags
from baremo.learn.outcomes.naming import columns_of, lacks, listed, row_of, rows_named
from baremo.learn.outcomes.outcome import Outcome
from baremo.texts import Joined, Text, WholeNumber, say

FEWEST = 10  # conversions to learn anything from
LONGEST_HORIZON = 3650  # days

LeftOut = tuple[tuple[Text, int], ...]


def check_asked(leads: Texts, deals: Texts | None, ask: Outcome) -> None:
    """Refuses what cannot be meant, before any row is read."""
    problems = []
    if ask.outcome is None and deals is None:
        problems.append(_no_outcome(leads))
    elif ask.outcome is not None and ask.outcome not in leads and (deals is None or ask.outcome not in deals):
        problems.append(_no_column(leads, ask.outcome))
    if ask.outcome_at is not None and ask.outcome_at not in leads and deals is None:
        problems.append(_no_column(leads, ask.outcome_at, option="--outcome-at"))
    if ask.horizon is not None and not 1 <= ask.horizon <= LONGEST_HORIZON:
        problems.append(_bad_horizon(ask.horizon))
    if not leads.columns.num_rows:
        problems.append(_no_leads(leads))
    if problems:
        raise InputError(problems)


def check_classes(leads: Texts, won: Flags, left_out: LeftOut) -> None:
    """Refuses a history in which all ended alike, or hardly anyone was won."""
    conversions = int(won.sum())
    if conversions in (0, len(won)):
        raise InputError(_one_class(leads, len(won), left_out, all_won=conversions > 0))
    if conversions < FEWEST:
        raise InputError(_too_few(leads, conversions, left_out))


def repeated_ids(leads: Texts, name: str, ids: npt.NDArray[np.object_]) -> Problem | None:
    """The problem of an id that is missing or stands twice."""
    blank = np.flatnonzero(ids == np.array(None))
    if len(blank):
        return Problem(
            code="no-id",
            subject=name,
            file=leads.label,
            line=row_of(leads, blank[0]),
            message=say("{message}; first in {rows}.", message=say("a row has no {key}", key=name),
                        rows=rows_named(leads, blank)),
            remedy=say("Fill the column in every row, or leave the rows out."),
        )  # fmt: skip
    _, first, counts = np.unique(ids.astype(str), return_index=True, return_counts=True)
    twice = first[counts > 1]
    if not len(twice):
        return None
    value = ids[twice.min()]
    rows = np.flatnonzero(ids == value)
    return Problem(
        code="repeated-id",
        subject=name,
        file=leads.label,
        line=row_of(leads, rows[1]),
        message=say("'{value}' stands in {rows}.", value=excerpt(value), rows=rows_named(leads, rows)),
        remedy=say("Give each id one row."),
    )


def no_rows(leads: Texts, left_out: LeftOut, *, undated: bool) -> Problem:
    return Problem(
        code="no-rows",
        subject="",
        file=leads.label,
        message=say("no lead is left to learn from; left out: {reasons}.", reasons=_reasons(left_out)),
        remedy=say("Fill the column that says when leads came in, or name another one with --time: {has}.",
                   has=listed(columns_of(leads)))
        if undated
        else say(
            "Give a history that goes further back, a shorter horizon or an earlier date to look at leads;"
            " --as-of says up to when the history tells."
        ),
    )  # fmt: skip


def no_time(leads: Texts, option: str) -> Problem:
    return Problem(
        code="no-time",
        subject=option,
        file=leads.label,
        message=say("{option} counts from when a lead came in, and no column says when.", option=option),
        remedy=say("Name that column with --time: {has}.", has=listed(columns_of(leads))),
    )


def no_horizon() -> Problem:
    return Problem(
        code="no-horizon",
        subject="--horizon",
        message=say("leads looked at again and again need a time within which to be won."),
        remedy=say("Give it with --horizon, such as 90d."),
    )


def no_outcome_at(column: str) -> Problem:
    return Problem(
        code="no-outcome-at",
        subject=column,
        message=say("leads looked at again and again need a date on which they were won or lost."),
        remedy=say(
            "Name the column that holds it with --outcome-at, give won deals with --deals, or look at each lead once:"
            " at one date (--score-at 2026-06-30), or so long after it came in (--score-at 60d)."
        ),
    )


def _no_outcome(leads: Texts) -> Problem:
    return Problem(
        code="no-outcome",
        subject="--outcome",
        file=leads.label,
        message=say("nothing says which leads were won."),
        remedy=say(
            "Name the column that does with --outcome, or give won deals with --deals; there are: {has}.",
            has=listed(columns_of(leads)),
        ),
    )


def _no_column(leads: Texts, name: str, *, option: str = "--outcome") -> Problem:
    return Problem(
        code="no-column",
        subject=excerpt(name),
        file=leads.label,
        message=lacks(leads, name),
        remedy=say("Name one of its columns with {option}: {has}.", option=option, has=listed(columns_of(leads))),
    )


def _bad_horizon(days: int) -> Problem:
    return Problem(
        code="bad-horizon",
        subject="--horizon",
        message=say("{days} days are no horizon.", days=days),
        remedy=say("Write whole days or weeks, such as 90d or 12w."),
    )


def _no_leads(leads: Texts) -> Problem:
    return Problem(
        code="no-rows",
        subject="",
        file=leads.label,
        message=say("there are no leads in it."),
        remedy=say("Give a file with a header and rows."),
    )


def _one_class(leads: Texts, rows: int, left_out: LeftOut, *, all_won: bool) -> Problem:
    template = (
        say("all {rows} leads are won; left out: {reasons}.", rows=WholeNumber(rows), reasons=_reasons(left_out))
        if all_won
        else say("none of {rows} leads is won; left out: {reasons}.", rows=WholeNumber(rows),
                 reasons=_reasons(left_out))
    )  # fmt: skip
    return Problem(
        code="one-class",
        subject="--outcome",
        file=leads.label,
        message=template,
        remedy=say(
            "Give leads that were won and leads that were not; where a blank outcome means lost, say so with --lost ''."
        )
        if all_won
        else say("Give leads that were won and leads that were not, or say with --won which value means won."),
    )


def _too_few(leads: Texts, conversions: int, left_out: LeftOut) -> Problem:
    return Problem(
        code="too-few-conversions",
        subject="--outcome",
        file=leads.label,
        message=say(
            "{count} conversions are too few to learn from, {fewest} are needed; left out: {reasons}.",
            count=conversions,
            fewest=FEWEST,
            reasons=_reasons(left_out),
        ),
        remedy=say("Give a longer history; until then, write the points by hand."),
    )


def _reasons(left_out: LeftOut) -> Text | Joined:
    if not left_out:
        return say("nobody")
    return Joined(tuple(say("{why}: {count}", why=why, count=WholeNumber(n)) for why, n in left_out), ", ")
