"""Scores on other days without further events: one query over copies of the tables, one a day.

A predicted probability stays as it is: what would be foretold of a lead on a later day is not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from baremo.engine import forecast_queries as queries
from baremo.engine.backends import Progress, rows
from baremo.engine.increment.at_hand import counts_at_hand
from baremo.engine.inputs.sql import Name, sql
from baremo.engine.moments import EPOCH, Moment
from baremo.engine.passing_time import unmoved
from baremo.engine.points_in_time import copies
from baremo.engine.points_kept import TABLE, PointsKept, Taken, everything, keep_points, reduced
from baremo.engine.preview import plain
from baremo.engine.scoring import Scoring
from baremo.engine.texts import Statement, statement
from baremo.errors import InputError, Problem
from baremo.model.fingerprint import version
from baremo.texts import say

MOST_DAYS = 366  # that can be looked ahead

What = Literal["band", "stage"]


@dataclass(frozen=True, kw_only=True, slots=True)
class DayScore:
    """What a lead's outcome will be at the end of a day, should nothing more happen."""

    day: date
    score: float
    band: str | None
    grade: str | None
    eligible_stage: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standings:
    """How many leads are in a band or are eligible for a stage; None is none of them."""

    name: str | None
    leads: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaving:
    """Leads that on a day are for the first time no longer where they are now."""

    what: What
    before: str | None  # where they are now
    after: str | None  # where they will be that day
    leads: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ForecastDay:
    """All leads at the end of a day, should nothing more happen."""

    day: date  # in the model's zone
    as_of: datetime  # UTC
    bands: tuple[Standings, ...]  # highest first; empty where the model has none
    stages: tuple[Standings, ...]  # highest first, at the end those that are eligible for none; likewise
    leaving: tuple[Leaving, ...]  # bands first, highest first


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """How all leads fade on the coming days, should nothing more happen.

    Attributes
    ----------
    days : tuple of ForecastDay
        The moment itself first, where nobody leaves, then a day each.
    changes : pyarrow.Table
        A row for each lead that leaves its band, and for each that leaves its stage, on the first day on which
        it does: `lead_id` (in account models `account_id`), `day`, `what` (`band` or `stage`), `from` and `to`
        (null: none of them), `score` then. Earlier days first, of a day the highest scores first.
    """

    version: str  # of the model: its name and fingerprint
    as_of: datetime  # UTC
    scores: Literal["lead", "account"]
    leads: int
    days: tuple[ForecastDay, ...]
    changes: pa.Table

    def leaving(self, name: str | None, *, what: What = "stage") -> pa.Table:
        """The rows of `changes` of those that leave a stage, or a band."""
        is_name = pc.is_null(self.changes["from"]) if name is None else pc.equal(self.changes["from"], name)
        return self.changes.filter(pc.and_(pc.equal(self.changes["what"], what), is_name))

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON, without `changes`, which may be as many as leads."""
        return {each.name: plain(getattr(self, each.name)) for each in fields(self) if each.name != "changes"}


def forecast(running: Scoring, days: Sequence[int]) -> dict[str, list[DayScore]]:
    """Each lead's outcome so many days later, in the order of `days`, by lead."""
    moments = [_later(running.moment, days_later) for days_later in days]
    wanted = [(key, moment) for key in _keys(running) for moment in moments]
    rows = pa.table(
        {
            "key": pa.array([key for key, _ in wanted], pa.string()),
            "as_of": pa.array([moment.us for _, moment in wanted], pa.timestamp("us")),
            "day": pa.array([moment.day for _, moment in wanted], pa.int64()),
        }
    )
    with copies(running.con, running.model, running.tables, rows, running.moment) as tables:
        query = running.over(tables, latest=max(moment.us for moment in moments))
        scores = running.rows(statement(query.scores())).to_pylist()
    found: dict[str, list[DayScore]] = {}
    for row in sorted(scores, key=lambda row: int(row[running.model.key])):
        key, moment = wanted[int(row[running.model.key])]
        outcome = {name: row[name] for name in ("score", "band", "grade", "eligible_stage")}
        found.setdefault(key, []).append(DayScore(day=EPOCH.date() + timedelta(days=moment.day), **outcome))
    return found


