"""Whether a ranking works: figures of scored leads whose outcome is known, each with how sure it is.

Nothing that is measured was used to make what is measured: a probability read off a score is fitted to the
earlier rows and measured on the later ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from baremo.engine.intervals import Z
from baremo.learn import measures
from baremo.learn.calibration import ENOUGH, CalibrationKind, calibrate
from baremo.learn.clusters import by_appearance, design_effect, design_of_part, share_range
from baremo.learn.drift import expected
from baremo.learn.feature import Flags, Numbers
from baremo.learn.history import Instants
from baremo.learn.judged import stability
from baremo.learn.judged.capacity import Capacity
from baremo.learn.judged.figures import Called, Compared, Judgement
from baremo.learn.judged.ranking import Ranked, Words, area, by_chance, called, coded, difference, hits, in_time
from baremo.learn.measures import Estimate, Measures
from baremo.texts import Text, say

SHARES = (0.1, 0.2)  # of the leads: what the first called convert
FEWEST = 10  # conversions, and others, to read a probability off a score by
TOP = 0.9  # of the earlier scores: where there are no bands, what is above is taken for the highest


@dataclass(frozen=True, kw_only=True, slots=True)
class _Probable:
    """Rows with a probability to measure, where there are such."""

    rows: Ranked | None
    source: Literal["model", "score"] | None
    warnings: tuple[Text, ...] = ()


def judge(
    outcome: Flags,
    probability: Numbers | None,
    *,
    score: Numbers | None = None,
    leads: Words | None = None,
    moments: Instants | None = None,
    order: npt.NDArray[np.int64] | None = None,
    bands: Words | None = None,
    grades: Words | None = None,
    top: Flags | None = None,
    segments: Mapping[str, Words] | None = None,
    capacity: Capacity | None = None,
    previous: Numbers | None = None,
    seed: int = 7,
) -> Judgement:
    """Figures of a ranking.

    Parameters
    ----------
    outcome : array of shape (n,), bool
    probability : array of shape (n,), 0..1, or None
        None: the score tells none, so one is read off the score for the figures that need it.
    score : array of shape (n,), optional
        What ranks, where it is not the probability.
    leads : array of shape (n,), optional
        Ids, where a lead may stand more than once: its rows are not independent.
    moments, order : arrays of shape (n,), optional
        When rows were scored; `order` alone where no column says when.
    bands, grades : arrays of shape (n,), optional
    top : array of shape (n,), bool, optional
        Who is in the highest band; the best tenth of the earlier rows' scores unless given.
    segments : mapping of feature to values, optional
        Parts of the leads to look at.
    capacity : Capacity, optional
        How many can be called: also told for the best of each month.
    previous : array of shape (n,), optional
        Scores by the model's previous version.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(7)
    >>> probability = rng.random(2000)
    >>> found = judge(rng.random(2000) < probability, probability)
    >>> found.probability, round(found.auc.value, 1)
    ('model', 0.8)
    """
    rank = probability if score is None else score
    assert rank is not None
    if order is None and moments is not None:
        order = moments.astype("datetime64[us]").astype(np.int64)
    order = in_time(order)
    ranked = Ranked(
        outcome=outcome,
        score=rank,
        probability=probability,
        leads=None if leads is None else coded(leads)[1],
        order=order,
        moments=moments,
        bands=bands,
        grades=grades,
        top=_top(rank, order) if top is None else top,
        segments=segments or {},
    )
    place = _canonical(ranked)
    return _judged(ranked.take(place), None if previous is None else previous[place], capacity, seed)


def _judged(ranked: Ranked, previous: Numbers | None, capacity: Capacity | None, seed: int) -> Judgement:
    probable = _probable(ranked, seed)
    measured = _measured(probable.rows, seed) if probable.rows else None
    whole = measured if probable.source == "model" else _measured(_as_probable(ranked), seed)
    rows = probable.rows
    return Judgement(
        n=ranked.rows,
        positives=ranked.positives,
        probability=probable.source,
        probability_n=rows.rows if rows else 0,
        auc=whole.auc if whole else None,
        average_precision=whole.average_precision if whole else None,
        brier=measured.brier if measured else None,
        log_loss=measured.log_loss if measured else None,
        slope=measured.slope if measured else None,
        slope_range=_slope_range(rows, measured) if rows and measured else None,
        intercept=measured.intercept if measured else None,
        chance=by_chance(ranked.outcome, ranked.score, leads=ranked.leads),
        expected=expected(rows.outcome, _told(rows), leads=rows.leads) if rows else None,
        calibration=measures.reliability(rows.outcome, _told(rows), leads=rows.leads) if rows else (),
        lift=measures.lift(ranked.outcome, ranked.score, leads=ranked.leads) if ranked.has_both else (),
        called=_called(ranked, capacity),
        bands=stability.conversions(ranked, ranked.bands),
        grades=stability.conversions(ranked, ranked.grades, by_name=True),
        months=stability.by_month(ranked),
        segments=stability.by_segment(ranked),
        distribution=stability.distribution(ranked),
        inflation=stability.inflation(ranked),
        compared=_compared(ranked, previous),
        warnings=probable.warnings,
    )


def _canonical(ranked: Ranked) -> npt.NDArray[np.intp]:
    """An order of the rows that does not depend on how they came."""
    ids = np.zeros(ranked.rows) if ranked.leads is None else ranked.leads
    time = np.zeros(ranked.rows) if ranked.order is None else ranked.order
    probability = np.zeros(ranked.rows) if ranked.probability is None else ranked.probability
    return np.lexsort((ids, ranked.outcome, probability, ranked.score, time))


def _top(score: Numbers, order: npt.NDArray[np.int64] | None) -> Flags | None:
    if order is None:
        return None
    earlier = score[order <= np.quantile(order, 0.5, method="lower")]
    return np.asarray(score > np.quantile(earlier, TOP, method="higher"))


def _probable(ranked: Ranked, seed: int) -> _Probable:
    if ranked.probability is not None:
        return _Probable(rows=ranked, source="model")
    earlier = _earlier(ranked, seed)
    won = int(np.count_nonzero(ranked.outcome[earlier]))
    if min(won, int(np.count_nonzero(earlier)) - won) < FEWEST:
        return _Probable(rows=None, source=None, warnings=(_TOO_FEW,))
    centre, width = ranked.score[earlier].mean(), ranked.score[earlier].std() or 1.0
    standard = np.asarray((ranked.score - centre) / width)
    kind: CalibrationKind | None = None if won >= ENOUGH else "platt"
    calibration = calibrate(standard[earlier], ranked.outcome[earlier], kind=kind)
    later = ranked.take(~earlier)
    later = Ranked(
        outcome=later.outcome,
        score=later.score,
        probability=calibration.probability(standard[~earlier]),
        leads=later.leads,
        order=later.order,
    )
    return _Probable(rows=later, source="score", warnings=(_LATER if ranked.order is not None else _OTHER,))


def _earlier(ranked: Ranked, seed: int) -> Flags:
    """About half of the rows: the earlier, or where there is no time those of leads drawn by lot."""
    if ranked.order is not None:
        middle = np.quantile(ranked.order, 0.5, method="lower")
        return np.asarray(ranked.order <= middle if middle < ranked.order.max() else ranked.order < middle)
    lead = np.arange(ranked.rows) if ranked.leads is None else by_appearance(ranked.leads)
    lots = np.random.default_rng(seed).permutation(int(lead.max()) + 1)
    return np.asarray(lots[lead] < len(lots) // 2)


def _as_probable(ranked: Ranked) -> Ranked:
    """With ranks in place of probabilities, for the figures that need none."""
    return Ranked(outcome=ranked.outcome, score=ranked.score, probability=np.full(ranked.rows, 0.5), leads=ranked.leads)


def _measured(ranked: Ranked, seed: int) -> Measures | None:
    if not ranked.has_both:
        return None
    return measures.measure(ranked.outcome, _told(ranked), score=ranked.score, clusters=ranked.leads, seed=seed)


def _slope_range(ranked: Ranked, measured: Measures) -> tuple[float, float] | None:
    """By the curvature of the likelihood; None where the probabilities are all alike.

    Where rows are several of a lead, it is wider as K. Liang and S. Zeger have it (Biometrika 73, 1986).
    """
    given = np.clip(_told(ranked), measures.CLIP, 1 - measures.CLIP)
    log_odds = np.log(given / (1 - given))
    fitted = 1 / (1 + np.exp(-np.clip(measured.intercept + measured.slope * log_odds, -700, 700)))
    weight = fitted * (1 - fitted)
    centre = np.average(log_odds, weights=weight) if weight.sum() else 0.0
    told = float((weight * (log_odds - centre) ** 2).sum())
    if told <= 1e-9:
        return None
    design = design_effect((ranked.outcome - fitted) * (log_odds - centre), ranked.leads)
    half = Z * float(np.sqrt(design / told))
    return measured.slope - half, measured.slope + half


def _told(ranked: Ranked) -> Numbers:
    assert ranked.probability is not None
    return ranked.probability


def _called(ranked: Ranked, capacity: Capacity | None) -> tuple[Called, ...]:
    if not ranked.positives:
        return ()
    found = [_first(ranked, max(round(share * ranked.rows), 1)) for share in SHARES]
    if capacity is not None and ranked.moments is not None:
        found.append(_first_of_months(ranked, ranked.moments.astype("datetime64[M]"), max(int(capacity.per_month), 1)))
    return tuple(found)


def _first(ranked: Ranked, first: int) -> Called:
    return _called_of(ranked, first, called(ranked.score, first), None)


def _first_of_months(ranked: Ranked, months: npt.NDArray[np.datetime64], most: int) -> Called:
    """The best of each calendar month, as many as can be called in one."""
    first, part = 0, np.zeros(ranked.rows)
    for month in np.unique(months):
        rows = months == month
        first += min(most, int(np.count_nonzero(rows)))
        part[rows] = called(ranked.score[rows], most)
    return _called_of(ranked, first, part, most)


def _called_of(ranked: Ranked, n: int, part: Numbers, per_month: int | None) -> Called:
    """Of n rows, each of which is among them to a share of 0 to 1."""
    won = float(ranked.outcome @ part)
    low, high = share_range(won, n, design_of_part(ranked.outcome, part, ranked.leads))
    precision = won / n
    return Called(
        share=n / ranked.rows,
        n=n,
        per_month=per_month,
        precision=Estimate(value=precision, low=low, high=high),
        recall=won / ranked.positives,
        lift=precision * ranked.rows / ranked.positives,
    )


def _compared(ranked: Ranked, previous: Numbers | None) -> dict[str, Compared]:
    """Other orders of the same leads: by lot, the oldest first, and by the model's previous version."""
    if not ranked.has_both:
        return {}
    others = {"random": np.zeros(ranked.rows)}
    if ranked.order is not None:
        others["first_come"] = -ranked.order.astype(float)
    if previous is not None:
        others["previous"] = previous
    found = {name: _other(ranked, score) for name, score in others.items()}
    drawn = by_chance(ranked.outcome, np.arange(ranked.rows, dtype=np.float64))  # each row by a lot of its own
    return {**found, "random": replace(found["random"], auc=drawn)}


def _other(ranked: Ranked, score: Numbers) -> Compared:
    auc = area(ranked.outcome, score, leads=ranked.leads)
    assert auc is not None
    firsts = {f"{share:.0%}": max(round(share * ranked.rows), 1) for share in SHARES}
    return Compared(
        auc=auc,
        average_precision=measures.average_precision(ranked.outcome, score),
        precision={name: hits(ranked.outcome, score, first) / first for name, first in firsts.items()},
        gain=difference(ranked.outcome, ranked.score, score, leads=ranked.leads),
    )


_TOO_FEW = say(
    "Too few conversions to read probabilities off the score, so Brier score, log-loss and calibration are not told."
)
_LATER = say(
    "The score tells no probability. For Brier score, log-loss and calibration one was read off it by what the "
    "earlier half of the leads became, and measured on the later half."
)
_OTHER = say(
    "The score tells no probability. For Brier score, log-loss and calibration one was read off it by what one half "
    "of the leads became, and measured on the other half."
)
