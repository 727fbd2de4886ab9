"""Criteria and conditions read as plain words."""

from datetime import UTC, date, datetime

import pytest

from baremo.model.conditions import (
    Age,
    AllOf,
    AllTests,
    AnyOf,
    Compare,
    Equals,
    FieldTest,
    Matches,
    Missing,
    Not,
    NotTest,
    Search,
)
from baremo.model.criteria import (
    Answer,
    Attribute,
    Case,
    Cases,
    Criterion,
    EventNames,
    Events,
    Inactivity,
    People,
    Question,
    Selection,
)
from baremo.model.decay import HalfLife, Linear, Step
from baremo.model.sentences import in_full, of_condition, of_criterion, of_decay, of_disqualifier, of_limits, of_points
from baremo.texts import Joined, Localised, plain
from tests.model.models import EVERYTHING, SEVERAL_KEYS, compare, events, fails, is_, search

CRITERIA = {criterion.name: criterion for _, criterion in EVERYTHING.criteria()}
SPAIN, LARGE = is_("country", "ES"), compare("employees", "above", 50.0)
BOTH = AllOf(conditions=(LARGE, SPAIN))
TEN = FieldTest(field="a", test=Age(how="newer_than", days=10))


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (is_("country", "ES", "PT", "MX"), "country is ES, PT or MX"),
        (is_("plan", 5.0, "5", True, "true", "a, b", "", " x"), "plan is 5, ‘5’, true, ‘true’, ‘a, b’, ‘’ or ‘ x’"),
        (compare("employees", "at_least", 0.5), "employees is at least 0.5"),
        (compare("employees", "at_most", 1000.0), "employees is at most 1000"),
        (compare("signed", "at_least", date(2026, 1, 31)), "signed is 2026-01-31 or later"),
        (compare("signed", "below", datetime(2026, 1, 31, tzinfo=UTC)), "signed is before 2026-01-31T00:00:00+00:00"),
        (search("email", "ends_with", "@a.com", "@b.com"), "email ends with @a.com or @b.com"),
        (FieldTest(field="job_title", test=Matches(pattern=r"\b{1}")), r"job title matches \b{1}"),
        (TEN, "a is less than 10 days old"),
        (FieldTest(field="a", test=Age(how="older_than", days=1)), "a is at least 1 day old"),
        (FieldTest(field="a", test=Missing(missing=False)), "a is given"),
        (fails("a", Equals(values=("x", "y"))), "a is not x or y"),
        (fails("a", Search(how="contains", texts=("x",))), "a does not contain x"),
        (fails("a", TEN.test), "a is not less than 10 days old"),
        (fails("a", NotTest(test=Missing(missing=True))), "a is missing"),
        (SEVERAL_KEYS, "employees is at least 50 and is not 99, unknown or false"),
        (fails("employees", SEVERAL_KEYS.test), "not (employees is at least 50 and is not 99, unknown or false)"),
        (AnyOf(conditions=(SPAIN, BOTH)), "country is ES or (employees is above 50 and country is ES)"),
        (Not(condition=AnyOf(conditions=(SPAIN, LARGE))), "not (country is ES or employees is above 50)"),
        (Not(condition=SPAIN), "country is not ES"),
        (is_("account.plan_name", "pro"), "the account's plan name is pro"),
        (compare("criteria.demo-request", "above", 0.0), "what demo-request gives is above 0"),
    ],
)  # fmt: skip
def test_a_condition_in_words(condition, text):
    assert plain(of_condition(condition)) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("decision-maker", r"15: job title matches \b(chief|vp|head)\b"),
        ("company-size", "15 / 12 / 8, otherwise 0: employees is at least 1000 / is at least 250 / is at least 50"),
        ("budget", "10 / -5: Is there a budget? Approved / none"),
        (
            "pricing-page",
            "5 each: page_viewed where path starts with /pricing, in the last 90 days, 2 a day, cap 20, "
            "halving every 14 days",
        ),
        (
            "whitepapers",
            "8 each: different asset id of content_downloaded, if job title contains cto or chief, at most 3",
        ),
        ("webinars", "8 from 1, 20 from 3: webinar_attended, in the last 180 days"),
        ("newsletter-reader", "6 from 0.2: email_clicked as a share of email_delivered, in the last 90 days"),
        ("spend", "0.05 × amount: total amount of order_placed, cap 25, fading to nothing in 365 days"),
        ("logins", "1 each: days with logged_in or signed_up, 25% of the rest less every 30 days"),
        ("hot-this-week", "5: any event other than email_unsubscribed and email_bounced, in the last 7 days"),
        ("went-quiet", "-5 each time: no event for 60 days, again every 30 days, cap 20"),
        ("model-says", "20 × the probability: the probability that b2b.predictor predicts"),
        ("colleagues", "4 from 2: people of whom role is buyer"),
    ],
)  # fmt: skip
def test_a_criterion_in_words(name, text):
    assert plain(in_full(CRITERIA[name])) == text


