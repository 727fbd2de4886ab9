"""Which events there are, how many leads have them, and what their properties hold.

Properties inside JSON are found in a sample, chosen by the leads' ids and not by the order of rows.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from baremo.engine.backends import Progress, rows
from baremo.engine.inputs.checks import count_events
from baremo.engine.inputs.draft import Draft, draft
from baremo.engine.inputs.kinds import Reading, parts_of
from baremo.engine.inputs.numbers import PLAIN, SPACE
from baremo.engine.inputs.scratch import Scratch
from baremo.engine.inputs.source import Cell, Source
from baremo.engine.inputs.sources import open_source
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.engine.inputs.wanted import EVENT_COLUMNS, check_mapping, wanted_of_events
from baremo.engine.past import LAST, own_scratch
from baremo.engine.scoring import Sources
from baremo.engine.texts import Statement
from baremo.errors import InputError
from baremo.model.fields import Fields

SAMPLE = 200_000  # events whose JSON is looked into for names of properties
MOST_PROPERTIES = 100  # the first by their names
NUMBERS = 0.9  # the least share of an event's rows in which a property of numbers is one
REPEATED = 0.5  # the most different texts for each text that a property of repeated texts has
COLUMNS = {
    "event": pa.string(),
    "events": pa.int64(),
    "leads": pa.int64(),
    "numbers": pa.list_(pa.string()),
    "texts": pa.list_(pa.string()),
}


def event_profile(sources: Sources, *, memory: str | None = None, progress: Progress | None = None) -> pa.Table:
    """Every event by its name, with the properties that figures can be made of.

    Returns
    -------
    pyarrow.Table
        `event`, `events` and `leads` (how many), `numbers` (properties that are numbers in at least 90 % of its
        events) and `texts` (properties whose texts stand twice or more on average), the most frequent first.
        At most 100 properties are looked at.

    Raises
    ------
    InputError
        The events cannot be read.

    Examples
    --------
    >>> orders = [{"lead_id": who, "event": "order", "timestamp": "2026-10-10", "amount": 5} for who in "aab"]
    >>> event_profile(Sources(leads=[], events=orders)).to_pylist()
    [{'event': 'order', 'events': 3, 'leads': 2, 'numbers': ['amount'], 'texts': []}]
    """
    if sources.events is None:
        return pa.Table.from_pylist([], schema=pa.schema(list(COLUMNS.items())))
    with own_scratch(memory) as scratch:
        return _profile(scratch, sources, progress)


def _profile(scratch: Scratch, sources: Sources, progress: Progress | None) -> pa.Table:
    mapping = sources.event_columns or {}
    check_mapping(mapping)
    own = {name: mapping.get(short, name) for short, name in EVENT_COLUMNS.items()}
    names = _properties(scratch, sources.events, own)
    wanted = wanted_of_events(Fields(events={name: set() for name in names}), mapping)
    source = open_source(scratch, sources.events, "events", frozenset(want.column for want in wanted))
    made = draft(scratch, "events", source, wanted, frozenset())
    table = scratch.view("events", _read(made))
    _, problems = count_events(scratch.con, made, table, LAST)
    if problems:
        raise InputError(problems)
    readings = {name: made.fields[name].read for name in names if not made.fields[name].read.column.many}
    found = rows(scratch.con, Statement(text=_counted(table, readings)), progress)
    profile = [_told(row, list(readings)) for row in found.to_pylist()]
    return pa.Table.from_pylist(profile, schema=pa.schema(list(COLUMNS.items())))


def _read(made: Draft) -> Sql:
    values = listed(sql("{v} AS {n}", v=field.read.value, n=Name(name)) for name, field in made.fields.items())
    return sql("SELECT {values} FROM {relation}", values=values, relation=made.source.relation)


def _counted(table: Name, readings: dict[str, Reading]) -> Sql:
    """One row for each event: its leads, and of each property how many values, numbers and different texts."""
    figures = [
        sql(
            "count({present}) AS {given}, count({number}) AS {numbers},"
            " approx_count_distinct({present}) AS {different}",
            present=_present(name, read),
            number=_number(name, read),
            given=Name(f"given{i}"),
            numbers=Name(f"numbers{i}"),
            different=Name(f"different{i}"),
        )
        for i, (name, read) in enumerate(readings.items())
    ]
    return sql(
        "SELECT {figures} FROM {table} GROUP BY event ORDER BY events DESC, event",
        figures=listed([Sql("event, count(*) AS events, count(DISTINCT lead_id) AS leads"), *figures]),
        table=table,
    )


def _present(name: str, read: Reading) -> Sql:
    text = sql("CAST({v} AS VARCHAR)", v=Name(name))
    return sql("nullif(trim({text}, {space}), '')", text=text, space=SPACE) if read.column.kind == "text" else text


def _number(name: str, read: Reading) -> Sql:
    match read.column.kind:
        case "number":
            return sql("{v}", v=Name(name))
        case "text":
            text = sql("trim({v}, {space})", v=Name(name), space=SPACE)
            return sql("CASE WHEN regexp_matches({t}, {plain}) THEN 1 END", t=text, plain=PLAIN)
        case _:
            return Sql("NULL")


def _told(row: dict[str, int], names: list[str]) -> dict[str, object]:
    numbers, texts = [], []
    for i, name in enumerate(names):
        given = row[f"given{i}"]
        if given and row[f"numbers{i}"] >= NUMBERS * row["events"]:
            numbers.append(name)
        elif given and row[f"different{i}"] <= REPEATED * given:
            texts.append(name)
    return {name: row[name] for name in ("event", "events", "leads")} | {"numbers": numbers, "texts": texts}


def _properties(scratch: Scratch, events: object, own: dict[str, str]) -> list[str]:
    """Further columns, and what is inside the column of properties."""
    source = open_source(scratch, events, "events", frozenset({own["properties"], own["lead_id"]}))
    columns = [name for name in source.cells if name not in own.values()]
    inside = _inside(scratch, source, source.cells.get(own["properties"]), source.cells.get(own["lead_id"]))
    scratch.drop(source.relation)
    return sorted({*columns, *inside})[:MOST_PROPERTIES]


def _inside(scratch: Scratch, source: Source, cell: Cell | None, lead: Cell | None) -> Iterable[str]:
    if cell is None or lead is None:
        return ()
    if cell.type.id == "struct":
        return _of_struct(cell)
    chosen = sql(
        "(SELECT {v} AS v FROM {r} WHERE hash({id}) % (SELECT count(*) // {most} + 1 FROM {r}) = 0)",
        v=cell.value,
        r=source.relation,
        id=lead.value,
        most=SAMPLE,
    )
    if cell.type.id == "map":
        return _names(scratch, sql("SELECT DISTINCT unnest(map_keys(v)) FROM {chosen}", chosen=chosen))
    if cell.type.id != "varchar":
        return ()
    objects = sql("(SELECT CAST(v AS JSON) AS v FROM {c} WHERE trim(v) <> '' AND json_valid(v))", c=chosen)
    outer = _names(scratch, sql("SELECT DISTINCT unnest(json_keys(v)) FROM {o}", o=objects))
    inner = _names(
        scratch,
        sql(
            "SELECT DISTINCT key || '.' || unnest(json_keys(value))"
            " FROM (SELECT key, value FROM {o} AS objects, json_each(objects.v) WHERE type = 'OBJECT')",
            o=objects,
        ),
    )
    nested = {name.partition(".")[0] for name in inner}
    return [*(name for name in outer if name not in nested), *inner]


def _of_struct(cell: Cell) -> Iterable[str]:
    for name, kind in parts_of(cell.type).items():
        if kind.id == "struct":
            yield from (f"{name}.{inner}" for inner in parts_of(kind))
        else:
            yield name


def _names(scratch: Scratch, query: Sql) -> list[str]:
    return [name for (name,) in scratch.con.execute(query).fetchall()]
