"""The report of what did not count: nothing is left out in silence."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from baremo.engine.inputs.sql import Name, sql
from baremo.texts import Text, WholeNumber, plain, say


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """What was left out of the inputs, and how values were read that could be read in two ways."""

    notes: tuple[Text, ...] = ()  # such as decimal commas, sheets, values that are no numbers
    events: int = 0  # in all
    later: int = 0  # events after as_of
    repeated: int = 0  # events whose id had been seen
    events_name: str = ""  # the relation of the events, and that of the leads
    leads_name: str = ""

    def count_unknown(self, con: duckdb.DuckDBPyConnection) -> int:
        """Events of leads that are not in the leads table: one scan of the events' keys."""
        if not self.events:
            return 0
        counted = con.execute(
            sql(
                "SELECT coalesce(sum(n), 0)::BIGINT FROM (SELECT lead_id, count(*) AS n FROM {events} GROUP BY ALL)"
                " ANTI JOIN {leads} USING (lead_id)",
                events=Name(self.events_name),
                leads=Name(self.leads_name),
            )
        ).fetchone()
        return int(counted[0]) if counted else 0

    def lines(self, lang: str = "en", *, unknown: int = 0) -> list[str]:
        """Sentences for people; `unknown` is what `count_unknown` gave, where it was asked."""
        counts = [
            (unknown, say("events of unknown leads, left out: {count}.", count=WholeNumber(unknown))),
            (self.later, say("events after the scoring instant, left out: {count}.", count=WholeNumber(self.later))),
            (self.repeated, say("events with an id seen before, left out: {count}.", count=WholeNumber(self.repeated))),
        ]
        return [plain(text, lang) for text in (*(text for count, text in counts if count), *self.notes)]
