"""Who is scored, with the attributes as they were known at the moment, and which events are theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlglot import exp

from baremo.engine import changes
from baremo.engine.conditions import Conditions, Value, first_known, value_in
from baremo.engine.expressions import (
    NUMBER,
    TEXT,
    WHOLE,
    Expr,
    col,
    count_where,
    named,
    null_of,
    present,
    relation,
)
from baremo.engine.parts import Part, part_named
from baremo.engine.tables import Column, Tables
from baremo.model.conditions import Condition
from baremo.model.criteria import Criterion, Inactivity, People
from baremo.model.fields import ACCOUNT, LEAD, Fields, Use, Uses
from baremo.model.model import ScoringModel

EVENTS_OF_ACCOUNTS = "events_of_accounts"
PEOPLE = "people"
AS_READ, BY_DAY = "leads_as_read", "leads_by_day"
COMMENTS = {
    AS_READ: "attributes as folded text, number or date, read once",
    BY_DAY: "the local days of attributes that are dates",
}
CREATED = "created_at"
OWN = "own."  # before the name of a key that is numbered anew: as it stands in the source

Readings = dict[str, Expr]  # folded, number, date, instant or day


@dataclass(frozen=True, kw_only=True, slots=True)
class Subjects:
    """The rows to score: where they stand, their attributes, and the parts that this needs."""

    parts: tuple[Part, ...]
    source: exp.Expr  # what `points` selects from
    columns: dict[str, Column]  # of the source
    accounts: dict[str, Column]  # read as account.<attribute> by a lead model
    readings: dict[str, Readings]  # attributes that the source holds as read, such as `<attribute>.day`
    events: exp.Expr  # the events, with the model's key

    def value_of(self, field: str) -> Value:
        """An attribute of the lead or account; a null text where there is no such column."""
        if field.startswith(ACCOUNT) and self.accounts:
            name = field.removeprefix(ACCOUNT)
            return Value(expression=col(name, "accounts"), column=self.accounts[name])
        name = field.removeprefix(ACCOUNT) if field not in self.columns else field
        name = OWN + name if OWN + name in self.columns else name
        if name not in self.columns:
            return Value(
                expression=null_of(TEXT),
                column=Column(kind="text"),
                folded=null_of(TEXT),
                number=null_of(NUMBER),
                day=null_of(WHOLE),
            )
        read = {reading: col(f"{name}.{reading}", "leads") for reading in self.readings.get(name, {})}
        value = value_in(name, self.columns[name], table="leads")
        return replace(value, folded=read.get("folded"), number=read.get("number"), day=read.get("day"))

    def column_of(self, field: str) -> Column:
        """What an attribute holds, and whether its changed values stand beside it."""
        value = self.value_of(field)
        return replace(value.column, changed=value.changed is not None)

    def carried(self, name: str) -> list[Expr]:
        """The columns of an attribute that a later part needs to read it."""
        value = self.value_of(name)
        return [named(column.copy(), f"{LEAD}{suffixed}") for suffixed, column in value.columns(name).items()]


def subjects(model: ScoringModel, tables: Tables, conditions: Conditions, wanted: Fields) -> Subjects:
    """The leads or accounts of a model, whose fields `wanted` lists."""
    parts: list[Part] = []
    leads, columns = relation(tables.leads.name), tables.leads.columns
    if tables.changes is not None:
        known, columns = changes.parts(tables.changes, tables.leads, conditions, [*wanted.leads, CREATED])
        parts += known
        leads = part_named(changes.LEADS)
    if model.scores == "lead":
        events, accounts, uses = relation(tables.events.name), tables.accounts, wanted.leads
        scored = leads
    else:
        assert tables.accounts is not None
        people = [criterion for _, criterion in model.criteria() if isinstance(criterion.rule, People)]
        if people:
            parts.append(_people(leads, columns, people, conditions))
        parts.append(_events_of_accounts(tables, conditions))
        events, accounts, uses = part_named(EVENTS_OF_ACCOUNTS), None, wanted.accounts
        scored, columns = relation(tables.accounts.name), tables.accounts.columns
    readings = _readings(model, columns, uses, conditions)
    for name, level in (AS_READ, _first_level(readings)), (BY_DAY, _days(readings, conditions)):
        if level:
            columns_read = exp.select(exp.Star(), *(named(read, title) for title, read in level.items()))
            parts.append(Part(name=name, query=columns_read.from_(scored.copy()), comment=COMMENTS[name]))
            scored = part_named(name)
    return Subjects(
        parts=tuple(parts),
        source=exp.alias_(scored, "leads", table=True),
        columns=columns,
        accounts=accounts.columns if accounts else {},
        readings=readings,
        events=events,
    )


def _readings(
    model: ScoringModel, columns: dict[str, Column], uses: Uses, conditions: Conditions
) -> dict[str, Readings]:
    """How attributes are read, each way once: tests then compare a column, however many there are."""
    silent = any(isinstance(criterion.rule, Inactivity) for _, criterion in model.criteria())
    wanted = {name: set(how) for name, how in uses.items()}
    if silent:
        wanted.setdefault(CREATED, set()).add("date")
    found: dict[str, Readings] = {}
    for name, how in wanted.items():
        if name in columns and not columns[name].many:
            readings = _readings_of(value_in(name, columns[name]), how, conditions)
            if readings:
                found[name] = readings
    return found


def _readings_of(value: Value, how: set[Use], conditions: Conditions) -> Readings:
    if value.changed is not None:  # two faces, of which only the day costs much
        return {"day": conditions.day(value) or exp.Null()} if "date" in how else {}
    kind = value.column.kind
    readings: Readings = {}
    if "text" in how and kind == "text":
        readings["folded"] = conditions.folded(value)
    if "number" in how and (kind == "text" or (kind == "number" and not value.column.whole)):
        readings["number"] = conditions.number(value) or exp.Null()
    if "date" in how and kind == "text":
        readings["date"] = conditions.dialect.date_of_text(value.sql)
        readings["instant"] = conditions.dialect.instant_of_text(value.sql)
    if "date" in how and kind in ("text", "date", "instant"):
        readings["day"] = (conditions.day(value) if kind != "text" else None) or exp.Null()
    return readings


def _first_level(readings: dict[str, Readings]) -> Readings:
    """What is read from the attributes themselves."""
    return {
        f"{name}.{reading}": read for name, how in readings.items() for reading, read in how.items() if reading != "day"
    }


def _days(readings: dict[str, Readings], conditions: Conditions) -> Readings:
    """The local days of dates, from what has been read of a text: a zone's changes are a long list."""
    days = {}
    for name, how in readings.items():
        if "instant" in how:
            date = Value(expression=col(f"{name}.date"), column=Column(kind="date"))
            instant = Value(expression=col(f"{name}.instant"), column=Column(kind="instant"))
            parts = [conditions.day(date), conditions.day(instant)]
            days[f"{name}.day"] = first_known(parts)
        elif "day" in how:
            days[f"{name}.day"] = how["day"]
    return days


