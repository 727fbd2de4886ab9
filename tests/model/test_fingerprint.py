"""One fingerprint for one meaning, whatever its spelling."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from baremo.model.conditions import AllOf, AllTests, AnyOf, Compare, FieldTest, Missing, Not, NotTest, Search
from baremo.model.criteria import Attribute, Case, Cases, Criterion, Question
from baremo.model.fingerprint import fingerprint, version
from baremo.model.model import Scale, ScoringModel
from baremo.model.outcome import Band, Probability
from tests.model.models import EVERYTHING, compare, is_, of, one, search

SPAIN = is_("country", "ES")
LARGE = compare("employees", "at_least", 50.0)


def when(condition) -> str:
    return fingerprint(one(Attribute(when=condition, points=5.0)))


def test_a_fingerprint_is_twelve_hex_digits_and_never_changes_with_a_release():
    assert fingerprint(EVERYTHING) == "16251a7a15ea"


def test_the_version_names_the_model():
    assert version(EVERYTHING) == "b2b-saas@16251a7a15ea"


def test_titles_and_notes_carry_no_meaning():
    bare = replace(
        EVERYTHING,
        title=None,
        note="another",
        bands=(replace(EVERYTHING.bands[0], title=None), *EVERYTHING.bands[1:]),
    )
    assert fingerprint(bare) == fingerprint(EVERYTHING)


def test_the_order_of_dimensions_criteria_and_bands_carries_no_meaning():
    first, second = EVERYTHING.dimensions
    turned = replace(first, criteria=first.criteria[::-1])
    other = replace(EVERYTHING, dimensions=(second, turned), bands=EVERYTHING.bands[::-1])
    assert fingerprint(other) == fingerprint(EVERYTHING)


@pytest.mark.parametrize(
    "changed",
    [
        replace(EVERYTHING, stages=EVERYTHING.stages[::-1]),
        replace(EVERYTHING, disqualify=EVERYTHING.disqualify[::-1]),
        replace(EVERYTHING, name="b2b"),
        replace(EVERYTHING, scores="lead"),
        replace(EVERYTHING, timezone="Europe/Lisbon"),
        replace(EVERYTHING, scale=Scale(min=1.0, max=10.0)),
        replace(EVERYTHING, out_of=200.0),
        replace(EVERYTHING, probability=Probability(intercept=-4.2, slope=0.07)),
        replace(EVERYTHING, bands=(*EVERYTHING.bands, Band(name="none", start=-1.0))),
        replace(EVERYTHING, grade=None),
    ],
)
def test_all_else_carries_meaning(changed: ScoringModel):
    assert fingerprint(changed) != fingerprint(EVERYTHING)


def test_a_category_and_a_question_carry_meaning():
    plain = Criterion(name="it", rule=Attribute(when=SPAIN, points=5.0))
    assert fingerprint(of(replace(plain, category="intent"))) != fingerprint(of(plain))


def test_numbers_are_the_same_whole_or_not():
    assert fingerprint(one(Attribute(when=LARGE, points=5))) == fingerprint(one(Attribute(when=LARGE, points=5.0)))


def test_text_that_reads_as_a_number_is_not_the_number():
    assert when(is_("plan", "5")) != when(is_("plan", 5.0))


def test_true_is_not_one():
    assert when(is_("plan", True)) != when(is_("plan", 1.0))


def test_what_is_implied_is_filled_in():
    cases = (Case(when=SPAIN, points=5.0),)
    assert fingerprint(one(Cases(cases=cases))) == fingerprint(one(Cases(cases=cases, otherwise=0.0)))


def test_the_attribute_of_a_question_carries_meaning():
    named = Question(question={"en": "Budget?"}, answers=(), attribute="it")
    assert fingerprint(one(named)) != fingerprint(one(replace(named, attribute="budget")))


@pytest.mark.parametrize(
    "spelling",
    [
        AllOf(conditions=(SPAIN,)),
        AnyOf(conditions=(SPAIN,)),
        AllOf(conditions=(AnyOf(conditions=(SPAIN,)),)),
        FieldTest(field="country", test=AllTests(tests=(SPAIN.test,))),
        Not(condition=Not(condition=SPAIN)),
        Not(condition=FieldTest(field="country", test=NotTest(test=SPAIN.test))),
    ],
)
def test_spellings_of_one_meaning_are_one(spelling):
    assert when(spelling) == when(SPAIN)


def test_conditions_that_must_all_hold_have_no_order():
    nested = AllOf(conditions=(LARGE, AllOf(conditions=(SPAIN, search("email", "ends_with", ".org")))))
    flat = AllOf(conditions=(search("email", "ends_with", ".org"), SPAIN, LARGE))
    assert when(nested) == when(flat)


def test_the_order_of_alternatives_is_kept():
    assert when(AnyOf(conditions=(SPAIN, LARGE))) != when(AnyOf(conditions=(LARGE, SPAIN)))


def test_keys_of_one_test_have_no_order():
    low, text = Compare(how="at_least", bound=5.0), Search(how="contains", texts=("x",))
    assert when(FieldTest(field="a", test=AllTests(tests=(low, text)))) == when(
        FieldTest(field="a", test=AllTests(tests=(text, low)))
    )


def test_an_instant_is_the_same_in_every_zone():
    utc = datetime(2026, 1, 31, 9, tzinfo=UTC)
    there = utc.astimezone(timezone(timedelta(hours=2)))
    assert when(compare("seen", "above", utc)) == when(compare("seen", "above", there))


def test_missing_and_given_differ():
    missing = FieldTest(field="a", test=Missing(missing=True))
    assert when(missing) != when(FieldTest(field="a", test=Missing(missing=False)))
