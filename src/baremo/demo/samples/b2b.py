"""Leads of a company that sells to companies."""

from __future__ import annotations

from baremo.demo.behaviour import Habit, Persona, Sample
from baremo.demo.dice import one_of, whole
from baremo.demo.samples.website import (
    CAST,
    FREE_HOSTS,
    RIVAL,
    browses,
    does,
    gets_newsletter,
    lands,
    looks_at,
    reads_vacancies,
    submits,
    unsubscribes,
)


def downloads(phase: str, *assets: str, times: tuple[int, int], ages: tuple[int, int] = (0, 85)) -> Habit:
    properties = {"asset_id": one_of(*assets), "phase": one_of(phase)}
    return Habit(event="content_downloaded", times=times, ages=ages, properties=properties)


def introductions(times: tuple[int, int], ages: tuple[int, int] = (0, 100)) -> Habit:
    return downloads("awareness", "trends", "glossary", "first-steps", "survey", times=times, ages=ages)


def comparisons(times: tuple[int, int]) -> Habit:
    return downloads("decision", "buyers-guide", "roi-calculator", "comparison", times=times)


GOOD_SIZE = whole(40, 1200)
SMALL = whole(1, 40)
KNOWN_INDUSTRY = one_of("software", "manufacturing", "finance", "health", "logistics", "retail")
CRM = one_of("salesforce", "hubspot", "dynamics", "zoho", "none", "")
UNASKED = one_of("")

