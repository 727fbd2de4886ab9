"""What the rules about stages say, word for word."""

from __future__ import annotations

import pytest

from tests.model.checks.saying import said

CASES = [
    (
        (
            "model: m\nstages: [{name: A, when: {score: 1}}, {name: A, when: {score: {at_least: 5}}}]\ndimensions: "
            "{fit: {criteria: {c: {event: x, points: 1}%N}}}\n"
        ),
        "error 2: duplicate-name stages[2].name: there already is a stage A. Give it another name.",
    ),
    (
        (
            "model: m\nstages: [{name: A, when: {scores: 1}}]\ndimensions: {fit: {criteria: {c: {event: x, points: "
            "1}%N}}}\n"
        ),
        (
            "error 2: unknown-field stages[1].when.scores: there is no scores that a stage could ask for. Did "
            "you mean score?"
        ),
    ),
    (
        (
            "model: m\nstages: [{name: A, when: {criteria.cc: {above: 1}}}]\ndimensions: {fit: {criteria: {c: "
            "{event: x, points: 1}%N}}}\n"
        ),
        (
            "error 2: unknown-field stages[1].when.criteria.cc: there is no criteria.cc that a stage could ask "
            "for. Did you mean criteria.c?"
        ),
    ),
    (
        (
            "model: m\nstages: [{name: A, when: {probability: {above: 0.5}}}]\ndimensions: {fit: {criteria: {c: "
            "{event: x, points: 1}%N}}}\n"
        ),
        (
            "error 2: no-predictor stages[1].when.probability: probability is asked for, and the model gives none. "
            "Add the key probability or a criterion with predictor, or ask for score."
        ),
    ),
    (
        (
            "model: m\nstages: [{name: A, when: {any: [{score: high}, {lead.a: b}]}}]\ndimensions: {fit: "
            "{criteria: {c: {event: x, points: 1}%N}}}\n"
        ),
        (
            "error 2: wrong-test stages[1].when.any[1].score: score is a number, and the test is not of a "
            "number. Write a test such as {at_least: 50}."
        ),
    ),
    (
        (
            "model: m\nstages: [{name: A, when: {grade: A1}}]\ndimensions: {fit: {criteria: {c: {event: x, points: "
            "1}%N}}}\n"
        ),
        "error 2: unknown-name stages[1].when.grade: there is no grade A1 in this model. There is none.",
    ),
    (
        (
            "model: m\ngrade: {letter: {of: fit, at_least: {A: 5}}}\nbands: {hot: 50, cold: 0}\nstages: [{name: A, "
            "when: {grade: [A, C], band: hoot}}]\ndimensions: {fit: {criteria: {c: {event: x, points: 1}%N}}}\n"
        ),
        (
            "error 4: unknown-name stages[1].when.grade: there is no grade C in this model. There is: A, "
            "B.\nerror 4: unknown-name stages[1].when.band: there is no band hoot in this model. Did you mean hot?"
        ),
    ),
    (
        (
            "model: m\nbands: {hot: 50, cold: 0}\nstages: [{name: A, when: {band: {at_least: 5}}}]\ndimensions: "
            "{fit: {criteria: {c: {event: x, points: 1}%N}}}\n"
        ),
        (
            "error 3: wrong-test stages[1].when.band.at_least: band is a name, and the test is of a number. List "
            "the names that belong to the stage, or ask for score."
        ),
    ),
    (
        (
            "model: m\nstages: [{name: A, when: {score: {at_least: 50}, fit: {above: 3}}}, {name: B, when: "
            "{score: {at_least: 40}}}]\ndimensions: {fit: {criteria: {c: {event: x, points: 1}%N}}}\n"
        ),
        (
            "error 2: stage-order stages[2].when: B asks for score from 40, and A below it from 50. List the "
            "stages from the lowest to the highest, with rising thresholds."
        ),
    ),
    (
        (
            "model: m\nstages: [{name: A, when: {score: {at_least: 50}, fit: {above: 3}}}, {name: B, when: "
            "{score: {at_least: 50}}}]\ndimensions: {fit: {criteria: {c: {event: x, points: 1}%N}}}\n"
        ),
        (
            "error 2: unreachable-stage stages[1].when: A is never eligible: B above it holds wherever it does. "
            "Ask for more in the higher stage."
        ),
    ),
    (
        (
            "model: m\nstages: [{name: A, when: {score: {at_least: 150}}}]\ndimensions: {fit: {criteria: {c: "
            "{event: x, points: 1}%N}}}\n"
        ),
        (
            "warning 2: unreachable-stage stages[1].when: it asks for score from 150, and that reaches 100. Ask "
            "for less, or give more points."
        ),
    ),
    (
        (
            "model: m\nstages: [{name: A, when: {score: {at_least: 15}}}]\ndimensions: {fit: {criteria: {c: {when: "
            "{a: 1}, points: 5}%N}}}\n"
        ),
        (
            "warning 2: unreachable-stage stages[1].when: it asks for score from 15, and that reaches 5. Ask for "
            "less, or give more points."
        ),
    ),
    (
        (
            "model: m\nprobability: {intercept: -1, slope: 0.2}\nstages: [{name: A, when: {probability: {at_least: "
            "0.51}}}]\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5}%N}}}\n"
        ),
        (
            "warning 3: unreachable-stage stages[1].when: it asks for probability from 0.51, and that reaches 0.5. "
            "Ask for less, or give more points."
        ),
    ),
    (
        (
            "model: m\nprobability: {intercept: 1, slope: 0.2}\nstages: [{name: A, when: {probability: {above: "
            "0.5}}}, {name: B, when: {probability: {above: 0.7}}}]\ndimensions: {fit: {criteria: {c: {event: x, "
            "points: 1}%N}}}\n"
        ),
        "",
    ),
]


@pytest.mark.parametrize(("model", "message"), CASES)
def test_a_stage_that_cannot_work_is_explained(model: str, message: str) -> None:
    assert said(model) == message