def forecast_all(running: Scoring, days: int, *, progress: Progress | None = None) -> Forecast:
    """All leads at the end of each of the coming days, should nothing more happen.

    Only what depends on time is computed anew, from counts per lead and day.

    Parameters
    ----------
    days : int
        1 to 366.
    progress : callable, optional
        Is told the share of the days that is done.

    Raises
    ------
    InputError
        So many days cannot be looked ahead.
    """
    if not 1 <= days <= MOST_DAYS:
        raise InputError(_bad_days(days))
    told = progress or running.progress or (lambda _: None)
    now, key = replace(running, progress=None), running.model.key
    taken = unmoved(now.model, now.tables)
    try:
        points = keep_points(now)
        leads = points.leads(now)
        now.con.execute(queries.nobody_left(key))
        found = [_day(points, now, everything(now.model))]
        with counts_at_hand(now) as counts:
            for number in range(1, days + 1):
                told(number / (days + 1))
                then = now.at(_later(now.moment, number))
                kept = counts.under(then.of(reduced(then.model, taken))).kept
                found.append(_day(points, replace(then, kept=kept), taken))
        changes = rows(now.con, Statement(text=queries.changes(key, now.model)))
    finally:
        for table in (queries.DAY, queries.LEFT, TABLE):
            now.con.execute(sql("DROP TABLE IF EXISTS {t}", t=Name(table)))
    told(1)
    return Forecast(
        version=version(now.model),
        as_of=now.moment.instant,
        scores=now.model.scores,
        leads=leads,
        days=tuple(found),
        changes=changes,
    )


def _day(points: PointsKept, running: Scoring, taken: Taken) -> ForecastDay:
    """Scores all leads at one moment and notes who is elsewhere for the first time."""
    con, names = running.con, queries.names_of(running.model)
    con.execute(queries.day(points, running, taken))
    for what in names:
        con.execute(queries.leave(running.model.key, running.moment.day, what))
    standings: dict[str, tuple[Standings, ...]] = {}
    for what, known in names.items():
        found = dict(con.execute(queries.counted(what)).fetchall())
        shown = [*known, None] if what == "stage" else known
        standings[what] = tuple(Standings(name=name, leads=found.get(no, 0)) for no, name in enumerate(shown))
    leaving = [
        Leaving(what=what, before=(*names[what], None)[before], after=(*names[what], None)[after], leads=leads)
        for what, before, after, leads in con.execute(queries.ways(running.moment.day)).fetchall()
    ]
    return ForecastDay(
        day=EPOCH.date() + timedelta(days=running.moment.day),
        as_of=running.moment.instant,
        bands=standings.get("band", ()),
        stages=standings.get("stage", ()),
        leaving=tuple(leaving),
    )


def _bad_days(days: int) -> Problem:
    return Problem(
        code="bad-days",
        subject="days",
        message=say("{days} days cannot be looked ahead.", days=days),
        remedy=say("Ask for 1 to {most} days.", most=MOST_DAYS),
    )


def _later(moment: Moment, days: int) -> Moment:
    """The end of the local day so many days later."""
    day = moment.day + days
    return replace(moment, day=day, us=moment.zone.start_of(day + 1) - 1)


def _keys(running: Scoring) -> list[str]:
    """Who is scored, by their ids as text."""
    key = running.model.key
    scored = running.tables.leads if running.model.scores == "lead" else running.tables.accounts
    assert scored is not None
    query = sql("SELECT CAST({key} AS VARCHAR) FROM {scored}", key=Name(key), scored=Name(scored.name))
    return [name for (name,) in running.con.execute(query).fetchall()]