STAR = Persona(
    name="star",
    share=0,
    converts=1.0,
    roles=("head",),
    attributes={
        "employees": whole(320, 320),
        "industry": one_of("manufacturing"),
        "crm": one_of("hubspot"),
        "persona": one_of("growth-leader"),
        "lead_source": one_of("referral"),
        "budget": one_of("approved"),
        "pain": one_of("urgent"),
        "start_wanted": one_of("this-quarter"),
    },
    habits=(
        does("demo_requested", (1, 1), ages=(3, 3)),
        looks_at("/pricing", "/plans", times=(6, 8), ages=(0, 9)),
        browses((12, 15), (0, 24)),
        comparisons((3, 4)),
        introductions((2, 2)),
        does("webinar_attended", (1, 2), ages=(12, 60)),
        does("cta_clicked", (3, 5), ages=(1, 30)),
        does("social_engaged", (2, 3), ages=(2, 40)),
        gets_newsletter((6, 6), clicks=0.5),
    ),
)
BUYER = Persona(
    name="buyer",
    share=16,
    converts=0.5,
    roles=("chief", "head", "head", "manager"),
    attributes={
        "employees": GOOD_SIZE,
        "persona": one_of("growth-leader", "operations-leader", "operations-leader", ""),
        "lead_source": one_of("referral", "partner", "event", "organic", "webinar", "advert"),
        "budget": one_of("approved", "approved", "planned", ""),
        "pain": one_of("urgent", "urgent", "wanted", ""),
        "start_wanted": one_of("this-quarter", "this-quarter", "this-year", ""),
    },
    habits=(
        Habit(event="demo_requested", times=(1, 1), ages=(0, 25), likely=0.5),
        Habit(event="quote_requested", times=(1, 1), ages=(0, 25), likely=0.4),
        looks_at("/pricing", "/plans", times=(2, 9), ages=(0, 25)),
        browses((6, 16), (0, 35)),
        comparisons((1, 3)),
        does("webinar_attended", (1, 3), ages=(5, 150), likely=0.6),
        does("cta_clicked", (1, 5), likely=0.8),
        lands((1, 3), likely=0.7),
        does("social_engaged", (1, 3), likely=0.4),
        gets_newsletter((4, 6), clicks=0.35),
    ),
)
RESEARCHER = Persona(
    name="researcher",
    share=26,
    converts=0.14,
    roles=("manager", "specialist", "head", "manager"),
    attributes={
        "employees": GOOD_SIZE,
        "persona": one_of("specialist", "operations-leader", ""),
        "budget": one_of("planned", "", "", "none"),
        "pain": one_of("wanted", "wanted", ""),
        "start_wanted": one_of("this-year", "later", "", ""),
    },
    habits=(
        browses((4, 12), (0, 50)),
        introductions((1, 4)),
        looks_at("/pricing", times=(1, 3), ages=(0, 60), likely=0.5),
        does("webinar_registered", (1, 2), ages=(5, 120), likely=0.5),
        does("webinar_attended", (1, 2), ages=(5, 120), likely=0.4),
        lands((1, 2), likely=0.5),
        gets_newsletter((3, 6), clicks=0.25),
    ),
)
SLEEPER = Persona(
    name="fits but went quiet",
    share=18,
    converts=0.07,
    roles=("chief", "head", "manager"),
    attributes={"employees": GOOD_SIZE, "pain": one_of("wanted", "", ""), "budget": one_of("planned", "", "")},
    habits=(
        browses((3, 12), (60, 170)),
        introductions((1, 3), (70, 170)),
        looks_at("/pricing", times=(1, 5), ages=(70, 150), likely=0.7),
        does("webinar_attended", (1, 2), ages=(60, 170), likely=0.4),
        gets_newsletter((4, 6), clicks=0.0),
        unsubscribes(0.15),
    ),
)
READER = Persona(
    name="newsletter reader",
    share=14,
    converts=0.03,
    roles=("specialist", "manager"),
    hosts=("", *FREE_HOSTS),
    attributes={"employees": SMALL, "lead_source": one_of("organic", "social", "advert", "bought-list")},
    habits=(
        browses((1, 4), (0, 80)),
        does("social_engaged", (1, 6), likely=0.6),
        gets_newsletter((5, 6), clicks=0.4),
        does("email_bounced", (2, 3), ages=(0, 60), likely=0.1),
    ),
)
TYRE_KICKER = Persona(
    name="only looks",
    share=10,
    converts=0.02,
    roles=("chief", "specialist"),
    hosts=FREE_HOSTS,
    attributes={
        "employees": SMALL,
        "industry": one_of("retail", "restaurants", "none"),
        "budget": one_of("none"),
        "pain": one_of("none", "wanted"),
        "phone": one_of(""),
    },
    habits=(
        looks_at("/pricing", times=(3, 12)),
        browses((6, 14), (0, 30)),
        does("cta_clicked", (1, 5)),
        does("chat_started", (1, 2), likely=0.5),
    ),
)
STUDENT = Persona(
    name="student",
    share=8,
    converts=0.0,
    roles=("student",),
    hosts=FREE_HOSTS,
    attributes={"employees": UNASKED, "crm": UNASKED, "industry": one_of("education")},
    habits=(browses((6, 18), (0, 50)), introductions((3, 7)), gets_newsletter((2, 4), clicks=0.3)),
)
COMPETITOR = Persona(
    name="competitor",
    share=3,
    converts=0.0,
    roles=("manager", "specialist"),
    hosts=(RIVAL.domain,),
    attributes={"company": one_of(RIVAL.name), "company_domain": one_of(RIVAL.domain)},
    habits=(looks_at("/pricing", "/plans", times=(6, 14)), comparisons((2, 4)), browses((4, 9), (0, 40))),
)
JOB_SEEKER = Persona(
    name="job seeker",
    share=5,
    converts=0.0,
    roles=("recruit",),
    hosts=FREE_HOSTS,
    habits=(reads_vacancies((3, 8)), submits("careers", likely=0.8), browses((2, 6), (0, 40))),
)

B2B = Sample(
    identity=(
        *("first_name", "last_name", "email", "phone", "job_title"),
        *("company", "company_domain", "country"),
    ),
    attributes={
        "employees": whole(5, 600),
        "industry": KNOWN_INDUSTRY,
        "crm": CRM,
        "persona": one_of("specialist", ""),
        "lead_source": one_of("organic", "organic", "event", "webinar", "advert", "referral", "social"),
        "budget": UNASKED,
        "pain": UNASKED,
        "start_wanted": UNASKED,
    },
    properties=("path", "form", "asset_id", "phase", "campaign"),
    outcome="became_customer",
    cast=CAST,
    personas=(
        *(STAR, BUYER, RESEARCHER, SLEEPER, READER, TYRE_KICKER),
        *(STUDENT, COMPETITOR, JOB_SEEKER),
    ),
)
