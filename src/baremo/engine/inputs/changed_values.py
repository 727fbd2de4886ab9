"""Values of changes: one column of texts for fields of every kind, each field read in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import duckdb

from baremo.engine.inputs.draft import Draft, Field, read_texts
from baremo.engine.inputs.rows import TextColumn
from baremo.engine.inputs.source import collecting
from baremo.engine.inputs.sql import Sql, sql
from baremo.errors import InputError, Problem
from baremo.model.fields import Use
from baremo.texts import Text


def with_values_read(con: duckdb.DuckDBPyConnection, changes: Draft, read: Mapping[str, set[Use]]) -> Draft:
    """The changes with their numbers and dates in the form that the query reads."""
    value = changes.fields["value"]
    cases: list[Sql] = []
    notes: list[Text] = list(changes.notes)
    problems: list[Problem] = []
    for name, uses in read.items():
        if not uses & {"number", "date"}:
            continue
        with collecting(problems):
            column = _of_field(changes, value, name, uses)
            shaped = read_texts(con, column, dates="date" in uses, numbers="number" in uses)
            notes += shaped.notes
            if shaped.changed:
                cases.append(sql("WHEN {name} THEN {value}", name=name, value=shaped.value))
    if problems:
        raise InputError(problems)
    if not cases:
        return replace(changes, notes=tuple(notes))
    rewritten = sql(
        "CASE {field} {cases} ELSE {value} END",
        field=changes.fields["field"].read.value,
        cases=Sql(" ".join(cases)),
        value=value.read.value,
    )
    fields = changes.fields | {"value": replace(value, read=replace(value.read, value=rewritten), costly=True)}
    return replace(changes, fields=fields, notes=tuple(notes))


def _of_field(changes: Draft, value: Field, name: str, uses: set[Use]) -> TextColumn:
    """The values of one field, null in the rows of others, so that rows keep their numbers."""
    own = sql(
        "CASE WHEN {field} = {name} THEN {value} END",
        field=changes.fields["field"].read.value,
        name=name,
        value=value.read.value,
    )
    mixed = "text" in uses or uses >= {"number", "date"}
    return replace(changes.column(value), name=name, value=own, mixed=mixed)
