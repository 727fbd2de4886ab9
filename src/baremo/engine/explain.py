"""Why one lead stands where it stands: its receipt, how it will fade, and what would raise it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp

from baremo.engine.asked import BASE
from baremo.engine.backends import rows
from baremo.engine.expressions import col, relation
from baremo.engine.forecast import DayScore, forecast
from baremo.engine.scoring import AsOf, Scoring, Sources, scoring
from baremo.engine.texts import EVERYTHING, statement
from baremo.engine.whatif import Way, ways_up
from baremo.errors import InputError, Problem
from baremo.model.conditions import Condition, field_tests
from baremo.model.criteria import Attribute, Cases, Criterion, Events, People, Predicted, Question
from baremo.model.dimensions import Dimension
from baremo.model.fingerprint import version
from baremo.model.model import ScoringModel
from baremo.texts import say

WEEKS = range(21, 92, 7)  # days ahead that are looked at beyond the first two weeks
DAYS = range(1, 15)

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """What a feature added to the predicted log-odds; the last is what is thought before anything is known."""

    feature: str  # or BASE
    value: str | None  # the lead's; None where it is missing
    log_odds: float  # below 0: it lowered the probability


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One criterion on the receipt, also where it gave nothing."""

    dimension: Dimension
    criterion: Criterion
    points: float
    measure: float | None  # units counted; None for attributes, and where the criterion does not apply
    last_event_at: datetime | None
    case: int | None  # which case, answer or level, from 1
    values: Mapping[str, object]  # the attributes that the criterion reads
    full: float  # the points without decay and cap
    faded: float  # what decay took (points after decay minus full)
    cut: float  # what the cap took (points minus points before the cap)
    reasons: tuple[Reason, ...] = ()  # of a predicted probability, the strongest first


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjustment:
    """A step that changed the sum: `(decay)`, `(limit)`, `(weight)`, `(manual)`, `(disqualified)`."""

    dimension: str
    name: str
    points: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """A lead's score, down to what was found; `lines` and `adjustments` sum to `points`."""

    model: ScoringModel
    version: str
    key: str
    as_of: datetime
    score: float
    points: float
    band: str | None
    grade: str | None
    eligible_stage: str | None
    disqualified: str | None
    probability: float | None  # by its points, or the predictor's
    last_event_at: datetime | None
    dimensions: Mapping[str, float]
    lines: tuple[Line, ...]
    adjustments: tuple[Adjustment, ...]
    forecast: tuple[DayScore, ...]  # the next 14 days, then by weeks to 91
    ways_up: tuple[Way, ...]

    @property
    def leaves_band(self) -> DayScore | None:
        """The first forecast day on which the lead will be in another band, should nothing happen."""
        return next((day for day in self.forecast if day.band != self.band), None)

    @property
    def cools_on(self) -> date | None:
        """The day of `leaves_band`."""
        return self.leaves_band.day if self.leaves_band else None


def explain_lead(
    model: ScoringModel,
    lead_id: str,
    sources: Sources,
    *,
    as_of: AsOf = None,
    engine: duckdb.DuckDBPyConnection | None = None,
) -> Explanation:
    """Explains one lead, or one account of an account model; see `baremo.explain`."""
    with scoring(model, sources, as_of=as_of, engine=engine, only=lead_id) as running:
        texts = running.keep()
        kept = running.rows(statement(exp.select(exp.Star()).from_(relation(EVERYTHING))))
        if kept.num_rows == 0:
            raise InputError(_unknown(model, lead_id))
        ledger = running.rows(texts.ledger).to_pylist()
        uncapped = _before_caps(running, kept)
        ways = ways_up(running, kept)
        attributes = _attributes(running)
        coming = _coming(running)
        reasons = _reasons(running)
    row = kept.to_pylist()[0]
    taken = {"score", "points", "band", "grade", "eligible_stage", "disqualified", "probability"}
    return Explanation(
        model=model,
        version=version(model),
        key=lead_id,
        as_of=running.moment.instant,
        last_event_at=_zoned(row["last_event_at"]),
        **{name: row[name] for name in taken},
        dimensions={dimension.name: row[dimension.name] for dimension in model.dimensions},
        lines=tuple(_lines(model, row, uncapped, attributes, reasons)),
        adjustments=tuple(
            Adjustment(dimension=entry["dimension"], name=entry["criterion"], points=entry["points"])
            for entry in ledger
            if entry["criterion"].startswith("(")
        ),
        forecast=coming,
        ways_up=ways,
    )


