"""The page of a preview: whole in itself, safe with any text, and silent about what is not there."""

from __future__ import annotations

import re
from typing import Any

import pytest

from baremo.report.preview_report import preview_report
from tests.cast import ANA, BRUNO, LEADS
from tests.report.previewed import CHANGED, MODEL, previewed
from tests.report.test_scoring_report import HOSTILE, Page


def report(new: str = CHANGED, lang: str = "en", **given: Any) -> str:
    return preview_report(*previewed(new, **given), lang=lang)


@pytest.fixture(scope="module")
def html() -> str:
    return report(leads=[{**lead, "won": "yes"} for lead in LEADS], outcome="won")


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_it_reads_from_what_changed_to_how_it_was_computed(page: Page) -> None:
    assert page.headings == [
        "small: what would change",
        "What changed between the models",
        "How scores are spread",
        "Who moves where",
        "Rise most",
        "Fall most",
        "What each changed criterion does",
        "Conversion of those who move",
        "Conversion by band",
        "Conversion by stage",
        "How this was computed",
    ]


def test_it_is_one_small_file_that_needs_no_other_and_runs_nothing(html: str, page: Page) -> None:
    fetched = [attrs for _, attrs in page.elements if {"src", "href", "srcset", "xlink:href"} & set(attrs)]

    assert len(html) < 200_000
    assert fetched == []
    assert page.open == []
    assert not {"script", "link", "iframe", "object", "img"} & page.tags
    assert not re.search(r"url\(|@import", html)


def test_every_chart_says_what_it_shows_and_follows_the_colours_of_the_page(html: str, page: Page) -> None:
    labels = [attrs.get("aria-label") for tag, attrs in page.elements if tag == "svg"]
    drawn = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))

    assert (
        labels
        == ["Leads by score, before and after."] * 2 + ["Scores of the leads that move most, before and after."] * 2
    )
    assert re.findall(r'(?:fill|stroke)="(?!none|transparent|var\(|color-mix\()[^"]*"', drawn) == []


def test_a_bar_and_an_arrow_tell_their_values_when_pointed_at(html: str) -> None:
    assert "<title>score 85 to 90: 1 before, 0 after</title>" in html
    assert "<title>ana: 85 → 60 (−25)</title>" in html


def test_a_move_is_told_by_an_arrow_as_well_as_by_its_colour(html: str) -> None:
    assert re.search(r'<td class="cell" style="--shade: var\(--plus\); --share: 45%">↑ 1</td>', html)
    assert re.search(r'<td class="cell" style="--shade: var\(--minus\); --share: 45%">↓ 1</td>', html)


def test_the_same_preview_gives_the_same_bytes(html: str) -> None:
    assert report(leads=[{**lead, "won": "yes"} for lead in LEADS], outcome="won") == html


def test_its_numbers_and_titles_are_in_its_language() -> None:
    html = report(lang="es")

    assert '<html lang="es">' in html
    assert "Caliente" in html
    assert "33\N{NO-BREAK SPACE}%" in html


def test_texts_that_would_be_markup_are_shown_as_they_are() -> None:
    title = '{en: "' + HOSTILE.replace('"', '\\"') + '"}'
    old = f"""
model: small
title: {title}
dimensions: {{fit: {{title: {title}, criteria: {{a: {{title: {title}, when: {{x: y}}, points: 40}}}}}}}}
bands: {{hot: {{from: 30, title: {title}}}, cold: 0}}
disqualify: {{no: {{title: {title}, when: {{x: z}}}}}}
"""
    page = Page(
        report(old.replace("points: 40", "points: 20"), old=old, leads=[{"lead_id": HOSTILE, "x": "y"}], events=None)
    )

    assert "script" not in page.tags
    assert page.open == []
    assert page.headings[0] == f"{HOSTILE}: what would change"
    assert "".join(page.texts).count(HOSTILE) > 5


def test_a_very_long_id_does_not_break_the_page() -> None:
    html = report(leads=[{**ANA, "lead_id": "w" * 5000}, BRUNO])

    assert "w" * 79 + "…" in html
    assert "w" * 80 not in html


def test_models_that_mean_the_same_need_no_charts() -> None:
    html = report(MODEL)

    assert "Both models mean the same: nothing changes for anybody." in html
    assert Page(html).headings == ["small: what would change", "How this was computed"]
