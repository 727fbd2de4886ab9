"""The close rates of an analysis as rows, one for each value of each feature, for a spreadsheet."""

from __future__ import annotations

import pyarrow as pa

from baremo.report.analysis_figures import Analysis, CloseRate, FeatureFigures
from baremo.report.numbers import unsigned

LONGEST = 200  # characters of a cell that names other values

SCHEMA = pa.schema(
    {
        "feature": pa.string(),
        "information_value": pa.float64(),
        "strength": pa.string(),
        "excluded": pa.bool_(),
        "kind": pa.string(),
        "value": pa.string(),
        "from": pa.float64(),
        "to": pa.float64(),
        "leads": pa.int64(),
        "customers": pa.int64(),
        "close_rate": pa.float64(),
        "low": pa.float64(),
        "high": pa.float64(),
        "ratio": pa.float64(),
        "weight_of_evidence": pa.float64(),
        "points": pa.int64(),
    }
)


def analysis_rows(analysis: Analysis) -> pa.Table:
    """In the order of the features, then of their values."""
    rows = [_row(feature, rate) for feature in analysis.features for rate in feature.rates]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _row(feature: FeatureFigures, rate: CloseRate) -> dict[str, object]:
    figures = rate.as_dict()
    values = ", ".join(rate.group.values)
    return {
        **{name: figures[name] for name in SCHEMA.names if name in figures},
        "feature": feature.name,
        "information_value": unsigned(feature.information),
        "strength": feature.strength,
        "excluded": feature.excluded,
        "value": values if len(values) <= LONGEST else values[: LONGEST - 1] + "…",
    }
