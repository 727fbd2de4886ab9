"""Close rates: for each value of each attribute, and for what leads did, how many became customers.

It is the method that people use with a spreadsheet, with its uncertainty: a small group suggests few points.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log
from typing import Final

import numpy as np

from baremo.learn.clusters import by_appearance, design_of_part, share_range
from baremo.learn.feature import Attribute, Feature, FeatureTable, Flags, Numbers, Rows
from baremo.learn.guard.groups import grouped
from baremo.learn.history import History
from baremo.learn.leakage import column_of
from baremo.report.analysis_figures import Analysis, CloseRate, FeatureFigures, Group, Suspicion

GROUPS: Final = 10  # values or ranges of a feature, besides other values and missing ones
DOUBLED: Final = 10  # points that double the odds
PRIOR: Final = 5.0  # customers (or others, where these are fewer) of the overall rate that a group is mixed with
HALF: Final = 0.5  # a lead that an empty cell of a weight of evidence is given


def close_rates(history: History, suspicions: Iterable[Suspicion] = (), *, outcome: str = "") -> Analysis:
    """What each feature of a history tells of who becomes a customer.

    Rows of one lead tell less than as many leads: intervals are as wide, and points as near to nothing, as that says.

    Parameters
    ----------
    history : History
        Rows of both outcomes.
    suspicions : iterable of Suspicion
        What `guard` found; features that it left out come last.
    outcome : str
        The name of the outcome, to be shown.
    """
    found = tuple(suspicions)
    left_out = {suspicion.column for suspicion in found if suspicion.excluded}
    labels, table = history.labels, history.features
    leads = by_appearance(labels.lead_ids) if len(set(labels.lead_ids)) < labels.rows else None
    figures = [
        _figures(table, feature, labels.outcome, leads, excluded=column_of(feature) in left_out)
        for feature in table.features
    ]
    return Analysis(
        leads=labels.rows,
        customers=int(np.count_nonzero(labels.outcome)),
        features=tuple(sorted(figures, key=lambda each: (each.excluded, -round(each.net, 12), each.name))),
        suspicions=found,
        outcome=outcome,
        of_today=history.attributes_of_today or labels.moments is None,
        left_out=labels.left_out,
        warnings=(*labels.warnings, *history.warnings),
    )


def _figures(
    table: FeatureTable, feature: Feature, outcome: Flags, leads: Rows | None, *, excluded: bool
) -> FeatureFigures:
    found = grouped(table, feature.name, most=GROUPS)
    won = np.bincount(found.codes[outcome], minlength=len(found.groups)).astype(np.float64)
    lost = np.bincount(found.codes, minlength=len(found.groups)) - won
    weights = _weights(won, lost)
    overall = float(won.sum() / (won.sum() + lost.sum()))
    designs = [design_of_part(outcome, found.codes == place, leads) for place in range(len(found.groups))]
    rates = zip(found.groups, won, lost, weights, designs, strict=True)
    return FeatureFigures(
        name=feature.name,
        reads=feature.source.reads if isinstance(feature.source, Attribute) else "events",
        rates=tuple(
            _rate(group, float(ours), float(others), float(weight), overall, design)
            for group, ours, others, weight, design in rates
        ),
        information=float(((won / won.sum() - lost / lost.sum()) * weights).sum()),
        by_chance=(len(won) - 1) * float(1 / won.sum() + 1 / lost.sum()),
        excluded=excluded,
    )


def _rate(group: Group, won: float, lost: float, weight: float, overall: float, design: float) -> CloseRate:
    leads = won + lost
    low, high = share_range(won, leads, design)
    return CloseRate(
        group=group,
        leads=int(leads),
        customers=int(won),
        rate=won / leads,
        low=low,
        high=high,
        ratio=won / leads / overall,
        weight=weight,
        points=0 if low <= overall <= high else suggested_points(won / design, leads / design, overall),
    )


def suggested_points(won: float, leads: float, overall: float) -> int:
    """Points for a group: its odds against those of all leads, nearer to nothing the fewer leads it has.

    It is counted as though some more leads with the overall rate had been seen, five of the rarer outcome among them.

    Examples
    --------
    >>> suggested_points(500, 1000, 1 / 3), suggested_points(5, 10, 1 / 3)
    (10, 4)
    """
    further = PRIOR / min(overall, 1 - overall)
    rate = (won + further * overall) / (leads + further)
    return round(DOUBLED / log(2) * (log(rate / (1 - rate)) - log(overall / (1 - overall))))


def _weights(won: Numbers, lost: Numbers) -> Numbers:
    ours, others = (won + HALF) / (won.sum() + HALF), (lost + HALF) / (lost.sum() + HALF)
    return np.asarray(np.log(ours / others))