def _people(leads: Expr, columns: dict[str, Column], people: list[Criterion], conditions: Conditions) -> Part:
    def value_of(field: str) -> Value:
        return value_in(field, columns[field])

    counted = [
        named(count_where(conditions.holds(_condition(criterion), value_of)), f"{criterion.name}.units")
        for criterion in people
    ]
    query = exp.select(col("account_id"), *counted).from_(leads.copy()).where(present(col("account_id")))
    return Part(name=PEOPLE, query=query.group_by(col("account_id")), comment="each account's leads, counted")


def _condition(criterion: Criterion) -> Condition:
    assert isinstance(criterion.rule, People)
    return criterion.rule.people


def _events_of_accounts(tables: Tables, conditions: Conditions) -> Part:
    own: list[Expr] = [col(name, "events") for name in tables.events.columns if name != "lead_id"]
    own += conditions.clock.columns("events")
    same = exp.EQ(this=col("lead_id", "leads"), expression=col("lead_id", "events"))
    query = (
        exp.select(col("account_id", "leads"), *own)
        .from_(exp.alias_(relation(tables.events.name), "events", table=True))
        .join(exp.alias_(relation(tables.leads.name), "leads", table=True), on=same)
    )
    return Part(name=EVENTS_OF_ACCOUNTS, query=query, comment="the events of all leads of an account")
