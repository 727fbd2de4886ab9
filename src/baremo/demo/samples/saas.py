"""Users of an online product with a free plan."""

from __future__ import annotations

from baremo.demo.behaviour import Habit, Persona, Sample
from baremo.demo.dice import Draw, one_of, some_of
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

USUAL = ("board_created", "comment_written", "file_attached", "search_used", "export_made", "theme_changed")
KEY = ("report_shared", "integration_connected", "workflow_automated")
TEAM = one_of("2-9", "10-49", "10-49", "50+")
FREE: Draw = one_of("free")


def uses(features: tuple[str, ...], times: tuple[int, int], ages: tuple[int, int], *, likely: float = 1.0) -> Habit:
    properties = {"feature": one_of(*features)}
    return Habit(event="feature_used", times=times, ages=ages, likely=likely, properties=properties)


def clicks_upgrade(times: tuple[int, int], *, likely: float = 1.0) -> Habit:
    properties = {"cta": one_of("upgrade")}
    return Habit(event="cta_clicked", times=times, ages=(0, 25), likely=likely, properties=properties)


STAR = Persona(
    name="star",
    share=0,
    converts=1.0,
    roles=("head",),
    attributes={
        "plan": FREE,
        "team_size": one_of("10-49"),
        "use_case": one_of("work"),
        "tools": one_of("slack, jira"),
        "lead_source": one_of("referral"),
    },
    habits=(
        does("signed_up", (1, 1), ages=(26, 26)),
        does("trial_started", (1, 1), ages=(20, 20)),
        does("logged_in", (22, 24), ages=(0, 13)),
        uses(USUAL, (14, 16), (0, 20)),
        uses(KEY, (9, 10), (0, 20)),
        does("teammate_invited", (4, 5), ages=(2, 20)),
        does("plan_limit_reached", (2, 3), ages=(1, 6)),
        clicks_upgrade((2, 3)),
        looks_at("/pricing", times=(4, 5), ages=(0, 6)),
        looks_at("/security", "/docs/sso", times=(3, 4), ages=(1, 12)),
        does("demo_requested", (1, 1), ages=(1, 2)),
        gets_newsletter((4, 4), clicks=0.5, ages=(0, 25)),
    ),
)
CHAMPION = Persona(
    name="outgrows the free plan",
    share=16,
    converts=0.5,
    roles=("head", "manager", "chief", "specialist"),
    attributes={"plan": one_of("free", "trial"), "team_size": TEAM, "use_case": one_of("work", "work", "clients")},
    habits=(
        does("signed_up", (1, 1), ages=(20, 80)),
        does("trial_started", (1, 1), ages=(3, 28), likely=0.6),
        does("logged_in", (7, 14), ages=(0, 16)),
        uses(USUAL, (4, 9), (0, 25)),
        uses(KEY, (1, 4), (0, 40)),
        does("teammate_invited", (1, 4), likely=0.6),
        does("plan_limit_reached", (1, 2), ages=(0, 20), likely=0.5),
        clicks_upgrade((1, 2), likely=0.5),
        looks_at("/pricing", times=(1, 3), ages=(0, 20), likely=0.7),
        looks_at("/security", "/docs/sso", "/legal/contract", times=(1, 3), likely=0.4),
        does("demo_requested", (1, 1), ages=(0, 25), likely=0.3),
        does("webinar_attended", (1, 2), ages=(3, 80), likely=0.3),
        gets_newsletter((2, 4), clicks=0.3, ages=(0, 55)),
    ),
)
TRIAL = Persona(
    name="tries it out",
    share=28,
    converts=0.18,
    roles=("manager", "specialist", "specialist", "head"),
    attributes={"plan": one_of("trial", "free"), "team_size": TEAM},
    habits=(
        does("signed_up", (1, 1), ages=(1, 28)),
        does("trial_started", (1, 1), ages=(0, 27), likely=0.8),
        does("logged_in", (2, 7), ages=(0, 13)),
        uses(USUAL, (2, 7), (0, 20)),
        uses(KEY, (1, 2), (0, 20), likely=0.4),
        does("teammate_invited", (1, 1), ages=(0, 20), likely=0.25),
        looks_at("/pricing", times=(1, 2), ages=(0, 20), likely=0.4),
        does("chat_started", (1, 1), ages=(0, 20), likely=0.3),
        gets_newsletter((1, 3), clicks=0.3, ages=(0, 27)),
    ),
)
PAYING = Persona(
    name="pays already",
    share=10,
    converts=0.3,
    roles=("head", "manager"),
    attributes={"plan": one_of("team", "business"), "team_size": one_of("10-49", "50+"), "use_case": one_of("work")},
    habits=(
        does("signed_up", (1, 1), ages=(150, 400)),
        does("plan_upgraded", (1, 1), ages=(20, 170)),
        does("logged_in", (10, 18), ages=(0, 18)),
        uses((*USUAL, *KEY), (6, 14), (0, 28)),
        does("teammate_invited", (1, 4), likely=0.6),
        gets_newsletter((2, 4), clicks=0.2, ages=(0, 55)),
    ),
)
CANCELLED = Persona(
    name="cancelled",
    share=8,
    converts=0.04,
    roles=("manager", "head"),
    attributes={"plan": FREE, "team_size": TEAM, "use_case": one_of("work")},
    habits=(
        does("signed_up", (1, 1), ages=(200, 400)),
        does("plan_upgraded", (1, 1), ages=(120, 200)),
        does("logged_in", (4, 9), ages=(30, 120)),
        uses(USUAL, (2, 6), (30, 110)),
        does("subscription_cancelled", (1, 1), ages=(10, 100)),
        unsubscribes(0.4),
    ),
)
ASLEEP = Persona(
    name="never came back",
    share=22,
    converts=0.03,
    roles=("specialist", "manager"),
    hosts=("", *FREE_HOSTS),
    habits=(
        does("signed_up", (1, 1), ages=(40, 200)),
        does("logged_in", (1, 3), ages=(35, 150)),
        uses(USUAL, (1, 3), (35, 150), likely=0.6),
        gets_newsletter((3, 4), clicks=0.05, ages=(0, 58)),
        unsubscribes(0.2),
    ),
)
HOBBY = Persona(
    name="private user",
    share=14,
    converts=0.04,
    roles=("specialist", "chief"),
    hosts=FREE_HOSTS,
    attributes={"team_size": one_of("1"), "use_case": one_of("private", "looking"), "plan": FREE},
    habits=(
        does("signed_up", (1, 1), ages=(10, 150)),
        does("logged_in", (2, 9), ages=(0, 25)),
        uses(USUAL, (2, 6), (0, 28)),
        lands((1, 2), ages=(0, 50), likely=0.4),
        does("social_engaged", (1, 4), likely=0.5),
    ),
)
STUDENT = Persona(
    name="student",
    share=6,
    converts=0.0,
    roles=("student",),
    hosts=FREE_HOSTS,
    attributes={"team_size": one_of("1", "2-9"), "use_case": one_of("private", "looking"), "plan": FREE},
    habits=(
        does("signed_up", (1, 1), ages=(5, 60)),
        does("logged_in", (3, 10), ages=(0, 20)),
        uses(USUAL, (4, 10), (0, 25)),
    ),
)
COMPETITOR = Persona(
    name="competitor",
    share=3,
    converts=0.0,
    roles=("manager",),
    hosts=(RIVAL.domain,),
    attributes={
        "company": one_of(RIVAL.name),
        "company_domain": one_of(RIVAL.domain),
        "use_case": one_of("looking"),
        "plan": one_of("trial"),
    },
    habits=(
        does("trial_started", (1, 1), ages=(2, 25)),
        uses((*USUAL, *KEY), (6, 12), (0, 20)),
        looks_at("/pricing", "/security", times=(4, 9)),
    ),
)
JOB_SEEKER = Persona(
    name="job seeker",
    share=3,
    converts=0.0,
    roles=("recruit",),
    hosts=FREE_HOSTS,
    attributes={"plan": FREE, "team_size": one_of("1")},
    habits=(
        does("signed_up", (1, 1), ages=(2, 30)),
        reads_vacancies((2, 6)),
        submits("careers", likely=0.8),
        browses((1, 4), (0, 30)),
    ),
)

SAAS = Sample(
    identity=("first_name", "last_name", "email", "job_title", "company", "company_domain", "country"),
    attributes={
        "plan": one_of("free"),
        "team_size": one_of("1", "2-9", "2-9", "10-49", ""),
        "use_case": one_of("work", "work", "clients", "looking", ""),
        "tools": some_of((0, 3), ("slack", "jira", "github", "trello", "excel", "notion")),
        "lead_source": one_of("organic", "organic", "docs", "community", "advert", "invitation", "referral"),
    },
    properties=("path", "form", "feature", "cta", "campaign"),
    outcome="became_customer",
    cast=CAST,
    personas=(
        *(STAR, CHAMPION, TRIAL, PAYING, CANCELLED, ASLEEP),
        *(HOBBY, STUDENT, COMPETITOR, JOB_SEEKER),
    ),
)
