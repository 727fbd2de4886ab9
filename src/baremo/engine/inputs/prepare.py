"""Brings the sources of one scoring into the engine, all their problems told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import pyarrow as pa

from baremo.engine.inputs.assemble import Assembled, assemble
from baremo.engine.inputs.changed_values import with_values_read
from baremo.engine.inputs.draft import Draft, draft
from baremo.engine.inputs.keys import with_one_key_type
from baremo.engine.inputs.left_out import LeftOut
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import collecting, excerpt
from baremo.engine.inputs.sources import open_source
from baremo.engine.inputs.sql import Name, sql
from baremo.engine.inputs.wanted import (
    Wanted,
    check_mapping,
    wanted_of_accounts,
    wanted_of_adjustments,
    wanted_of_changes,
    wanted_of_events,
    wanted_of_leads,
)
from baremo.engine.tables import Tables
from baremo.errors import InputError, Problem
from baremo.model.fields import fields
from baremo.model.model import ScoringModel
from baremo.texts import say

# What only shows when rows are read, such as a Parquet file damaged in the middle.
UNREADABLE = (
    duckdb.IOException,
    duckdb.InvalidInputException,
    duckdb.ConversionException,
    duckdb.OutOfRangeException,
    pa.ArrowException,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """The tables of one scoring and what was left out of them."""

    tables: Tables
    left_out: LeftOut
    earliest_event: datetime | None  # UTC
    event_ids: Name | None  # the column of the events' relation that holds their ids; only where none was left out
    scratch: Scratch = field(repr=False)

    def release(self, con: duckdb.DuckDBPyConnection) -> None:
        """Drops what was made in the connection; harmless when called again."""
        if con is self.scratch.con:
            self.scratch.release()


def prepare(
    con: duckdb.DuckDBPyConnection,
    model: ScoringModel,
    *,
    leads: object,
    events: object = None,
    accounts: object = None,
    changes: object = None,
    adjustments: object = None,
    as_of: datetime,
    id_column: str | None = None,
    event_columns: Mapping[str, str] | None = None,
    unique_events: bool = False,
    only: str | None = None,
) -> Inputs:
    """The tables that the query of `model` reads, from sources of any kind.

    Parameters
    ----------
    con
        The connection in which the tables appear, under names of their own, until `release`.
    leads, events, accounts, changes, adjustments
        A path, `table@URL`, `-` for standard input, or a table of pandas, polars, Arrow or DuckDB, or a
        list of mappings.
    as_of
        The scoring instant, with its zone: of repeated events only those up to it are looked at.
    id_column
        The column of the leads that holds their id, in place of `lead_id`.
    event_columns
        Names in the events of `lead`, `event`, `time`, `id` and `properties`.
    unique_events
        A promise that no event id stands twice: nothing is checked then.
    only
        The id of the one lead or account that is to be scored.

    Raises
    ------
    InputError
        With every problem found, in whichever source.
    """
    given = {"leads": leads, "events": events, "accounts": accounts, "changes": changes, "adjustments": adjustments}
    scratch = Scratch(con=con)
    try:
        drafts = drafts_of(scratch, model, given, id_column, event_columns or {})
        assembled = assemble(scratch, model, drafts, as_of=as_of, unique_events=unique_events, only=only)
    except UNREADABLE as error:
        scratch.release()
        raise InputError(unreadable_rows(error)) from error
    except BaseException:
        scratch.release()
        raise
    return _inputs(scratch, assembled)


def _inputs(scratch: Scratch, assembled: Assembled) -> Inputs:
    return Inputs(
        tables=assembled.tables,
        left_out=assembled.left_out,
        earliest_event=assembled.earliest,
        event_ids=assembled.event_ids,
        scratch=scratch,
    )


def drafts_of(
    scratch: Scratch,
    model: ScoringModel,
    given: Mapping[str, object],
    id_column: str | None,
    mapping: Mapping[str, str],
) -> list[Draft]:
    """The drafts of all tables given or needed, their keys of one type."""
    problems: list[Problem] = []
    with collecting(problems):
        check_mapping(mapping)
    wanted = wanted_of(model, id_column, mapping, given)
    for role in wanted:
        if given[role] is None and role in ("leads", "accounts"):
            problems.append(_not_given(role))
    known: frozenset[str] = frozenset()
    drafts = []
    for role in ("changes", "leads", "accounts", "events", "adjustments"):
        if role not in wanted or given[role] is None:
            continue
        with collecting(problems):
            source = open_source(scratch, given[role], role, frozenset(want.column for want in wanted[role]))
            made = draft(scratch, role, source, wanted[role], known if role == "leads" else frozenset())
            if role == "changes":
                known = _changed_fields(scratch, made)
                made = with_values_read(scratch.con, made, fields(model).leads)
            drafts.append(made)
    if problems:
        raise InputError(problems)
    return with_one_key_type(drafts)


def wanted_of(
    model: ScoringModel, id_column: str | None, mapping: Mapping[str, str], given: Mapping[str, object]
) -> dict[str, tuple[Wanted, ...]]:
    """The columns that are wanted of each table that is given or needed."""
    read = fields(model)
    wanted = {"leads": wanted_of_leads(model, read, id_column), "events": wanted_of_events(read, mapping)}
    if model.scores == "account" or read.accounts:
        wanted["accounts"] = wanted_of_accounts(model, read)
    if given["changes"] is not None:
        wanted["changes"] = wanted_of_changes()
    if given["adjustments"] is not None:
        wanted["adjustments"] = wanted_of_adjustments(model)
    return wanted


def _changed_fields(scratch: Scratch, changes: Draft) -> frozenset[str]:
    """Attributes that the changes tell of."""
    query = sql(
        "SELECT DISTINCT {field} FROM {relation}",
        field=changes.fields["field"].read.value,
        relation=changes.source.relation,
    )
    return frozenset(name for (name,) in scratch.con.execute(query).fetchall())


def unreadable_rows(error: Exception) -> Problem:
    """That one of UNREADABLE was met."""
    return Problem(
        code="unreadable-rows",
        subject="",
        message=say("a source breaks off while it is read: {reason}.", reason=excerpt(error, most=160)),
        remedy=say("Give whole files, written by a program that follows their format."),
    )


def _not_given(role: str) -> Problem:
    return Problem(
        code="not-given",
        subject=role,
        message=say("the model reads accounts, but none are given.")
        if role == "accounts"
        else say("no leads are given."),
        remedy=say("Give them with --{role}.", role=role),
    )
