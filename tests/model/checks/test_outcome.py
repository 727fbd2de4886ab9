"""What the rules about bands and grades say, word for word."""

from __future__ import annotations

import pytest

from tests.model.checks.saying import said

CASES = [
    (
        "model: m\nbands: {a: 50, b: 50, c: 0}\ndimensions: {fit: {criteria: {c: {event: x, points: 5}%N}}}\n",
        "error 2: unreachable-band bands.b: band a begins at 50 too. Let each band begin at a score of its own.",
    ),
    (
        "model: m\nbands: {a: 50, b: 0, c: -5}\ndimensions: {fit: {criteria: {c: {event: x, points: 5}%N}}}\n",
        (
            "error 2: unreachable-band bands.c: the band ends at 0, where the scale begins. Take it out, or let "
            "the bands above it begin higher."
        ),
    ),
    (
        "model: m\nbands: {a: 50, b: 10}\ndimensions: {fit: {criteria: {c: {event: x, points: 5}%N}}}\n",
        (
            "error 2: band-gap bands.b: scores from 0 to 10 have no band: this is the lowest. Let it begin at 0, "
            "or add a band from 0 on."
        ),
    ),
    (
        "model: m\nbands: {a: 101, b: 0}\ndimensions: {fit: {criteria: {c: {event: x, points: 5}%N}}}\n",
        "error 2: unreachable-band bands.a: the band begins at 101, above the scale's 100. Let it begin lower.",
    ),
    (
        "model: m\nbands: {a: 50, b: 0}\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5}%N}}}\n",
        (
            "warning 2: unreachable-band bands.a: the band begins at 50, and all criteria together reach 5. Let "
            "it begin lower, raise points or the dimensions' max, or lower out_of."
        ),
    ),
    (
        (
            "model: m\ngrade: {letter: {of: fitt, at_least: {A: 5}}}\ndimensions: {fit: {criteria: {c: {when: {a: "
            "1}, points: 5}%N}}}\n"
        ),
        "error 2: unknown-dimension grade.letter.of: there is no dimension fitt. Did you mean fit?",
    ),
    (
        (
            "model: m\ngrade: {letter: {of: fit, at_least: {A: 2, B: 3}}}\ndimensions: {fit: {criteria: {c: {when: "
            "{a: 1}, points: 5}%N}}}\n"
        ),
        (
            "error 2: unreachable-grade grade.letter.at_least.B: B begins at 3, A at 2. The better a grade, the "
            "higher it begins."
        ),
    ),
    (
        (
            "model: m\ngrade: {letter: {of: fit, at_least: {A: 3, C: 2}}}\ndimensions: {fit: {criteria: {c: {when: "
            "{a: 1}, points: 5}%N}}}\n"
        ),
        "warning 2: grade-gap grade.letter.at_least.C: B is left out between A and C. Call it B.",
    ),
    (
        (
            "model: m\ngrade: {number: {of: fit, at_least: {1: 3, 3: 2}}}\ndimensions: {fit: {criteria: {c: {when: "
            "{a: 1}, points: 5}%N}}}\n"
        ),
        "warning 2: grade-gap grade.number.at_least.3: 2 is left out between 1 and 3. Call it 2.",
    ),
    (
        (
            "model: m\ngrade: {letter: {of: fit, at_least: {A: 30, B: 2}}}\ndimensions: {fit: {max: 20, criteria: "
            "{c: {when: {a: 1}, points: 5}%N}}}\n"
        ),
        ("error 2: unreachable-grade grade.letter.at_least.A: A begins at 30, and fit ends at 20. Let it begin lower."),
    ),
    (
        (
            "model: m\ngrade: {letter: {of: fit, at_least: {A: 15, B: 2}}}\ndimensions: {fit: {max: 20, criteria: "
            "{c: {when: {a: 1}, points: 5}%N}}}\n"
        ),
        (
            "warning 2: unreachable-grade grade.letter.at_least.A: A begins at 15, and the criteria of fit reach "
            "5. Let it begin lower, or give more points."
        ),
    ),
    (
        (
            "model: m\ngrade: {letter: {of: score, at_least: {A: 101, B: 2}}}\ndimensions: {fit: {criteria: {c: "
            "{event: x, points: 1}%N}}}\n"
        ),
        (
            "error 2: unreachable-grade grade.letter.at_least.A: A begins at 101, and score ends at 100. Let it "
            "begin lower."
        ),
    ),
    (
        (
            "model: m\ngrade: {letter: {of: points, at_least: {A: 101, B: 2}}}\ndimensions: {fit: {criteria: {c: "
            "{event: x, points: 1}%N}}}\n"
        ),
        (
            "error 2: unreachable-grade grade.letter.at_least.A: A begins at 101, and points ends at 100. Let it "
            "begin lower."
        ),
    ),
    (
        (
            "model: m\nprobability: {intercept: -4, slope: 0.07}\ndimensions: {fit: {criteria: {c: {predictor: "
            "a.predictor, points: 5}%N}}}\n"
        ),
        (
            "error 2: two-probabilities probability: criterion c has a predictor, which gives a probability too. "
            "Keep the criterion or this key."
        ),
    ),
]


@pytest.mark.parametrize(("model", "message"), CASES)
def test_a_gap_or_an_unreachable_band_or_grade_is_explained(model: str, message: str) -> None:
    assert said(model) == message
