"""Habits that visitors of any company's website have, and the cast that several samples share."""

from __future__ import annotations

from baremo.demo.behaviour import Echo, Habit, Member
from baremo.demo.dice import one_of
from baremo.demo.people import ACME, Company

RIVAL = Company(name="Rival", domain="rival.example")
UNIVERSITY = Company(name="Universidad Central", domain="central-university.example")
FREE_HOSTS = ("freemail.example",)

ANA = Member(lead_id="ana", first="Ana", last="Torres", persona="star", company=ACME)
BRUNO = Member(
    lead_id="bruno", first="Bruno", last="Díaz", gender="m", persona="student", company=UNIVERSITY, country="MX"
)
CARLA = Member(lead_id="carla", first="Carla", last="Ríos", persona="competitor", company=RIVAL)
CAST = (ANA, BRUNO, CARLA)

BROWSED = one_of("/", "/", "/product", "/customers", "/blog/first-steps", "/blog/trends", "/about")
CAMPAIGN = one_of("spring", "fair", "webinar-series", "comparison", "partner-week")


def browses(times: tuple[int, int], ages: tuple[int, int], *, likely: float = 1.0) -> Habit:
    return Habit(event="page_viewed", times=times, ages=ages, likely=likely, properties={"path": BROWSED})


def looks_at(*paths: str, times: tuple[int, int], ages: tuple[int, int] = (0, 30), likely: float = 1.0) -> Habit:
    return Habit(event="page_viewed", times=times, ages=ages, likely=likely, properties={"path": one_of(*paths)})


def reads_vacancies(times: tuple[int, int], *, likely: float = 1.0) -> Habit:
    return looks_at("/careers", "/careers/sales", times=times, ages=(0, 60), likely=likely)


def gets_newsletter(
    times: tuple[int, int], *, clicks: float, ages: tuple[int, int] = (0, 88), likely: float = 1.0
) -> Habit:
    """`clicks` is the share of the delivered e-mails that they click, beside those they only open."""
    echoes = (Echo(event="email_clicked", likely=clicks, otherwise="email_opened" if clicks else ""),)
    return Habit(event="email_delivered", times=times, ages=ages, likely=likely, echoes=echoes)


def unsubscribes(likely: float) -> Habit:
    return Habit(event="email_unsubscribed", times=(1, 1), ages=(5, 80), likely=likely)


def submits(form: str, *, likely: float = 1.0, ages: tuple[int, int] = (0, 40)) -> Habit:
    return Habit(event="form_submitted", times=(1, 1), ages=ages, likely=likely, properties={"form": one_of(form)})


def does(event: str, times: tuple[int, int], *, ages: tuple[int, int] = (0, 60), likely: float = 1.0) -> Habit:
    """An event without properties."""
    return Habit(event=event, times=times, ages=ages, likely=likely)


def lands(times: tuple[int, int], *, ages: tuple[int, int] = (0, 80), likely: float = 1.0) -> Habit:
    """Comes to a campaign's page."""
    return Habit(event="landing_page_viewed", times=times, ages=ages, likely=likely, properties={"campaign": CAMPAIGN})
