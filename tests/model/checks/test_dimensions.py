"""What the rules about dimensions and their balance say, word for word."""

from __future__ import annotations

import pytest

from tests.model.checks.saying import said

CASES = [
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 0}%N}}}\n",
        (
            "warning 2: only-negative dimensions.fit: the dimension can only take points away. If that is not "
            "meant, move its criteria into the dimension that they correct.\nwarning 2: no-points criteria.c: the "
            "criterion never gives or takes points. Give it points, or take it out."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {min: 10, max: 5, criteria: {c: {when: {a: 1}, points: 5}%N}}}\n",
        "error 2: limits-crossed dimensions.fit.min: min 10 is above max 5. Swap them.",
    ),
    (
        "model: m\nscale: {min: 10, max: 1}\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5}%N}}}\n",
        ("error 2: limits-crossed scale: the scale runs from 10 to 1. Let max be larger than min, such as 0 and 100."),
    ),
    (
        "model: m\ndimensions: {fit: {weight: 0, criteria: {c: {when: {a: 1}, points: 5}%N}}}\n",
        (
            "warning 2: odd-weight dimensions.fit.weight: a weight of 0 takes the dimension out of the score. "
            "Write a weight above 0, or leave it out."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {weight: -1, criteria: {c: {when: {a: 1}, points: 5}%N}}}\n",
        (
            "warning 2: odd-weight dimensions.fit.weight: a weight below 0 takes away the points that the "
            "dimension gives. Write a weight above 0, or leave it out."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {max: 20, criteria: {c: {when: {a: 1}, points: 50}%N}}}\n",
        (
            "warning 2: above-max criteria.c: up to 50 points are more than the max of fit, 20. Give fewer "
            "points, or raise the dimension's max."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {max: 20, criteria: {c: {event: x, points: 50}%N}}}\n",
        (
            "warning 2: above-max criteria.c: up to 50 points are more than the max of fit, 20. Give fewer "
            "points, or raise the dimension's max."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {decay: {linear: 30d}, criteria: {c: {when: {a: 1}, points: 5}%N}}}\n",
        (
            "warning 2: no-effect dimensions.fit.decay: the decay has no effect: no criterion of the dimension "
            "counts events. Take it out, or move it to a dimension that counts events."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: -5}}}, e: {criteria: {d: {when: "
            "{a: 1}, points: 5}}}}"
        ),
        (
            "warning 2: only-negative dimensions.fit: the dimension can only take points away. If that is not "
            "meant, move its criteria into the dimension that they correct."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5}}}}",
        (
            "warning 2: nothing-negative dimensions: no criterion takes points away, so that scores only rise. "
            "Add criteria with points below 0: an unsubscription, a free mailbox, long silence."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5}, n: {when: {b: 1}, points: "
            "-1}}}, e: {criteria: {d: {event: x, points: 5}}}}"
        ),
        (
            "warning 2: outweighs dimensions.e: it gives any number of points, all other dimensions together 5. "
            "Give it a max, so that the others count too."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5}, n: {when: {b: 1}, points: "
            "-1}}}, e: {criteria: {d: {when: {a: 1}, points: 15}}}}"
        ),
        (
            "warning 2: outweighs dimensions.e: it gives up to 15 points, all other dimensions together 5. Give "
            "it a max, so that the others count too."
        ),
    ),
]


@pytest.mark.parametrize(("model", "message"), CASES)
def test_a_lack_of_balance_is_explained(model: str, message: str) -> None:
    assert said(model) == message
