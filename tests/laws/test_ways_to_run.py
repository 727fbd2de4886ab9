"""The same scores whichever way the query runs: at a desk, with parameters, or with literals over files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given

import baremo
from baremo.model.model import ScoringModel
from tests.generators import Case, case
from tests.laws import engine
from tests.laws.compare import assert_same
from tests.laws.effort import models
from tests.reference import Result


def tables_of(case: Case, model: ScoringModel) -> dict[str, pa.Table]:
    rows = {"leads": case.leads, "events": case.events, "accounts": case.accounts}
    rows |= {"changes": case.changes, "adjustments": case.adjustments}
    return {
        name: engine.table(name, given, model, case.types.get(name, {}))
        for name, given in rows.items()
        if given is not None
    }


def scored(model: ScoringModel, tables: Mapping[str, pa.Table], case: Case) -> Result:
    found = baremo.score(model, as_of=case.as_of, **tables)
    return Result(scores=found.scores.to_pylist(), ledger=found.ledger.to_pylist())


def scored_from_files(model: ScoringModel, tables: Mapping[str, pa.Table], case: Case) -> Result:
    with TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{name}.parquet" for name in tables}
        for name, path in paths.items():
            pq.write_table(tables[name], path)
        found = baremo.score(model, as_of=case.as_of, **paths)
    return Result(scores=found.scores.to_pylist(), ledger=found.ledger.to_pylist())


@models(15)
@given(case())
def test_every_way_to_run_gives_the_same(case: Case) -> None:
    model = engine.read_model(case.model)
    tables = tables_of(case, model)
    at_a_desk = scored(model, tables, case)

    with duckdb.connect() as con:
        of_ones_own = baremo.score(model, as_of=case.as_of, engine=con, **tables)
    assert_same(at_a_desk, Result(scores=of_ones_own.scores.to_pylist(), ledger=of_ones_own.ledger.to_pylist()))
    assert_same(at_a_desk, scored_from_files(model, tables, case))
