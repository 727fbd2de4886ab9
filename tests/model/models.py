"""Models made by hand: one with every kind of criterion, and a short way to others."""

from __future__ import annotations

from datetime import UTC, date, datetime

from baremo.model.conditions import (
    Age,
    AllOf,
    AllTests,
    AnyOf,
    Bound,
    Compare,
    Comparison,
    Condition,
    Equals,
    FieldTest,
    Matches,
    Missing,
    Not,
    NotTest,
    Scalar,
    Search,
    Test,
    TextSearch,
)
from baremo.model.criteria import (
    Answer,
    Attribute,
    Case,
    Cases,
    Criterion,
    Days,
    Distinct,
    EventNames,
    Events,
    Inactivity,
    Level,
    People,
    Predicted,
    Question,
    RatioTo,
    Recency,
    Rule,
    Selection,
    Sum,
)
from baremo.model.decay import HalfLife, Linear, Step
from baremo.model.dimensions import Dimension
from baremo.model.model import ScoringModel
from baremo.model.outcome import (
    Band,
    Disqualifier,
    DisqualifyingEvents,
    Grade,
    GradePart,
    Stage,
)


def is_(field: str, *values: Scalar) -> FieldTest:
    return FieldTest(field=field, test=Equals(values=values))


def compare(field: str, how: Comparison, bound: Bound) -> FieldTest:
    return FieldTest(field=field, test=Compare(how=how, bound=bound))


def search(field: str, how: TextSearch, *texts: str) -> FieldTest:
    return FieldTest(field=field, test=Search(how=how, texts=texts))


def fails(field: str, test: Test) -> FieldTest:
    return FieldTest(field=field, test=NotTest(test=test))


def events(
    *names: str, when: Condition | None = None, where: Condition | None = None, within: int | None = None
) -> Selection:
    return Selection(event=EventNames(names=names, excluded=not names), when=when, where=where, within=within)


def one(rule: Rule, *, name: str = "it", cap: float | None = None) -> ScoringModel:
    """A model of one criterion."""
    return of(Criterion(name=name, rule=rule, cap=cap))


def of(*criteria: Criterion) -> ScoringModel:
    return ScoringModel(name="small", dimensions=(Dimension(name="fit", criteria=criteria),))


FIT = Dimension(
    name="fit",
    title={"en": "Ideal customer", "es": "Cliente ideal"},
    max=50.0,
    criteria=(
        Criterion(
            name="decision-maker",
            category="demographic",
            rule=Attribute(
                when=FieldTest(field="job_title", test=Matches(pattern=r"\b(chief|vp|head)\b")), points=15.0
            ),
        ),
        Criterion(
            name="company-size",
            category="firmographic",
            rule=Cases(
                cases=(
                    Case(when=compare("employees", "at_least", 1000.0), points=15.0),
                    Case(when=compare("employees", "at_least", 250.0), points=12.0),
                    Case(when=compare("employees", "at_least", 50.0), points=8.0),
                )
            ),
        ),
        Criterion(name="target-market", rule=Attribute(when=is_("country", "ES", "PT", "NO"), points=10.0)),
        Criterion(
            name="budget",
            rule=Question(
                question={"en": "Is there a budget?", "es": "¿Hay presupuesto?"},
                attribute="budget",
                answers=(
                    Answer(value="approved", title={"en": "Approved", "es": "Aprobado"}, points=10.0),
                    Answer(value="none", points=-5.0),
                ),
            ),
        ),
        Criterion(
            name="no-phone",
            note="they cannot be called",
            rule=Attribute(when=FieldTest(field="phone", test=Missing(missing=True)), points=-3.0),
        ),
    ),
)

