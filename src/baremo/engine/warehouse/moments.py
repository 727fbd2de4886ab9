"""As of when: a date or an instant written as literals, or an expression that the engine computes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlglot import exp

from baremo.engine.clock import CLOCK_PART, Said, clock_parts
from baremo.engine.dialects import Dialect
from baremo.engine.moments import DEFAULT_YEAR, EPOCH, Moment, microseconds, moment, offsets
from baremo.engine.parts import Part
from baremo.engine.warehouse.spoken import instant_of
from baremo.engine.warehouse.templates import Templates
from baremo.model.model import ScoringModel

NOW = "CURRENT_TIMESTAMP"
STARTS_AS_DATE = re.compile(r"\s*[0-9]")
EARLIEST = microseconds(EPOCH)  # no event is taken to be older: it would lengthen the list of a zone's changes
LATEST = microseconds(datetime(DEFAULT_YEAR + 1, 1, 1, tzinfo=UTC))  # up to which an expression is followed


@dataclass(frozen=True, kw_only=True, slots=True)
class AsOf:
    """The moment, how the query says it, and the parts that compute it."""

    said: Said
    moment: Moment
    latest: int  # microseconds since 1970
    shown: str  # as people read it, templates hidden
    parts: tuple[Part, ...] = field(default_factory=tuple)

    @property
    def table(self) -> str:
        return CLOCK_PART if self.said == "part" else ""


def as_of_in(given: str | date | datetime | None, model: ScoringModel, dialect: Dialect, templates: Templates) -> AsOf:
    """What the user gave as as_of; the engine's clock where nothing is given.

    Raises
    ------
    InputError
        It is no date, no instant and not one expression.
    """
    if given is None or (isinstance(given, str) and not STARTS_AS_DATE.match(given)):
        text = NOW if given is None else templates.hidden(given.strip())
        instant = exp.CurrentTimestamp() if text.upper() == NOW else instant_of(text, dialect)
        zone = offsets(model.timezone, DEFAULT_YEAR)
        return AsOf(
            said="part",
            moment=Moment(us=LATEST, zone=zone, day=zone.day(LATEST)),
            latest=LATEST,
            shown=text,
            parts=tuple(clock_parts(dialect, instant, zone.between(EARLIEST, LATEST))),
        )
    at = moment(given, model.timezone)
    return AsOf(said="literals", moment=at, latest=at.us, shown=at.instant.isoformat().replace("+00:00", "Z"))
