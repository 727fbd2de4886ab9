"""From a sample's personas to rows of leads and events, with the small faults that real files have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from baremo.demo.behaviour import Event, Member, Persona, Sample, instant, live
from baremo.demo.dice import Dice, row
from baremo.demo.people import Person, address, job_title, person

Row = dict[str, str]

STRANGER = "nobody-knows-me"  # events of a lead that is not in the list
FAULTY = 0.03  # share of cells with a fault, of those columns that may have one
MAY_BE_BLANK = ("phone", "employees", "industry", "country", "crm", "lead_source", "payment_days", "tools")
MAY_BE_ODD = ("job_title", "country", "email", "lead_source")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    leads: list[Row]
    events: list[Row]


def make_tables(sample: Sample, dice: Dice, *, size: int) -> Tables:
    """The cast first, then people of all kinds up to `size`."""
    kinds = {persona.name: persona for persona in sample.personas}
    leads: list[Row] = []
    events: list[Event] = []
    for number in range(size):
        member = sample.cast[number] if number < len(sample.cast) else None
        persona = kinds[member.persona] if member else _some_kind(sample.personas, dice)
        lead_id = member.lead_id if member else f"lead-{number + 1:03}"
        lived = live(lead_id, persona.habits, dice)
        lead = _lead(sample, persona, lead_id, _who(member, dice), lived, dice)
        leads.append(lead if member else with_faults(lead, dice))
        events += lived
    return Tables(leads=leads, events=_event_rows(events, sample.properties, dice))


def identity(someone: Person, persona: Persona, dice: Dice) -> Row:
    """Every column that can say who somebody is; a sample chooses among them."""
    return {
        "first_name": someone.first,
        "last_name": someone.last,
        "contact": f"{someone.first} {someone.last}",
        "email": address(someone, persona.hosts, dice),
        "phone": f"+00 555 {dice.randint(0, 999999):06}",
        "job_title": job_title(dice.pick(persona.roles), someone, dice),
        "company": someone.company.name,
        "company_domain": someone.company.domain,
        "country": someone.country,
    }


def with_faults(lead: Row, dice: Dice) -> Row:
    """Here and there a blank cell, odd case or stray blanks."""
    faulty = dict(lead)
    for column in lead:
        if column in MAY_BE_BLANK and dice.happens(FAULTY):
            faulty[column] = dice.pick(("", " "))
        elif column in MAY_BE_ODD and dice.happens(FAULTY):
            faulty[column] = dice.pick((lead[column].upper(), lead[column].lower(), f" {lead[column]} "))
    return faulty


def _some_kind(personas: Sequence[Persona], dice: Dice) -> Persona:
    return dice.choices(personas, [persona.share for persona in personas])[0]


def _who(member: Member | None, dice: Dice) -> Person:
    someone = person(dice)
    if member is None:
        return someone
    return replace(
        someone,
        first=member.first,
        last=member.last,
        gender=member.gender,
        country=member.country,
        language="es",
        company=member.company,
    )


def _lead(sample: Sample, persona: Persona, lead_id: str, someone: Person, lived: Sequence[Event], dice: Dice) -> Row:
    known = identity(someone, persona, dice)
    return {
        "lead_id": lead_id,
        "created_at": iso(_created_at(lived, dice)),
        **{column: known[column] for column in sample.identity},
        **row({**sample.attributes, **persona.attributes}, dice),
        sample.outcome: "yes" if dice.happens(persona.converts) else "no",
    }


def _created_at(lived: Sequence[Event], dice: Dice) -> datetime:
    """Shortly before the first thing they did, or long ago."""
    if lived:
        return lived[0].at - timedelta(minutes=dice.randint(1, 600))
    return instant(dice.today - timedelta(days=dice.randint(30, 400)), 9 * 3600)


def _event_rows(events: list[Event], properties: Sequence[str], dice: Dice) -> list[Row]:
    """Ordered by time and numbered; some stand twice with one id, and one lead is unknown."""
    strange = [replace(event, lead_id=STRANGER) for event in dice.sample(events, 3)]
    ordered = sorted([*events, *strange], key=lambda event: (event.at, event.lead_id, event.event))
    rows = [_event_row(number, event, properties) for number, event in enumerate(ordered, start=1)]
    again = sorted(dice.sample(range(len(rows)), len(rows) // 250), reverse=True)
    for place in again:
        rows.insert(place, dict(rows[place]))
    return rows


def _event_row(number: int, event: Event, properties: Sequence[str]) -> Row:
    values: Mapping[str, str] = event.properties
    return {
        "event_id": f"e{number:05}",
        "lead_id": event.lead_id,
        "event": event.event,
        "timestamp": iso(event.at),
        **{name: values.get(name, "") for name in properties},
    }


def iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
