"""Kept counts around one scoring: what has arrived is taken in, and holds once the scoring is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from baremo.engine.increment.counting import COLUMNS
from baremo.engine.increment.folder import Folder, opened
from baremo.engine.increment.kept import Kept
from baremo.engine.increment.manifest import Manifest
from baremo.engine.increment.night import EFFECTIVE, Night
from baremo.engine.increment.store import ID, Store
from baremo.engine.increment.things import things
from baremo.engine.inputs import Inputs
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.engine.moments import Moment, instant_of, microseconds
from baremo.engine.tables import Column, Table
from baremo.errors import InputError, Problem
from baremo.model.fields import fields
from baremo.model.model import ScoringModel
from baremo.texts import Text, say

KEPT, AGEING = Name("baremo_kept"), Name("baremo_ageing")


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeping:
    """What a scoring reads in place of events."""

    kept: Kept
    events: Table  # with the kinds of the kept events
    earliest: int | None  # microseconds since 1970
    repeated: int  # of tonight's events


@contextmanager
def keeping(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    model: ScoringModel,
    inputs: Inputs,
    at: Moment,
    *,
    with_events: bool,
    unique: bool,
    commit: bool = True,
) -> Iterator[Keeping]:
    """Brings the folder's counts up to the moment, for as long as they are read; then commits them.

    Without `commit` the folder holds afterwards what it held before.

    Raises
    ------
    InputError
        The folder cannot be used, reaches beyond the moment, or lacks what the model newly reads.
    """
    with opened(path) as folder:
        events = inputs.tables.events
        store = _store(con, folder, model, inputs, at, with_events=with_events)
        leads = Name(inputs.tables.leads.name)
        night = Night(store=store, wanted=things(model), moment=at, zone=model.timezone, leads=leads, unique=unique)
        given = _given(store, events, inputs.event_ids) if with_events else None
        if given is not None and folder.manifest.night and not inputs.event_ids:
            _refuse_repetition(store, given)
        after, repeated = night.run(given, microseconds(inputs.earliest_event) if inputs.earliest_event else None)
        columns = {**events.columns, **store.columns, "timestamp": Column(kind="instant")}
        yield Keeping(
            kept=Kept(relation=KEPT, numbers=_shown(store, after, night)),
            events=Table(name=EFFECTIVE, columns=columns),
            earliest=after.earliest,
            repeated=repeated,
        )
        folder.commit(after if commit else folder.manifest)


def _store(
    con: duckdb.DuckDBPyConnection,
    folder: Folder,
    model: ScoringModel,
    inputs: Inputs,
    at: Moment,
    *,
    with_events: bool,
) -> Store:
    """The folder's files, if what is kept serves this scoring."""
    before, key = folder.manifest, inputs.tables.leads.columns["lead_id"]
    needed = {
        name: _column(inputs.tables.events, before, name, with_events=with_events) for name in fields(model).events
    }
    problems = list(_problems(before, at, key, needed))
    if problems:
        raise InputError(problems)
    return Store(con=con, folder=folder, key=key, columns=needed)


def _column(events: Table, before: Manifest, name: str, *, with_events: bool) -> Column:
    """What a property holds: as given tonight, else as kept."""
    if with_events or name not in before.columns:
        return events.columns[name]
    return before.columns[name]


def _given(store: Store, events: Table, ids: Name | None) -> Sql:
    """Tonight's events with their ids; blank ids are none."""
    id_ = sql("CASE WHEN trim({id}) <> '' THEN {id} END", id=ids) if ids else Sql("CAST(NULL AS VARCHAR)")
    own = [Name("lead_id"), Name("event"), sql("CAST(timestamp AS TIMESTAMP) AS timestamp")]
    return sql(
        "SELECT {own}, {id} AS {named} FROM {events}",
        own=listed([*own, *map(Name, store.columns)]),
        id=id_,
        named=Name(ID),
        events=Name(events.name),
    )


def _shown(store: Store, after: Manifest, night: Night) -> dict[str, int]:
    """Makes the view of all kept rows that hold; the numbers in it of all that is counted."""
    ageing = {-no: thing for no, thing in enumerate(night.wanted, start=1) if thing.ages}
    columns = listed(map(Name, COLUMNS))
    rows = store.read(after.counts, store.of_counts)
    view = sql("SELECT {c} FROM {rows}", c=columns, rows=rows)
    if after.recounted:
        again = store.read([after.recounted], store.of_recounted)
        view = sql(
            "SELECT {c} FROM {rows} AS rows ANTI JOIN {again} AS again"
            " ON rows.lead_id = again.lead_id AND rows.night < again.night",
            c=columns,
            rows=rows,
            again=again,
        )
    if ageing:
        night.count_into(AGEING, ageing, EFFECTIVE, after.earliest)
        view = sql("{view} UNION ALL SELECT {c} FROM {ageing}", view=view, c=columns, ageing=AGEING)
    store.show(KEPT, view)
    return {**after.numbers, **{thing.key: no for no, thing in ageing.items()}}


def _problems(before: Manifest, at: Moment, key: Column, needed: Mapping[str, Column]) -> Iterator[Problem]:
    """Why the kept counts do not serve this scoring."""
    if before.night and at.us < before.until:
        yield _problem(
            "state-is-later",
            say(
                "the kept counts reach to {until}, beyond the moment that is asked for.",
                until=instant_of(before.until).isoformat(),
            ),
            say("Ask for that moment or a later one, or score without --state."),
        )
    if not before.events:
        return
    for name, column in {"lead_id": key, **needed}.items():
        kept = before.key if name == "lead_id" else before.columns.get(name)
        if kept is None:
            yield _problem(
                "not-kept",
                say("the model now reads '{name}', which the kept events lack.", name=name),
                say("Name a new folder, and give all events once."),
            )
        elif kept != column:
            yield _problem(
                "other-kind",
                say(
                    "'{name}' is a {now}, and was a {before} in the kept events.",
                    name=name,
                    now=column.type.lower(),
                    before=kept.type.lower(),
                ),
                say("Give it as before, or name a new folder and give all events once."),
            )


def _refuse_repetition(store: Store, given: Sql) -> None:
    """Events without ids that are kept already would count twice."""
    own = listed(Name(name) for name in store.of_events if name != ID)
    kept = store.read(store.folder.manifest.events, store.of_events)
    rows = store.count(sql("({given})", given=given))
    seen = store.count(
        sql("(SELECT {own} FROM ({given}) INTERSECT SELECT {own} FROM {kept})", own=own, given=given, kept=kept)
    )
    if rows and seen * 2 >= rows:
        raise InputError(
            _problem(
                "events-again",
                say("most of these events are kept already, and without ids they would count twice."),
                say("Give only what is new since the last time, or events with ids (id=COLUMN)."),
            )
        )


def _problem(code: str, message: Text, remedy: Text) -> Problem:
    return Problem(code=code, subject="--state", message=message, remedy=remedy)
