"""Reads numbers that people wrote: decimal commas, thousands separators, currency and percent signs.

The whole column is read one way, and only where its values prove which: `1,234` alone is refused.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import duckdb

from baremo.engine.inputs.rows import Shaped, TextColumn, offenders
from baremo.engine.inputs.source import excerpt
from baremo.engine.inputs.sql import Sql, sql
from baremo.errors import InputError, Problem
from baremo.texts import Text, WholeNumber, say

SPACE = " \t\r\n\u00a0"  # around a value
PLAIN = r"^[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]+)?$"
MARK = r"(?:€|\$|£|¥|₹|EUR|USD|GBP|MXN|%)"
MARKS = rf"^([+-]?)[ \x{{a0}}\x{{202f}}]*{MARK}[ \x{{a0}}\x{{202f}}]*|[ \x{{a0}}\x{{202f}}]*{MARK}$"
GROUPED = r"^[+-]?[0-9]{1,3}([ '’\x{a0}\x{202f}][0-9]{3})+([.,][0-9]+)?$"
GROUP_SIGN = r"[ '’\x{a0}\x{202f}]"

# In this order: the first that matches names the shape of a value without its signs.
SHAPES = {
    "whole": r"^[+-]?[0-9]+([eE][+-]?[0-9]+)?$",
    "point or thousand": r"^[+-]?[1-9][0-9]{0,2}\.[0-9]{3}$",
    "point": PLAIN,
    "comma or thousand": r"^[+-]?[1-9][0-9]{0,2},[0-9]{3}$",
    "comma": r"^[+-]?[0-9]*,[0-9]+$",
    "points, comma": r"^[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]+$",
    "points": r"^[+-]?[1-9][0-9]{0,2}(\.[0-9]{3}){2,}$",
    "commas, point": r"^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+\.[0-9]+$",
    "commas": r"^[+-]?[1-9][0-9]{0,2}(,[0-9]{3}){2,}$",
}
DECIMAL_COMMA = ("comma", "points, comma", "points")  # each proves that the comma is the decimal sign
DECIMAL_POINT = ("point", "commas, point", "commas")
UNREADABLE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """How many values of a column have each shape, and which signs they bear."""

    shapes: Counter[str]
    marks: Counter[str]  # values with this sign; "" for those without
    example: str  # a value that is no number

    def first_of(self, shapes: tuple[str, ...]) -> str:
        return next((shape for shape in shapes if self.shapes[shape]), "")


def read_numbers(con: duckdb.DuckDBPyConnection, column: TextColumn) -> Shaped:
    """The column with its numbers written plainly, or as it is where they are already."""
    if _all_plain(con, column):
        return Shaped(value=column.value)
    found = _find(con, column)
    comma, point = found.first_of(DECIMAL_COMMA), found.first_of(DECIMAL_POINT)
    if comma and point:
        raise InputError(_mixed(con, column, (comma, point)))
    if found.shapes["comma or thousand"] and not comma and not point:
        raise InputError(_ambiguous(con, column))
    mark = _one_mark(found.marks)
    thousands = not comma and found.first_of(("comma or thousand", "commas", "commas, point"))
    notes = _notes(column, found, mark, comma=bool(comma), thousands=bool(thousands))
    if not (comma or thousands or mark or found.shapes["spaced"]):
        return Shaped(value=column.value, notes=notes)
    return Shaped(value=_rewritten(column.value, comma=bool(comma), mark=mark), notes=notes, changed=True)


def _notes(column: TextColumn, found: Found, mark: str, *, comma: bool, thousands: bool) -> tuple[Text, ...]:
    notes = []
    if comma:
        notes.append(say("{column}: read with decimal commas.", column=column.name))
    if thousands:
        notes.append(say("{column}: read with commas between thousands.", column=column.name))
    if mark:
        notes.append(say("{column}: read without the sign {sign}.", column=column.name, sign=mark))
    unreadable = found.shapes[UNREADABLE] + sum(n for sign, n in found.marks.items() if sign and sign != mark)
    if unreadable and not column.mixed:
        notes.append(
            say(
                "{column}: values that are no numbers count as missing: {count}, such as '{example}'.",
                column=column.name,
                count=WholeNumber(unreadable),
                example=excerpt(found.example),
            )
        )
    return tuple(notes)


def _all_plain(con: duckdb.DuckDBPyConnection, column: TextColumn) -> bool:
    """Whether there is nothing to do, not even to trim: half the cost of looking closer."""
    query = sql(
        "SELECT count(*) FROM (SELECT {value} AS value FROM {relation})"
        " WHERE value <> '' AND NOT regexp_matches(value, {plain})",
        value=column.value,
        relation=column.relation,
        plain=PLAIN,
    )
    return con.execute(query).fetchone() == (0,)


def _find(con: duckdb.DuckDBPyConnection, column: TextColumn) -> Found:
    rows = con.execute(
        sql(
            "SELECT shape, mark, spaced, count(*), min(value) FROM (SELECT value, {shape} AS shape,"
            " regexp_extract(value, {mark}) AS mark,"
            " shape <> {none} AND regexp_matches(value, {grouping}) AS spaced"
            " FROM (SELECT {value} AS value FROM {relation}) WHERE value <> '') GROUP BY ALL",
            shape=_shape(Sql("value")),
            mark=MARK,
            none=UNREADABLE,
            grouping=rf"[0-9]{GROUP_SIGN}[0-9]",
            value=_trimmed(column.value),
            relation=column.relation,
        )
    ).fetchall()
    shapes: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    examples = [value for shape, *_, value in rows if shape == UNREADABLE]
    marked = [value for shape, mark, *_, value in rows if shape != UNREADABLE and mark]
    for shape, mark, spaced, count, _ in rows:
        shapes[shape] += count
        shapes["spaced"] += count if spaced else 0
        if shape != UNREADABLE:
            marks[mark] += count
    return Found(shapes=shapes, marks=marks, example=min(examples or marked or [""]))


def _one_mark(marks: Counter[str]) -> str:
    """The only sign of the column; percent counts only where every number bears it."""
    signs = [sign for sign in marks if sign]
    if len(signs) != 1 or (signs == ["%"] and marks[""]):
        return ""
    return signs[0]


def _trimmed(value: Sql) -> Sql:
    return sql("trim({value}, {space})", value=value, space=SPACE)


def _core(value: Sql) -> Sql:
    """The value without signs, and without blanks or apostrophes between thousands."""
    bare = sql("regexp_replace({value}, {marks}, '\\1', 'g')", value=value, marks=MARKS)
    return sql(
        "CASE WHEN regexp_matches({bare}, {grouped}) THEN regexp_replace({bare}, {sign}, '', 'g') ELSE {bare} END",
        bare=bare,
        grouped=GROUPED,
        sign=GROUP_SIGN,
    )


def _shape(value: Sql) -> Sql:
    cases = Sql(
        " ".join(
            sql("WHEN regexp_matches({core}, {pattern}) THEN {shape}", core=core, pattern=pattern, shape=shape)
            for core in (value, _core(value))
            for shape, pattern in SHAPES.items()
        )
    )
    return sql("CASE {cases} ELSE {none} END", cases=cases, none=UNREADABLE)


def _rewritten(value: Sql, *, comma: bool, mark: str) -> Sql:
    text = _trimmed(value)
    core = _core(text)
    plain = (
        sql("replace(replace({core}, '.', ''), ',', '.')", core=core)
        if comma
        else sql("replace({core}, ',', '')", core=core)
    )
    known = sql(
        "{shape} <> {none} AND regexp_extract({text}, {marks}) IN ('', {mark})",
        shape=_shape(text),
        none=UNREADABLE,
        text=text,
        marks=MARK,
        mark=mark,
    )
    return sql("CASE WHEN {known} THEN {plain} ELSE {value} END", known=known, plain=plain, value=value)


def _ambiguous(con: duckdb.DuckDBPyConnection, column: TextColumn) -> Problem:
    row, value = offenders(con, column, _is(column, "comma or thousand"), limit=1)[0]
    return Problem(
        code="ambiguous-number",
        subject=column.name,
        file=column.file,
        line=row,
        message=say("'{value}' may be a decimal or a thousand, and no other value tells which.", value=excerpt(value)),
        remedy=say("Write the numbers of this column with a decimal point and without separators."),
    )


def _mixed(con: duckdb.DuckDBPyConnection, column: TextColumn, shapes: tuple[str, str]) -> Problem:
    (row, value), (other_row, other) = (offenders(con, column, _is(column, shape), limit=1)[0] for shape in shapes)
    return Problem(
        code="mixed-numbers",
        subject=column.name,
        file=column.file,
        line=row,
        message=say(
            "'{value}' has a decimal comma, but '{other}' in row {row} a decimal point.",
            value=excerpt(value),
            other=excerpt(other),
            row=other_row,
        ),
        remedy=say("Write all numbers of this column in one way."),
    )


def _is(column: TextColumn, shape: str) -> Sql:
    return sql("{found} = {shape}", found=_shape(_trimmed(column.value)), shape=shape)
