"""Whether today's leads are still those that a model was learned from: population stability and calibration.

What chance alone would show is taken off first, so that small numbers do not sound an alarm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from baremo.learn.clusters import design_effect, share_range
from baremo.learn.feature import FeatureTable, Flags, Numbers, Rows
from baremo.learn.judged.figures import Expected, Figures, Level
from baremo.learn.judged.profile import Bins, Counts, Profile, counts_of_levels, counts_of_numbers
from baremo.learn.measures import Estimate
from baremo.texts import Text, WholeNumber, say

WATCH, ALARM = 0.1, 0.25  # of the stability index, as is usual
SURE = 3.09  # standard deviations: one feature in a thousand is noticed by chance
OFF, FAR_OFF = 1.25, 1.5  # times as many conversions as expected, or as few


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """How differently two sets of leads lie over the same bins.

    Attributes
    ----------
    index : float
        Population stability index: sum of (p - q) ln(p / q).
    chance : float
        What it would be on average if nothing had changed: (bins - 1)(1/n + 1/m).
    beyond : float
        The index without chance's part, 0 where that is larger.
    """

    name: str
    index: float
    chance: float
    beyond: float
    level: Level


@dataclass(frozen=True, kw_only=True, slots=True)
class Drift:
    """Today's leads beside those of the training."""

    features: tuple[Shift, ...]  # the largest first
    score: Shift | None
    expected: Expected | None
    gone: tuple[str, ...]  # features that the leads no longer have
    rows: int

    @property
    def level(self) -> Level:
        """The gravest of all."""
        shifts = [*self.features, *([self.score] if self.score else [])]
        levels = {shift.level for shift in shifts} | ({self.expected.level} if self.expected else set())
        return "alarm" if "alarm" in levels or self.gone else "watch" if "watch" in levels else "steady"


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A figure before and now."""

    name: str
    before: float
    now: Estimate

    @property
    def beyond_chance(self) -> bool:
        """Whether the figure of before lies outside of what is sure now."""
        return not self.now.low <= self.before <= self.now.high


def drift(
    profile: Profile,
    table: FeatureTable,
    *,
    score: Numbers | None = None,
    probability: Numbers | None = None,
    outcome: Flags | None = None,
) -> Drift:
    """Compares leads with the profile of a training.

    Parameters
    ----------
    score : array of shape (n,), optional
        Today's scores by the model of the profile.
    probability, outcome : arrays of shape (n,), optional
        Where outcomes are known: whether as many converted as was foretold.
    """
    shifts = [
        shift(name, np.array(bins.counts), _counts(table, name, bins))
        for name, bins in profile.features.items()
        if _has(table, name, bins)
    ]
    return Drift(
        features=tuple(sorted(shifts, key=lambda each: (-each.beyond, -each.index, each.name))),
        score=_score_shift(profile.score, score),
        expected=None if probability is None or outcome is None else expected(outcome, probability),
        gone=tuple(name for name, bins in profile.features.items() if not _has(table, name, bins)),
        rows=table.rows,
    )


def shift(name: str, before: Counts, now: Counts) -> Shift:
    """The stability index of two counts over the same bins; bins that both leave empty are no bins.

    Examples
    --------
    >>> import numpy as np
    >>> shift("country", np.array([500, 500]), np.array([800, 200])).level
    'alarm'
    """
    filled = (before + now) > 0
    before, now = before[filled], now[filled]
    bins, n, m = len(before), int(before.sum()), int(now.sum())
    if bins < 2 or not n or not m:
        return Shift(name=name, index=0.0, chance=0.0, beyond=0.0, level="steady")
    p, q = ((counts + 0.5) / (counts.sum() + 0.5 * bins) for counts in (before, now))
    index = float(((p - q) * np.log(p / q)).sum())
    unit = 1 / n + 1 / m
    beyond = max(index - (bins - 1) * unit, 0.0)
    noticed = index > _largest_by_chance(bins - 1) * unit
    level: Level = "alarm" if noticed and beyond >= ALARM else "watch" if noticed and beyond >= WATCH else "steady"
    return Shift(name=name, index=index, chance=(bins - 1) * unit, beyond=beyond, level=level)


def expected(outcome: Flags, probability: Numbers, *, leads: Rows | None = None) -> Expected | None:
    """As many conversions as foretold? None where none was foretold.

    Parameters
    ----------
    leads : array of shape (n,), optional
        Numbers of leads that stand more than once: their rows are not independent.

    Examples
    --------
    >>> import numpy as np
    >>> found = expected(np.repeat([True, False], [400, 600]), np.full(1000, 0.2))
    >>> found.observed, round(found.ratio.value, 6), found.level
    (400, 2.0, 'alarm')
    """
    foretold, observed, n = float(probability.sum()), int(np.count_nonzero(outcome)), len(outcome)
    if foretold <= 0:
        return None
    low, high = (share * n / foretold for share in share_range(observed, n, design_effect(outcome, leads)))
    ratio = Estimate(value=observed / foretold, low=low, high=high)
    return Expected(expected=foretold, observed=observed, ratio=ratio, level=_off(ratio))


def since(before: Mapping[str, object], now: Figures) -> tuple[Difference, ...]:
    """What an earlier `metrics.json` said of the same figures; those that it lacks are left out."""
    judgement = now.judgement
    figures = {
        "auc": judgement.auc,
        "average_precision": judgement.average_precision,
        "brier": judgement.brier,
        "log_loss": judgement.log_loss,
    }
    found = []
    for name, figure in figures.items():
        said = before.get(name)
        value = said.get("value") if isinstance(said, Mapping) else None
        if figure is not None and isinstance(value, int | float) and np.isfinite(value):
            found.append(Difference(name=name, before=float(value), now=figure))
    return tuple(found)


def told(found: Drift) -> tuple[Text, ...]:
    """What to look at, the gravest first."""
    lines = [say("The leads no longer have {feature}.", feature=name) for name in found.gone]
    shifts = [*found.features, *([found.score] if found.score else [])]
    lines += [_far(each) for each in shifts if each.level == "alarm"]
    lines += [_somewhat(each) for each in shifts if each.level == "watch"]
    if found.expected is not None and found.expected.level != "steady":
        lines.append(
            say(
                "{observed} converted where {expected} were expected: calibrate anew.",
                observed=WholeNumber(found.expected.observed),
                expected=WholeNumber(round(found.expected.expected)),
            )
        )
    return tuple(lines)


def _far(shifted: Shift) -> Text:
    return say("{feature} is spread quite differently from the training: train anew.", feature=shifted.name)


def _somewhat(shifted: Shift) -> Text:
    return say("{feature} is spread somewhat differently from the training: keep an eye on it.", feature=shifted.name)


def _score_shift(bins: Bins | None, score: Numbers | None) -> Shift | None:
    if bins is None or bins.edges is None or score is None:
        return None
    return shift("score", np.array(bins.counts), counts_of_numbers(score, bins.edges))


def _has(table: FeatureTable, name: str, bins: Bins) -> bool:
    return name in (table.numbers if bins.levels is None else table.codes)


def _counts(table: FeatureTable, name: str, bins: Bins) -> Counts:
    if bins.levels is not None:
        return counts_of_levels(table, name, bins.levels)
    return counts_of_numbers(table.numbers[name], bins.edges or ())


def _largest_by_chance(freedom: int) -> float:
    """Of chi-squared, by the approximation of E. Wilson and M. Hilferty (1931)."""
    part = 2 / (9 * freedom)
    return float(freedom * (1 - part + SURE * np.sqrt(part)) ** 3)


def _off(ratio: Estimate) -> Level:
    if ratio.low <= 1 <= ratio.high:
        return "steady"
    times = max(ratio.value, 1 / ratio.value) if ratio.value else np.inf
    return "alarm" if times >= FAR_OFF else "watch" if times >= OFF else "steady"
