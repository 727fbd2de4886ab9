"""Suppliers, with what they have delivered and how."""

from __future__ import annotations

from baremo.demo.behaviour import Echo, Habit, Member, Persona, Sample
from baremo.demo.dice import Draw, day, money, one_of, whole
from baremo.demo.people import ACME, Company

ACME_SUPPLIES = Member(lead_id="acme", first="Ana", last="Torres", persona="star", company=ACME)
BRUNO_SUPPLIES = Member(
    lead_id="bruno",
    first="Bruno",
    last="Díaz",
    gender="m",
    persona="new",
    company=Company(name="Bruno Díaz Talleres", domain="talleres-bruno.example"),
)
CARLA_SUPPLIES = Member(
    lead_id="carla",
    first="Carla",
    last="Ríos",
    persona="broke contract",
    company=Company(name="Ríos Import", domain="rios-import.example"),
)

BOTH = one_of("ISO 9001, ISO 14001", "iso 9001 / iso 14001")
QUALITY = one_of("ISO 9001", "ISO 9001", "ISO 9001, ISO 14001")
VALID = day(30, 900)
AMOUNT = money(400, 9000)


def delivers(times: tuple[int, int], ages: tuple[int, int], *, on_time: float) -> Habit:
    """Each delivery is on time or late, and invoiced."""
    return Habit(
        event="delivery_received",
        times=times,
        ages=ages,
        echoes=(
            Echo(event="delivery_on_time", likely=on_time, otherwise="delivery_late"),
            Echo(event="delivery_invoiced", likely=1.0, days=(0, 3), properties={"amount": AMOUNT}),
        ),
    )


def happens(event: str, times: tuple[int, int], ages: tuple[int, int], *, likely: float = 1.0) -> Habit:
    return Habit(event=event, times=times, ages=ages, likely=likely)


def is_asked_for_quotes(times: tuple[int, int], *, answers: float) -> Habit:
    reply = Echo(event="quote_answered", likely=answers, days=(1, 9))
    return Habit(event="quote_requested", times=times, ages=(10, 350), echoes=(reply,))


def is_complained_about(times: tuple[int, int], *, solves: float, likely: float) -> Habit:
    solved = Echo(event="complaint_solved", likely=solves, days=(2, 20))
    return Habit(event="complaint_opened", times=times, ages=(1, 170), likely=likely, echoes=(solved,))


