"""From events to kept rows: what each lead did, per counted thing and day of the model's zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from baremo.engine.conditions import Conditions, Value
from baremo.engine.expressions import TEXT, Expr, col, double, named, negated, number, present
from baremo.engine.increment.things import Thing, selection_of
from baremo.engine.selections import chosen
from baremo.engine.tables import Column

TIME, DAY_NUMBER = "timestamp", "day.number"
TYPES = {
    "thing": "INTEGER",
    "lead_id": "",  # of the leads' own type
    "day": "INTEGER",  # since 1970, in the model's zone
    "units": "INTEGER",  # events
    "amount": "DOUBLE",  # the sum of a property
    "value": "UBIGINT",  # the hash of a property's value
    "last": "TIMESTAMP",  # the most recent of them, UTC
}
COLUMNS = tuple(TYPES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Counting:
    """Writes the query that counts, for the events of one zone."""

    conditions: Conditions
    columns: Mapping[str, Column]  # of the events

    def rows(self, thing: Thing, no: int, events: exp.Expr) -> exp.Select:
        """The kept rows of a thing, which bear its number."""
        query = exp.select().from_(self._dated(thing, events)).group_by(col("lead_id"))
        day: Expr = col(DAY_NUMBER)
        figures: dict[str, Expr] = {"thing": number(no), "lead_id": col("lead_id"), "last": exp.Max(this=col(TIME))}
        match thing.counted:
            case "events":
                figures |= {"day": day, "units": exp.Count(this=exp.Star())}
                query = query.group_by(day.copy())
            case "sum":
                amount = self.conditions.number(self._property(thing.of)) or exp.Null()
                figures |= {"day": day, "units": exp.Count(this=exp.Star()), "amount": exp.Sum(this=double(amount))}
                query = query.where(present(amount.copy())).group_by(day.copy())
            case "values":
                value = self._property(thing.of)
                figures |= {"day": exp.Max(this=day), "value": _hash(self._written(value))}
                query = query.where(negated(self.conditions.missing(value))).group_by(figures["value"].copy())
            case "last":
                figures["day"] = exp.Max(this=day)
        return query.select(*(self._shaped(name, figures.get(name)) for name in COLUMNS))

    def _shaped(self, name: str, figure: Expr | None) -> Expr:
        if name == "lead_id" and figure is not None:
            return figure
        type_ = exp.DataType.build(TYPES[name], dialect="duckdb")
        return named(exp.cast(exp.Null() if figure is None else figure, type_), name)

    def _dated(self, thing: Thing, events: exp.Expr) -> exp.Subquery:
        """The events that count, with their days."""
        day = named(self.conditions.dialect.day(col(TIME), self.conditions.zone), DAY_NUMBER)
        query = exp.select(exp.Star(), day).from_(events.copy())
        wanted = chosen(selection_of(thing), self.conditions, self._property)
        return query.where(*wanted).subquery("dated")

    def _written(self, value: Value) -> Expr:
        return exp.cast(value.sql, TEXT) if value.column.many else self.conditions.text(value)

    def _property(self, name: str | None) -> Value:
        assert name is not None
        return Value(expression=col(name), column=self.columns[name])


def _hash(value: Expr) -> Expr:
    """64 bits that are the same on every machine and in every release."""
    return exp.Anonymous(this="md5_number_lower", expressions=[value])
