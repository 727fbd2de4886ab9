"""A predictor whose probabilities can be worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from baremo.engine.asked import Asked

ASKED = Asked(
    timezone="Europe/Madrid",
    texts=("country",),
    numbers=("size",),
    measures={"visits, 7 days": {"event": "visit", "within": "7d"}},
    recencies={"visit": {"event": "visit"}},
)
MODEL = """
model: predicted
timezone: Europe/Madrid
dimensions:
  fit:
    criteria:
      likely: {predictor: leads.predictor, points: 40}
      spain: {when: {country: ES}, points: 10}
stages: [{name: MQL, when: {probability: {at_least: 0.5}}}]
"""


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """1 / 100 for each unit of size, 1 / 10 for each visit of the last week and for Spain."""

    asked: Asked = ASKED

    def probabilities(self, facts: pa.Table) -> pa.Array:
        parts = [np.asarray(part, dtype=float) for part in self._parts(facts).values()]
        return pa.array(np.clip(np.sum(parts, axis=0), 0, 1))

    def reasons(self, facts: pa.Table) -> pa.Table:
        """As if they were log-odds."""
        parts = {"(base)": np.full(facts.num_rows, -1.5), **self._parts(facts)}
        values = {"size": facts["number.size"], "visits": facts["measure.visits, 7 days"]}
        rows: list[dict[str, Any]] = [
            {
                self.asked.key: key,
                "feature": feature,
                "value": f"{values[feature][place].as_py():g}" if feature in values and odds[place] else None,
                "log_odds": float(odds[place]),
            }
            for place, key in enumerate(facts[self.asked.key].to_pylist())
            for feature, odds in parts.items()
        ]
        return pa.Table.from_pylist(rows)

    def _parts(self, facts: pa.Table) -> dict[str, np.ndarray[Any, np.dtype[np.float64]]]:
        spain = pc.fill_null(pc.equal(facts["text.country"], "es"), False)
        return {
            "size": pc.fill_null(facts["number.size"], 0).to_numpy() / 100,
            "visits": facts["measure.visits, 7 days"].to_numpy() / 10,
            "Spain": spain.to_numpy(zero_copy_only=False) / 10,
        }
