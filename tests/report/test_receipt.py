"""A receipt in the terminal: every number adds up, and no text of a lead or a model does anything but be read."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

import baremo
from baremo.engine.explain import Explanation, explain_lead
from baremo.model.reader import read_text
from baremo.report.receipt import receipt
from tests.cast import AS_OF, EVENTS, LEADS
from tests.engine.small import events, explained, model
from tests.engine.test_predictor import SOURCES
from tests.engine.test_predictor import model as predicted
from tests.report.scored import MODEL

HOSTILE = "\x1b[31m\x07[red]x[/red][/] \u202e‮%s {0} :smile: <b>" + "long " * 50
BAND = "bands: {all: 0}\n"
LIKELY = "probability: {intercept: -1.5, slope: 0.1}\n"
ANA = {"lead_id": "ana", "country": "ES"}
EXPECTED = """\
ana   small · small@6a2864e3d389
85  Hot · A1 · MQL
as of 2026-03-31 23:59 (Europe/Madrid); last seen: 2026-03-31 12:05

Criterion                  Found                                Of which                     Points
───────────────────────────────────────────────────────────────────────────────────────────────────
Ideal customer             at most 20                                                           +20
  Signs the contract       job_title: Chief Marketing Officer                                   +15
  size                     employees: 1200                                                       +5
  known                    email: ana@acme.example                                               +1
  kept within its limits                                                                         −1

engagement                                                                                      +65
  Looked at prices         2 counted, last on 2026-03-31        +20 fresh, −5 over the cap      +15
  demo                     1 counted, last on 2026-03-31                                        +50

Points                                                                                          +85

If nothing more happens
  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇  85 on 2026-04-14 (Hot)
  It stays in its band for the next 91 days.

What would raise it
  demo: one more (form_submitted where form is demo)  → 100 · Hot · A1 · SQL
