"""The texts of a learned model give in a warehouse what its scorecard gives."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

import baremo
from tests.learn.cards.test_model_file import ROWS, did
from tests.learn.scorecards import AS_OF, card_of, expected, model_of, past
from tests.warehouse.agreement import kinds_of
from tests.warehouse.runners import DuckDBRunner

__all__ = ["did"]


def test_duckdb_gives_the_cards_points_and_probability(did: tuple[str, str, list[bool]]) -> None:
    known = past(did[0], did[2], ids=[f"l{number}" for number in range(ROWS)], events=did[1])
    card, runner = card_of(known.features, known.labels.outcome), DuckDBRunner()
    tables: dict[str, pa.Table] = {}
    for name, file in zip(("leads", "events"), did, strict=False):
        tables[name] = runner.con.sql(f"FROM read_csv('{file}', all_varchar = true)").to_arrow_table()
        runner.load(name, tables[name])
    types = {**kinds_of(tables, model_of(card), told=True), "event.timestamp": "text"}
    sql = baremo.sql(model_of(card), dialect="duckdb", leads="leads", events="events", as_of=AS_OF, types=types)
    rows = sorted(runner.rows(sql), key=lambda row: int(row["lead_id"][1:]))

    assert [row["points"] for row in rows] == card.points(known.features).tolist()
    np.testing.assert_allclose([row["probability"] for row in rows], expected(card, known.features), atol=1.1e-9)
