"""What a query says of its moment: as literals, or as parameters of a text that serves every moment.

With parameters, the same text scores one lead after the other, or one lead on the coming days.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from baremo.engine.dialects import DuckDB
from baremo.engine.expressions import Expr, number
from baremo.engine.moments import DAY, Moment

Parameters = dict[str, str | int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """The moment in an engine's words."""

    dialect: DuckDB
    moment: Moment
    parameters: bool = False
    windows: set[int] = field(default_factory=set)  # the windows in days that parameters stand for

    def now(self, *, zoned: bool) -> Expr:
        """as_of, of the type of the column that it is compared with."""
        if self.parameters:
            return self._instant("as_of", zoned=zoned)
        return self.dialect.instant(self.moment.us, zoned=zoned)

    def start(self, days: int, *, zoned: bool) -> Expr | None:
        """The instant from which events have an age below `days`; None where no one instant can say it."""
        bound = self.moment.bound(days)
        if self.parameters and bound is not None:
            self.windows.add(days)
            return self._instant(f"start_{days}", zoned=zoned)
        return None if bound is None else self.dialect.instant(bound, zoned=zoned)

    @property
    def day(self) -> Expr:
        """The local day of as_of, since 1970."""
        return self._whole("day") if self.parameters else number(self.moment.day)

    @property
    def end_of_day(self) -> Expr:
        """The last local microsecond of that day, counted as if the zone were UTC."""
        return self._whole("end_of_day") if self.parameters else number(_end_of_day(self.moment))

    def values(self, moment: Moment) -> Parameters | None:
        """The parameters of another moment; None where one of its windows has no single bound."""
        bounds = {days: moment.bound(days) for days in sorted(self.windows)}
        if None in bounds.values():
            return None
        instants = {"as_of": moment.us, **{f"start_{days}": us for days, us in bounds.items() if us is not None}}
        texts = {name: self.dialect.instant_text(us) for name, us in instants.items()}
        return {**texts, "day": moment.day, "end_of_day": _end_of_day(moment)}

    def _instant(self, name: str, *, zoned: bool) -> Expr:
        return exp.cast(_parameter(name), "TIMESTAMPTZ" if zoned else "TIMESTAMP")

    def _whole(self, name: str) -> Expr:
        return exp.cast(_parameter(name), "BIGINT")


def _parameter(name: str) -> exp.Parameter:
    return exp.Parameter(this=exp.var(name))


def _end_of_day(moment: Moment) -> int:
    return (moment.day + 1) * DAY - 1
