"""What each lead is expected to bring: its chance times the amount of its deal, as a table to rank by."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from baremo.engine.outputs import write_rows
from baremo.learn.judged.amounts import expected_value, learn_amounts
from baremo.learn.training import Training

FILE = "expected-values.csv"


def expected_values(training: Training) -> pa.Table | None:
    """Every row of the history, the most valuable first; None where no won deal has an amount.

    Returns
    -------
    pyarrow.Table or None
        `lead_id`, `moment` (where there are moments), `probability`, `amount` (of its deal, should it be won) and
        `expected_value`.
    """
    labels, final, features = training.history.labels, training.final, training.history.features
    if training.worth is None or labels.amounts is None:
        return None
    amounts = learn_amounts(features, labels.outcome, labels.amounts)
    if amounts is None:
        return None
    amount = amounts.of(features)
    value = expected_value(final.probability, amount)
    order = np.lexsort((labels.lead_ids.astype(str), -value))
    columns = {"lead_id": pa.array(labels.lead_ids[order], pa.string())}
    if labels.moments is not None:
        columns["moment"] = pa.array(labels.moments[order].astype("datetime64[us]"))
    figures = {"probability": final.probability, "amount": amount, "expected_value": value}
    return pa.table({**columns, **{name: each[order] for name, each in figures.items()}})


def write_expected_values(training: Training, folder: Path) -> None:
    """Writes them where there are any."""
    found = expected_values(training)
    if found is not None:
        write_rows(found, folder / FILE, folder / FILE)
