"""What would raise a lead: other points of one or two criteria, run through the model's own outcome.

Only what can be computed exactly is offered: a criterion that holds where it did not, one event more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pyarrow as pa

from baremo.engine.moments import instant_of
from baremo.engine.scoring import Scoring
from baremo.engine.texts import statement
from baremo.model.criteria import (
    Attribute,
    Cases,
    Count,
    Criterion,
    Days,
    Distinct,
    Events,
    Inactivity,
    Question,
    Recency,
)
from baremo.model.model import ScoringModel

VARIANTS = "baremo_variants"
MORE = 5  # further events of one kind that are tried
PAIRS_OF = 12  # steps with the most points that are tried two at a time
AT_MOST = 5  # ways offered
TWICE = 2  # so often one criterion is in them

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing that could happen."""

    criterion: str
    points: float  # of the criterion afterwards
    case: int | None = None  # the case, answer or level it would then be, from 1
    events: int = 0  # further events that this takes
    holds: bool = True  # False: a condition that costs points no longer holds


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """Steps that together raise a lead, and where it would then stand."""

    steps: tuple[Step, ...]
    score: float
    band: str | None
    grade: str | None
    eligible_stage: str | None


def ways_up(running: Scoring, everything: pa.Table) -> tuple[Way, ...]:
    """The fewest steps, then the fewest events and points, that raise a lead a band or a stage.

    Parameters
    ----------
    everything : pyarrow.Table
        One row: all figures of the lead, as `Scoring.keep` keeps them.
    """
    row: Row = everything.to_pylist()[0]
    if row["disqualified"] is not None:
        return ()
    today = instant_of(running.moment.zone.start_of(running.moment.day))
    steps = [step for _, criterion in running.model.criteria() for step in _steps(criterion, row, today)]
    best = sorted(steps, key=lambda step: row[f"{step.criterion}.points"] - step.points)[:PAIRS_OF]
    pairs = [pair for pair in combinations(best, 2) if pair[0].criterion != pair[1].criterion]
    tried: list[tuple[Step, ...]] = [*((step,) for step in steps), *pairs]
    ways = [way for way in _outcomes(running, everything, tried) if _is_higher(running.model, row, way)]
    ways.sort(key=lambda way: (len(way.steps), sum(step.events for step in way.steps), way.score))
    return tuple(_without_detours(ways))[:AT_MOST]


def _steps(criterion: Criterion, row: Row, today: datetime) -> Iterator[Step]:
    """What could raise one criterion."""
    name = criterion.name
    counts = row.get(f"{name}.measure") is not None  # null where the criterion's own condition on the lead fails
    reached: list[Step] = []
    match criterion.rule:
        case Attribute(points=points):
            reached = [Step(criterion=name, points=max(points, 0.0), holds=points > 0)]
        case Cases(cases=cases):
            reached = [Step(criterion=name, points=c.points, case=i) for i, c in enumerate(cases, start=1)]
        case Question(answers=answers):
            reached = [Step(criterion=name, points=a.points, case=i) for i, a in enumerate(answers, start=1)]
        case Recency(points=points) if counts:
            reached = [Step(criterion=name, points=points, events=1)]
        case Inactivity(points=points) if points < 0:
            reached = [Step(criterion=name, points=0.0, events=1)]
        case Events(measure=Count() | Days() | Distinct()) as rule if counts:
            reached = list(_further_events(name, rule, row, today))
    for step in reached:
        capped = step.points if criterion.cap is None else min(step.points, criterion.cap)
        if capped > row[f"{name}.points"]:
            yield replace(step, points=capped)


def _further_events(name: str, rule: Events, row: Row, today: datetime) -> Iterator[Step]:
    """Further events today, as far as they surely count in full."""
    units, last = row[f"{name}.measure"], row[f"{name}.last"]
    daily = rule.per_day is not None or isinstance(rule.measure, Days)
    if daily and last is not None and last.replace(tzinfo=UTC) >= today:
        return
    for more in range(1, (1 if daily else MORE) + 1):
        if rule.limit is not None and units + more > rule.limit:
            return
        if rule.points is not None:
            yield Step(criterion=name, points=row[f"{name}.points"] + rule.points * more, events=more)
        elif reached := [i for i, level in enumerate(rule.levels, start=1) if level.at_least <= units + more]:
            yield Step(criterion=name, points=rule.levels[reached[-1] - 1].points, case=reached[-1], events=more)


def _outcomes(running: Scoring, everything: pa.Table, tried: Sequence[tuple[Step, ...]]) -> Iterator[Way]:
    """Each set of steps run through the model: dimensions, limits, grade, band and stage are its own."""
    if not tried:
        return
    key, row = running.model.key, everything.to_pylist()[0]
    schema = everything.schema.set(everything.schema.get_field_index(key), pa.field(key, pa.string()))
    now = instant_of(running.moment.us).replace(tzinfo=None)
    fresh = {"last": now, "age": 0}
    variants = []
    for number, steps in enumerate(tried):
        changed = {f"{step.criterion}.points": step.points for step in steps}
        seen = {f"{step.criterion}.{name}": value for step in steps if step.events for name, value in fresh.items()}
        variants.append({**row, **changed, **seen, key: str(number)})
    given = schema.names[: schema.names.index(f"{running.model.dimensions[0].name}.sum")]  # the columns of `points`
    running.con.register(VARIANTS, pa.Table.from_pylist(variants, schema=schema).select(given))
    try:
        rows = running.rows(statement(running.query.outcome_of(VARIANTS))).to_pylist()
    finally:
        running.con.unregister(VARIANTS)
    for found in rows:
        outcome = {name: found[name] for name in ("score", "band", "grade", "eligible_stage")}
        yield Way(steps=tried[int(found[key])], **outcome)


def _is_higher(model: ScoringModel, row: Row, way: Way) -> bool:
    """A higher band or stage, and neither of them lower."""
    bands = [None, *(band.name for band in reversed(model.bands))]
    stages = [None, *(stage.name for stage in model.stages)]
    by_band = bands.index(way.band) - bands.index(row["band"])
    by_stage = stages.index(way.eligible_stage) - stages.index(row["eligible_stage"])
    return max(by_band, by_stage) > 0 and min(by_band, by_stage) >= 0


def _without_detours(ways: Sequence[Way]) -> Iterator[Way]:
    """Leaves out ways that hold a shorter one, and a criterion's third way: variety tells more."""
    kept: list[frozenset[str]] = []
    for way in ways:
        criteria = frozenset(step.criterion for step in way.steps)
        worn = any(sum(name in other for other in kept) >= TWICE for name in criteria)
        if not worn and not any(shorter <= criteria for shorter in kept):
            kept.append(criteria)
            yield way
