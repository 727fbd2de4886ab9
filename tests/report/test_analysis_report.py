"""The page of an analysis: whole in itself, safe with any text, and silent about what is not there."""

from __future__ import annotations

import re

import pytest

from baremo.report.analysis_report import analysis_report
from tests.report.analysed import COUNTRY, analysed
from tests.report.test_scoring_report import HOSTILE, Page


@pytest.fixture(scope="module")
def html() -> str:
    return analysis_report(analysed(), lang="en")


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_it_reads_from_what_is_suspected_to_how_it_was_computed(page: Page) -> None:
    assert page.headings == [
        "What tells who becomes a customer",
        "Columns that may know too much",
        "What matters most",
        "Close rates",
        "Columns that were left out",
        "How this was computed",
    ]


def test_it_is_one_small_file_that_needs_no_other_and_runs_nothing(html: str, page: Page) -> None:
    fetched = [attrs for _, attrs in page.elements if {"src", "href", "srcset", "xlink:href"} & set(attrs)]

    assert len(html) < 100_000
    assert fetched == []
    assert page.open == []
    assert not {"script", "link", "iframe", "object", "img"} & page.tags
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html


def test_every_chart_says_what_it_shows_and_follows_the_colours_of_the_page(html: str, page: Page) -> None:
    labels = [attrs.get("aria-label") for tag, attrs in page.elements if tag == "svg"]
    drawn = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))

    assert labels == ["Information value of each column."] + [
        f"Close rate by {name}." for name in ("Country", "Occupation", "Visits")
    ]
    assert re.findall(r'(?:fill|stroke)="(?!none|transparent|var\(|color-mix\()[^"]*"', drawn) == []


def test_a_dot_tells_its_values_when_pointed_at(html: str) -> None:
    assert "<title>es: 300 of 400 leads became customers, 75% (71% to 79%)</title>" in html


def test_the_same_analysis_gives_the_same_bytes(html: str) -> None:
    assert analysis_report(analysed(), lang="en") == html


def test_its_numbers_are_in_its_language() -> None:
    html = analysis_report(analysed(), lang="es")

    assert '<html lang="es">' in html
    assert "75\N{NO-BREAK SPACE}%" in html


def test_texts_that_would_be_markup_are_shown_as_they_are() -> None:
    columns = {HOSTILE: [f"{HOSTILE} {country}" for country in COUNTRY], f"Lead status {HOSTILE}": COUNTRY}
    page = Page(analysis_report(analysed(**columns), lang="en"))

    assert "script" not in page.tags
    assert page.open == []
    assert "".join(page.texts).count(HOSTILE) > 5


def test_a_very_long_value_does_not_break_the_page() -> None:
    html = analysis_report(analysed(x=["w" * 5000 if each == "ES" else "v" for each in COUNTRY]), lang="en")

    assert "w" * 79 + "…" in html
    assert "w" * 80 not in html


def test_what_is_not_there_has_no_heading() -> None:
    headings = Page(analysis_report(analysed(coin=["head", "tail"] * 500), lang="en")).headings

    assert "Columns that may know too much" not in headings
    assert "Columns that were left out" not in headings
