"""What the rules about conditions say, word for word."""

from __future__ import annotations

import pytest

from tests.model.checks.saying import said

CASES = [
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {a: {at_least: 10, at_most: 5}}, points: 5}%N}}}\n",
        (
            "error 2: never-holds criteria.c.when.a: no value passes all the tests of a. All keys of one test "
            "must hold: turn the bounds round, or use any."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {a: {missing: true, at_most: 5}}, points: 5}%N}}}\n",
        (
            "error 2: never-holds criteria.c.when.a: no value passes all the tests of a. All keys of one test "
            "must hold: turn the bounds round, or use any."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {when: {a: {newer_than: 30d, older_than: 60d}}, points: "
            "5}%N}}}\n"
        ),
        (
            "error 2: never-holds criteria.c.when.a: no value passes all the tests of a. All keys of one test "
            "must hold: turn the bounds round, or use any."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {a: {above: 5, below: 5}}, points: 5}%N}}}\n",
        (
            "error 2: never-holds criteria.c.when.a: no value passes all the tests of a. All keys of one test "
            "must hold: turn the bounds round, or use any."
        ),
    ),
    (
        ("model: m\ndimensions: {fit: {criteria: {c: {when: {a: {at_least: 5, below: 2026-01-01}}, points: 5}%N}}}\n"),
        (
            "error 2: never-holds criteria.c.when.a: no value passes all the tests of a. All keys of one test "
            "must hold: turn the bounds round, or use any."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {a: {contains: [' vp ', cto]}}, points: 5}%N}}}\n",
        (
            "warning 2: space-ignored criteria.c.when.a.contains: the space around ' vp ' does not count. For a "
            "whole word write matches: '\\bvp\\b'."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {a: {matches: '\\bélite\\b'}}, points: 5}%N}}}\n",
        (
            "warning 2: ascii-only criteria.c.when.a.matches: \\b and \\w know only the letters a to z, and the "
            "expression has others. Use contains, or write the neighbours out, such as (^| )élite( |$)."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {a: {not: {matches: 'a*'}}}, points: 5}%N}}}\n",
        (
            "warning 2: always-holds criteria.c.when.a.not.matches: the expression has a match in every text, "
            "for all of it may be left out. Write + in place of *, or use {missing: false}."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {a: [ES, ' es']}, points: 5}%N}}}\n",
        (
            "warning 2: repeated-value criteria.c.when.a: the value 'es' stands twice; case and surrounding "
            "space do not count. Take one out."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {lead.a: 1}, points: 5}%N}}}\n",
        (
            "warning 2: misplaced-prefix criteria.c.when.lead.a: lead.a is read as a column of that very name. "
            "The prefix lead. belongs to stages: write a."
        ),
    ),
    (
        "model: m\nscores: account\ndimensions: {fit: {criteria: {c: {when: {account.a: 1}, points: 5}%N}}}\n",
        (
            "error 3: misplaced-prefix criteria.c.when.account.a: account.a does not stand in an account model. "
            "Conditions read the account itself: write a."
        ),
    ),
]


@pytest.mark.parametrize(("model", "message"), CASES)
def test_a_condition_that_was_hardly_meant_is_explained(model: str, message: str) -> None:
    assert said(model) == message
