"""Rules about conditions: tests that never or always hold, and fields that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from baremo.errors import Problem
from baremo.model import patterns
from baremo.model.checks.checked import Checked
from baremo.model.checks.implication import comparable
from baremo.model.conditions import Age, AllTests, Compare, Equals, Matches, Missing, NotTest, Search
from baremo.model.fields import ACCOUNT, LEAD
from baremo.model.reading import shown
from baremo.model.words import fold
from baremo.texts import say


def impossible_tests(checked: Checked) -> Iterator[Problem]:
    """Several keys in one test that no value passes together."""
    for path, field_test, _ in checked.field_tests():
        test = field_test.test
        if isinstance(test, AllTests) and _never_holds(test):
            yield checked.error(
                "never-holds",
                path,
                say("no value passes all the tests of {field}.", field=field_test.field),
                say("All keys of one test must hold: turn the bounds round, or use any."),
            )


def _never_holds(test: AllTests) -> bool:
    tests = test.tests
    if Missing(missing=True) in tests:
        return any(not isinstance(each, Missing | NotTest) or each == Missing(missing=False) for each in tests)
    lows = [each for each in tests if isinstance(each, Compare) and each.how in ("at_least", "above")]
    highs = [each for each in tests if isinstance(each, Compare) and each.how in ("at_most", "below")]
    newer = [each.days for each in tests if isinstance(each, Age) and each.how == "newer_than"]
    older = [each.days for each in tests if isinstance(each, Age) and each.how == "older_than"]
    if newer and older and min(newer) <= max(older):
        return True
    return any(_apart(low, high) for low in lows for high in highs)


def _apart(low: Compare, high: Compare) -> bool:
    if not comparable(low, high):
        return isinstance(low.bound, float) != isinstance(high.bound, float)
    if low.bound == high.bound:
        return low.how == "above" or high.how == "below"
    return low.bound > high.bound  # type: ignore[operator]  # comparable() says that they can be


def padded_texts(checked: Checked) -> Iterator[Problem]:
    """Text that seems to ask for a whole word by the spaces around it."""
    for path, field_test, _ in checked.simple_tests():
        test = field_test.test
        if isinstance(test, Search):
            for text in test.texts:
                if text.strip() != text:
                    yield checked.warning(
                        "space-ignored",
                        path,
                        say("the space around '{text}' does not count.", text=text),
                        say("For a whole word write matches: '\\b{word}\\b'.", word=fold(text)),
                    )


def accents_beside_ascii(checked: Checked) -> Iterator[Problem]:
    """Expressions whose \\b or \\w miss letters such as é."""
    for path, field_test, _ in checked.simple_tests():
        test = field_test.test
        if isinstance(test, Matches) and patterns.parse(test.pattern).ascii_words:
            yield checked.warning(
                "ascii-only",
                path,
                say("\\b and \\w know only the letters a to z, and the expression has others."),
                say("Use contains, or write the neighbours out, such as (^| )élite( |$)."),
            )


def expressions_that_match_all(checked: Checked) -> Iterator[Problem]:
    """Expressions that may match nothing at all, and so match every text."""
    for path, field_test, _ in checked.simple_tests():
        test = field_test.test
        if isinstance(test, Matches) and patterns.parse(test.pattern).always:
            yield checked.warning(
                "always-holds",
                path,
                say("the expression has a match in every text, for all of it may be left out."),
                say("Write + in place of *, or use {{missing: false}}."),
            )


def repeated_values(checked: Checked) -> Iterator[Problem]:
    """A list that names a value twice."""
    for path, field_test, _ in checked.simple_tests():
        test = field_test.test
        if not isinstance(test, Equals):
            continue
        seen: set[str | float] = set()
        for value in test.values:
            key = fold(value) if isinstance(value, str) else value
            if key in seen and not isinstance(value, bool):
                yield checked.warning(
                    "repeated-value",
                    path,
                    say(
                        "the value '{value}' stands twice; case and surrounding space do not count.", value=shown(value)
                    ),
                    say("Take one out."),
                )
            seen.add(key)


def misplaced_prefixes(checked: Checked) -> Iterator[Problem]:
    """`account.` in an account model, `lead.` outside stages."""
    for path, test, side in checked.field_tests():
        if side in ("lead", "people") and test.field.startswith(LEAD):
            yield checked.warning(
                "misplaced-prefix",
                path,
                say("{field} is read as a column of that very name.", field=test.field),
                say("The prefix lead. belongs to stages: write {near}.", near=test.field.removeprefix(LEAD)),
            )
        if checked.model.scores == "account" and side in ("lead", "people") and test.field.startswith(ACCOUNT):
            yield checked.error(
                "misplaced-prefix",
                path,
                say("{field} does not stand in an account model.", field=test.field),
                say("Conditions read the account itself: write {near}.", near=test.field.removeprefix(ACCOUNT)),
            )