def _lines(
    model: ScoringModel, row: Row, uncapped: Row, attributes: Row, reasons: tuple[Reason, ...]
) -> Iterator[Line]:
    for dimension, criterion in model.criteria():
        points = row[f"{criterion.name}.points"]
        before_cap = uncapped[f"{criterion.name}.points"]
        full = _full(criterion, row, before_cap)
        yield Line(
            dimension=dimension,
            criterion=criterion,
            points=points,
            measure=row.get(f"{criterion.name}.measure"),
            last_event_at=_zoned(row.get(f"{criterion.name}.last")),
            case=row.get(f"{criterion.name}.case"),
            values={name: attributes.get(name) for name in _fields(criterion)},
            full=full,
            faded=round(before_cap - full, 9),
            cut=round(points - before_cap, 9),
            reasons=reasons if isinstance(criterion.rule, Predicted) else (),
        )


def _reasons(running: Scoring) -> tuple[Reason, ...]:
    """Why the lead's probability is what it is, if its predictor can say so."""
    given = running.prediction.reasons() if running.prediction is not None else None
    if given is None:
        return ()
    reasons = [Reason(**row) for row in given.select(["feature", "value", "log_odds"]).to_pylist()]
    return tuple(sorted(reasons, key=lambda reason: (reason.feature == BASE, -abs(reason.log_odds))))


def _zoned(instant: datetime | None) -> datetime | None:
    """Instants come out with their zone, whatever they came in as."""
    return instant.replace(tzinfo=UTC) if instant is not None and instant.tzinfo is None else instant


def _full(criterion: Criterion, row: Row, before_cap: float) -> float:
    """The points that the units counted would give today, all fresh."""
    rule = criterion.rule
    if not isinstance(rule, Events) or rule.decay is None:
        return before_cap
    if rule.points is not None:
        return round(rule.points * (row.get(f"{criterion.name}.measure") or 0.0), 9)
    case = row.get(f"{criterion.name}.case")
    return rule.levels[case - 1].points if case else 0.0


def _fields(criterion: Criterion) -> list[str]:
    """The attributes that a criterion reads, each once."""
    match criterion.rule:
        case Attribute(when=when):
            conditions: list[Condition | None] = [when]
        case Cases(cases=cases):
            conditions = [case.when for case in cases]
        case Question(attribute=name):
            return [name]
        case People():
            conditions = []
        case Events() as rule:
            conditions = [rule.of.when]
        case _:
            conditions = []
    return list(dict.fromkeys(test.field for condition in conditions for test in field_tests(condition)))


def _before_caps(running: Scoring, kept: pa.Table) -> Row:
    """The criteria's points without any cap, from the model itself; only those are computed whose cap bound."""
    row: Row = kept.to_pylist()[0]
    bound = [
        replace(dimension, criteria=tuple(replace(c, cap=None) for c in dimension.criteria if _is_bound(c, row)))
        for dimension in running.model.dimensions
    ]
    narrow = replace(
        running.model,
        dimensions=tuple(dimension for dimension in bound if dimension.criteria),
        disqualify=(),
        grade=None,
        bands=(),
        stages=(),
    )
    names = [f"{criterion.name}.points" for _, criterion in narrow.criteria()]
    if not names:
        return row
    query = running.of(narrow).query.everything()
    return {**row, **rows(running.con, statement(query)).select(names).to_pylist()[0]}


def _is_bound(criterion: Criterion, row: Row) -> bool:
    return criterion.cap is not None and abs(row[f"{criterion.name}.points"]) == criterion.cap


def _attributes(running: Scoring) -> Row:
    """The lead's attributes as known at the moment, those of its account as `account.<name>`."""
    own: Row = running.rows(statement(running.query.attributes())).to_pylist()[0]
    accounts = running.tables.accounts
    if running.model.scores == "account" or accounts is None:
        return own
    columns = [exp.alias_(col(name), f"account.{name}", quoted=True) for name in accounts.columns]
    same = exp.EQ(this=col("account_id"), expression=exp.Parameter(this=exp.var("account")))
    query = statement(exp.select(*columns).from_(relation(accounts.name)).where(same))
    found = running.rows(query.at({"account": own["account_id"]})).to_pylist()
    return {**own, **(found[0] if found else {})}


def _coming(running: Scoring) -> tuple[DayScore, ...]:
    found = forecast(running, [*DAYS, *WEEKS])
    return tuple(next(iter(found.values())))


def _unknown(model: ScoringModel, lead_id: str) -> Problem:
    return Problem(
        code="unknown-lead",
        subject=f"'{lead_id[:60]}'",
        message=say("there is no {key} of that name.", key=model.key),
        remedy=say("Give one that stands in the {scores}s table, as it stands there.", scores=model.scores),
    )
