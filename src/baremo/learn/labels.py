"""Which leads are looked at when, and whether they became customers within the horizon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from baremo.engine.moments import instant_of as instant_in_utc
from baremo.engine.past import Texts, event_spans, table_of_texts
from baremo.engine.scoring import Sources
from baremo.errors import InputError
from baremo.learn.history import Instants, Labels
from baremo.learn.libraries import let_arrow_find_pandas
from baremo.learn.outcomes.chances import later_chances_told, with_later_chances
from baremo.learn.outcomes.deals import read_deals
from baremo.learn.outcomes.moments import DAY, US, ScoreAt, ends, instant_of, over, score_at, snapshots
from baremo.learn.outcomes.naming import column_of, instants, strings
from baremo.learn.outcomes.outcome import Outcome, ended
from baremo.learn.outcomes.problems import (
    check_asked,
    check_classes,
    no_horizon,
    no_outcome_at,
    no_rows,
    no_time,
    repeated_ids,
)
from baremo.learn.outcomes.rows import Looks, Past, Rows, rows_of
from baremo.texts import Text, WholeNumber, say

CREATED = "created_at"
STRANGERS = 0.05  # of the ids of the events: visitors who never became leads
AFTER_A_DAY = ScoreAt(after=np.timedelta64(24 * 3_600_000_000, "us"))
AT_ONCE = ScoreAt(after=np.timedelta64(0, "us"))

Ids = npt.NDArray[np.object_]
Said = tuple[Text, ...]


def labelled(sources: Sources, ask: Outcome) -> Labels:
    """The rows of a history that can be learned from.

    With moments they come in the order of time, then of ids; else in the order of the leads.

    Raises
    ------
    InputError
        Nothing can be learned: one outcome alone, fewer than 10 conversions, columns that are not there, dates
        or values that cannot be read, ids that stand twice.

    Examples
    --------
    >>> leads = [{"lead_id": str(i), "won": "yes" if i % 2 else "no"} for i in range(40)]
    >>> labels = labelled(Sources(leads=leads), Outcome(outcome="won"))
    >>> labels.rows, int(labels.outcome.sum())
    (40, 20)
    """
    let_arrow_find_pandas()
    leads = table_of_texts(sources.leads, "leads")
    deals = table_of_texts(ask.deals, "deals") if ask.deals is not None else None
    check_asked(leads, deals, ask)
    past = _past(leads, deals, sources, ask)
    looks, notes = _looks(leads, past, ask)
    rows = rows_of(past, looks, ask.horizon)
    left_out = (*_never_looked_at(past, looks), *rows.left_out)
    if not len(rows.lead):
        undated = past.begin is not None and bool(np.isnat(past.begin).all())
        raise InputError(no_rows(leads, left_out, undated=undated))
    check_classes(leads, rows.won, left_out)
    labels = _labels(past, ask, rows)
    return replace(labels, left_out=left_out, warnings=(*past.notes, *notes, *_warnings(past, ask, rows)))


def ids_of(leads: Texts, sources: Sources) -> tuple[Ids, Said]:
    """The leads' ids, or the numbers of their rows where no column holds ids."""
    if sources.id_column is None and "lead_id" not in leads:
        rows = np.array([str(row) for row in range(1, leads.columns.num_rows + 1)], object)
        return rows, (say("the leads have no ids: the numbers of their rows stand for them."),)
    name = column_of(leads, sources.id_column or "lead_id", "--id")
    ids = strings(leads.column(name))
    problem = repeated_ids(leads, name, ids)
    if problem is not None:
        raise InputError(problem)
    return ids, ()


def time_column(leads: Texts, ask: Outcome) -> str | None:
    """The column that says when a lead came in."""
    if ask.time is not None:
        return column_of(leads, ask.time, "--time")
    return CREATED if CREATED in leads else None


