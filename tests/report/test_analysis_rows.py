"""The close rates of an analysis as rows, and as JSON."""

from __future__ import annotations

import json

from baremo.report.analysis_figures import Analysis, CloseRate, FeatureFigures, Group
from baremo.report.analysis_rows import analysis_rows

OF_NOTHING = CloseRate(
    group=Group(kind="range", low=-0.0, high=0.0),
    leads=10,
    customers=5,
    rate=0.5,
    low=0.2,
    high=0.8,
    ratio=1.0,
    weight=-0.0,
    points=0,
)
FLAT = FeatureFigures(name="flat", reads="number", rates=(OF_NOTHING,), information=-0.0, by_chance=0.0)


def test_nothing_carries_no_sign_in_files() -> None:
    found = Analysis(leads=10, customers=5, features=(FLAT,))
    (row,) = analysis_rows(found).to_pylist()

    assert "-0" not in json.dumps(found.as_dict())
    assert "-0" not in json.dumps(row)
