"""Which attributes the changes tell as of each row's moment; all others are those of today.

Where no change tells a value in time, the engine reads that of the leads' table, which may have come after the
outcome. So a column with such values is of today, whatever the changes tell of other leads.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from baremo.engine.past import Texts
from baremo.learn.feature import Flags
from baremo.learn.history import Instants, Labels
from baremo.learn.outcomes.naming import instants, present

OF_TODAY = 0.05  # of the values of a column, at most: slips of whoever keeps the changes

Places = npt.NDArray[np.intp]


def known_then(changes: Texts, columns: pa.Table, labels: Labels) -> frozenset[str]:
    """The fields of the changes whose values were known at the rows' moments; none where rows have no moments.

    Parameters
    ----------
    changes : Texts
        With `lead_id`, `field`, `value` and `known_at`.
    columns : pyarrow.Table
        The leads' columns, with `lead_id`.
    """
    if labels.moments is None:
        return frozenset()
    known_at, _ = instants(changes, "known_at")
    leads, row = np.unique(labels.lead_ids.astype(str), return_inverse=True)
    lead = _places(changes.column("lead_id"), leads)
    of_table = _places(columns.column("lead_id").combine_chunks(), leads)
    return frozenset(_told(changes.column("field"), lead, known_at, columns, of_table, labels.moments, row, len(leads)))


def nobody_known(changes: Texts, labels: Labels) -> bool:
    """Whether no change is of a lead of these rows."""
    leads = np.unique(labels.lead_ids.astype(str))
    return not (_places(changes.column("lead_id"), leads) >= 0).any()


def _told(
    fields: pa.Array,
    lead: Places,
    known_at: Instants,
    columns: pa.Table,
    of_table: Places,
    moments: Instants,
    row: Places,
    leads: int,
) -> Iterator[str]:
    never = np.datetime64("9999-12-31", "us")
    usable = (lead >= 0) & ~np.isnat(known_at)
    for field in fields.drop_null().unique().to_pylist():
        chosen = usable & np.asarray(pc.equal(fields, field).fill_null(False))
        first = np.full(leads, never)
        np.minimum.at(first, lead[chosen], known_at[chosen])
        in_time = first[row] <= moments
        today = _filled(columns, field, of_table, leads)[row] & ~in_time
        if in_time.any() and today.sum() <= OF_TODAY * (in_time | today).sum():
            yield field


def _filled(columns: pa.Table, field: str, of_table: Places, leads: int) -> Flags:
    """Which leads have a value in the leads' table."""
    found = np.zeros(leads, bool)
    if field in columns.column_names:
        known = of_table >= 0
        found[of_table[known]] = present(columns.column(field).combine_chunks())[known]
    return found


def _places(ids: pa.Array, leads: npt.NDArray[np.str_]) -> Places:
    """The place of each id among the leads, -1 where it is none of them."""
    found = pc.index_in(ids, pa.array(leads, pa.string())).fill_null(-1)
    return np.asarray(found, np.intp)
