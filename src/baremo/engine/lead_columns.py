"""Every column of the leads as text, for whoever wants to know what there is to learn from."""

from __future__ import annotations

import pyarrow as pa

from baremo.engine.inputs.wanted import none_such
from baremo.engine.past import table_of_texts
from baremo.engine.scoring import Sources
from baremo.errors import InputError, Problem
from baremo.texts import say

IDS = b"ids"  # in the table's metadata: where the ids are from
COUNTED = b"row numbers"


def lead_columns(sources: Sources) -> pa.Table:
    """The leads' columns as text, null where blank, in the order of the source.

    Returns
    -------
    pyarrow.Table
        `lead_id`, then every other column. Without a column of ids, `lead_id` is the number of the row, from 1,
        and the metadata of the schema says ``{b"ids": b"row numbers"}``.

    Raises
    ------
    InputError
        The column that is said to hold the ids is not there, or the leads cannot be read.

    Examples
    --------
    >>> lead_columns(Sources(leads=[{"lead_id": 7, "city": "Vigo"}, {"lead_id": 8, "city": " "}])).to_pylist()
    [{'lead_id': '7', 'city': 'Vigo'}, {'lead_id': '8', 'city': None}]
    """
    columns = table_of_texts(sources.leads, "leads").columns
    key = sources.id_column or "lead_id"
    if sources.id_column and key not in columns.column_names:
        raise InputError(_no_column(key, columns.column_names))
    if key not in columns.column_names:
        ids = pa.array([str(row) for row in range(1, columns.num_rows + 1)], pa.string())
        return columns.add_column(0, "lead_id", ids).replace_schema_metadata({IDS: COUNTED})
    names = [name for name in columns.column_names if name not in (key, "lead_id")]
    return columns.select([key, *names]).rename_columns(["lead_id", *names])


def _no_column(key: str, names: list[str]) -> Problem:
    return Problem(
        code="no-column",
        subject=key,
        message=none_such(key, names),
        remedy=say("Name the column that holds it with --id; there are: {has}.", has=", ".join(names[:20])),
    )
