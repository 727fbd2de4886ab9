"""The report on what was learned: read from the top, offline, by anybody."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from baremo.learn.judged.capacity import capacity_of
from baremo.learn.judged.figures import Figures
from baremo.learn.judged.judging import judge
from baremo.learn.judged.verdict import verdict
from baremo.learn.measures import measure
from baremo.learn.report import learning_report
from baremo.learn.threshold import Value, propose
from baremo.learn.told.words import Told, Weight
from baremo.report.charts import TEXT
from baremo.texts import say
from tests.learn.rankings import scored

HOSTILE = "<script>alert('x')</script>"


def told(rows: int = 600) -> Told:
    past = scored(rows)
    halves = np.where(np.arange(rows) % 2, HOSTILE, "pt").astype(object)
    judgement = judge(
        past.outcome,
        past.probability,
        moments=past.moments,
        segments={HOSTILE: halves},
        capacity=capacity_of("20/month"),
    )
    return Told(
        title=say("{model}: what history teaches", model=HOSTILE),
        figures=Figures(
            kind="scorecard",
            split="time",
            judgement=judgement,
            verdict=verdict(judgement),
            candidates={"scorecard": measure(past.outcome, past.probability)},
            left_out=((say("no outcome yet"), 12),),
        ),
        thresholds=propose(past.outcome, past.probability, months=12, value=Value(deal=100, call=20)),
        weights=(Weight(name=HOSTILE, weight=0.5), Weight(name="city", weight=0.1)),
        card=((say("Kind"), say("{kind} of {features} features", kind="scorecard", features=2)),),
    )


def headings(page: str) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", page)


def test_the_verdict_comes_first_and_the_method_last() -> None:
    assert headings(learning_report(told(), lang="en")) == [
        "Does it work?",
        "Who to call",
        "What matters",
        "How sure it is",
        "Where and when it holds",
        "What was left out, and why",
        "Model card",
    ]


def test_every_chart_says_what_it_shows() -> None:
    labels = re.findall(r'role="img" aria-label="(.*?)"', learning_report(told(), lang="en"))

    assert labels == [
        "Conversions reached by how many leads are called.",
        "Conversion of each tenth of the leads.",
        "Conversion of those called, by how many are called.",
        "How far each feature moves the log-odds, on average.",
        "How well each ranks, with its range.",
        "Probabilities foretold and conversions that came.",
        "Conversion of each month, and the line foretold.",
    ]


def test_a_backtest_keeps_no_leads_apart() -> None:
    backtest = replace(told(), figures=replace(told().figures, candidates={}))

    assert "this model, on the leads kept apart" in learning_report(told(), lang="en")
    assert "on the leads kept apart" not in learning_report(backtest, lang="en")


def test_no_text_of_the_leads_becomes_markup_and_nothing_is_loaded() -> None:
    page = learning_report(told(), lang="en")

    assert "<script" not in page
    assert "default-src 'none'" in page
    assert re.findall(r'(?:src|href)="', page) == []


def test_where_nothing_can_be_told_the_report_says_so() -> None:
    past = scored(40)
    judgement = judge(np.zeros(40, dtype=bool), past.probability)
    empty = Told(
        title=say("{model}: does it work?", model="leads"),
        figures=Figures(kind="rules", split="random", judgement=judgement, verdict=verdict(judgement)),
    )

    page = learning_report(empty, lang="en")

    assert "Of 40 leads 0 converted: there is nothing to tell apart." in page


def test_without_months_there_is_no_chart_of_them() -> None:
    past = scored(600)
    judgement = judge(past.outcome, past.probability)
    timeless = replace(told(), figures=replace(told().figures, judgement=judgement))

    assert "Conversion from month to month" in learning_report(told(), lang="en")
    assert "Conversion from month to month" not in learning_report(timeless, lang="en")


def test_what_is_told_of_a_mark_is_said_by_the_report_and_not_by_the_drawing_library() -> None:
    tips = re.findall(r"<title>(.*?)</title>", learning_report(told(), lang="es"))[1:]

    assert "city: 0,10" in tips
    assert [tip for tip in tips if re.search(r"\b(place|low|high|shown|at|label|month):", tip)] == []


def test_names_with_control_characters_are_shown_without_them() -> None:
    odd = replace(told(), weights=(Weight(name="a\x1b\nb", weight=0.5),))
    page = learning_report(odd, lang="en")

    assert "<title>a b: 0.50</title>" in page
    assert "\x1b" not in page


def test_where_probabilities_were_read_off_the_score_it_is_said() -> None:
    past = scored(600)
    judgement = judge(past.outcome, None, score=past.score, moments=past.moments)
    by_hand = replace(told(), figures=replace(told().figures, judgement=judgement))

    assert "The score tells no probability. For Brier score" in learning_report(by_hand, lang="en")


def test_drawings_stand_two_in_a_row_at_most_and_their_axes_can_be_read() -> None:
    page = learning_report(told(), lang="en")
    least = re.search(r"\.columns\.large,[^}]*minmax\(min\((\d+)rem", page)
    widths = [float(width) for width in re.findall(r"--width: ([\d.]+)px", page)]
    assert least is not None
    smallest, room, gap = 16 * int(least[1]), 16 * (74 - 3), 40  # px, of the widest page

    assert page.count('<div class="columns large">') == 2
    assert 3 * smallest + 2 * gap > room > 2 * smallest + gap
    assert TEXT * smallest / max(widths) > 10
