"""What is written is pretty, and reads as what was written."""

from datetime import date

import pytest

from baremo.errors import ModelError
from baremo.model.conditions import AllOf, AllTests, AnyOf, Compare, Equals, FieldTest, Missing, Not
from baremo.model.criteria import Attribute, Criterion
from baremo.model.model import Scale, ScoringModel
from baremo.model.outcome import Probability
from baremo.model.writer import write
from tests.model.models import EVERYTHING, SEVERAL_KEYS, compare, fails, is_, of, one, search

SPAIN = is_("country", "ES")


def line_of(condition) -> str:
    """How a condition is spelled."""
    last = write(one(Attribute(when=condition, points=1.0))).splitlines()[-1]
    return last.removeprefix("      it: {when: ").removesuffix(", points: 1}")


def test_a_small_model_is_a_few_lines():
    assert write(one(Attribute(when=is_("country", "ES"), points=5.0))) == (
        "format: 1\nmodel: small\n\ndimensions:\n  fit:\n    criteria:\n      it: {when: {country: ES}, points: 5}\n"
    )


def test_no_line_is_wider_than_110_columns():
    assert max(map(len, write(EVERYTHING).splitlines())) <= 110


def test_what_is_implied_is_not_written():
    assert "scale" not in write(EVERYTHING)
    assert "out_of" not in write(EVERYTHING)


def test_a_probability_stands_on_one_line():
    likely = Probability(intercept=-4.2, slope=1e-10)
    written = write(ScoringModel(name="s", dimensions=(), probability=likely))
    assert "\nprobability: {intercept: -4.2, slope: 1e-10}\n" in written


def test_a_scale_is_written_whole():
    assert "\nscale: {min: 0, max: 10}\n" in write(ScoringModel(name="s", dimensions=(), scale=Scale(max=10.0)))


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (is_("country", "ES", "PT", "NO"), "{country: [ES, PT, NO]}"),
        (is_("plan", 5.0, 0.05, "5", True, "true", ""), "{plan: [5, 0.05, '5', true, 'true', '']}"),
        (is_("day", "2026-01-31"), "{day: '2026-01-31'}"),
        (compare("day", "below", date(2026, 1, 31)), "{day: {below: 2026-01-31}}"),
        (search("email", "ends_with", "@gmail.com"), "{email: {ends_with: '@gmail.com'}}"),
        (search("note", "contains", "it's: so", "a #b"), "{note: {contains: ['it''s: so', 'a #b']}}"),
        (search("note", "contains", 'x\n\t"\\'), r'{note: {contains: "x\n\U00000009\"\\"}}'),
        (fails("country", Equals(values=("ES",))), "{country: {not: ES}}"),
        (fails("phone", Missing(missing=False)), "{phone: {not: {missing: false}}}"),
        (SEVERAL_KEYS, "{employees: {at_least: 50, not: [99, unknown, false]}}"),
        (AllOf(conditions=(is_("a", 1.0), is_("b", 2.0))), "{a: 1, b: 2}"),
        (AllOf(conditions=(is_("a", 1.0), is_("a", 2.0))), "{all: [{a: 1}, {a: 2}]}"),
        (AllOf(conditions=(is_("a", 1.0),)), "{all: [{a: 1}]}"),
        (AnyOf(conditions=(is_("any", 1.0), SPAIN)), "{any: [{field.any: 1}, {country: ES}]}"),
        (Not(condition=is_("not", 2.0)), "{not: {field.not: 2}}"),
    ],
)  # fmt: skip
def test_a_condition_has_its_most_natural_spelling(condition, text):
    assert line_of(condition) == text


def test_a_test_that_no_file_can_hold_is_refused():
    twice = AllTests(tests=(Compare(how="above", bound=1.0), Compare(how="above", bound=2.0)))
    with pytest.raises(ModelError) as refused:
        line_of(FieldTest(field="size", test=twice))
    assert str(refused.value) == (
        "unwritable-test size: a test of size has one key twice, which no file can hold. "
        "Give two conditions in an `all:` list."
    )


def test_comments_stand_above_their_keys():
    path = ("dimensions", "fit", "criteria", "it")
    model = one(Attribute(when=SPAIN, points=1.0))
    text = write(model, comments={(): "made by hand", path: "one\n\ntwo"})
    assert text.startswith("# made by hand\nformat: 1\n")
    assert text.endswith(
        "    criteria:\n      # one\n      #\n      # two\n      it: {when: {country: ES}, points: 1}\n"
    )


def test_a_key_that_reads_as_a_value_is_quoted():
    model = of(Criterion(name="null", rule=Attribute(when=is_("1.0", 1.0), points=1.0)))
    assert "'null': {when: {'1.0': 1}, points: 1}" in write(model)
