"""One table of a scoring as a frame, read by Spark or by this machine."""

from __future__ import annotations

from pyspark.sql import DataFrame, SparkSession
from sqlglot import exp

from baremo.engine.backends import rows
from baremo.engine.expressions import TEXT, Expr, col, named, null_of
from baremo.engine.inputs import checks as here
from baremo.engine.inputs.draft import Draft
from baremo.engine.inputs.repeated import ID
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.sql import Name, listed, sql
from baremo.engine.moments import EPOCH
from baremo.engine.spark.kinds import as_read, in_utc
from baremo.engine.spark.sources import Remote
from baremo.engine.spark.statements import selected
from baremo.engine.texts import Statement
from baremo.errors import Problem


def read_there(draft: Draft, remote: Remote, id_column: str) -> DataFrame:
    """A table that Spark reads, each column as the query reads it."""
    schema = remote.frame.schema
    columns: list[Expr] = []
    for name, field in draft.fields.items():
        column = field.want.column
        there = column in schema.names
        read = as_read(column, schema[column].dataType, field.read.column, field.want.role) if there else null_of(TEXT)
        columns.append(named(read, name))
    if draft.event_id is not None:
        columns.append(named(exp.cast(col(id_column), TEXT), ID))
    return selected(remote.frame, columns)


def read_here(scratch: Scratch, session: SparkSession, draft: Draft) -> tuple[DataFrame, list[Problem]]:
    """A table that this machine reads, likewise, handed over in Arrow; and what is wrong with it."""
    values = [sql("{v} AS {n}", v=field.read.value, n=Name(name)) for name, field in draft.fields.items()]
    if draft.event_id is not None:
        values.append(sql("{v} AS {n}", v=draft.event_id, n=ID))
    query = sql("SELECT {values} FROM {relation}", values=listed(values), relation=draft.source.relation)
    name = scratch.table(draft.role, query)
    problems = _check_here(scratch, draft, name)
    table = rows(scratch.con, Statement(text=sql("SELECT * FROM {name}", name=name)))
    return session.createDataFrame(in_utc(table)), problems


def _check_here(scratch: Scratch, draft: Draft, name: Name) -> list[Problem]:
    """With the numbers of the rows, which are known here."""
    match draft.role:
        case "leads" | "accounts":
            return here.check_keys(scratch.con, draft, name, "lead_id" if draft.role == "leads" else "account_id")
        case "events":
            return here.count_events(scratch.con, draft, name, EPOCH)[1]
        case _:
            return here.check_instants(scratch.con, draft)