ENGAGEMENT = Dimension(
    name="engagement",
    min=-20.0,
    max=50.0,
    weight=1.5,
    decay=HalfLife(days=90),
    criteria=(
        Criterion(
            name="pricing-page",
            category="behavioural",
            cap=20.0,
            rule=Events(
                of=events("page_viewed", where=search("path", "starts_with", "/pricing"), within=90),
                per_day=2,
                points=5.0,
                decay=HalfLife(days=14),
            ),
        ),
        Criterion(
            name="whitepapers",
            rule=Events(
                of=events("content_downloaded", when=search("job_title", "contains", "cto", "chief")),
                measure=Distinct(property="asset_id"),
                limit=3,
                points=8.0,
            ),
        ),
        Criterion(
            name="webinars",
            rule=Events(
                of=events("webinar_attended", within=180),
                levels=(Level(at_least=1.0, points=8.0), Level(at_least=3.0, points=20.0)),
            ),
        ),
        Criterion(
            name="newsletter-reader",
            rule=Events(
                of=events("email_clicked", within=90),
                measure=RatioTo(event="email_delivered"),
                levels=(Level(at_least=0.2, points=6.0),),
            ),
        ),
        Criterion(
            name="spend",
            cap=25.0,
            rule=Events(
                of=events("order_placed"),
                measure=Sum(property="amount"),
                points=0.05,
                decay=Linear(days=365),
            ),
        ),
        Criterion(
            name="logins",
            rule=Events(
                of=events("logged_in", "signed_up"),
                measure=Days(),
                points=1.0,
                decay=Step(share=0.25, every=30, compound=True),
            ),
        ),
        Criterion(
            name="hot-this-week",
            rule=Recency(
                of=Selection(event=EventNames(names=("email_unsubscribed", "email_bounced"), excluded=True), within=7),
                points=5.0,
            ),
        ),
        Criterion(
            name="went-quiet",
            cap=20.0,
            rule=Inactivity(of=events(), inactive_for=60, every=30, points=-5.0),
        ),
        Criterion(name="model-says", rule=Predicted(predictor="b2b.predictor", points=20.0)),
        Criterion(
            name="colleagues",
            rule=People(people=is_("role", "buyer"), levels=(Level(at_least=2.0, points=4.0),)),
        ),
    ),
)

EVERYTHING = ScoringModel(
    name="b2b-saas",
    title={"en": "B2B SaaS leads", "es": "Leads B2B SaaS"},
    note="Reviewed with sales: every quarter",
    scores="account",
    timezone="Europe/Madrid",
    dimensions=(FIT, ENGAGEMENT),
    disqualify=(
        Disqualifier(name="competitor", rule=is_("company_domain", "rival.com", "other.io")),
        Disqualifier(
            name="early",
            rule=AnyOf(
                conditions=(
                    compare("signed", "below", date(2026, 1, 31)),
                    compare("seen", "above", datetime(2026, 1, 31, 9, 30, tzinfo=UTC)),
                    FieldTest(field="born", test=Age(how="newer_than", days=6000)),
                )
            ),
        ),
        Disqualifier(
            name="job-seeker",
            title={"en": "Looks for a job"},
            rule=DisqualifyingEvents(of=events("form_submitted", where=is_("form", "careers")), at_least=2),
        ),
    ),
    grade=Grade(
        letter=GradePart(of="fit", at_least=(("A", 35.0), ("B", 25.0), ("C", 12.0)), below="D"),
        number=GradePart(of="engagement", at_least=(("1", 35.0), ("2", 22.0)), below="3"),
    ),
    bands=(
        Band(name="buying", start=76.0, title={"en": "In buying process", "es": "En proceso de compra"}),
        Band(name="high-interest", start=51.0),
        Band(name="basic", start=0.0),
    ),
    stages=(
        Stage(name="IQL", when=compare("score", "at_least", 10.0)),
        Stage(
            name="MQL",
            hold=7,
            when=AnyOf(
                conditions=(
                    AllOf(conditions=(compare("score", "at_least", 50.0), compare("fit", "at_least", 20.0))),
                    compare("criteria.demo-request", "above", 0.0),
                )
            ),
        ),
        Stage(
            name="SQL",
            accepted_by="sales",
            title={"en": "Sales qualified"},
            when=AllOf(conditions=(is_("grade", "A1"), Not(condition=is_("any", True)), is_("grade", "B2"))),
        ),
    ),
)

SEVERAL_KEYS = FieldTest(
    field="employees",
    test=AllTests(
        tests=(Compare(how="at_least", bound=50.0), NotTest(test=Equals(values=(99.0, "unknown", False)))),
    ),
)
