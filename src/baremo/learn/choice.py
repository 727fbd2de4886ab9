"""Which kind of learning serves this history best: all compete on the same folds, ties go to the simpler.

Every candidate is judged on rows that neither it nor its calibration was learned from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from baremo.engine.backends import Progress
from baremo.errors import InputError
from baremo.learn.calibration import Calibration, CalibrationKind, calibrate, levelled
from baremo.learn.clusters import standard_error
from baremo.learn.feature import Flags, Numbers, Rows
from baremo.learn.hints import NO_HINTS, Hints
from baremo.learn.history import History
from baremo.learn.learned import SIMPLEST_FIRST, Kind, Learned, Learner
from baremo.learn.logistic import sigmoid
from baremo.learn.measures import Measures, measure, surprises
from baremo.learn.splits import Fold, folds, ordered

MANY = 50_000  # rows, from which on fewer folds say as much
FOLDS, FOLDS_OF_MANY, FOLDS_WITHIN = 5, 3, 3
EXACTLY, ROUGHLY = 500, 100  # resamples of an interval
LINES: frozenset[Kind] = frozenset({"scorecard"})  # the model file holds a line, no bends


@dataclass(frozen=True, kw_only=True, slots=True)
class Distance:
    """A mean difference of log-loss (nats a row), every fold at its own level, with its standard error."""

    mean: float = 0.0
    error: float = 0.0

    @property
    def clear(self) -> bool:
        """Whether it is more than chance alone may make."""
        return self.mean > self.error


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One kind, learned from all rows, and how it did where it had not been learned.

    Attributes
    ----------
    log_odds, probability : array of shape (m,)
        Of the rows that were checked: as learned from other rows, and calibrated by others of them.
    measures, uncalibrated : Measures
        Of those rows, with and without calibration.
    behind : Distance
        How much more it is surprised by a row than the best candidate.
    gain : Distance
        How much less than one who knows the share of conversions alone.
    """

    kind: Kind
    learned: Learned
    calibration: Calibration
    log_odds: Numbers
    probability: Numbers
    measures: Measures
    uncalibrated: Measures
    behind: Distance
    gain: Distance


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """The candidates, and the one that was chosen.

    Attributes
    ----------
    rows : Rows
        What was learned from, in order of time, then of id.
    checked : array of shape (m,)
        Numbers of rows (of the history) that the candidates were compared on.
    folds : tuple of Fold
        Positions within `rows`.
    candidates : tuple of Candidate
        The simplest first.
    left_out : tuple of (kind, InputError)
        Kinds that could not be learned here, and why.
    """

    chosen: Candidate
    candidates: tuple[Candidate, ...]
    rows: Rows
    checked: Rows
    folds: tuple[Fold, ...]
    left_out: tuple[tuple[Kind, InputError], ...] = ()


