"""Leads of a small company: a website, a newsletter and a form."""

from __future__ import annotations

from baremo.demo.behaviour import Habit, Persona, Sample
from baremo.demo.dice import one_of
from baremo.demo.samples.website import (
    CAST,
    FREE_HOSTS,
    browses,
    gets_newsletter,
    looks_at,
    submits,
    unsubscribes,
)

GUIDES = one_of("checklist", "price-guide", "case-study", "calculator")


def downloads(times: tuple[int, int], *, ages: tuple[int, int] = (0, 85), likely: float = 1.0) -> Habit:
    return Habit(event="content_downloaded", times=times, ages=ages, likely=likely, properties={"asset_id": GUIDES})


STAR = Persona(
    name="star",
    share=0,
    converts=1.0,
    roles=("head",),
    habits=(
        browses((14, 16), (0, 20)),
        looks_at("/pricing", times=(8, 9), ages=(0, 6)),
        downloads((4, 5), ages=(2, 40)),
        gets_newsletter((6, 6), clicks=0.5),
        submits("demo", ages=(1, 3)),
    ),
)
BUYER = Persona(
    name="buyer",
    share=16,
    converts=0.55,
    roles=("chief", "head", "manager", "manager"),
    habits=(
        browses((8, 22), (0, 35)),
        looks_at("/pricing", "/pricing/plans", times=(2, 8), ages=(0, 25)),
        downloads((1, 4), likely=0.8),
        gets_newsletter((4, 6), clicks=0.35),
        submits("contact", likely=0.75),
    ),
)
RESEARCHER = Persona(
    name="researcher",
    share=28,
    converts=0.16,
    roles=("manager", "specialist", "head"),
    habits=(
        browses((5, 16), (0, 60)),
        looks_at("/pricing", times=(1, 3), ages=(0, 50), likely=0.6),
        downloads((1, 3), likely=0.7),
        gets_newsletter((3, 6), clicks=0.25),
    ),
)
READER = Persona(
    name="newsletter reader",
    share=22,
    converts=0.05,
    roles=("specialist", "manager"),
    hosts=("", "", *FREE_HOSTS),
    habits=(browses((1, 5), (0, 80)), gets_newsletter((5, 6), clicks=0.3), unsubscribes(0.06)),
)
GONE_QUIET = Persona(
    name="went quiet",
    share=20,
    converts=0.03,
    roles=("head", "manager", "specialist"),
    habits=(
        browses((4, 14), (75, 170)),
        looks_at("/pricing", times=(1, 5), ages=(80, 150), likely=0.7),
        downloads((1, 2), ages=(90, 170)),
        gets_newsletter((4, 6), clicks=0.0),
        unsubscribes(0.25),
    ),
)
STUDENT = Persona(
    name="student",
    share=14,
    converts=0.0,
    roles=("student",),
    hosts=FREE_HOSTS,
    habits=(browses((6, 20), (0, 50)), downloads((2, 5)), gets_newsletter((2, 5), clicks=0.2)),
)
COMPETITOR = Persona(
    name="competitor",
    share=0,
    converts=0.0,
    roles=("specialist",),
    hosts=FREE_HOSTS,
    habits=(looks_at("/pricing", "/product", times=(8, 12), ages=(0, 60)), downloads((2, 3))),
)

SIMPLE = Sample(
    identity=("first_name", "last_name", "email", "phone", "job_title", "company", "country"),
    attributes={"lead_source": one_of("organic", "organic", "event", "referral", "advert", "social")},
    properties=("path", "form", "asset_id"),
    outcome="became_customer",
    cast=CAST,
    personas=(STAR, BUYER, RESEARCHER, READER, GONE_QUIET, STUDENT, COMPETITOR),
)