def _past(leads: Texts, deals: Texts | None, sources: Sources, ask: Outcome) -> Past:
    ids, notes = ids_of(leads, sources)
    of_deals = deals is not None and (ask.outcome is None or ask.outcome in deals)
    found = None if of_deals else ended(leads, ask, str(ask.outcome))
    when = None if ask.outcome_at is None or ask.outcome_at in leads else ask.outcome_at
    asked = ask if of_deals else replace(ask, outcome=None, outcome_at=when, won=(), lost=())
    won = None if deals is None else read_deals(deals, sources, asked, ids)
    until = None if ask.as_of is None else instant_of(ask.as_of)
    begin, last, more = _beginnings(leads, sources, ask, ids, until)
    latest, late = _latest((begin, found.at if found else None, won.at if won else None, last))
    return Past(
        ids=ids,
        begin=begin,
        ended=found,
        deals=won,
        known_until=latest if until is None else until,
        with_events=sources.events is not None,
        notes=(
            *(*leads.notes, *notes, *(found.notes if found else ()), *(won.notes if won else ()), *more),
            *(late if until is None else ()),
        ),
    )


def _beginnings(
    leads: Texts, sources: Sources, ask: Outcome, ids: Ids, until: np.datetime64 | None
) -> tuple[Instants | None, Instants | None, Said]:
    """When leads came in, or did something first; and when their events end."""
    column = time_column(leads, ask)
    begin, notes = instants(leads, column) if column is not None else (None, ())
    if sources.events is None:
        return begin, None, notes
    spans = event_spans(sources.events, sources.event_columns, until=None if until is None else _aware(until))
    first, last = (spans.column(name).to_numpy().astype("datetime64[us]") for name in ("first", "last"))
    notes = (*notes, *_of_nobody(spans.column("lead_id"), ids))
    if begin is not None:
        return begin, last, notes
    place = {lead: row for row, lead in enumerate(spans.column("lead_id").to_pylist())}
    begin = np.append(first, np.datetime64("NaT", "us"))[[place.get(lead, len(place)) for lead in ids]]
    return begin, last, (*notes, say("no column says when leads came in: their first events do."))


def _of_nobody(with_events: pa.ChunkedArray, ids: Ids) -> Said:
    """What must be said where events are of leads that nobody knows: ids may be written in two ways."""
    known = pc.sum(pc.is_in(with_events, pa.array(ids, pa.string()))).as_py() or 0
    unknown = len(with_events) - known
    if not known:
        return (say("no event is of one of the leads: are their ids the same in both files?"),)
    if unknown <= STRANGERS * len(with_events):
        return ()
    return (
        say(
            "{unknown} ids of the events are not among the leads, and {known} are: what those did is not used.",
            unknown=WholeNumber(unknown),
            known=WholeNumber(known),
        ),
    )


def _latest(known: Iterable[Instants | None]) -> tuple[np.datetime64 | None, Said]:
    """The latest instant of a history; where it is a bare date, the end of that day.

    Dates to come, which are plans or slips, do not make a history longer: else leads of last week would have had
    their time, and be lost.
    """
    dated = np.concatenate([np.empty(0, "datetime64[us]"), *(each for each in known if each is not None)])
    dated = dated[~np.isnat(dated)]
    past = dated[dated <= np.datetime64(datetime.now(UTC).replace(tzinfo=None), "us")]
    if not len(dated):
        return None, ()
    if not len(past) or len(past) == len(dated):
        return over(dated).max(), ()
    note = say(
        "dates in the future: {count}. The history ends with the latest of the others; --as-of sets another end.",
        count=WholeNumber(len(dated) - len(past)),
    )
    return over(past).max(), (note,)


