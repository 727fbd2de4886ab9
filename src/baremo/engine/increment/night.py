"""A night: tonight's events are taken in, counted, and added to what is kept.

What is kept is at any time what one count of all events would give. Where an event that has been counted
counts no longer, its lead is counted anew, and the lead's rows of earlier nights are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from baremo.engine.increment.copies import CONTESTED, without_copies
from baremo.engine.increment.counting import COLUMNS
from baremo.engine.increment.folder import ENDING
from baremo.engine.increment.manifest import Manifest
from baremo.engine.increment.store import ID, Store
from baremo.engine.increment.tally import counted, write_rows
from baremo.engine.increment.things import Thing
from baremo.engine.increment.upkeep import with_fewer_files
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.engine.moments import Moment
from baremo.engine.tables import Column, Table

EFFECTIVE, RECOUNTED = Name("baremo_effective"), Name("baremo_recounted")
TONIGHT, ROWS = Name("baremo_tonight"), Name("baremo_rows")
OWN = {"event": Column(kind="text"), "timestamp": Column(kind="instant")}


@dataclass(frozen=True, kw_only=True)
class Night:
    """One night over a folder."""

    store: Store
    wanted: list[Thing]
    moment: Moment
    zone: str
    leads: Name
    unique: bool  # promised: no id stands twice

    @property
    def before(self) -> Manifest:
        return self.store.folder.manifest

    @property
    def number(self) -> int:
        return self.before.night + 1

    def run(self, given: Sql | None, earliest: int | None) -> tuple[Manifest, int]:
        """Takes events in; the manifest that is to be committed, and how many events were repeated."""
        arrived, waiting = self._arrive(given)
        contested, repeated = self._settle(arrived)
        after = replace(
            self.before,
            zone=self.zone,
            night=self.number,
            until=self.moment.us,
            earliest=min(us for us in (earliest, self.before.earliest, self.moment.us) if us is not None),
            key=self.store.key,
            columns=self.store.columns,
            events=(*self.before.events, *([arrived] if arrived else [])),
            contested=contested,
            waiting=waiting,
        )
        self._show_effective(after)
        after = replace(after, recounted=self._recounted(contested is not None))
        return with_fewer_files(self.store, self._count(after, arrived)), repeated

    def _arrive(self, given: Sql | None) -> tuple[str | None, str | None]:
        """The files of the events up to now and of the later ones; None where there are none."""
        store, columns = self.store, listed(map(Name, self.store.of_events))
        sources = [] if given is None else [given]
        if self.before.waiting:
            sources.append(sql("SELECT {c} FROM {f}", c=columns, f=store.read([self.before.waiting], store.of_events)))
        if not sources:
            return None, None
        every, now = Sql(" UNION ALL ".join(sources)), sql("make_timestamp({us}::BIGINT)", us=self.moment.us)
        names = f"events-{self.number}{ENDING}", f"waiting-{self.number}{ENDING}"
        rows = [
            store.write(sql("SELECT * FROM ({every}) WHERE {rule}", every=every, rule=rule), name)
            for name, rule in zip(names, (sql("timestamp <= {n}", n=now), sql("timestamp > {n}", n=now)), strict=True)
        ]
        return names[0] if rows[0] else None, names[1] if rows[1] else None

    def _settle(self, arrived: str | None) -> tuple[str | None, int]:
        """Leaves repeated events out of tonight's file; the file of the contested ones, and how many repeat."""
        store = self.store
        looked_at = arrived is not None and not self.unique
        if not looked_at and self.before.contested is None:
            return None, 0
        rows = store.read([arrived] if arrived and looked_at else [], store.of_events)
        fresh = without_copies(store, rows, self.leads)
        left_out = store.count(rows) - store.count(fresh)
        if arrived and left_out:
            store.write(sql("SELECT * FROM {fresh}", fresh=fresh), f"unique-{self.number}{ENDING}")
            store.rename(f"unique-{self.number}{ENDING}", arrived)
        columns = listed(map(Name, store.of_events))
        name = f"contested-{self.number}{ENDING}"
        contested = store.write(sql("SELECT {c}, counts AS counted FROM {t}", c=columns, t=CONTESTED), name)
        counting = store.count(sql("(SELECT 1 FROM {t} WHERE new AND counts)", t=CONTESTED))
        return name if contested else None, left_out - counting

    def _show_effective(self, after: Manifest) -> None:
        """A view of every event that counts."""
        store, columns = self.store, listed(map(Name, self.store.of_events))
        files = store.read(after.events, store.of_events)
        view = sql("SELECT {c} FROM {files}", c=columns, files=files)
        if after.contested:
            contested = store.read([after.contested], {**store.of_events, "counted": "BOOLEAN"})
            view = sql(
                "{view} WHERE {id} IS NULL OR {id} NOT IN (SELECT {id} FROM {contested})"
                " UNION ALL SELECT {c} FROM {contested} WHERE counted",
                view=view,
                id=Name(ID),
                contested=contested,
                c=columns,
            )
        store.show(EFFECTIVE, view)

    def _recounted(self, contested: bool) -> str | None:
        """The file of leads whose earlier counts no longer hold; tonight's are in the table RECOUNTED, too."""
        store = self.store
        changed = (
            sql("SELECT DISTINCT lead_id FROM {t} WHERE counted <> counts", t=CONTESTED)
            if contested
            else sql("SELECT lead_id FROM {none}", none=store.read([], {"lead_id": store.key.type}))
        )
        store.con.execute(sql("CREATE OR REPLACE TEMP TABLE {t} AS {q}", t=RECOUNTED, q=changed))
        if not store.count(RECOUNTED):
            return self.before.recounted
        name = f"recounted-{self.number}{ENDING}"
        store.write(
            sql(
                "SELECT lead_id, max(night) AS night FROM (SELECT * FROM {before}"
                " UNION ALL SELECT lead_id, {night} FROM {tonight}) GROUP BY lead_id",
                before=store.read(filter(None, [self.before.recounted]), store.of_recounted),
                night=self.number,
                tonight=RECOUNTED,
            ),
            name,
        )
        return name

    def _count(self, after: Manifest, arrived: str | None) -> Manifest:
        """Adds what tonight's events change, and all that is counted for the first time."""
        stay = self.before.numbers if self.before.zone == self.zone else {}
        keepable = [thing for thing in self.wanted if not thing.ages]
        known = {stay[thing.key]: thing for thing in keepable if thing.key in stay}
        new = dict(enumerate((t for t in keepable if t.key not in stay), start=self.before.next_number))
        files = list(self.before.counts) if stay else []
        files += self._count_tonight(after, known, arrived)
        for no, thing in new.items():
            files += self._write_counts(after, {no: thing}, EFFECTIVE, f"counts-{self.number}-{no}{ENDING}")
        numbers = {thing.key: no for no, thing in {**known, **new}.items()}
        return replace(after, numbers=numbers, next_number=self.before.next_number + len(new), counts=tuple(files))

    def _count_tonight(self, after: Manifest, known: dict[int, Thing], arrived: str | None) -> list[str]:
        """Of leads counted anew all events, of others tonight's."""
        store, columns = self.store, listed(map(Name, self.store.of_events))
        tonight = sql(
            "SELECT {c} FROM {tonight} ANTI JOIN {again} USING (lead_id)"
            " UNION ALL SELECT {c} FROM {all} SEMI JOIN {again} USING (lead_id)",
            c=columns,
            tonight=store.read(filter(None, [arrived]), store.of_events),
            again=RECOUNTED,
            all=EFFECTIVE,
        )
        if not known or (arrived is None and not store.count(RECOUNTED)):
            return []
        store.con.execute(sql("CREATE OR REPLACE TEMP TABLE {t} AS {q}", t=TONIGHT, q=tonight))
        return self._write_counts(after, known, TONIGHT, f"counts-{self.number}{ENDING}")

    def _write_counts(self, after: Manifest, numbered: dict[int, Thing], events: Name, name: str) -> list[str]:
        self.count_into(ROWS, numbered, events, after.earliest)
        rows = sql(
            "SELECT {c}, {night} AS night FROM {rows} ORDER BY thing, day, lead_id",
            c=listed(map(Name, COLUMNS)),
            night=self.number,
            rows=ROWS,
        )
        return [name] if self.store.write(rows, name) else []

    def count_into(self, table: Name, numbered: dict[int, Thing], events: Name, earliest: int | None) -> None:
        """Counts things over events into a temporary table."""
        columns = {**OWN, "lead_id": self.store.key, **self.store.columns}
        self.store.con.execute(sql("DROP TABLE IF EXISTS {t}", t=table))
        given = Table(name=events, columns=columns)
        write_rows(self.store.con, table, counted(given, numbered, self.moment, earliest))
