"""What a query says of its moment: as literals, as parameters, from a table, or as columns of its tables.

With parameters the same text scores one lead after the other, with a table of one row the same plan does;
with columns one query scores a lead on many days. A part of the query is such a table too, where an
expression of the engine tells the moment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sqlglot import exp

from baremo.engine.dialects import Dialect
from baremo.engine.expressions import Expr, col, named, number, relation
from baremo.engine.moments import DAY, Moment, Offsets
from baremo.engine.parts import Part, part_named

Parameters = dict[str, str | int]
Said = Literal["literals", "parameters", "table", "part", "columns"]


CLOCK = "clock."  # before the names of the columns
CLOCK_PART = "moment_and_day"
COLUMNS = ("as_of", "day", "end_of_day")


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """The moment in an engine's words."""

    dialect: Dialect
    moment: Moment
    said: Said = "literals"
    table: str = ""  # of one row, where the moment is said by a table or by a part
    windows: set[int] = field(default_factory=set)  # the windows in days that parameters stand for

    def now(self, *, zoned: bool) -> Expr:
        """as_of, of the type of the column that it is compared with."""
        if self.said != "literals":
            return self._instant("as_of", zoned=zoned)
        return self.dialect.instant(self.moment.us, zoned=zoned)

    def start(self, days: int, *, zoned: bool) -> Expr | None:
        """The instant from which events have an age below `days`; None where no one instant can say it."""
        bound = self.moment.bound(days) if self.said not in ("columns", "part") else None
        if self.said in ("parameters", "table") and bound is not None:
            self.windows.add(days)
            return self._instant(f"start_{days}", zoned=zoned)
        return None if bound is None else self.dialect.instant(bound, zoned=zoned)

    @property
    def day(self) -> Expr:
        """The local day of as_of, since 1970."""
        return number(self.moment.day) if self.said == "literals" else self._whole("day")

    @property
    def end_of_day(self) -> Expr:
        """The last local microsecond of that day, counted as if the zone were UTC."""
        return number(_end_of_day(self.moment)) if self.said == "literals" else self._whole("end_of_day")

    def columns(self, table: str) -> list[Expr]:
        """The columns of a table that later parts still ask."""
        return [col(CLOCK + name, table) for name in COLUMNS] if self.said == "columns" else []

    def any_values(self) -> Parameters:
        """Values of the right types for every name that the text holds; where a window has no bound, as_of."""
        starts = {f"start_{days}": self.dialect.instant_text(self.moment.us) for days in sorted(self.windows)}
        return {**moment_values(self.dialect, self.moment), **starts}

    def values(self, moment: Moment) -> Parameters | None:
        """The parameters of another moment; None where one of its windows has no single bound."""
        bounds = {days: moment.bound(days) for days in sorted(self.windows)}
        if None in bounds.values():
            return None
        starts = {f"start_{days}": self.dialect.instant_text(us) for days, us in bounds.items() if us is not None}
        return {**moment_values(self.dialect, moment), **starts}

    def _instant(self, name: str, *, zoned: bool) -> Expr:
        return self.dialect.as_instant(self._named(name), zoned=zoned)

    def _whole(self, name: str) -> Expr:
        return exp.cast(self._named(name), "BIGINT")

    def _named(self, name: str) -> Expr:
        match self.said:
            case "parameters":
                return exp.Parameter(this=exp.var(name))
            case "table" | "part":
                return exp.Subquery(this=exp.select(col(name)).from_(relation(self.table)))
            case _:
                return col(CLOCK + name)


def clock_parts(dialect: Dialect, instant: Expr, zone: Offsets) -> list[Part]:
    """The parts that tell the moment of an expression; the last one's name is CLOCK_PART."""
    now = named(dialect.as_instant(instant, zoned=True), "as_of")
    day = named(dialect.day(col("as_of"), zone), "day")
    last = exp.Mul(this=exp.paren(exp.Add(this=col("day"), expression=number(1))), expression=number(DAY))
    end = named(exp.Sub(this=last, expression=number(1)), "end_of_day")
    return [
        Part(name="moment", query=exp.select(now), comment="the moment of the scoring"),
        Part(
            name="local_day",
            query=exp.select(col("as_of"), day).from_(part_named("moment")),
            comment="its day, in the model's zone",
        ),
        Part(
            name=CLOCK_PART,
            query=exp.select(col("as_of"), col("day"), end).from_(part_named("local_day")),
            comment="and the last microsecond of that day",
        ),
    ]


def moment_values(dialect: Dialect, moment: Moment) -> Parameters:
    """What parameters and columns tell of a moment, whatever the windows."""
    return {"as_of": dialect.instant_text(moment.us), "day": moment.day, "end_of_day": _end_of_day(moment)}


def _end_of_day(moment: Moment) -> int:
    return (moment.day + 1) * DAY - 1