def _looks(leads: Texts, past: Past, ask: Outcome) -> tuple[Looks, Said]:
    """Who is looked at when, and what a reader must know where nobody said."""
    if past.begin is None:
        for option, given in ("--score-at", ask.score_at), ("--horizon", ask.horizon):
            if given is not None:
                raise InputError(no_time(leads, option))
        return Looks(lead=np.arange(len(past.ids))), ()
    at = AFTER_A_DAY if past.with_events else AT_ONCE
    notes: Said = ()
    if ask.score_at is not None:
        at = score_at(ask.score_at)
    elif past.with_events:
        notes = (say("leads are looked at 24 hours after they came in, since nothing else was said."),)
    if at.after is None:
        return _again_and_again(past, past.begin, ask, at)
    lead = np.flatnonzero(~np.isnat(past.begin))
    begin = past.begin[lead]
    moments = begin + at.after
    # At once nothing else of the very moment is known: what happens then is the outcome.
    at_once = at.after == np.timedelta64(0) and not past.with_events
    first = Looks(lead=lead, moments=moments, since=begin, known=moments - US if at_once else moments)
    looks, told = with_later_chances(past, first, at.after, ask.horizon)
    if past.ended is None and ask.horizon is None:
        told = (*told, say("no horizon is given: newer leads have had less time to be won."))
    return looks, (*notes, *told)


def _again_and_again(past: Past, begin: Instants, ask: Outcome, at: ScoreAt) -> tuple[Looks, Said]:
    undated = past.ended is not None and past.ended.at is None
    notes: Said = ()
    if at.dates is not None and len(at.dates) == 1:  # everybody once, with as much time from then on
        notes = (_may_be_decided(str(ask.outcome)),) if undated else ()
    else:
        problems = [no_horizon()] if ask.horizon is None else []
        problems += [no_outcome_at(str(ask.outcome))] if undated else []
        if problems:
            raise InputError(problems)
    found = snapshots(begin, at.dates if at.dates is not None else _ends(past, begin, ask, at))
    looks = Looks(lead=found.lead, moments=found.moments, since=found.moments, known=found.moments, once=False)
    return looks, (*notes, *found.notes)


def _ends(past: Past, begin: Instants, ask: Outcome, at: ScoreAt) -> Instants:
    """The ends of periods of which the horizon has passed."""
    came = begin[~np.isnat(begin)]
    if past.known_until is None or not len(came):
        return np.empty(0, "datetime64[us]")
    return ends(at.period or "monthly", came.min(), past.known_until - (ask.horizon or 0) * DAY)


def _never_looked_at(past: Past, looks: Looks) -> tuple[tuple[Text, int], ...]:
    """The leads that stand at no moment, and why."""
    if past.begin is None:
        return ()
    unknown = np.isnat(past.begin)
    later = ~unknown & ~np.isin(np.arange(len(unknown)), looks.lead)
    reasons = (
        (say("nobody knows when they came in"), int(unknown.sum())),
        (say("came in after the last date on which leads are looked at"), int(later.sum())),
    )
    return tuple((why, count) for why, count in reasons if count)


def _labels(past: Past, ask: Outcome, rows: Rows) -> Labels:
    if rows.moments is not None:
        rows = rows.take(np.lexsort((past.ids[rows.lead].astype(str), rows.moments)))
    return Labels(
        lead_ids=past.ids[rows.lead],
        moments=rows.moments,
        by_rows=ask.by_rows and rows.moments is None,
        outcome=rows.won,
        outcome_at=rows.at,
        amounts=rows.amounts,
        horizon=ask.horizon,
        known_until=past.known_until,
    )


def _warnings(past: Past, ask: Outcome, rows: Rows) -> Said:
    found = [*later_chances_told(rows)]
    if past.deals is not None and past.begin is not None:
        early = int((over(past.deals.at) < past.begin[past.deals.lead]).sum())
        if early:
            found.append(
                say("won deals dated before their lead came in, not counted: {count}.", count=WholeNumber(early))
            )
    if past.ended is not None and past.ended.at is None and ask.horizon is not None:
        found.append(say("no column says when leads were won: a win counts however late it came."))
    return tuple(found)


def _may_be_decided(column: str) -> Text:
    return say(
        "{column}: no column says when leads were won or lost, so some may have been before they are looked at: the"
        " figures may flatter. --outcome-at names such a column.",
        column=column,
    )


def _aware(instant: np.datetime64) -> datetime:
    return instant_in_utc(int(instant.astype("datetime64[us]").astype(np.int64)))
