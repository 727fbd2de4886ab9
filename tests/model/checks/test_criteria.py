"""What the rules about single criteria say, word for word."""

from __future__ import annotations

import pytest

from tests.model.checks.saying import said

CASES = [
    (
        "model: m\ndimensions: {fit: {criteria: {c: {people: {a: 1}, points: 5}%N}}}\n",
        (
            "error 2: wrong-kind criteria.c.people: people are counted in account models, and this model scores "
            "leads. Write `scores: account` at the top, or use when."
        ),
    ),
    (
        (
            "model: m\ndimensions:\n  fit: {criteria: {c: {when: {a: 1}, points: 5}, n: {when: {b: 1}, points: "
            "-1}}}\n  e: {criteria: {c: {when: {a: 1}, points: 5}}}\n"
        ),
        "error 4: duplicate-name criteria.c: dimension fit already has a criterion c. Name this one e-c.",
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {predictor: a.p, points: 5}, d: {predictor: b.p, points: "
            "5}%N}}}\n"
        ),
        "error 2: second-predictor criteria.d.predictor: criterion c already has a predictor. Keep one of the two.",
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {event: x, measure: {sum: a}, per_day: 1, points: 5}%N}}}\n",
        (
            "error 2: mixed-keys criteria.c.per_day: per_day does not go with measure sum. Take per_day out; cap "
            "limits the points of any criterion."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {event: x, measure: {sum: a}, limit: 1, points: 5}%N}}}\n",
        (
            "error 2: mixed-keys criteria.c.limit: limit does not go with measure sum. Take limit out; cap "
            "limits the points of any criterion."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {event: x, measure: {ratio_to: a}, decay: {linear: 5d}, "
            "per_day: 1, limit: 3, points: 5}%N}}}\n"
        ),
        (
            "error 2: mixed-keys criteria.c.decay: decay does not go with measure ratio_to. Take decay out; cap "
            "limits the points of any criterion.\nerror 2: mixed-keys criteria.c.per_day: per_day does not go "
            "with measure ratio_to. Take per_day out; cap limits the points of any criterion.\nerror 2: "
            "mixed-keys criteria.c.limit: limit does not go with measure ratio_to. Take limit out; cap limits "
            "the points of any criterion."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {event: x, measure: days, per_day: 1, points: 5}%N}}}\n",
        (
            "error 2: mixed-keys criteria.c.per_day: per_day does not go with measure days. Take per_day out; "
            "cap limits the points of any criterion."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {event: x, levels: [{at_least: 3, points: 5}, {at_least: "
            "1, points: 2}]}%N}}}\n"
        ),
        (
            "error 2: unreachable-level criteria.c.levels[2]: a level at 1 follows one at 3. List the levels "
            "from the lowest to the highest, each once."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {event: x, levels: [{at_least: 3, points: 5}, {at_least: "
            "3, points: 2}]}%N}}}\n"
        ),
        (
            "error 2: unreachable-level criteria.c.levels[2]: a level at 3 follows one at 3. List the levels "
            "from the lowest to the highest, each once."
        ),
    ),
    (
        ("model: m\ndimensions: {fit: {criteria: {c: {event: x, limit: 2, levels: [{at_least: 3, points: 5}]}%N}}}\n"),
        (
            "error 2: unreachable-level criteria.c.levels[1]: a level at 3 is never reached, for at most 2 "
            "count. Raise limit, per_day or within, or begin the level lower."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {event: x, per_day: 1, within: 1w, levels: [{at_least: 8, "
            "points: 5}]}%N}}}\n"
        ),
        (
            "error 2: unreachable-level criteria.c.levels[1]: a level at 8 is never reached, for at most 7 "
            "count. Raise limit, per_day or within, or begin the level lower."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {event: x, measure: days, within: 1w, levels: [{at_least: "
            "8, points: 5}]}%N}}}\n"
        ),
        (
            "error 2: unreachable-level criteria.c.levels[1]: a level at 8 is never reached, for at most 7 "
            "count. Raise limit, per_day or within, or begin the level lower."
        ),
    ),
    (
        (
            "model: m\nscores: account\ndimensions: {fit: {criteria: {c: {people: {a: 1}, levels: [{at_least: 3, "
            "points: 5}, {at_least: 3, points: 2}]}%N}}}\n"
        ),
        (
            "error 3: unreachable-level criteria.c.levels[2]: a level at 3 follows one at 3. List the levels "
            "from the lowest to the highest, each once."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {cases: [{when: {e: {at_least: 50}}, points: 8}, {when: "
            "{e: {at_least: 250}}, points: 12}]}%N}}}\n"
        ),
        (
            "error 2: unreachable-case criteria.c.cases[2]: case 2 is never reached: case 1 holds wherever it "
            "would. Put the narrower case first, such as at_least 1000 before at_least 50."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {cases: [{when: {e: ES}, points: 8}, {when: {e: [es]}, "
            "points: 12}]}%N}}}\n"
        ),
        (
            "error 2: unreachable-case criteria.c.cases[2]: case 2 is never reached: case 1 holds wherever it "
            "would. Put the narrower case first, such as at_least 1000 before at_least 50."
        ),
    ),
    (
        (
            "model: m\ndisqualify: {x: {when: {a: [1, 2]}}, y: {when: {a: 1}}}\ndimensions: {fit: {criteria: {c: "
            "{when: {a: 1}, points: 5}%N}}}\n"
        ),
        (
            "warning 2: unreachable-rule disqualify.y: the rule never names the reason: x holds wherever it "
            "would. Put the narrower rule first, or take it out."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {question: q, answers: [{is: Yes, points: 1}, {is: 'yes "
            "', points: 2}]}%N}}}\n"
        ),
        (
            "error 2: unreachable-answer criteria.c.answers[2]: the answer 'yes ' stands twice; case and "
            "surrounding space do not count. Keep one of the two."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5, cap: 5}%N}}}\n",
        (
            "warning 2: no-effect criteria.c.cap: the cap of 5 has no effect: at most 5 points are possible. "
            "Lower it, or take it out."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {event: x, points: 5, limit: 2, cap: 20}%N}}}\n",
        (
            "warning 2: no-effect criteria.c.cap: the cap of 20 has no effect: at most 10 points are possible. "
            "Lower it, or take it out."
        ),
    ),
    (
        ("model: m\ndimensions: {fit: {criteria: {c: {event: x, points: 5, within: 30d, decay: {linear: 90d}}%N}}}\n"),
        (
            "warning 2: decay-cut criteria.c.decay: events are left out after 30 days, before a decay of 90 days "
            "has done its work. Shorten the decay, or take within out."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {event: x, points: 5, within: 30d, decay: {step: 25%, "
            "every: 60d}}%N}}}\n"
        ),
        (
            "warning 2: decay-cut criteria.c.decay: events are left out after 30 days, before a decay of 60 days "
            "has done its work. Shorten the decay, or take within out."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {cases: [{when: {a: {missing: true}}, points: 8}, {when: "
            "{a: {missing: false}}, points: 12}], otherwise: 3}%N}}}\n"
        ),
        (
            "warning 2: no-effect criteria.c.otherwise: otherwise is never used: two of the cases are opposites. "
            "Take otherwise or one of the two cases out."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {event: x, inactive_for: 30d, points: 5}%N}}}\n",
        (
            "warning 2: odd-points criteria.c.points: 5 points are given for having done nothing. Write them "
            "with a minus if they should be taken away."
        ),
    ),
]


@pytest.mark.parametrize(("model", "message"), CASES)
def test_a_criterion_that_was_hardly_meant_is_explained(model: str, message: str) -> None:
    assert said(model) == message
