"""Two models compared in sentences a marketer reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baremo.model.conditions import Equals, FieldTest, Not
from baremo.model.criteria import Attribute, Case, Cases, Criterion, Days, Events, Inactivity, Level, People, Question
from baremo.model.decay import HalfLife, Linear
from baremo.model.diff import diff
from baremo.model.dimensions import Dimension
from baremo.model.model import Scale, ScoringModel
from baremo.model.outcome import Band, Disqualifier, DisqualifyingEvents, Grade, GradePart, Probability, Stage
from tests.model.models import compare, events, is_, of, one, search

SPAIN, LARGE = is_("country", "ES"), compare("employees", "at_least", 50.0)
PRICING = Events(
    of=events("page_viewed", where=search("path", "starts_with", "/pricing"), within=90),
    per_day=2,
    points=5.0,
    decay=HalfLife(days=14),
)
MARKET = Criterion(name="market", rule=Attribute(when=SPAIN, points=10.0))
VISITS = Criterion(name="visits", rule=PRICING, cap=20.0)
FIT, ENGAGEMENT = Dimension(name="fit", criteria=(MARKET,)), Dimension(name="engagement", criteria=(VISITS,))
MODEL = ScoringModel(name="small", dimensions=(FIT, ENGAGEMENT))
SMALL = of(MARKET)


def told(old: ScoringModel, new: ScoringModel) -> list[str]:
    return [str(change) for change in diff(old, new)]


def rule_told(old: Criterion, new: Criterion) -> list[str]:
    return told(of(old), of(new))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (replace(PRICING, points=8.0), "visits: 5 -> 8 points each"),
        (replace(PRICING, per_day=None), "visits: daily maximum 2 -> none"),
        (replace(PRICING, limit=3), "visits: limit none -> 3"),
        (
            replace(PRICING, decay=Linear(days=30)),
            "visits: decay halving every 14 days -> fading to nothing in 30 days",
        ),
        (replace(PRICING, decay=None), "visits: decay halving every 14 days -> none"),
        (replace(PRICING, measure=Days()), "visits: measure page_viewed -> days with page_viewed"),
        (replace(PRICING, of=replace(PRICING.of, within=30)), "visits: window 90 days -> 30 days"),
        (replace(PRICING, of=replace(PRICING.of, when=SPAIN)), "visits: condition added: country is ES"),
        (
            replace(PRICING, of=replace(PRICING.of, where=None)),
            "visits: condition on the event removed (was path starts with /pricing)",
        ),
        (
            replace(PRICING, of=replace(PRICING.of, event=events("a", "b").event)),
            "visits: event page_viewed -> a or b",
        ),
    ],
)
def test_what_changed_in_an_event_criterion(changed: Events, sentence: str):
    assert rule_told(VISITS, replace(VISITS, rule=changed)) == [sentence]


def test_points_become_levels():
    levels = replace(PRICING, points=None, levels=(Level(at_least=2.0, points=8.0),))
    assert rule_told(VISITS, replace(VISITS, rule=levels)) == [
        "visits: points 5 -> none",
        "visits: levels none -> 8 from 2",
    ]


def test_cap_and_category():
    assert rule_told(VISITS, replace(VISITS, cap=25.0, category="intent")) == [
        "visits: cap 20 -> 25",
        "visits: category none -> intent",
    ]


def test_a_condition_changed():
    wider = Attribute(when=is_("country", "ES", "PT"), points=12.0)
    assert rule_told(MARKET, replace(MARKET, rule=wider)) == [
        "market: condition changed from country is ES to country is ES or PT",
        "market: 10 -> 12 points",
    ]


def test_a_case_changed():
    old = Criterion(name="size", rule=Cases(cases=(Case(when=LARGE, points=8.0),)))
    new = Criterion(name="size", rule=Cases(cases=(Case(when=LARGE, points=9.0),), otherwise=-1.0))
    assert rule_told(old, new) == [
        "size: cases 8 if employees is at least 50 -> 9 if employees is at least 50",
        "size: otherwise 0 -> -1",
    ]


def test_inactivity_changed():
    old = Criterion(name="quiet", rule=Inactivity(of=events(), inactive_for=60, points=-5.0))
    new = Criterion(name="quiet", rule=Inactivity(of=events(), inactive_for=30, every=7, points=-5.0))
    assert rule_told(old, new) == ["quiet: quiet for 60 days -> 30 days", "quiet: again every none -> 7 days"]


def test_a_question_changed_its_attribute():
    old = Question(question={"en": "Budget?"}, answers=(), attribute="budget")
    assert told(one(old), one(replace(old, attribute="money"))) == ["it: attribute budget -> money"]


def test_a_criterion_of_another_kind():
    people = replace(MARKET, rule=People(people=SPAIN, points=2.0), category="firmographic")
    assert rule_told(MARKET, people) == [
        "market: was 10: country is ES; is now 2 each: people of whom country is ES",
        "market: category none -> firmographic",
    ]


def test_criteria_come_and_go():
    webinars = Criterion(name="webinars", rule=Events(of=events("webinar_attended", within=180), points=8.0))
    new = replace(MODEL, dimensions=(FIT, replace(ENGAGEMENT, criteria=(webinars,))))
    assert told(MODEL, new) == [
        "new criterion webinars in engagement: 8 each: webinar_attended, in the last 180 days",
        "criterion visits removed from engagement (was 5 each: page_viewed where path starts with /pricing, "
        "in the last 90 days, 2 a day, cap 20, halving every 14 days)",
    ]


def test_a_criterion_moved():
    new = replace(MODEL, dimensions=(replace(FIT, criteria=()), replace(ENGAGEMENT, criteria=(VISITS, MARKET))))
    assert told(MODEL, new) == ["criterion market moved from fit to engagement"]


def test_a_criterion_renamed():
    assert rule_told(MARKET, replace(MARKET, name="spain")) == ["criterion market renamed to spain"]


def test_a_dimension_renamed_keeps_its_criteria():
    assert told(MODEL, replace(MODEL, dimensions=(replace(FIT, name="profile"), ENGAGEMENT))) == [
        "dimension fit renamed to profile"
    ]


def test_dimensions_come_and_go():
    social = Dimension(name="social", criteria=(VISITS,), max=30.0, decay=HalfLife(days=7))
    assert told(MODEL, replace(MODEL, dimensions=(FIT, social))) == [
        "new dimension social: max 30, decay halving every 7 days",
        "dimension engagement removed",
        "criterion visits moved from engagement to social",
    ]


def test_a_dimension_changed():
    fit = replace(FIT, min=-5.0, max=50.0, weight=2.0, decay=HalfLife(days=90))
    assert told(SMALL, replace(SMALL, dimensions=(fit,))) == [
        "fit: weight 1 -> 2",
        "fit: min none -> -5",
        "fit: max none -> 50",
        "fit: decay none -> halving every 90 days",
    ]


def test_the_whole_models_settings():
    new = replace(
        SMALL, name="b2b", scores="account", timezone="Europe/Madrid", scale=Scale(min=1.0, max=10.0), out_of=50.0
    )
    assert told(SMALL, new) == [
        "name: small -> b2b",
        "scores: leads -> accounts",
        "time zone: UTC -> Europe/Madrid",
        "scale: 0 to 100 -> 1 to 10",
        "points of a full score: 100 -> 50",
    ]


def test_a_probability_comes_changes_and_goes():
    calm, steep = (replace(SMALL, probability=Probability(intercept=-4.2, slope=slope)) for slope in (0.07, 0.1))
    assert told(SMALL, calm) == ["probability: none -> log-odds of -4.2 + 0.07 × points"]
    assert told(calm, steep) == ["probability: log-odds of -4.2 + 0.07 × points -> log-odds of -4.2 + 0.1 × points"]
    finer = replace(SMALL, probability=Probability(intercept=-4.2, slope=0.0700012345))
    assert told(calm, finer) == [
        "probability: log-odds of -4.2 + 0.07 × points -> log-odds of -4.2 + 0.0700012 × points"
    ]
    assert told(calm, SMALL) == ["probability: log-odds of -4.2 + 0.07 × points -> none"]


RIVAL = Disqualifier(name="rival", rule=SPAIN)
CAREERS = Disqualifier(name="careers", rule=DisqualifyingEvents(of=events("form_submitted")))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ((), (RIVAL,), "new disqualifier rival: country is ES"),
        ((CAREERS,), (), "disqualifier careers removed (was form_submitted)"),
        ((RIVAL,), (replace(RIVAL, name="enemy"),), "disqualifier rival renamed to enemy"),
        ((RIVAL, CAREERS), (CAREERS, RIVAL), "disqualifiers are in another order: careers, rival"),
        (
            (RIVAL,),
            (replace(RIVAL, rule=LARGE),),
            "disqualifier rival: condition changed from country is ES to employees is at least 50",
        ),
        (
            (CAREERS,),
            (replace(CAREERS, rule=DisqualifyingEvents(of=events("form_submitted"), at_least=2)),),
            "disqualifier careers: times 1 -> 2",
        ),
    ],
)
def test_what_disqualifies(old, new, sentence):
    assert told(replace(SMALL, disqualify=old), replace(SMALL, disqualify=new)) == [sentence]


LETTER = GradePart(of="fit", at_least=(("A", 35.0), ("B", 25.0)), below="C")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (None, Grade(letter=LETTER), "new letter of the grade: by fit: A from 35, B from 25"),
        (Grade(number=LETTER), None, "number of the grade removed (was by fit: A from 35, B from 25)"),
        (
            Grade(letter=LETTER),
            Grade(letter=replace(LETTER, at_least=(("A", 40.0), ("B", 25.0)))),
            "grade A begins at 35 -> 40",
        ),
        (
            Grade(letter=LETTER),
            Grade(letter=replace(LETTER, of="score")),
            "letter of the grade: by fit: A from 35, B from 25 -> by score: A from 35, B from 25",
        ),
    ],
)
def test_the_grade(old, new, sentence):
    assert told(replace(SMALL, grade=old), replace(SMALL, grade=new)) == [sentence]


def test_bands():
    old = replace(
        SMALL, bands=(Band(name="hot", start=76.0), Band(name="warm", start=51.0), Band(name="cold", start=0.0))
    )
    new = replace(
        SMALL, bands=(Band(name="buying", start=76.0), Band(name="warm", start=55.0), Band(name="basic", start=-1.0))
    )
    assert told(old, new) == [
        "band hot renamed to buying",
        "band warm begins at 51 -> 55",
        "new band basic from -1",
        "band cold removed (began at 0)",
    ]


def test_stages():
    iql, mql = Stage(name="IQL", when=compare("score", "at_least", 10.0)), Stage(name="MQL", when=LARGE, hold=7)
    old, new = (
        replace(SMALL, stages=(iql, mql)),
        replace(SMALL, stages=(replace(mql, hold=14, accepted_by="sales"), iql)),
    )
    assert told(old, new) == [
        "stage MQL: hold 7 days -> 14 days",
        "stage MQL: accepted by none -> sales",
        "stages are in another order: MQL, IQL",
    ]
    wider = replace(SMALL, stages=(replace(iql, when=compare("score", "at_least", 5.0)), mql))
    assert told(old, wider) == ["stage IQL: condition changed from score is at least 10 to score is at least 5"]


def test_titles_and_spelling_are_no_difference():
    titled = replace(MARKET, title={"en": "Market"}, note="ours")
    assert rule_told(MARKET, titled) == []
    same = Attribute(when=Not(condition=Not(condition=SPAIN)), points=10.0)
    assert rule_told(replace(MARKET, rule=same), MARKET) == []


def test_a_number_is_told_from_the_text_that_reads_so():
    as_text = Attribute(when=FieldTest(field="plan", test=Equals(values=("5",))), points=1.0)
    as_number = Attribute(when=FieldTest(field="plan", test=Equals(values=(5.0,))), points=1.0)
    assert told(one(as_text), one(as_number)) == ["it: condition changed from plan is ‘5’ to plan is 5"]


def test_a_change_says_whom_it_concerns_and_how():
    change = diff(SMALL, of(MARKET, VISITS))[0]
    assert (change.subject, change.kind) == ("visits", "added")
