"""Bins in the words of the model file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from baremo.learn.binning import Bin, Binning, Levels, Range, Rest, Rule, Unknown
from baremo.learn.cards.criteria import criteria_of
from baremo.learn.feature import Attribute, Feature, Measured
from baremo.learn.scorecard import Part

KNOWN = ("base",)
VISITS = {"event": "visit", "within": "30d"}


def part(source: Attribute | Measured, rules: Sequence[Rule], points: list[int], *, name: str = "a feature") -> Part:
    kind = "category" if isinstance(source, Attribute) and source.reads == "text" else "number"
    feature = Feature(name=name, kind=kind, source=source)  # type: ignore[arg-type]
    bins = tuple(Bin(rule=rule, n=1000 * place, positives=10 * place) for place, rule in enumerate(rules))
    return Part(binning=Binning(feature=feature, bins=bins), weights=np.zeros(len(bins)), points=tuple(points))


def said(found: Part) -> dict[str, Any]:
    return {name: criterion for name, (criterion, _) in criteria_of(found, KNOWN).items()}


def test_numbers_are_asked_from_the_highest_down() -> None:
    rules: list[Rule] = [
        Range(at_least=None, below=10),
        Range(at_least=10, below=20.5),
        Range(at_least=20.5, below=None),
        Unknown(),
    ]
    found = said(part(Attribute(column="size", reads="number"), rules, [-5, 0, 7, 2]))

    assert found["a-feature"]["cases"] == [
        {"when": {"size": {"at_least": 20.5}}, "points": 7},
        {"when": {"size": {"at_least": 10}}, "points": 0},
        {"when": {"size": {"below": 10}}, "points": -5},
    ]
    assert found["a-feature"]["otherwise"] == 2


def test_texts_are_listed_and_a_word_that_says_nothing_counts_as_missing() -> None:
    rules: list[Rule] = [Levels(texts=("es", "pt")), Unknown(), Rest()]
    found = said(part(Attribute(column="country", reads="text", blank=("select",)), rules, [3, 0, 1]))

    assert found["a-feature"]["cases"] == [
        {"when": {"country": ["es", "pt"]}, "points": 3},
        {"when": {"any": [{"country": {"missing": True}}, {"country": ["select"]}]}, "points": 0},
    ]
    assert found["a-feature"]["otherwise"] == 1


def test_columns_named_as_words_of_the_model_file_are_told_from_them() -> None:
    for column, field in {"any": "field.any", "field.x": "field.field.x", "Any": "Any"}.items():
        found = said(part(Attribute(column=column, reads="text"), [Levels(texts=("a",)), Unknown(), Rest()], [1, 0, 0]))
        assert found["a-feature"]["cases"][0]["when"] == {field: ["a"]}


def test_ages_are_newer_or_older() -> None:
    rules: list[Rule] = [
        Range(at_least=None, below=30),
        Range(at_least=30, below=90),
        Range(at_least=90, below=None),
        Unknown(),
    ]
    found = said(part(Attribute(column="since", reads="age"), rules, [1, 2, 3, 4]))

    assert [case["when"] for case in found["a-feature"]["cases"]] == [
        {"since": {"older_than": "90d"}},
        {"since": {"older_than": "30d"}},
        {"since": {"newer_than": "30d"}},
    ]


def test_what_is_counted_has_levels() -> None:
    rules: list[Rule] = [Range(at_least=None, below=1), Range(at_least=1, below=5), Range(at_least=5, below=None)]
    found = said(part(Measured(criterion=VISITS), rules, [0, 4, 9], name="visit: count, 30 days"))

    assert found == {
        "visit-count-30-days": {
            "title": "visit: count, 30 days",
            "category": "behavioural",
            **VISITS,
            "levels": [{"at_least": 1, "points": 4}, {"at_least": 5, "points": 9}],
        }
    }


def test_the_steps_of_a_recency_add_up() -> None:
    rules: list[Rule] = [Range(at_least=None, below=7), Range(at_least=7, below=30), Range(at_least=30, below=None)]
    source = Measured(criterion={"event": "visit"}, figure="recency")
    found = said(part(source, rules, [9, 4, 0], name="visit: days since"))
    steps = {each["active_within"]: each["points"] for each in found.values()}

    assert steps == {"7d": 5, "30d": 4}
    assert list(found) == ["visit-days-since-7d", "visit-days-since-30d"]


def test_the_comment_tells_how_many_converted() -> None:
    rules: list[Rule] = [Levels(texts=tuple(f"t{number}" for number in range(10))), Unknown(), Rest()]
    ((_, comment),) = criteria_of(part(Attribute(column="town", reads="text"), rules, [5, -2, 0]), KNOWN).values()

    assert comment.splitlines() == [
        "+5  t0, t1, t2, t3, t4, t5, t6, t7 …: 0 of 0 (none)",
        "-2  not known: 10 of 1,000 (1 %)",
        "+0  any other: 20 of 2,000 (1 %)",
    ]


def test_no_two_criteria_bear_one_name() -> None:
    source = Attribute(column="x", reads="text")
    found = part(source, [Levels(texts=("a",)), Unknown(), Rest()], [1, 0, 0], name="Base")

    assert list(criteria_of(found, {"base", "base-2"})) == ["base-3"]