"""


def printed(explanation: Explanation, lang: str = "en", *, everything: bool = False, width: int = 104) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=False)
    console.print(receipt(explanation, lang, everything=everything))
    return re.sub(r" +\n", "\n", out.getvalue())


def of_cast(lead: str) -> Explanation:
    scoring = read_text(MODEL).model
    assert scoring is not None
    return baremo.explain(scoring, lead, leads=LEADS, events=EVENTS, as_of=AS_OF)


def test_the_whole_receipt_of_ana() -> None:
    assert printed(of_cast("ana")) == EXPECTED


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("lead", ["ana", "bruno", "carla"])
@pytest.mark.parametrize("width", [30, 200])
def test_every_lead_has_a_receipt_in_every_language(lead: str, lang: str, width: int) -> None:
    said = printed(of_cast(lead), lang, everything=True, width=width)

    assert said.startswith(lead)
    assert ("Cliente" if lang == "es" else "Ideal") in said


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_value_title_or_id_is_taken_for_anything_but_text(lang: str) -> None:
    scoring = model(
        "c: {title: {en: '[/foo][red]title', es: '[/foo]'}, when: {name: {missing: false}}, points: 5}, "
        "d: {question: Who?, attribute: name, answers: [{is: '[/x]', points: 9}]}",
        rest="bands: {high: {from: 9, title: {en: '[/b]'}}, low: 0}\n",
    )
    found = baremo.explain(scoring, HOSTILE, leads=[{"lead_id": HOSTILE, "name": HOSTILE}], as_of=AS_OF)
    said = printed(found, lang, everything=True)

    assert not set(said) & set("\x1b\x07\u202e")
    assert "[/foo]" in said
    assert "[red]x[/red][/]" in said
    assert max(len(line) for line in said.splitlines()) <= 104


@pytest.mark.parametrize(
    ("points", "score", "total"), [(75.6, "75", "+75.6"), (75.96, "75", "+75.9"), (75.9999, "75", "+75.9")]
)
def test_numbers_are_cut_downwards(points: float, score: str, total: str) -> None:
    scoring = model(f"c: {{when: {{x: 1}}, points: {points}}}", rest="bands: {hot: 76, cold: 0}\n")
    found = explained(scoring, [{"lead_id": "ana", "x": 1}])
    lines = printed(found).splitlines()

    assert lines[1] == f"{score}  cold"
    assert ["Points", total] in [line.split() for line in lines]


def test_spanish_numbers_have_a_comma() -> None:
    found = explained(model("c: {when: {x: 1}, points: 7.5}"), [{"lead_id": "ana", "x": 1}])

    assert "+7,5" in printed(found, "es")


def test_days_are_those_of_the_models_zone() -> None:
    late = [{"lead_id": "ana", "event": "seen", "timestamp": "2026-10-31T23:30:00Z"}]
    madrid, mexico = (
        printed(
            explained(model("c: {event: seen, points: 1}", zone=zone, rest=BAND), [{"lead_id": "ana"}], events=late)
        )
        for zone in ("Europe/Madrid", "America/Mexico_City")
    )

    assert "1 counted, last on 2026-11-01" in madrid
    assert "last seen: 2026-11-01 00:30" in madrid
    assert "1 counted, last on 2026-10-31" in mexico
    assert "It stays in its band for the next 91 days." in mexico


@pytest.mark.parametrize(
    ("criteria", "sentence"),
    [
        ("c: {event: seen, points: 30, decay: {linear: 10d}}", "It moves to warm on 2026-11-02."),
        ("c: {event: seen, points: 40, decay: {linear: 60d}}", "It moves to warm by 2026-11-22."),
        ("c: {event: seen, points: 30}", "It stays in its band for the next 91 days."),
    ],
)
def test_when_a_lead_leaves_its_band_is_a_sentence(criteria: str, sentence: str) -> None:
    bands = "bands: {hot: 28, warm: 15, cold: 0}\n"
    found = explained(model(criteria, rest=bands), [{"lead_id": "ana"}], events=events("seen", "11-01"))

    assert sentence in printed(found)


FOUND: list[tuple[str, str]] = [
    ("c: {event: gone, points: 1}", "none"),
    ("c: {event: seen, when: {x: 2}, points: 1}", "does not apply"),
    ("c: {event: seen, inactive_for: 1d, points: -1}", "2 days of silence"),
    ("c: {event: seen, measure: {sum: amount}, points: 1}", "amount 7.5 in all, last on 2026-10-30"),
    (
        "c: {event: seen, measure: {ratio_to: sent}, levels: [{at_least: 0.1, points: 1}]}",
        "a share of 50%, last on 2026-10-30",
    ),
    ("c: {event: seen, active_within: 9d, points: 1}", "2 counted, last on 2026-10-30"),
    ("c: {when: {y: 1}, points: 1}", "y: (not given)"),
]


@pytest.mark.parametrize(("criteria", "said"), FOUND, ids=[said for _, said in FOUND])
def test_what_was_found_is_a_sentence(criteria: str, said: str) -> None:
    seen = [
        *events("seen", "10-29", amount=2.5),
        *events("seen", "10-30", amount=5),
        *events("sent", "10-20", "10-21", "10-22", "10-23", amount=None),
    ]
    found = explained(model(criteria), [{"lead_id": "ana", "x": 1, "y": None}], events=seen)

    assert said in printed(found, everything=True)


def test_a_predicted_probability_tells_its_reasons_the_strongest_first() -> None:
    explanation = explain_lead(predicted(), "ana", SOURCES, as_of="2026-10-31")
    lines = printed(explanation).splitlines()
    place = next(i for i, line in enumerate(lines) if "likely" in line)

    assert [" ".join(line.split()) for line in lines[place : place + 5]] == [
        "likely probability 70% +28",
        "size 40 log-odds +0.40",
        "visits 2 log-odds +0.20",
        "Spain (not given) log-odds +0.10",
        "spain country: es +10",
    ]
    assert "before anything is known" in printed(explanation, everything=True)
    assert "log-odds −1.50" in printed(explanation, everything=True)


def test_a_probability_by_points_stands_beside_the_band():
    told = explained(model("spain: {when: {country: ES}, points: 20}", rest=f"{BAND}{LIKELY}"), [ANA])
    assert printed(told).splitlines()[1] == "20  all · probability 62%"
    assert printed(told, "es").splitlines()[1] == "20  all · probabilidad: 62\N{NO-BREAK SPACE}%"
