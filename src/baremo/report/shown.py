"""A summary's values as people read them, in one language; what is HTML says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from baremo.engine.moments import zone
from baremo.engine.summary import Reason, Summary, TopLead
from baremo.report.names import Names, short
from baremo.report.numbers import percent, signed, whole
from baremo.texts import Said, say


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What sections, charts and the terminal show of a summary."""

    summary: Summary
    names: Names

    @property
    def lang(self) -> str:
        return self.names.lang

    @property
    def as_of(self) -> str:
        """The instant on the clocks of the model's zone."""
        return f"{self._local(self.summary.as_of):%Y-%m-%d %H:%M} ({self.names.model.timezone})"

    def say(self, text: Said) -> str:
        return self.names.say(text)

    def html(self, text: Said) -> str:
        return self.names.html(text)

    def key(self, lead: TopLead) -> str:
        return short(self.say(lead.key))

    def whole(self, number: float) -> str:
        return whole(number, self.lang)

    def share(self, leads: int) -> str:
        """A part of all leads."""
        return percent(leads / self.summary.leads if self.summary.leads else 0, self.lang)

    def with_share(self, leads: int) -> str:
        """HTML: how many leads, and what part of all."""
        return f'{self.whole(leads)} <small class="share">{self.share(leads)}</small>'

    def reason(self, reason: Reason) -> tuple[str, str]:
        """What a lead has points for, and how many."""
        given = self.say(say("given by hand"))
        name = given if reason.criterion is None else self.names.of_criterion(reason.criterion)
        return name, signed(reason.points, self.lang)

    def ago(self, last: datetime) -> tuple[str, str]:
        """How long before the scoring an event was, and its day."""
        day = self._local(last).date()
        days = (self._local(self.summary.as_of).date() - day).days
        ago = {0: say("today"), 1: say("yesterday")}.get(days, say("{days} days ago", days=self.whole(days)))
        return self.say(ago), day.isoformat()

    def _local(self, instant: datetime) -> datetime:
        return instant.astimezone(zone(self.names.model.timezone))
