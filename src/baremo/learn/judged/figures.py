"""The figures behind `metrics.json` and the report: how well a ranking does, and how sure that is.

A figure that the rows cannot tell is None, never a guess.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from baremo.learn.clusters import share_range
from baremo.learn.measures import Decile, Estimate, Measures, Reliability
from baremo.texts import Joined, Localised, Said, Text, WholeNumber

Word = Literal["ready", "weak", "no signal"]
Level = Literal["steady", "watch", "alarm"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversion:
    """How many of some leads became customers."""

    name: str
    n: int
    positives: int
    conversion: float | None  # None of nobody
    low: float  # 95 %
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """What those convert who are called first."""

    share: float  # of all leads
    n: int
    per_month: int | None  # the best so many of each month; None: the best of all
    precision: Estimate
    recall: float  # of all who convert
    lift: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """The leads of one calendar month (UTC)."""

    month: str  # such as 2026-03
    n: int
    positives: int
    conversion: float
    low: float  # 95 %
    high: float
    expected: float | None  # mean probability
    score: float  # mean
    auc: Estimate | None
    top: int | None  # how many are in the highest band


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """The leads that share a value of a feature."""

    feature: str
    value: str
    n: int
    positives: int
    conversion: float
    expected: float | None  # mean probability
    auc: Estimate | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreBin:
    """The leads with a score from `low` to below `high`; the last bin has its end, too."""

    low: float
    high: float
    n: int
    positives: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Inflation:
    """Whether ever more leads are in the highest band, though no more of them convert."""

    before: Conversion  # the earlier half of the months: how many are in the band
    after: Conversion
    converted_before: Conversion  # of those in the band
    converted_after: Conversion
    level: Level


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """Another order of the same leads."""

    auc: Estimate
    average_precision: float
    precision: Mapping[str, float]  # of the first tenth and fifth
    gain: Estimate | None  # how much greater the model's area is


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """Conversions that were foretold, and those that came."""

    expected: float
    observed: int
    ratio: Estimate  # observed to expected
    level: Level


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """All that can be told of a ranking whose outcome is known.

    Attributes
    ----------
    probability : "model", "score" or None
        Where probabilities are from: the model's own, or read off the score by what the earlier rows
        became, in which case Brier, log-loss and calibration are measured on the later rows alone.
    probability_n : int
        On how many rows those are measured.
    chance : Estimate
        Where the area would lie if the score had nothing to do with the outcome.
    """

    n: int
    positives: int
    probability: Literal["model", "score"] | None
    probability_n: int
    auc: Estimate | None
    average_precision: Estimate | None
    brier: Estimate | None
    log_loss: Estimate | None
    slope: float | None
    slope_range: tuple[float, float] | None  # 95 %
    intercept: float | None
    chance: Estimate
    expected: Expected | None
    calibration: tuple[Reliability, ...]
    lift: tuple[Decile, ...]
    called: tuple[Called, ...]
    bands: tuple[Conversion, ...]  # highest first
    grades: tuple[Conversion, ...]  # in the order of their names
    months: tuple[Month, ...]
    segments: tuple[Segment, ...]
    distribution: tuple[ScoreBin, ...]
    inflation: Inflation | None
    compared: Mapping[str, Compared]  # previous, random, first_come
    warnings: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether to work by the ranking, and why."""

    word: Word
    sentences: tuple[Text, ...]  # the most important first


class Leak(Protocol):
    """A column that may know the outcome."""

    @property
    def column(self) -> str: ...
    @property
    def why(self) -> Text: ...
    @property
    def signs(self) -> Said: ...
    @property
    def excluded(self) -> bool: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """One run of train or validate in figures.

    Attributes
    ----------
    split : "time" or "random"
        How the rows that are judged were set apart; of validate "time" where rows are of several moments.
    trained_on : Conversion, optional
        The rows that the model was learned from.
    candidates : mapping
        Each kind that competed, measured on the same folds.
    """

    kind: str
    split: Literal["time", "random"]
    judgement: Judgement
    verdict: Verdict
    train_until: np.datetime64 | None = None
    trained_on: Conversion | None = None
    candidates: Mapping[str, Measures] = field(default_factory=dict)
    leakage: Sequence[Leak] = ()
    left_out: tuple[tuple[Text, int], ...] = ()
    warnings: tuple[Text, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """As `metrics.json` has it: numbers, texts and lists alone, what is not known as None."""
        judged = _plain(self.judgement)
        assert isinstance(judged, dict)
        further = {
            "kind": self.kind,
            "split": self.split,
            "train_until": _plain(self.train_until),
            "trained_on": _plain(self.trained_on),
            "candidates": _plain(self.candidates),
            "leakage": [
                {"column": each.column, "why": str(each.why), "excluded": each.excluded} for each in self.leakage
            ],
            "left_out": [{"why": str(why), "n": count} for why, count in self.left_out],
            "verdict": self.verdict.word,
            "because": _plain(self.verdict.sentences),
            "warnings": _plain((*self.warnings, *self.judgement.warnings)),
        }
        return {**judged, **further}


def conversion_of(name: str, n: int, positives: int, *, design: float = 1.0) -> Conversion:
    """A share with its interval.

    Parameters
    ----------
    design : float
        How many of the rows tell as much as one would if each were of another lead.

    Examples
    --------
    >>> conversion_of("hot", 40, 10).conversion
    0.25
    """
    low, high = share_range(positives, n, design)
    return Conversion(name=name, n=n, positives=positives, conversion=positives / n if n else None, low=low, high=high)


def write_metrics(figures: Figures, path: Path) -> None:
    """`metrics.json`, the same bytes for the same figures."""
    text = json.dumps(figures.as_dict(), ensure_ascii=False, allow_nan=False, indent=2)
    path.write_text(f"{text}\n", encoding="utf-8")


def _plain(value: object) -> object:
    """What JSON can hold."""
    match value:
        case Text() | Joined() | Localised() | WholeNumber():
            return str(value)
        case np.datetime64():
            return None if np.isnat(value) else f"{value.astype('datetime64[s]')}Z"
        case np.ndarray() | np.generic():
            return _plain(value.tolist())
        case float():
            return value if np.isfinite(value) else None
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value):
            return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        case _:
            return value
