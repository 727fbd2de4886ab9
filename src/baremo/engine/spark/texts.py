"""Texts that the model reads as numbers or dates: Spark reads plain ones, so others are told or refused.

The readers of the other engine judge a column by all its values; here they judge those that are not plain,
so what they would have read in another way is refused, never taken as missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyspark.sql import DataFrame, types
from sqlglot import exp

from baremo.engine.expressions import Expr, all_of, col, count_where, named, negated, present, text
from baremo.engine.inputs.draft import read_texts
from baremo.engine.inputs.rows import TextColumn
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import collecting, excerpt
from baremo.engine.inputs.sql import Sql, sql
from baremo.engine.inputs.wanted import Wanted
from baremo.engine.spark.kinds import SAYS
from baremo.engine.spark.sources import Remote
from baremo.engine.spark.statements import one_row, selected, written
from baremo.errors import InputError, Problem
from baremo.texts import Text, WholeNumber, say

SAMPLE = 1000  # different values that are looked at


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """A column to look at; `where`, only in some rows."""

    want: Wanted
    where: Expr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Odd:
    """Values of a column that are neither blank nor plain."""

    want: Wanted
    count: int
    values: tuple[str, ...]  # the first, in text order


def look_at_texts(scratch: Scratch, remote: Remote, looked_at: Sequence[Looked]) -> tuple[Text, ...]:
    """Notes on values that count as missing; one scan tells whether there are any.

    Raises
    ------
    InputError
        Values are written in a way that the other engine would read.
    """
    texts = {field.name for field in remote.frame.schema.fields if isinstance(field.dataType, types.StringType)}
    looked_at = [each for each in looked_at if each.want.column in texts and each.want.uses & {"number", "date"}]
    if not looked_at:
        return ()
    tests = [named(count_where(_is_odd(each)), each.want.name) for each in looked_at]
    counted = one_row(selected(remote.frame, tests))
    notes: list[Text] = []
    problems: list[Problem] = []
    for each in looked_at:
        if counted[each.want.name]:
            with collecting(problems):
                notes += _judged(scratch, remote, _odd(remote.frame, each, counted[each.want.name]))
    if problems:
        raise InputError(problems)
    return tuple(notes)


def _odd(frame: DataFrame, looked: Looked, count: int) -> Odd:
    found = selected(frame.where(written(_is_odd(looked))), [named(col(looked.want.column), "value")])
    rows = found.distinct().orderBy("value").limit(SAMPLE).collect()
    return Odd(want=looked.want, count=count, values=tuple(row.value for row in rows))


def _is_odd(looked: Looked) -> Expr:
    want, value = looked.want, col(looked.want.column)
    parts = [
        *([looked.where.copy()] if looked.where else []),
        present(value),
        negated(exp.EQ(this=SAYS.trimmed(value.copy()), expression=text(""))),
    ]
    if want.as_number:
        parts.append(negated(present(SAYS.number_of_text(value.copy()))))
    if want.as_date:
        parts += [negated(present(read(value.copy()))) for read in (SAYS.date_of_text, SAYS.instant_of_text)]
    return all_of(parts)


def _judged(scratch: Scratch, remote: Remote, odd: Odd) -> tuple[Text, ...]:
    relation = sql("{name}", name=scratch.object("odd", pa.table({"value": list(odd.values)})))
    mixed = "text" in odd.want.uses or odd.want.uses >= {"number", "date"}
    column = TextColumn(
        name=odd.want.name, file=remote.label, value=Sql("value"), relation=relation, first_row=1, mixed=mixed
    )
    shaped = read_texts(scratch.con, column, dates=odd.want.as_date, numbers=odd.want.as_number)
    query = sql(
        "SELECT min(value) FROM {relation} WHERE {read} IS DISTINCT FROM value", relation=relation, read=shaped.value
    )
    (rewritten,) = scratch.con.execute(query).fetchone() or (None,)
    if rewritten is not None:
        raise InputError(_not_plain(remote.label, odd.want, rewritten))
    return () if mixed else (_missing(odd),)


def _missing(odd: Odd) -> Text:
    values = {"column": odd.want.name, "count": WholeNumber(odd.count), "example": excerpt(odd.values[0])}
    if odd.want.as_number:
        return say("{column}: values that are no numbers count as missing: {count}, such as '{example}'.", **values)
    return say("{column}: values that are no dates count as missing: {count}, such as '{example}'.", **values)


def _not_plain(label: str, want: Wanted, value: str) -> Problem:
    return Problem(
        code="not-plain",
        subject=want.name,
        file=label,
        message=say("'{value}' is written in a way that Spark does not read.", value=excerpt(value)),
        remedy=say("Write numbers as 1234.5 and dates as 2026-12-31, or score without --engine spark."),
    )
