"""History in, a model out: what was learned, how well it does on rows kept apart, and the files that hold it.

The rows that judge a model are those that no choice was made on; what is written is learned from all rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from baremo.engine.backends import Progress
from baremo.engine.scoring import AsOf, Sources
from baremo.learn import boosted, naive_bayes, scorecard
from baremo.learn.calibration import Calibration, calibrate, inertia
from baremo.learn.choice import LINES, Choice, choose
from baremo.learn.clusters import by_appearance
from baremo.learn.drift import Drift, drift
from baremo.learn.feature import FeatureTable, Flags, Numbers, Rows
from baremo.learn.features import history as history_of
from baremo.learn.hints import Hints
from baremo.learn.history import History, Labels
from baremo.learn.judged.amounts import Worth, worth
from baremo.learn.judged.capacity import months_between
from baremo.learn.judged.figures import Figures, conversion_of
from baremo.learn.judged.judging import judge
from baremo.learn.judged.profile import FILE, Profile, profile_of, read_profile
from baremo.learn.judged.stability import segments_of
from baremo.learn.judged.verdict import verdict
from baremo.learn.labels import labelled
from baremo.learn.leakage import Suspicion, guard, without_leaks
from baremo.learn.learned import Kind, Learned, Learner
from baremo.learn.outcomes.outcome import Outcome
from baremo.learn.plan import Plan
from baremo.learn.splits import Split, folds, ordered, split
from baremo.learn.threshold import Thresholds, propose
from baremo.learn.wishes import capacity_asked, check_plan, hints_asked, value_asked

STEPS = {"read": 0.1, "choose": 0.75, "judge": 0.8, "learn": 0.95}  # shares of the work that are done by then


@dataclass(frozen=True, kw_only=True, slots=True)
class Final:
    """What was learned from all rows, and a calibration from rows that were kept apart in their turn."""

    kind: Kind
    learned: Learned
    calibration: Calibration
    probability: Numbers  # of each row of the history


@dataclass(frozen=True, kw_only=True, slots=True)
class _Apart:
    """The rows that judge, and what the model learned from the others says of them."""

    rows: Rows
    table: FeatureTable
    outcome: Flags
    log_odds: Numbers
    probability: Numbers


@dataclass(frozen=True, kw_only=True, slots=True)
class Training:
    """All that a training has found.

    Attributes
    ----------
    chosen : Choice
        Learned from the training rows alone; the figures are its, on the others.
    final : Final
        The same kind learned from all rows: what is written.
    """

    plan: Plan
    history: History
    split: Split
    suspicions: tuple[Suspicion, ...]
    chosen: Choice
    final: Final
    figures: Figures
    thresholds: Thresholds
    profile: Profile
    worth: Worth | None = None  # where deals have amounts
    drift: Drift | None = None
    like: Path | None = None  # the folder of an earlier training


def train(
    sources: Sources,
    plan: Plan,
    *,
    deals: object = None,
    as_of: AsOf = None,
    like: Path | None = None,
    memory: str | None = None,
    progress: Progress | None = None,
) -> Training:
    """Learns a model from history.

    Parameters
    ----------
    sources : Sources
        Leads, and what there is of events and changes.
    deals : source, optional
        Won (and lost) deals, in place of an outcome of the leads.
    like : path, optional
        A folder of an earlier training, to compare the rows with.

    Raises
    ------
    InputError
        Nothing can be learned from these rows, or a column is not there.
    """
    told = progress or (lambda _: None)
    check_plan(plan)
    before = None if like is None else read_profile(like / FILE)
    ask = outcome_of(plan, deals=deals, as_of=as_of)
    history = history_of(sources, labelled(sources, ask), ask, keep=plan.keep, memory=memory)
    hints, kinds = hints_asked(plan, history), _learners(plan)
    told(STEPS["read"])
    parts = split(history.labels, seed=plan.seed)
    suspicions, clean = _guarded(history, parts, plan)
    chosen = choose(clean, parts.train, kinds, hints=hints, progress=_between(told, "read", "choose"))
    apart = _apart(clean, parts, chosen)
    figures, thresholds = _judged(clean, parts, apart, chosen, suspicions, plan)
    told(STEPS["judge"])
    learner, progress = kinds[chosen.chosen.kind], _between(told, "judge", "learn")
    final = _final(clean, parts, apart, chosen, learner, hints, progress)
    return Training(
        plan=plan,
        history=clean,
        split=parts,
        suspicions=suspicions,
        chosen=chosen,
        final=final,
        figures=figures,
        thresholds=thresholds,
        profile=_profile(clean, final),
        worth=_worth(clean, parts, apart),
        drift=None if before is None else drift(before, clean.features),
        like=like,
    )


def outcome_of(plan: Plan, *, deals: object = None, as_of: AsOf = None) -> Outcome:
    """What a plan asks of a history."""
    return Outcome(
        outcome=plan.outcome,
        won=plan.won,
        lost=plan.lost,
        outcome_at=plan.outcome_at,
        deals=deals,
        horizon=plan.horizon,
        time=plan.time,
        by_rows=plan.by_rows,
        score_at=plan.score_at,
        as_of=as_of,
    )


def _guarded(history: History, parts: Split, plan: Plan) -> tuple[tuple[Suspicion, ...], History]:
    """What knows too much, and the history without it."""
    asked: dict[str, Any] = {"keep": plan.keep, "drop": plan.drop, "known_at": plan.known_at}
    suspicions = guard(history, parts, outcome_column=plan.outcome, **asked)
    return suspicions, replace(history, features=without_leaks(history.features, suspicions))


def _apart(history: History, parts: Split, choice: Choice) -> _Apart:
    table, outcome = history.take(parts.test)
    log_odds = choice.chosen.learned.log_odds(table)
    probability = choice.chosen.calibration.probability(log_odds)
    return _Apart(rows=parts.test, table=table, outcome=outcome, log_odds=log_odds, probability=probability)


def _judged(
    history: History, parts: Split, apart: _Apart, choice: Choice, suspicions: tuple[Suspicion, ...], plan: Plan
) -> tuple[Figures, Thresholds]:
    """The figures of what was learned from the training rows, on the others."""
    labels = history.labels
    capacity = capacity_asked(plan)
    moments = None if labels.moments is None else labels.moments[apart.rows]
    judgement = judge(
        apart.outcome,
        apart.probability,
        leads=labels.lead_ids[apart.rows],
        moments=moments,
        order=None if labels.order is None else labels.order[apart.rows],
        segments=segments_of(apart.table),
        capacity=capacity,
        seed=plan.seed,
    )
    trained = labels.outcome[parts.train]
    figures = Figures(
        kind=choice.chosen.kind,
        split=parts.kind,
        judgement=judgement,
        verdict=verdict(judgement),
        train_until=parts.train_until,
        trained_on=conversion_of("train", len(trained), int(np.count_nonzero(trained))),
        candidates={each.kind: each.measures for each in choice.candidates},
        leakage=suspicions,
        left_out=labels.left_out,
        warnings=(*labels.warnings, *history.warnings, *parts.warnings),
    )
    months = None if moments is None else months_between(moments)
    asked: dict[str, Any] = {"capacity": capacity, "value": value_asked(plan), "precision": plan.precision}
    leads = by_appearance(labels.lead_ids[apart.rows])
    return figures, propose(apart.outcome, apart.probability, leads=leads, months=months, **asked)


def _final(
    history: History,
    parts: Split,
    apart: _Apart,
    choice: Choice,
    learner: Learner,
    hints: Hints,
    progress: Progress,
) -> Final:
    """Learned from all rows. The shape of its calibration is that of rows kept apart in their turn.

    The level is its own: that of all rows, or in time that of the latest. What was learned from early rows alone may
    have had quite another, if few of them converted.
    """
    labels = history.labels
    rows = ordered(labels, np.arange(labels.rows))
    table, outcome = history.take(rows)
    learned = learner(table, outcome, folds(labels, rows, seed=hints.seed), hints=hints, progress=progress)
    log_odds = np.empty(labels.rows)
    log_odds[rows] = learned.log_odds(table)
    shape = _shape(labels, parts, apart, choice)
    in_time = parts.kind == "time"
    calibration = _latest(shape, log_odds, labels, apart, choice) if in_time else shape.shifted(log_odds[rows], outcome)
    probability = calibration.probability(log_odds)
    return Final(kind=choice.chosen.kind, learned=learned, calibration=calibration, probability=probability)


def _latest(shape: Calibration, log_odds: Numbers, labels: Labels, apart: _Apart, choice: Choice) -> Calibration:
    """At the level of the rows that judged, as far as base rates lasted before."""
    further = shape.shifted(log_odds[apart.rows], apart.outcome).shift - shape.shift
    checked, period = _periods(apart, choice)
    return replace(shape, shift=shape.shift + further * inertia(labels.outcome[checked], period))


def _shape(labels: Labels, parts: Split, apart: _Apart, choice: Choice) -> Calibration:
    """How log-odds come true, by the rows of the folds and those that judged; as they are where these disagree.

    What was learned from a fold's few rows is less sure, or of another time, than what is written; what judged was
    learned from most.
    """
    checked, period = _periods(apart, choice)
    found = calibrate(
        np.concatenate([choice.chosen.log_odds, apart.log_odds]),
        labels.outcome[checked],
        kind="platt" if choice.chosen.kind in LINES else None,
        periods=period if parts.kind == "time" else None,
    )
    return found if found.proves(apart.log_odds, apart.outcome) else Calibration()


def _periods(apart: _Apart, choice: Choice) -> tuple[Rows, Rows]:
    """Rows that were kept apart in their turn, and the number of the turn."""
    sizes = [*(len(fold.test) for fold in choice.folds), len(apart.rows)]
    return np.concatenate([choice.checked, apart.rows]), np.repeat(np.arange(len(sizes)), sizes)


def _worth(history: History, parts: Split, apart: _Apart) -> Worth | None:
    """What leads are expected to bring, judged on the rows that judge."""
    amounts, outcome = history.labels.amounts, history.labels.outcome
    if amounts is None:
        return None
    some = {"train": parts.train, "test": apart.rows}
    return worth(history.features, outcome, amounts, apart.probability, **some, leads=history.labels.lead_ids)


def _profile(history: History, final: Final) -> Profile:
    """What later leads are compared with."""
    table = history.features.of(feature.name for feature in final.learned.features)
    return profile_of(table, history.labels.outcome, score=100 * final.probability, probability=final.probability)


def _learners(plan: Plan) -> dict[Kind, Learner]:
    every: dict[Kind, Learner] = {
        "scorecard": scorecard.learn,
        "naive-bayes": naive_bayes.learn,
        "boosted": boosted.learn,
    }
    return {kind: every[kind] for kind in plan.kinds}


def _between(told: Progress, start: str, end: str) -> Progress:
    """The progress of one step as that of the whole."""
    low, high = STEPS[start], STEPS[end]
    return lambda done: told(low + (high - low) * done)
