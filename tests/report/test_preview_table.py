"""A preview in the terminal, and as Markdown: what changes, for whom, and why."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from baremo.report.preview_histogram import blocks, fitted
from baremo.report.preview_markdown import preview_markdown
from baremo.report.preview_table import preview_renderables
from tests.cast import ANA, BRUNO, LEADS
from tests.report.previewed import CHANGED, MODEL, previewed

RENAMED = MODEL.replace("name: MQL", "name: warm").replace("competitor:", "rival:")
OTHER_TITLE = MODEL.replace("en: Ideal customer", "en: Dream customer")


def printed(new: str = CHANGED, lang: str = "en", width: int = 120, **given: Any) -> str:
    out = StringIO()
    Console(file=out, width=width, color_system=None).print(preview_renderables(*previewed(new, **given), lang))
    return out.getvalue()


@pytest.fixture(scope="module")
def text() -> str:
    return printed()


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_it_says_in_a_sentence_what_changes(text: str) -> None:
    assert lines(text)[2] == (
        "The score changes for 2 of 3 leads: it rises for 1 and falls for 1. Newly reached: MQL by 1."
    )


def test_it_says_what_differs_between_the_models(text: str) -> None:
    assert lines(text)[4:8] == [
        "What changed between the models",
        "· fit: max 20 -> 40",
        "· known: 1 -> 40 points",
        "· demo: 50 -> 5 points each",
    ]


def test_scores_before_and_after_stand_above_each_other(text: str) -> None:
    rows = text.splitlines()
    (before,) = (row for row in rows if row.startswith("before "))
    after, axis = rows[rows.index(before) + 1 :][:2]

    assert before.index("███ ") == after.index("▄▄▄ ") == axis.index("0")
    assert len(before) == len(after)
    assert axis.split() == ["0", "25", "50", "75", "100"]


def test_who_moves_between_bands_and_stages_has_an_arrow(text: str) -> None:
    told = lines(text)
    bands = told.index("Bands: 2 of 3 move")
    stages = told.index("Stages: 1 of 3 move")

    assert told[bands + 3 : bands + 7] == ["Hot – ↓ 1 – 1", "warm – – – –", "cold – ↑ 1 1 2", "after – 2 1 3"]
    assert told[stages + 3 : stages + 7] == ["SQL – – – –", "MQL – 1 – 1", "none yet – ↑ 1 1 2", "after – 2 1 3"]


def test_who_moves_most_is_told_with_the_causes(text: str) -> None:
    told = lines(text)

    assert "bruno 0 → 36 cold → warm, none yet → MQL known 1 → 40, kept within its limits 3 → 0" in told
    assert "ana 85 → 60 Hot → warm, MQL demo 50 → 5, known 1 → 40, Ideal customer: kept within its limits −1 → −20" in (
        " ".join(told)
    )


def test_each_changed_criterion_says_whom_it_gives_more_or_less(text: str) -> None:
    assert "known (changed) 3 · 100% – 3 → 120 (+117)" in lines(text)
    assert "demo (changed) – 1 · 33% 50 → 5 (−45)" in lines(text)


def test_conversion_is_told_only_where_outcomes_are_asked_for(text: str) -> None:
    leads = [{**lead, "won": won} for lead, won in zip(LEADS, ("yes", "no", None), strict=True)]
    told = lines(printed(leads=leads, outcome="won"))

    assert "Conversion" not in text
    assert told[told.index("Who Number Converted") + 2 :][:4] == [
        "all 3 1 of 2",
        "to a higher band 1 0 of 1",
        "to a lower band 1 1 of 1",
        "to a higher stage 1 0 of 1",
    ]


def test_a_share_of_many_comes_with_its_interval() -> None:
    leads = [{**BRUNO, "lead_id": f"l{number}", "won": number % 4 == 0} for number in range(40)]

    assert "all 40 25% (14% – 40%)" in lines(printed(leads=leads, outcome="won"))


def test_models_that_mean_the_same_change_nothing_and_it_ends_there() -> None:
    told = lines(printed(OTHER_TITLE))

    assert told[2:] == ["Both models mean the same: nothing changes for anybody."]


def test_a_change_that_nobody_notices_is_said_to_be_one() -> None:
    told = lines(printed(MODEL.replace("country: FR}, points: 9", "country: FR}, points: 8")))

    assert told[2:6] == [
        "Nothing changes for any of 3 leads.",
        "",
        "What changed between the models",
        "· french: 9 -> 8 points",
    ]
    assert not [row for row in told if row.startswith(("before", "Bands", "Rise", "Fall"))]


def test_without_leads_it_says_so(tmp_path: Path) -> None:
    columns = "lead_id,job_title,employees,email,country,budget,company_domain\n"
    (tmp_path / "leads.csv").write_text(columns, "utf-8")
    told = lines(printed(leads=tmp_path / "leads.csv", events=None))

    assert told[2] == "There is nobody to score: the table of leads is empty."
    assert told[-1] == "· demo: 50 -> 5 points each"


def test_a_stage_by_another_name_is_neither_up_nor_down() -> None:
    told = lines(printed(RENAMED))

    assert told[2] == "The score of none of 3 leads changes."
    assert "MQL – 1 – 1" in told


def test_who_is_no_longer_disqualified_is_told_why_it_rises() -> None:
    told = lines(printed(MODEL.replace("company_domain: rival.com", "company_domain: other.com")))

    assert [row for row in told if row.startswith("carla 0 → 21")]
    assert "no longer disqualified: Works for a competitor" in " ".join(told)
    assert "Works for a competitor 1 – – 1" in told


def test_it_fits_a_narrow_terminal() -> None:
    assert max(map(len, printed(width=40).splitlines())) <= 40


@pytest.mark.parametrize(("room", "expected"), [(15, (2, 1)), (20, (1, 1)), (59, (1, 2)), (72, (1, 3)), (300, (1, 4))])
def test_bars_are_as_wide_as_there_is_room(room: int, expected: tuple[int, int]) -> None:
    assert fitted(20, room) == expected


def test_one_of_a_million_still_shows() -> None:
    assert blocks([0, 1, 500_000, 1_000_000], 1_000_000, 1) == " ▁▄█"


def test_ids_and_titles_are_no_markup_and_control_codes_do_nothing() -> None:
    told = printed(leads=[{**ANA, "lead_id": "[red]x[/red]\x1b[2J"}, BRUNO], events=None)

    assert "[red]x[/red] [2J" in told
    assert "\x1b" not in told


def test_it_speaks_the_titles_of_its_language() -> None:
    assert "Caliente" in printed(lang="es")


def test_markdown_has_the_same_tables_and_escapes_what_would_be_markup() -> None:
    old, new, preview = previewed(leads=[{**ANA, "lead_id": "a|b<i>*c*"}, BRUNO])
    text = preview_markdown(old, new, preview, lang="en")

    assert text.startswith("# small: what would change\n\nThe score rises for 2 of 2 leads. Newly reached: MQL by 2.")
    assert "\n| cold | – | ↑ 2 | – | 2 |\n" in text
    assert r"| **a\|b&lt;i&gt;\*c\*** |" in text


def test_it_does_without_the_charts() -> None:
    code = "import sys, baremo.report.preview_table; print({'altair', 'vl_convert'} & set(sys.modules))"

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"


def test_bands_are_told_of_where_there_are_no_stages() -> None:
    without = [text[: text.index("stages:")] for text in (MODEL, CHANGED)]

    assert lines(printed(without[1], old=without[0]))[2] == (
        "The score changes for 2 of 3 leads: it rises for 1 and falls for 1. "
        "Newly reached: “warm” by 1. Lost: “Hot” by 1."
    )


def test_bands_that_are_new_are_no_way_up_or_down() -> None:
    without = MODEL[: MODEL.index("bands:")]
    told = lines(printed(MODEL, old=without))

    assert told[told.index("Bands: 3 of 3 move") + 3] == "no band 1 – 2 3"


def test_a_score_that_moves_by_its_scale_alone_says_so() -> None:
    told = lines(printed(MODEL + "out_of: 90\n"))

    assert "ana 85 → 94 Hot, MQL → SQL the same points on another scale" in told
