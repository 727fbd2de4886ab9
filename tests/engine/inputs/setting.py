"""A small model, and readings of what `prepare` made of its inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import duckdb

from baremo.engine.inputs import Inputs, prepare
from baremo.engine.inputs.sql import Name, listed, sql
from baremo.engine.tables import Table
from baremo.model.conditions import Age, Compare, Condition, Equals, FieldTest, Search, Test
from baremo.model.criteria import Attribute, Criterion, EventNames, Events, Rule, Selection, Sum
from baremo.model.dimensions import Dimension
from baremo.model.model import ScoringModel

AS_OF = datetime(2026, 11, 1, tzinfo=UTC)
AN_EVENT = {"lead_id": "ana", "event": "form_submitted", "timestamp": "2026-10-01T10:00:00Z"}


def model(*rules: Rule, scores: Any = "lead") -> ScoringModel:
    criteria = tuple(Criterion(name=f"c{i}", rule=rule) for i, rule in enumerate(rules))
    return ScoringModel(name="m", scores=scores, dimensions=(Dimension(name="fit", criteria=criteria),))


def reads(field: str, test: Test) -> Attribute:
    return Attribute(when=FieldTest(field=field, test=test), points=1.0)


def as_text(field: str) -> Attribute:
    return reads(field, Search(how="contains", texts=("x",)))


def as_number(field: str) -> Attribute:
    return reads(field, Compare(how="at_least", bound=1.0))


def as_date(field: str) -> Attribute:
    return reads(field, Age(how="newer_than", days=30))


def events(where: Condition | None = None, total: str | None = None) -> Events:
    of = Selection(event=EventNames(names=("form_submitted",)), where=where)
    return Events(of=of, points=1.0, measure=Sum(property=total)) if total else Events(of=of, points=1.0)


def with_property(name: str) -> Events:
    return events(where=FieldTest(field=name, test=Equals(values=("demo",))))


def connection() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("SET TimeZone='UTC'")
    con.execute("SET threads=2")
    return con


@contextmanager
def prepared(scoring: ScoringModel, **given: Any) -> Iterator[tuple[duckdb.DuckDBPyConnection, Inputs]]:
    con = given.pop("con", None) or connection()
    inputs = prepare(con, scoring, as_of=given.pop("as_of", AS_OF), **given)
    yield con, inputs
    inputs.release(con)


def rows(con: duckdb.DuckDBPyConnection, table: Table | None, *columns: str) -> list[Any]:
    """The values of these columns, in the order of the rows; a single column without its tuple."""
    assert table is not None
    chosen = listed(Name(column) for column in columns or table.columns)
    query = sql("SELECT {chosen} FROM {table}", chosen=chosen, table=Name(table.name))
    found = con.execute(query).fetchall()
    return [row[0] for row in found] if len(columns) == 1 else found


def leads_of(scoring: ScoringModel, leads: object, *columns: str, **given: Any) -> list[Any]:
    with prepared(scoring, leads=leads, **given) as (con, inputs):
        return rows(con, inputs.tables.leads, *columns)


def events_of(scoring: ScoringModel, events: object, *columns: str, **given: Any) -> list[Any]:
    leads = given.pop("leads", [{"lead_id": "ana"}])
    with prepared(scoring, leads=leads, events=events, **given) as (con, inputs):
        return rows(con, inputs.tables.events, *columns)


def notes_of(scoring: ScoringModel, **given: Any) -> list[str]:
    with prepared(scoring, **given) as (_, inputs):
        return inputs.left_out.lines()


def an_event(**other: object) -> Mapping[str, object]:
    return {**AN_EVENT, **other}
