"""The texts of a scoring's queries, kept where writing one takes longer than running it.

A kept text leaves the moment open as parameters and reads tables of fixed names, so that it serves the
next lead and the coming days.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import duckdb
from sqlglot import exp

from baremo.engine.asked import Asked
from baremo.engine.clock import Parameters
from baremo.engine.dialects import DuckDB
from baremo.engine.expressions import col, relation
from baremo.engine.moments import Moment, instant_of, microseconds
from baremo.engine.query import Query
from baremo.engine.tables import Table, Tables
from baremo.model.model import ScoringModel

EVERYTHING = "baremo_everything"
FEW = 5_000  # rows of leads and events together, up to which texts are kept
AT_MOST = 64  # texts kept; the one that was used longest ago goes first


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A text and the values of the parameters that it names."""

    text: str
    names: frozenset[str] = frozenset()
    values: Parameters | None = None

    def at(self, values: Parameters) -> Statement:
        return replace(self, values={name: values[name] for name in sorted(self.names)})


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts:
    """Three statements: `keep` computes all figures once, scores and ledger are read from them."""

    keep: Statement
    scores: Statement
    ledger: Statement

    def at(self, values: Parameters) -> Texts:
        return Texts(keep=self.keep.at(values), scores=self.scores.at(values), ledger=self.ledger.at(values))


Written = TypeVar("Written", Statement, Texts)
_kept: OrderedDict[tuple[object, ...], tuple[Query, Any]] = OrderedDict()
_alone = threading.Lock()


def statement(query: exp.Expr) -> Statement:
    """In DuckDB's words, without the comments that people read."""
    names = frozenset(parameter.name for parameter in query.find_all(exp.Parameter))
    return Statement(text=query.sql("duckdb", comments=False), names=names)


def texts_of(query: Query) -> Texts:
    """The texts of a query; scores come highest first."""
    everything = statement(query.everything())
    return Texts(
        keep=replace(everything, text=f"CREATE OR REPLACE TEMP TABLE {EVERYTHING} AS {everything.text}"),
        scores=ranked(query, EVERYTHING),
        ledger=statement(query.ledger(EVERYTHING)),
    )


def ranked(query: Query, source: str | None = None) -> Statement:
    """The scores, highest first."""
    order = [exp.Ordered(this=col("score"), desc=True), exp.Ordered(this=col(query.model.key))]
    return statement(query.scores(source).order_by(*order))


def kept_texts(model: ScoringModel, tables: Tables, moment: Moment, earliest: int | None) -> Texts | None:
    """Texts for tables of this shape, at a moment; None where the moment needs literals.

    `tables` bear the names that `under_fixed_names` gives.
    """
    return _kept_so(model, tables, moment, earliest, texts_of)


def kept_facts(asked: Asked, tables: Tables, moment: Moment, earliest: int | None) -> Statement | None:
    """The text that tells the facts, likewise."""
    return _kept_so(asked.model, tables, moment, earliest, lambda query: statement(query.facts(asked)))


def _kept_so(
    model: ScoringModel, tables: Tables, moment: Moment, earliest: int | None, write: Callable[[Query], Written]
) -> Written | None:
    """The key holds the model's identity, and what is kept holds the model, so that no other can take it."""
    since = new_year(moment.us if earliest is None else min(earliest, moment.us), 0)
    until = new_year(moment.us, 1)
    key = (id(model), shape(tables), since, until)
    with _alone:
        if key not in _kept:
            query = Query(
                model=model,
                tables=tables,
                moment=moment,
                dialect=DuckDB(),
                earliest=since,
                latest=until,
                said="parameters",
            )
            _kept[key] = query, write(query)
            if len(_kept) > AT_MOST:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        query, kept = _kept[key]
    values = query.clock.values(moment)
    return None if values is None else kept.at(values)


def under_fixed_names(con: duckdb.DuckDBPyConnection, tables: Tables) -> Tables:
    """The same tables under names that do not change from one scoring to the next."""
    renamed: dict[str, Table] = {}
    for field in fields(tables):
        table: Table | None = getattr(tables, field.name)
        if table is not None:
            name = f"baremo_now_{field.name}"
            view = exp.select("*").from_(relation(table.name))
            con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {view.sql('duckdb')}")
            renamed[field.name] = replace(table, name=name)
    return replace(tables, **renamed)


def new_year(us: int, years: int) -> int:
    """The beginning of the instant's year, or of one so many years later."""
    return microseconds(datetime(instant_of(us).year + years, 1, 1, tzinfo=UTC))


def shape(tables: Tables) -> tuple[object, ...]:
    """What a text depends on, but for the names of the tables."""
    present = [(field.name, getattr(tables, field.name)) for field in fields(tables)]
    return tuple((name, tuple(table.columns.items())) for name, table in present if table is not None)
