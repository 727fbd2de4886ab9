"""Histories made by hand: columns as texts or numbers, who became a customer, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from baremo.learn.feature import Attribute, Feature, FeatureTable
from baremo.learn.history import History, Instants, Labels
from baremo.learn.splits import Split

Columns = Mapping[str, Sequence[object] | npt.NDArray[np.generic]]


def past(
    columns: Columns,
    outcome: Sequence[bool] | npt.NDArray[np.bool_],
    *,
    moments: Instants | None = None,
    by_rows: bool = False,
    blank: Sequence[str] = (),
    dates: Sequence[str] = (),
) -> History:
    """A history of today's attributes: numbers are numbers (None is missing), the rest are categories."""
    rows = len(outcome)
    ids = np.array([f"lead-{number}" for number in range(rows)], dtype=object)
    labels = Labels(lead_ids=ids, moments=moments, outcome=np.asarray(outcome, dtype=np.bool_), by_rows=by_rows)
    texts = {name: [None if each is None else str(each) for each in values] for name, values in columns.items()}
    return History(
        labels=labels,
        features=features(columns, rows, blank, dates),
        columns=pa.table({"lead_id": ids, **texts}),
        attributes_of_today=True,
    )


def features(columns: Columns, rows: int, blank: Sequence[str] = (), dates: Sequence[str] = ()) -> FeatureTable:
    found, numbers, codes, levels = [], {}, {}, {}
    for name, values in columns.items():
        if all(each is None or isinstance(each, int | float | np.number) for each in values):
            found.append(
                Feature(
                    name=name, kind="number", source=Attribute(column=name, reads="age" if name in dates else "number")
                )
            )
            numbers[name] = np.array([np.nan if each is None else each for each in values], dtype=np.float64)
        else:
            folded = np.array([str("" if each is None else each).strip().lower() for each in values], dtype=object)
            known = sorted(set(folded) - {"", *blank})
            place = {value: number for number, value in enumerate(known)}
            found.append(Feature(name=name, kind="category", source=Attribute(column=name, reads="text")))
            codes[name] = np.array([place.get(value, -1) for value in folded], dtype=np.int32)
            levels[name] = tuple(known)
    return FeatureTable(features=tuple(found), numbers=numbers, codes=codes, levels=levels, rows=rows)


def earlier(rows: int, share: float = 0.7) -> Split:
    """The first rows teach, the last ones judge."""
    cut = int(share * rows)
    return Split(kind="time", train=np.arange(cut), test=np.arange(cut, rows))
