"""The whole text: a comment that says how the columns are taken, then one query of named parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlglot import exp

from baremo.engine.clock import Clock
from baremo.engine.dialects import DIALECTS, Dialect
from baremo.engine.inputs.source import collecting
from baremo.engine.parts import Part
from baremo.engine.query import Query
from baremo.engine.warehouse.checks import problems_of, unknown_dialect
from baremo.engine.warehouse.columns import Given, Warehouse, given_tables
from baremo.engine.warehouse.head import head, inert
from baremo.engine.warehouse.layout import laid_out
from baremo.engine.warehouse.ledger import in_one_pass
from baremo.engine.warehouse.moments import EARLIEST, AsOf, as_of_in
from baremo.engine.warehouse.names import take_names
from baremo.engine.warehouse.parts import given_part, tables_of, unique_events
from baremo.engine.warehouse.spoken import table_of
from baremo.engine.warehouse.templates import Templates
from baremo.errors import InputError
from baremo.model.model import ScoringModel


def text_of(
    model: ScoringModel,
    warehouse: Warehouse,
    *,
    dialect: str,
    as_of: str | date | datetime | None = None,
    ledger: bool = False,
) -> str:
    """One SELECT that gives the scores, or the ledger, in the words of an engine.

    Raises
    ------
    InputError
        With all that is wrong with the arguments, or that no query in SQL can do.
    """
    if dialect not in DIALECTS:
        raise InputError(unknown_dialect(dialect))
    says, templates = DIALECTS[dialect](), Templates()
    given = [_hidden(each, templates) for each in given_tables(model, warehouse)]
    problems = list(problems_of(model, warehouse, given))
    tables: dict[str, exp.Table | None] = {}
    for each in given:
        with collecting(problems):
            tables[each.role] = table_of(each.table, says, each.role) if each.table is not None else None
    with collecting(problems):
        moment = as_of_in(as_of, model, says, templates)
    if problems:
        raise InputError(problems)
    parts = [given_part(each, tables[each.role], says) for each in given]
    query = _query(model, given, parts, says, moment, unique="id" in warehouse.event_columns)
    top = head(model, given, moment.shown, says, warehouse, ledger=ledger)
    rows = query.scores() if not ledger else query.ledger() if says.keeps_parts else in_one_pass(query)
    return templates.shown(f"{top}\n{_written(rows, says)}\n")


def _hidden(given: Given, templates: Templates) -> Given:
    return given if given.table is None else replace(given, table=templates.hidden(given.table))


def _query(
    model: ScoringModel, given: list[Given], parts: list[Part], says: Dialect, as_of: AsOf, *, unique: bool
) -> Query:
    if unique:
        clock = Clock(dialect=says, moment=as_of.moment, said=as_of.said, table=as_of.table)
        parts = [*parts, unique_events(next(each for each in given if each.role == "events"), clock)]
    return Query(
        model=model,
        tables=tables_of(given, unique=unique),
        moment=as_of.moment,
        dialect=says,
        earliest=EARLIEST,
        latest=as_of.latest,
        said=as_of.said,
        clock_table=as_of.table,
        before=(*as_of.parts, *parts),
    )


def _written(query: exp.Query, says: Dialect) -> str:
    """The query with names that the engine takes and comments that end where they should."""
    take_names(query, says)
    for part in query.find_all(exp.CTE):
        part.comments = [inert(comment) for comment in part.comments or []]
        says.set_apart(part)
    text = laid_out(query, says)
    return f"{text}\n{says.settings}" if says.settings else text
