"""A history in, close rates and suspicions out: the whole of an analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from baremo.engine.backends import Progress
from baremo.engine.scoring import Sources
from baremo.errors import InputError
from baremo.learn.attributes import close_rates
from baremo.learn.features import history as history_of
from baremo.learn.history import Labels
from baremo.learn.labels import labelled
from baremo.learn.leakage import guard
from baremo.learn.outcomes.outcome import Outcome
from baremo.learn.splits import Split, split
from baremo.report.analysis_figures import Analysis


def analysed(
    sources: Sources,
    asked: Outcome,
    *,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    known_at: Mapping[str, str] | None = None,
    memory: str | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """What the past tells of who becomes a customer.

    Raises
    ------
    InputError
        Nothing can be learned from these rows, or a column is not there.
    """
    history = history_of(sources, labelled(sources, asked), asked, keep=keep, memory=memory, progress=progress)
    suspicions = guard(
        history, _parts(history.labels), outcome_column=asked.outcome, keep=keep, drop=drop, known_at=known_at
    )
    return close_rates(history, suspicions, outcome=asked.outcome or "")


def _parts(labels: Labels) -> Split:
    """Close rates need no rows kept apart, so a history too short for them is no error here."""
    try:
        return split(labels)
    except InputError:
        return Split(kind="random", train=np.arange(labels.rows), test=np.arange(0))
