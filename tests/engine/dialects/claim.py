"""One thing that every engine must say, and how it is asked."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from sqlglot import exp

from baremo.engine.dialects import DIALECTS, Dialect
from baremo.engine.expressions import Expr, col, named, relation
from tests.laws.engine import ARROW
from tests.warehouse.runners import Runner

Write = Callable[[Dialect, Expr], Expr]  # what is asked of a column


@dataclass(frozen=True, kw_only=True)
class Claim:
    """That an expression of values of one kind says just this."""

    says: str
    kind: str  # of `tests.laws.engine.ARROW`
    write: Write
    values: list[tuple[Any, Any]]  # each with what is said of it
    within: float = 0  # share that the answer may be off

    def __str__(self) -> str:
        return self.says


def check(claim: Claim, runner: Runner, dialect: Dialect | None = None) -> None:
    """Asks the engine, in the words of its dialect unless another is given."""
    given, expected = [value for value, _ in claim.values], [said for _, said in claim.values]
    found = answers(runner, dialect or DIALECTS[runner.dialect](), claim, given)
    different = [
        (value, said, wanted)
        for value, said, wanted in zip(given, found, expected, strict=True)
        if not _same(said, wanted, claim.within)
    ]
    assert different == []


def answers(runner: Runner, dialect: Dialect, claim: Claim, values: list[Any]) -> list[Any]:
    runner.load("given", pa.table({"place": list(range(len(values))), "value": pa.array(values, ARROW[claim.kind])}))
    query = exp.select(col("place"), named(claim.write(dialect, col("value")), "said")).from_(relation("given"))
    sql = f"{query.order_by(col('place')).sql(runner.dialect)} {dialect.settings}"
    return [row["said"] for row in runner.rows(sql)]


def _same(said: Any, wanted: Any, within: float) -> bool:
    if isinstance(wanted, float) and said is not None and within:
        return math.isclose(said, wanted, rel_tol=within, abs_tol=within)
    if isinstance(wanted, float) and wanted == 0 and said == 0:
        return math.copysign(1, said) == math.copysign(1, wanted)
    return (said is None) == (wanted is None) and bool(said == wanted)
