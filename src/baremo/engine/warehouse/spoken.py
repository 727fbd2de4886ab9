"""What users write in their engine's own words: names of tables, and the moment as an expression.

Each is parsed, so that nothing but a name, or but one scalar expression, comes through.
"""

from __future__ import annotations

import re
from typing import TypeVar

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from baremo.engine.dialects import Dialect
from baremo.engine.expressions import Expr
from baremo.engine.warehouse.templates import NAME
from baremo.errors import InputError, Problem
from baremo.texts import say

Tree = TypeVar("Tree", bound=exp.Expr)

PLAIN = re.compile(r"[a-z_][a-z0-9_]*")  # a name that needs no quotation marks
GIVEN = "given"  # marks a user's own names, which are written as they are
# What an expression must not hold: it stands alone, beside no table.
NOT_SCALAR = (
    exp.Query,
    exp.DDL,
    exp.DML,
    exp.Command,
    exp.Star,
    exp.Alias,
    exp.Table,
    exp.Tuple,
    exp.AggFunc,
    exp.Window,
    exp.Lambda,
    exp.Placeholder,
    exp.Parameter,
)


def table_of(name: str, dialect: Dialect, role: str) -> exp.Table:
    """A table by its name in the engine, quoted where the user quotes it."""
    try:
        table = sqlglot.parse_one(name, dialect=dialect.name, into=exp.Table)
    except (SqlglotError, ValueError) as error:
        raise InputError(_no_table(name, role)) from error
    parts = {key: part for key, part in table.args.items() if part}
    are_names = all(isinstance(part, exp.Identifier) and part.name for part in parts.values())
    if not isinstance(table, exp.Table) or not are_names or not {"this"} <= parts.keys() <= {"this", "db", "catalog"}:
        raise InputError(_no_table(name, role))
    return _marked(table)


def instant_of(text: str, dialect: Dialect) -> Expr:
    """An expression that tells the moment."""
    try:
        (parsed,) = sqlglot.parse(text, dialect=dialect.name)
    except (SqlglotError, ValueError) as error:
        raise InputError(_no_expression(text)) from error
    if not isinstance(parsed, exp.Condition) or not all(_is_scalar(node) for node in parsed.walk()):
        raise InputError(_no_expression(text))
    return _marked(parsed)


def _is_scalar(node: exp.Expr) -> bool:
    if isinstance(node, exp.Column):
        return node.name.startswith(NAME)
    return not isinstance(node, NOT_SCALAR)


def _marked(tree: Tree) -> Tree:
    for node in tree.walk():
        node.comments = None
        if isinstance(node, exp.Identifier):
            node.meta[GIVEN] = True
    return tree


def _no_table(name: str, role: str) -> Problem:
    return Problem(
        code="bad-table",
        subject=role,
        message=say("{name} is no name of a table.", name=repr(name[:60])),
        remedy=say("Write it as in the engine, such as crm.leads, or as a template's expression."),
    )


def _no_expression(text: str) -> Problem:
    return Problem(
        code="bad-as-of",
        subject="as_of",
        message=say("{given} is neither a date or instant nor one expression of the engine.", given=repr(text[:60])),
        remedy=say(
            "Write a date such as 2026-11-01, an instant such as 2026-11-01T09:30:00Z, "
            "or an expression that names no table and no column, such as CURRENT_TIMESTAMP."
        ),
    )
