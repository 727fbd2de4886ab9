"""One model's points kept, so that what another would change is answered while somebody waits.

'Before' is what a full scoring under the old model gives, 'after' what one under the new model gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp

from baremo.engine import preview_figures as figures
from baremo.engine import preview_queries as queries
from baremo.engine.backends import Progress
from baremo.engine.expressions import Expr, col, null_of, relation
from baremo.engine.increment.at_hand import CountsAtHand, counts_at_hand, kept_until
from baremo.engine.increment.things import things
from baremo.engine.model_changes import Pair, pairs, reading_all, taken_over
from baremo.engine.moments import moment
from baremo.engine.outcome import OUTCOME
from baremo.engine.points_kept import PointsKept, Taken, everything, forget, keep_points, subject_of
from baremo.engine.predictors import predictor_of
from baremo.engine.preview import Bar, CriterionChange, Mover, Preview
from baremo.engine.preview_problems import check_pair, check_predictors, no_outcome, not_prepared
from baremo.engine.scoring import AsOf, Scoring, Sources, scoring
from baremo.engine.texts import statement
from baremo.errors import InputError
from baremo.model.fields import fields
from baremo.model.fingerprint import version
from baremo.model.model import ScoringModel

MOVERS = 10  # leads that are told in each direction
SAID = 5  # values of an outcome that a message shows

Rows = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Previewing:
    """All leads under the old model, ready to be compared with others."""

    running: Scoring  # of the old model
    points: PointsKept
    reads: ScoringModel  # every field that was prepared
    counts: CountsAtHand | None = None
    with_outcomes: bool = False
    bars: dict[tuple[float, float], Rows] = field(default_factory=dict)  # of the old model's scores, by their range

    def lacks(self, new: ScoringModel) -> list[str]:
        """The fields that a model reads, in ways in which they were not prepared."""
        wanted, there = fields(new), fields(self.reads)
        places = ((wanted.leads, there.leads), (wanted.accounts, there.accounts), (wanted.events, there.events))
        return [
            name
            for uses, known in places
            for name, how in uses.items()
            if name not in known or not how - {"presence"} <= known[name]
        ]

    def of(self, new: ScoringModel, *, movers: int = MOVERS) -> Preview:
        """What would change under a new model.

        Parameters
        ----------
        movers : int
            How many leads are told one by one, of those that rise and of those that fall most.

        Raises
        ------
        InputError
            It scores others than the old model does, or reads fields that were not prepared.
        """
        old = self.running.model
        check_pair(old, new)
        if lacking := self.lacks(new):
            raise InputError(not_prepared(lacking))
        check_predictors(old, new)
        return _Comparison(
            previewing=self,
            running=self._running(new),
            taken=taken_over(old, new),
            pairs=tuple(pairs(old, new)),
        ).preview(movers)

    def _running(self, new: ScoringModel) -> Scoring:
        """The same inputs at the same instant under the new model, by counts where there are any."""
        now = moment(self.running.moment.instant, new.timezone)
        running = replace(self.running, model=new, moment=now, progress=None)
        if self.counts is not None:
            return self.counts.under(running)
        kept = self.running.kept
        same_days = kept is not None and new.timezone == self.running.model.timezone
        if kept is None or not same_days or any(thing.key not in kept.numbers for thing in things(new)):
            return replace(running, kept=None)
        return running


@dataclass(frozen=True, kw_only=True, slots=True)
class _Comparison:
    """One new model beside the old."""

    previewing: Previewing
    running: Scoring  # of the new model
    taken: Taken
    pairs: tuple[Pair, ...]

    @property
    def points(self) -> PointsKept:
        return self.previewing.points

    @property
    def old(self) -> ScoringModel:
        return self.previewing.running.model

    @property
    def new(self) -> ScoringModel:
        return self.running.model

    def preview(self, movers: int) -> Preview:
        self._keep()
        moves = self._rows(queries.moves())
        ways = {
            name: figures.ways_between(self.old, self.new, moves, name, with_outcomes=self.previewing.with_outcomes)
            for name in queries.PLACES
        }
        leads = sum(row["leads"] for row in moves)
        totals = {
            name: sum(row[name] for row in moves) for name in ("raised", "lowered", "score_before", "score_after")
        }
        rising, falling = (self._rows(queries.movers(self.new.key, movers, up=up)) for up in (True, False))
        told = self._told([*rising, *falling])
        return Preview(
            old=version(self.old),
            new=version(self.new),
            as_of=self.running.moment.instant,
            scores=self.new.scores,
            leads=leads,
            raised=totals["raised"],
            lowered=totals["lowered"],
            mean_before=round(totals["score_before"] / leads, 9) if leads else None,
            mean_after=round(totals["score_after"] / leads, 9) if leads else None,
            bars=self._bars(),
            bands=figures.movement(ways["band"], with_none=False),
            stages=figures.movement(ways["eligible_stage"], with_none=True),
            disqualified=figures.disqualified(ways["disqualified"]),
            criteria=tuple(self._criteria()),
            up=told[: len(rising)],
            down=told[len(rising) :],
            conversion=figures.conversion_of(moves) if self.previewing.with_outcomes else None,
        )

    def _keep(self) -> None:
        """Both outcomes of all leads, in a table of few columns."""
        before = [pair.old.name for pair in self._anew if pair.old is not None]
        text = statement(queries.both(self.points, self.running, self.taken, before)).text
        self.running.con.execute(f"CREATE OR REPLACE TEMP TABLE {queries.BOTH} AS {text}")

    @property
    def _anew(self) -> list[Pair]:
        """Criteria that are computed anew, and those that are gone."""
        return [pair for pair in self.pairs if pair.new is None or pair.new.name not in self.taken.criteria]

    def _criteria(self) -> Iterator[CriterionChange]:
        """What differs in meaning, or gives other points because days begin elsewhere."""
        anew = self._anew
        names = [(pair.old.name if pair.old else None, pair.new.name if pair.new else None) for pair in anew]
        for row in self._rows(queries.of_criteria(names)) if names else []:
            for no, pair in enumerate(anew):
                change = figures.criterion_change(pair, no, row)
                if pair.differs or change.leads:
                    yield change

    def _bars(self) -> tuple[Bar, ...]:
        both = low, high = figures.range_of(self.old, self.new)
        known = self.previewing.bars
        if both not in known:
            known[both] = self._rows(queries.bars(queries.BEFORE, low, high))
        after = self._rows(queries.bars(queries.AFTER, low, high))
        return tuple(figures.bars_of(self.old, self.new, known[both], after))

    def _told(self, moved: Rows) -> tuple[Mover, ...]:
        """Leads with what makes them move."""
        key = self.new.key
        before, after = self._ledgers([row[key] for row in moved]) if moved else ({}, {})
        return tuple(figures.mover(self.old, self.new, row, before[row["key"]], after[row["key"]]) for row in moved)

    def _ledgers(self, keys: Sequence[object]) -> tuple[dict[str, figures.Ledger], dict[str, figures.Ledger]]:
        """Of some leads, by lead."""
        running, placed = self.running, figures.places_of_old(self.pairs)
        running.con.register(queries.MOVERS, pa.table({self.new.key: pa.array(keys)}))
        try:
            before = queries.steps(self.points, self.previewing.running, everything(self.old), queries.BEFORE)
            after = queries.steps(self.points, running, self.taken, queries.AFTER)
            return (
                figures.ledgers(self.old, placed, self._rows(before)),
                figures.ledgers(self.new, {}, self._rows(after)),
            )
        finally:
            running.con.unregister(queries.MOVERS)

    def _rows(self, query: exp.Expr) -> Rows:
        rows: Rows = self.running.rows(statement(query)).to_pylist()
        return rows


@contextmanager
def previewing(
    old: ScoringModel,
    sources: Sources,
    *,
    new: Sequence[ScoringModel] = (),
    as_of: AsOf = None,
    outcome: str | None = None,
    engine: duckdb.DuckDBPyConnection | None = None,
    memory: str | None = None,
    state: Path | None = None,
    counts: bool = False,
    progress: Progress | None = None,
) -> Iterator[Previewing]:
    """Scores all leads under the old model and keeps their points for as long as others are compared with it.

    Parameters
    ----------
    new : sequence of ScoringModel
        Models that will be compared, whose fields are prepared, too.
    as_of
        The moment; with a state that of its last scoring, else now, unless given.
    outcome : str, optional
        The leads' (in account models the accounts') column that says whether they converted.
    state : Path, optional
        A folder of kept counts, which stays as it is.
    counts : bool
        Whether counts are kept in memory, so that no preview reads events again. It pays from the second on.

    Raises
    ------
    InputError
        The inputs do not fit the models, or the outcome says nothing.
    """
    for each in new:
        check_pair(old, each)
        check_predictors(old, each)
    if state is not None and as_of is None:
        as_of = kept_until(state)
    reads, sources = reading_all((old, *new), outcome), _with_predictor(sources, (old, *new))
    options: dict[str, Any] = {"engine": engine, "memory": memory, "state": state, "commit": False}
    with (
        scoring(reads, sources, as_of=as_of, progress=progress, **options) as running,
        counts_at_hand(running) as at_hand,
    ):
        if counts:
            at_hand.under(running)
        first = running.of(old)
        first = at_hand.under(first) if counts else first
        try:
            yield Previewing(
                running=first,
                points=_points(first, outcome),
                reads=reads,
                counts=at_hand if counts else None,
                with_outcomes=outcome is not None,
            )
        finally:
            running.con.execute(exp.Drop(kind="TABLE", tables=[relation(queries.BOTH)], exists=True).sql("duckdb"))
            forget(running)


def _with_predictor(sources: Sources, models: Sequence[ScoringModel]) -> Sources:
    """With the predictor that stands beside whichever model has one, unless it is given."""
    if sources.predictor is not None:
        return sources
    read = (predictor_of(model) for model in models)
    return replace(sources, predictor=next((found for found in read if found is not None), None))


def _points(running: Scoring, outcome: str | None) -> PointsKept:
    """With places as numbers, and with the outcome, which must say something of somebody."""
    further = queries.numbers(running.model, OUTCOME)
    if outcome is None:
        return keep_points(running, {**further, queries.CONVERTED: null_of("BOOLEAN")})
    column = subject_of(running.model, running.tables).columns[outcome]
    points = keep_points(running, {**further, queries.CONVERTED: queries.converted(column, outcome, running.moment)})
    converted = points.kept(queries.CONVERTED)
    ((known, leads),) = running.con.execute(
        _text(points, exp.Count(this=converted), exp.Count(this=exp.Star()))
    ).fetchall()
    if leads and not known:
        values = running.con.execute(f"{_text(points, col(outcome, 'leads'), distinct=True)} LIMIT {SAID}").fetchall()
        raise InputError(no_outcome(outcome, [value for (value,) in values if value is not None]))
    return points


def _text(points: PointsKept, *columns: Expr, distinct: bool = False) -> str:
    query = exp.select(*columns).from_(points.rows)
    return statement(query.distinct() if distinct else query).text