STAR = Persona(
    name="star",
    share=0,
    converts=1.0,
    attributes={
        "category": one_of("machinery"),
        "certificates": BOTH,
        "certificate_until": VALID,
        "financial_rating": one_of("A"),
        "years_in_business": whole(27, 27),
        "emissions_report": one_of("audited"),
        "price_position": one_of("market"),
        "payment_days": one_of("60"),
    },
    habits=(
        delivers((18, 20), (4, 350), on_time=1.0),
        happens("audit_passed", (1, 1), (60, 90)),
        is_asked_for_quotes((5, 6), answers=1.0),
        happens("improvement_proposed", (2, 3), (20, 300)),
    ),
)
RELIABLE = Persona(
    name="reliable",
    share=26,
    converts=0.92,
    attributes={"certificates": QUALITY, "certificate_until": VALID, "financial_rating": one_of("A", "A", "B")},
    habits=(
        delivers((8, 17), (2, 355), on_time=0.97),
        happens("audit_passed", (1, 1), (30, 600), likely=0.9),
        is_asked_for_quotes((2, 5), answers=0.9),
        happens("improvement_proposed", (1, 3), (10, 340), likely=0.5),
        is_complained_about((1, 1), solves=0.9, likely=0.3),
    ),
)
CHEAP_AND_LATE = Persona(
    name="cheap and late",
    share=20,
    converts=0.45,
    attributes={"price_position": one_of("below"), "certificates": one_of("", "", "ISO 9001")},
    habits=(
        delivers((6, 12), (2, 355), on_time=0.6),
        happens("delivery_rejected", (1, 3), (2, 300), likely=0.7),
        happens("audit_passed", (1, 1), (200, 700), likely=0.5),
        is_asked_for_quotes((2, 4), answers=0.8),
        is_complained_about((1, 3), solves=0.5, likely=0.8),
    ),
)
ORDINARY = Persona(
    name="ordinary",
    share=30,
    converts=0.7,
    attributes={"certificates": one_of("", "ISO 9001", "ISO 9001")},
    habits=(
        delivers((4, 12), (2, 355), on_time=0.9),
        happens("audit_passed", (1, 1), (60, 700), likely=0.6),
        is_asked_for_quotes((1, 4), answers=0.6),
        is_complained_about((1, 2), solves=0.7, likely=0.5),
    ),
)
NEW = Persona(
    name="new",
    share=18,
    converts=0.55,
    attributes={"years_in_business": whole(1, 9), "code_of_conduct": one_of("signed", "")},
    habits=(
        delivers((1, 3), (2, 60), on_time=0.92),
        is_asked_for_quotes((1, 3), answers=0.9),
        happens("improvement_proposed", (1, 1), (2, 60), likely=0.3),
    ),
)
LAPSED = Persona(
    name="lapsed",
    share=18,
    converts=0.2,
    attributes={"certificates": QUALITY, "certificate_until": day(-500, -10)},
    habits=(
        delivers((2, 8), (150, 500), on_time=0.85),
        happens("audit_passed", (1, 1), (500, 900), likely=0.6),
        is_asked_for_quotes((2, 3), answers=0.2),
    ),
)
FAILING = Persona(
    name="failing",
    share=10,
    converts=0.08,
    attributes={"financial_rating": one_of("C", "D", "D", "E"), "price_position": one_of("below", "above")},
    habits=(
        delivers((3, 8), (5, 300), on_time=0.45),
        happens("audit_failed", (1, 1), (10, 300), likely=0.8),
        happens("delivery_rejected", (1, 4), (5, 250)),
        is_complained_about((2, 4), solves=0.2, likely=1.0),
    ),
)
BROKE_CONTRACT = Persona(
    name="broke contract",
    share=2,
    converts=0.0,
    attributes={"certificates": QUALITY, "certificate_until": VALID},
    habits=(
        delivers((8, 12), (60, 400), on_time=0.9),
        happens("contract_breached", (1, 1), (20, 200)),
    ),
)
REFUSES: dict[str, Draw] = {"code_of_conduct": one_of("refused"), "sanctioned": one_of("false", "true")}
EXCLUDED = Persona(
    name="excluded",
    share=3,
    converts=0.0,
    attributes=REFUSES,
    habits=(delivers((1, 4), (100, 300), on_time=0.8),),
)

SUPPLIER = Sample(
    identity=("company", "contact", "email", "country"),
    attributes={
        "category": one_of("packaging", "metal parts", "machinery", "logistics", "cleaning", "electronics"),
        "certificates": one_of("", "ISO 9001"),
        "certificate_until": day(-60, 700),
        "financial_rating": one_of("A", "B", "B", "B", "C", ""),
        "years_in_business": whole(2, 45),
        "emissions_report": one_of("audited", "own", "none", "none", ""),
        "price_position": one_of("below", "market", "market", "above", ""),
        "payment_days": one_of("15", "30", "30", "60", "90"),
        "code_of_conduct": one_of("signed"),
        "sanctioned": one_of("false"),
    },
    properties=("amount",),
    outcome="contract_renewed",
    cast=(ACME_SUPPLIES, BRUNO_SUPPLIES, CARLA_SUPPLIES),
    personas=(
        *(STAR, RELIABLE, CHEAP_AND_LATE, ORDINARY, NEW),
        *(LAPSED, FAILING, BROKE_CONTRACT, EXCLUDED),
    ),
)