def test_an_event_of_today():
    today = Criterion(name="now", rule=Events(of=events("logged_in", within=1), points=5.0))
    assert plain(of_criterion(today)) == "logged_in, today"


def test_quiet_once():
    rule = Inactivity(of=events("logged_in", when=SPAIN, where=LARGE), inactive_for=1, points=-5.0)
    quiet = Criterion(name="quiet", rule=rule)
    assert plain(in_full(quiet)) == "-5: no logged_in where employees is above 50 for 1 day, if country is ES"


def test_quiet_but_for_some_events():
    names = EventNames(names=("a", "b", "c"), excluded=True)
    quiet = Criterion(name="quiet", rule=Inactivity(of=Selection(event=names), inactive_for=30, points=-5.0))
    assert plain(of_criterion(quiet)) == "no event other than a, b and c for 30 days"


def test_cases_of_several_fields_are_told_apart():
    cases = Cases(cases=(Case(when=SPAIN, points=2.0), Case(when=LARGE, points=1.0)), otherwise=-1.0)
    assert plain(of_criterion(Criterion(name="it", rule=cases))) == "country is ES / employees is above 50"
    assert plain(of_points(Criterion(name="it", rule=cases))) == "2 / 1, otherwise -1"


def test_people_are_counted():
    people = Criterion(name="it", rule=People(people=SPAIN, points=2.0))
    assert plain(in_full(people)) == "2 each: people of whom country is ES"


def test_a_question_is_asked_in_the_readers_language():
    assert plain(of_criterion(CRITERIA["budget"]), "es") == "¿Hay presupuesto? Aprobado / none"


def test_an_answer_without_title_is_its_value():
    question = Question(question={"en": "Big?"}, answers=(Answer(value=True, points=1.0),), attribute="big")
    assert plain(of_criterion(Criterion(name="it", rule=question))) == "Big? true"


def test_what_has_no_limits_and_no_decay_says_nothing():
    plain_one = Criterion(name="it", rule=Attribute(when=SPAIN, points=1.0))
    assert (plain(of_limits(plain_one)), plain(of_decay(plain_one))) == ("", "")


@pytest.mark.parametrize(
    ("decay", "text"),
    [
        (HalfLife(days=1), "halving every 1 day"),
        (Linear(days=30), "fading to nothing in 30 days"),
        (Step(share=0.07, every=30), "7% less every 30 days"),
    ],
)
def test_a_decay_in_words(decay, text):
    assert plain(of_decay(decay)) == text


def test_a_disqualifier_in_words():
    told = [plain(of_disqualifier(rule.rule)) for rule in EVERYTHING.disqualify]
    assert told[0] == "company domain is rival.com or other.io"
    assert told[2] == "form_submitted where form is careers, 2 times or more"


@pytest.mark.parametrize(
    ("parts", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a or b"), (("a", "b", "c"), "a, b or c")]
)
def test_a_list_ends_in_a_word(parts, text):
    assert plain(Joined(parts, " or ")) == text


@pytest.mark.parametrize(
    ("words", "text"), [({"en": "a", "es": "b"}, "b"), ({"en": "a"}, "a"), ({"de": "c"}, "c"), ({}, "name")]
)
def test_a_title_falls_back_to_what_there_is(words, text):
    assert plain(Localised(words, "name"), "es") == text


def test_both_keys_of_one_test_stay_together_inside_others():
    both = AllTests(tests=(Missing(missing=True), Matches(pattern="x")))
    outer = AllTests(tests=(Compare(how="above", bound=1.0), NotTest(test=both)))
    told = plain(of_condition(FieldTest(field="a", test=outer)))
    assert told == "a is above 1 and not (is missing and matches x)"