def choose(
    history: History,
    rows: Rows,
    kinds: Mapping[Kind, Learner],
    *,
    hints: Hints = NO_HINTS,
    progress: Progress | None = None,
) -> Choice:
    """Lets kinds compete on the same folds and takes the simplest of those that chance may have put behind the best.

    Where even the best does not clearly beat the mere share of conversions, that is the simplest of all.

    Parameters
    ----------
    rows : Rows
        Numbers of the rows to learn from, or a mask; the others are not looked at.
    kinds : mapping of kind to its function `learn`

    Raises
    ------
    InputError
        No kind could be learned: the reason of the simplest.
    """
    contest = _contest(history, rows, hints)
    wanted = [kind for kind in SIMPLEST_FIRST if kind in kinds]
    candidates, left_out = [], []
    for number, kind in enumerate(wanted):
        told = _share(progress, number, len(wanted))
        try:
            candidates.append(contest.candidate(kind, kinds[kind], told))
        except InputError as error:
            left_out.append((kind, error))
    if not candidates:
        raise left_out[0][1]
    best = max(candidates, key=lambda each: each.gain.mean)
    ranked = tuple(contest.compared(each, best) for each in candidates)
    return Choice(
        chosen=next(each for each in ranked if not (best.gain.clear and each.behind.clear)),
        candidates=ranked,
        rows=contest.rows,
        checked=contest.checked,
        folds=contest.folds,
        left_out=tuple(left_out),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Contest:
    history: History
    rows: Rows
    folds: tuple[Fold, ...]
    hints: Hints

    @property
    def checked(self) -> Rows:
        positions: Rows = np.concatenate([fold.test for fold in self.folds])
        return self.rows[positions]

    @property
    def outcome(self) -> Flags:
        return self.history.labels.outcome[self.checked]

    @property
    def number(self) -> Rows:
        """Of each checked row, the number of its fold."""
        return np.repeat(np.arange(len(self.folds)), [len(fold.test) for fold in self.folds])

    @property
    def in_time(self) -> bool:
        return self.folds[0].in_time

    def candidate(self, kind: Kind, learner: Learner, progress: Progress | None) -> Candidate:
        parts, runs = [], len(self.folds) + 1
        for number, fold in enumerate(self.folds):
            table, _ = self.history.take(self.rows[fold.test])
            within = self._learned(learner, self.rows[fold.train], _share(progress, number, runs))
            parts.append(within.log_odds(table))
        table, outcome = self.history.take(self.rows)
        learned = learner(table, outcome, self.folds, hints=self.hints, progress=_share(progress, runs - 1, runs))
        log_odds = np.concatenate(parts)
        shape: CalibrationKind | None = "platt" if kind in LINES else None
        probability = self._probability(log_odds, shape)
        return Candidate(
            kind=kind,
            learned=learned,
            calibration=calibrate(log_odds, self.outcome, kind=shape, periods=self.number if self.in_time else None),
            log_odds=log_odds,
            probability=probability,
            measures=self._measured(probability, bootstrap=EXACTLY),
            uncalibrated=self._measured(Calibration().probability(log_odds), bootstrap=ROUGHLY),
            behind=Distance(),
            gain=self.distance(self.surprise(np.full(len(log_odds), 0.5)) - self.surprise(probability)),
        )

    def compared(self, candidate: Candidate, best: Candidate) -> Candidate:
        """With its distance from the best."""
        more = self.surprise(candidate.probability) - self.surprise(best.probability)
        return replace(candidate, behind=self.distance(more))

    def surprise(self, probability: Numbers) -> Numbers:
        """Of each checked row, every fold at its own level: a base rate that drifts is nobody's merit or fault."""
        found = np.empty(len(probability))
        for fold in range(len(self.folds)):
            here = self.number == fold
            won, given = self.outcome[here], probability[here]
            found[here] = surprises(won, sigmoid(levelled(np.log(given / (1 - given)), won)))
        return found

    def distance(self, differences: Numbers) -> Distance:
        """Of differences row by row; moments of one lead, and rows of one time, are less than as many rows."""
        leads = np.unique(self.history.labels.lead_ids[self.checked], return_inverse=True)[1]
        errors = [standard_error(differences, leads)]
        if self.in_time and len(self.folds) > 2:
            errors.append(standard_error(differences, self.number))
        return Distance(mean=float(differences.mean()), error=max(errors))

    def _learned(self, learner: Learner, rows: Rows, progress: Progress | None) -> Learned:
        table, outcome = self.history.take(rows)
        within = folds(self.history.labels, rows, most=FOLDS_WITHIN, seed=self.hints.seed)
        return learner(table, outcome, within, hints=self.hints, progress=progress)

    def _probability(self, log_odds: Numbers, shape: CalibrationKind | None) -> Numbers:
        """Calibrated, each row by rows of other folds; of folds in time, by the earlier ones."""
        number, outcome = self.number, self.outcome
        found = np.empty(len(log_odds))
        for fold in range(len(self.folds)):
            here = number == fold
            away = number < fold if self.in_time else ~here
            if away.any():
                periods = number[away] if self.in_time else None
                calibration = calibrate(log_odds[away], outcome[away], kind=shape, periods=periods)
                found[here] = calibration.probability(log_odds[here])
            else:
                found[here] = _by_halves(log_odds[here], outcome[here], shape)
        return found

    def _measured(self, probability: Numbers, *, bootstrap: int) -> Measures:
        leads = self.history.labels.lead_ids[self.checked]
        again = len(set(leads)) < len(leads)
        clusters = leads if again else None
        return measure(self.outcome, probability, clusters=clusters, bootstrap=bootstrap, seed=self.hints.seed)


def _contest(history: History, rows: Rows, hints: Hints) -> _Contest:
    chosen = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
    in_order = ordered(history.labels, chosen)
    most = FOLDS if len(in_order) < MANY else FOLDS_OF_MANY
    return _Contest(
        history=history,
        rows=in_order,
        folds=folds(history.labels, in_order, most=most, seed=hints.seed),
        hints=hints,
    )


def _by_halves(log_odds: Numbers, outcome: Flags, shape: CalibrationKind | None) -> Numbers:
    """The first fold has no earlier one: each half of its rows is calibrated by the other."""
    half = np.empty(len(outcome), dtype=np.intp)
    for group in (outcome, ~outcome):
        half[group] = np.arange(np.count_nonzero(group)) % 2
    found = Calibration().probability(log_odds)
    for number in (0, 1):
        here, away = half == number, half != number
        if 0 < np.count_nonzero(outcome[away]) < np.count_nonzero(away):
            found[here] = calibrate(log_odds[away], outcome[away], kind=shape).probability(log_odds[here])
    return found


def _share(progress: Progress | None, number: int, of: int) -> Progress | None:
    """Progress of one of several equal steps."""
    if progress is None:
        return None
    return lambda done: progress((number + done) / of)
