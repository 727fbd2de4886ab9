"""The figures as a Markdown table, each beside its target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.process import Spent

HEADS = (
    "measure",
    "kind",
    "AUC",
    "best known",
    "Brier",
    "slope",
    "intercept",
    "verdict",
    "seconds",
    "CPU seconds",
    "× grouping",
    "× of numbers",
    "× Baremo",
    "× first",
    "events per CPU second",
    "peak memory",
    "target",
    "reached",
)
TEXTS = ("measure", "kind", "best known", "verdict", "target", "reached")  # columns that begin at the left


@dataclass(frozen=True, kw_only=True, slots=True)
class Reliable:
    """How far probabilities come true.

    Attributes
    ----------
    slope, intercept : float
        Of the line in log-odds that would make them come true: 1 and 0 where they do.
    astray : float
        Log-loss (nats a row) that this line would spare.
    """

    brier: float
    slope: float
    intercept: float
    astray: float

    def no_worse(self, other: Reliable) -> bool:
        """To four digits."""
        return round(self.brier, 4) <= round(other.brier, 4) and round(self.astray, 4) <= round(other.astray, 4)


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """A model that was learned, on leads that it was not learned from.

    Attributes
    ----------
    auc, probability_auc : float
        Of the score that leads are ranked by, and of the probability beside it.
    possible : float, optional
        The AUC of the probabilities that the outcomes of made leads were drawn with.
    """

    kind: str
    verdict: str
    auc: float
    probability_auc: float
    calibrated: Reliable
    uncalibrated: Reliable
    possible: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """The most that may be spent; of `slower` the least that a peer must need, of `auc` the least that is reached.

    Attributes
    ----------
    calibrated : bool
        Probabilities are to come true as well as without their calibration, or better.
    verdict : str, optional
        What is to be said of a model.
    """

    wall: float | None = None  # seconds
    times: float | None = None  # the CPU of the grouping
    slower: float | None = None  # times the CPU of Baremo
    first: float | None = None  # times the first row
    peak: float | None = None  # bytes
    auc: float | None = None
    calibrated: bool = False
    verdict: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A measure and what it is compared with.

    `times` is its CPU over that of DuckDB grouping all columns of the same events, `times_numbers` over that of
    the columns that hold no text, `slower` over Baremo's; `first` is what its group says, over the group's first row.
    """

    name: str
    spent: Spent
    times: float | None = None
    times_numbers: float | None = None
    slower: float | None = None
    first: float | None = None
    events: int | None = None  # so many were scored
    learned: Learned | None = None
    best: str = ""  # the best that is known there
    target: Target = Target()

    @property
    def reached(self) -> bool | None:
        """None without a target."""
        most = (
            (self.spent.wall, self.target.wall),
            (self.times, self.target.times),
            (self.target.slower, self.slower),
            (self.first, self.target.first),
            (self.spent.peak, self.target.peak),
        )
        judged = [spent <= limit for spent, limit in most if spent is not None and limit is not None]
        judged += [] if self.learned is None else _judged(self.learned, self.target)
        return all(judged) if judged else None


def _judged(learned: Learned, target: Target) -> Iterator[bool]:
    if target.auc is not None:
        yield round(learned.auc, 3) >= target.auc
    if target.calibrated:
        yield learned.calibrated.no_worse(learned.uncalibrated)
    if target.verdict is not None:
        yield learned.verdict == target.verdict


def table(rows: Sequence[Row], *, judged: bool) -> Iterator[str]:
    """Lines of Markdown; a column in which no row has anything is left out."""
    cells = [_cells(row, judged=judged) for row in rows]
    shown = [column for column in range(len(HEADS)) if any(row[column] for row in cells)]
    yield _line(HEADS[column] for column in shown)
    yield _line("---" if HEADS[column] in TEXTS else "--:" for column in shown)
    for row in cells:
        yield _line(row[column] for column in shown)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Row, *, judged: bool) -> tuple[str, ...]:
    return (
        row.name,
        *(("",) * 7 if row.learned is None else _figures(row.learned, row.best)),
        _seconds(row.spent.wall),
        _seconds(row.spent.cpu),
        _ratio(row.times),
        _ratio(row.times_numbers),
        _ratio(row.slower),
        _ratio(row.first),
        f"{row.events / row.spent.cpu:,.0f}" if row.events else "",
        f"{row.spent.peak / 1e6:,.0f} MB",
        _target(row.target),
        {True: "yes", False: "**no**", None: ""}[row.reached if judged else None],
    )


def _figures(learned: Learned, best: str) -> tuple[str, ...]:
    """In brackets what it would be without calibration."""
    kept, raw = learned.calibrated, learned.uncalibrated
    return (
        learned.kind,
        f"{learned.auc:.3f}",
        best,
        f"{kept.brier:.4f} ({raw.brier:.4f})",
        f"{kept.slope:.2f} ({raw.slope:.2f})",
        f"{kept.intercept:.2f} ({raw.intercept:.2f})",
        learned.verdict,
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds >= 0.1 else f"{seconds * 1000:.1f} ms"


def _ratio(times: float | None) -> str:
    return f"{times:.1f}" if times is not None else ""


def _target(target: Target) -> str:
    limits = {
        "≤ {} s": target.wall if target.wall is not None and target.wall >= 0.1 else None,
        "≤ {} ms": target.wall * 1000 if target.wall is not None and target.wall < 0.1 else None,
        "≤ {} ×": target.times,
        "≥ {} × Baremo": target.slower,
        "≤ {} × first": target.first,
        "≤ {} GB": target.peak / 1e9 if target.peak is not None else None,
        "AUC ≥ {}": target.auc,
    }
    said = [text.format(f"{limit:g}") for text, limit in limits.items() if limit is not None]
    said += ["calibrated"] if target.calibrated else []
    return ", ".join([*said, *filter(None, [target.verdict])])
