"""The parts that read the user's tables: every later part finds the columns of the contract, of known kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlglot import exp

from baremo.engine.clock import Clock
from baremo.engine.conditions import Conditions, Value
from baremo.engine.dialects import Dialect
from baremo.engine.expressions import (
    NUMBER,
    TEXT,
    WHOLE,
    Expr,
    absent,
    any_of,
    case,
    col,
    named,
    null_of,
    number,
    text,
)
from baremo.engine.parts import Part, part_named
from baremo.engine.tables import Column, Table, Tables
from baremo.engine.warehouse.columns import Given, Taken
from baremo.engine.warehouse.spoken import GIVEN, PLAIN

UNIQUE = "unique_events"
COMMENTS = {
    "leads": "the leads",
    "accounts": "the accounts",
    "events": "the events",
    "changes": "what became known of attributes, and when",
    "adjustments": "points that people gave by hand",
}


def given_part(given: Given, table: exp.Table | None, dialect: Dialect) -> Part:
    """The columns that the model reads; without a table, none of the leads' rows."""
    columns = [named(taken_as(taken, dialect, there=table is not None), taken.name) for taken in given.columns]
    query = exp.select(*columns).from_(part_named("given_leads") if table is None else table)
    if table is None:
        query = query.where(exp.false())
    return Part(name=given.name, query=query, comment=f"{COMMENTS[given.role]}, each column as the kind it is taken as")


def taken_as(taken: Taken, dialect: Dialect, *, there: bool = True) -> Expr:
    """A user's column in the type of its kind."""
    if taken.kind == "absent" or not there:
        return dialect.null_instant() if taken.holds.kind == "instant" else null_of(TEXT)
    column = user_column(taken.column, dialect)
    if taken.in_json:
        return first(json_texts(dialect, column, taken.name))
    match taken.kind:
        case "number":
            return exp.cast(column, NUMBER)
        case "whole":
            return exp.cast(column, WHOLE)
        case "boolean":
            return exp.cast(column, "BOOLEAN")
        case "text[]":
            return column
        case "instant":
            return dialect.as_instant(column, zoned=True)
        case "timestamp":
            return dialect.in_utc(column)
        case "date" if taken.of_contract:
            return dialect.in_utc(column)
        case "date":
            return dialect.as_date(column)
        case _ if taken.holds.kind == "instant":
            written = exp.cast(column, TEXT)
            day = dialect.in_utc(dialect.date_of_text(written))
            return first([dialect.instant_of_text(written.copy()), day])
        case _:
            return exp.cast(column, TEXT)


def user_column(name: str, dialect: Dialect) -> Expr:
    """A column by the user's name for it; where names hold no dots, a dot leads to a field inside.

    A name that is not in plain small letters is quoted: it is the engine's own, letter by letter.
    """
    pieces = [name] if dialect.dots_in_names else name.split(".")
    identifiers = [exp.to_identifier(piece, quoted=not PLAIN.fullmatch(piece)) for piece in pieces]
    for identifier in identifiers:
        identifier.meta[GIVEN] = True
    if len(identifiers) == 1:
        return exp.Column(this=identifiers[0])
    return exp.Dot.build([exp.Column(this=identifiers[0]), *identifiers[1:]])


def json_texts(dialect: Dialect, json: Expr, name: str) -> list[Expr]:
    """A field is its own key, else a key within a key."""
    signs = [i for i, sign in enumerate(name) if sign == "." and 0 < i < len(name) - 1]
    ways = [[name], *([name[:i], name[i + 1 :]] for i in signs)]
    return [dialect.json_text(json.copy(), keys) for keys in ways]


def first(expressions: list[Expr]) -> Expr:
    """The first that is not null."""
    return expressions[0] if len(expressions) == 1 else exp.Coalesce(this=expressions[0], expressions=expressions[1:])


def unique_events(given: Given, clock: Clock) -> Part:
    """Of the same id the earliest counts, then the smallest in text order; blank ids never match.

    Events after as_of and of unknown leads are no repetitions. Events without an id are numbered by
    lead, so that no engine has to sort all of them at once.
    """
    conditions = Conditions(dialect=clock.dialect, clock=clock, zone=clock.moment.zone)
    identifier, lead = col("event_id", "events"), col("lead_id", "events")
    blank = any_of([absent(identifier), exp.EQ(this=clock.dialect.trimmed(identifier.copy()), expression=text(""))])
    seen = exp.Window(
        this=exp.RowNumber(),
        partition_by=[identifier.copy(), case([(blank, lead.copy())])],
        order=exp.Order(expressions=list(_order(given, conditions))),
    )
    columns = [taken.name for taken in given.columns]
    numbered = exp.select(*(col(name, "events") for name in columns))
    numbered = numbered.select(named(seen, "seen"), named(case([(blank.copy(), number(1))]), "alone"))
    numbered = (
        numbered.from_(exp.alias_(part_named(given.name), "events", table=True))
        .join(
            exp.alias_(part_named("given_leads"), "leads", table=True),
            on=exp.EQ(this=lead, expression=col("lead_id", "leads")),
        )
        .where(exp.LTE(this=col("timestamp", "events"), expression=clock.now(zoned=True)))
    )
    kept = any_of([exp.EQ(this=col(name), expression=number(1)) for name in ("seen", "alone")])
    query = exp.select(*(col(name) for name in columns)).from_(numbered.subquery("numbered")).where(kept)
    return Part(name=UNIQUE, query=query, comment="the events up to as_of whose id has not been seen")


def _order(given: Given, conditions: Conditions) -> Iterator[exp.Ordered]:
    """By time, then by what is read of the event as text, missing values first; lists decide nothing."""
    fixed = ("timestamp", "lead_id", "event")
    columns = {taken.name: taken.holds for taken in given.columns}
    others = sorted(name for name in columns if name not in (*fixed, "event_id"))
    yield _ascending(col("timestamp", "events"))
    for name in ("lead_id", "event", *others):
        if not columns[name].many:
            value = Value(expression=col(name, "events"), column=columns[name])
            yield _ascending(conditions.dialect.text_order(conditions.text(value)))


def _ascending(value: Expr) -> exp.Ordered:
    return exp.Ordered(this=value, desc=False, nulls_first=True)


def tables_of(given: list[Given], *, unique: bool) -> Tables:
    """What the query reads: the parts, as tables; `unique` where ids have been looked at."""
    tables = {each.role: Table(name=each.name, columns=_columns(each)) for each in given}
    return Tables(
        leads=tables["leads"],
        events=replace(tables["events"], name=UNIQUE) if unique else tables["events"],
        accounts=tables.get("accounts"),
        changes=tables.get("changes"),
        adjustments=tables.get("adjustments"),
    )


def _columns(given: Given) -> dict[str, Column]:
    return {taken.name: taken.holds for taken in given.columns}
