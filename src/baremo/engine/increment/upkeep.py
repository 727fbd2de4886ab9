"""What keeps a folder small and lawful: the files of many nights become one, and leads are erased."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from baremo.engine.backends import connection
from baremo.engine.increment.folder import ENDING, opened
from baremo.engine.increment.manifest import Manifest
from baremo.engine.increment.store import Store
from baremo.engine.inputs.keys import key_literal
from baremo.engine.inputs.sql import Sql, listed, sql
from baremo.engine.tables import Column
from baremo.errors import InputError, Problem
from baremo.texts import say

MOST_NIGHTS = 30  # files of single nights before they become one
OF_A_NIGHT = re.compile(r"(counts|events)-[0-9]+\.parquet")


def with_fewer_files(store: Store, manifest: Manifest) -> Manifest:
    """The same rows; the files of many nights are one."""
    counts = _merged(store, manifest.counts, store.of_counts, f"counts-to-{manifest.night}{ENDING}")
    events = _merged(store, manifest.events, store.of_events, f"events-to-{manifest.night}{ENDING}")
    return replace(manifest, counts=counts, events=events)


def _merged(store: Store, names: Sequence[str], columns: Mapping[str, str], into: str) -> tuple[str, ...]:
    nights = [name for name in names if OF_A_NIGHT.fullmatch(name)]
    if len(nights) <= MOST_NIGHTS:
        return tuple(names)
    order = Sql(" ORDER BY thing, day, lead_id") if "thing" in columns else Sql("")
    store.write(sql("SELECT * FROM {rows}{order}", rows=store.read(nights, columns), order=order), into)
    return (*(name for name in names if name not in nights), into)


def erase(folder: Path, leads: Sequence[str]) -> int:
    """Removes all that is kept of some leads, at once and from every file; how many events there were.

    Raises
    ------
    InputError
        There is no such folder of kept counts, or another scoring works in it.

    Examples
    --------
    >>> import baremo, tempfile, pathlib
    >>> from baremo.engine.scoring import Sources, scoring
    >>> from baremo.model.templates import path_of
    >>> kept = pathlib.Path(tempfile.mkdtemp()) / "kept"
    >>> events = [{"lead_id": "ana", "event": "page_viewed", "timestamp": "2026-11-01", "path": "/pricing"}]
    >>> leads = [{"lead_id": "ana", "country": "ES"}]
    >>> model = baremo.load(path_of("simple", "en"))
    >>> with scoring(model, Sources(leads=leads, events=events), as_of="2026-11-02", state=kept):
    ...     pass
    >>> erase(kept, ["ana"])
    1
    """
    if not folder.is_dir():
        raise InputError(_no_such_folder(folder))
    with opened(folder) as opening, connection() as con:
        manifest = opening.manifest
        if manifest.key is None:
            return 0
        store = Store(con=con, folder=opening, key=manifest.key, columns=manifest.columns)
        theirs = _theirs(manifest.key, leads)
        events = store.count(
            sql("(SELECT 1 FROM {e} WHERE {t})", e=store.read(manifest.events, store.of_events), t=theirs)
        )
        opening.commit(_without(store, manifest, theirs))
        return events


def _without(store: Store, manifest: Manifest, theirs: Sql) -> Manifest:
    """Every file that holds rows of the leads is written anew."""
    night = manifest.night + 1

    def rewritten(name: str) -> str:
        whole = sql("read_parquet({file})", file=store.folder.file(name))
        if not store.count(sql("(SELECT 1 FROM {file} WHERE {theirs})", file=whole, theirs=theirs)):
            return name
        anew = f"{name.removesuffix(ENDING)}-without-{night}{ENDING}"
        store.write(sql("SELECT * FROM {file} WHERE NOT {theirs}", file=whole, theirs=theirs), anew)
        return anew

    return replace(
        manifest,
        night=night,
        counts=tuple(map(rewritten, manifest.counts)),
        events=tuple(map(rewritten, manifest.events)),
        contested=manifest.contested and rewritten(manifest.contested),
        waiting=manifest.waiting and rewritten(manifest.waiting),
        recounted=manifest.recounted and rewritten(manifest.recounted),
    )


def _theirs(key: Column, leads: Sequence[str]) -> Sql:
    literals = [literal for lead in leads if (literal := key_literal(key, lead)) is not None]
    return sql("(lead_id IN ({ids}))", ids=listed(literals)) if literals else Sql("false")


def _no_such_folder(folder: Path) -> Problem:
    return Problem(
        code="no-state",
        subject="--state",
        file=str(folder),
        message=say("there is no such folder."),
        remedy=say("Name the folder that `baremo score --state` keeps its counts in."),
    )
