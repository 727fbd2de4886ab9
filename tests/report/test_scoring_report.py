"""The report of a scoring: whole in itself, safe with any text, and silent about what is not there."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from baremo.report.scoring_report import scoring_report
from tests.cast import ANA, BRUNO, EVENTS
from tests.report.scored import scored

HOSTILE = "<script>alert('1')</script>\"&{x}"


class Page(HTMLParser):
    """The elements and headings of a page, and whether each is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("h1", "h2"):
            self.headings.append(data)
        self.texts.append(data)

    @property
    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}


def report(lang: str = "en", **given: Any) -> str:
    return scoring_report(*scored(**given), lang=lang)


@pytest.fixture(scope="module")
def html() -> str:
    return report()


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_it_reads_from_whom_to_call_to_how_it_was_computed(page: Page) -> None:
    assert page.headings == [
        "small",
        "Who to call first",
        "How scores are spread",
        "Bands, grades and stages",
        "What each dimension gives",
        "What gives points",
        "What never gave points",
        "What nearly everybody has",
        "Missing attributes",
        "How this was computed",
    ]


def test_it_begins_with_what_to_do(html: str) -> None:
    assert (
        "1 of 3 leads is in the band “Hot”. Start with ana: demo +50, Signs the contract +15, Looked at prices +15."
    ) in html


def test_it_is_one_small_file_that_needs_no_other_and_runs_nothing(html: str, page: Page) -> None:
    fetched = [attrs for _, attrs in page.elements if {"src", "href", "srcset", "xlink:href"} & set(attrs)]

    assert len(html) < 400_000
    assert fetched == []
    assert not {"script", "link", "iframe", "object", "img"} & page.tags
    assert not re.search(r"url\(|@import", html)


def test_the_same_summary_gives_the_same_bytes(html: str) -> None:
    assert report() == html


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []


def test_every_chart_says_what_it_shows_and_follows_the_colours_of_the_page(html: str, page: Page) -> None:
    labels = [attrs.get("aria-label") for tag, attrs in page.elements if tag == "svg"]
    drawn = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))

    assert len(labels) == 9
    assert all(labels)
    assert "var(--band-0)" in drawn
    assert re.findall(r'(?:fill|stroke)="(?!none|transparent|var\(|color-mix\()[^"]*"', drawn) == []


def test_a_bar_tells_its_value_when_pointed_at(html: str) -> None:
    assert "<title>score 85 to 90, Hot: 1 (33%)</title>" in html
    assert "<title>Signs the contract: +5 points on average, 33% of leads reached</title>" in html


def test_titles_are_in_its_language_and_numbers_too() -> None:
    html = report("es")

    assert '<html lang="es">' in html
    assert "Mira los precios" in html
    assert "33\N{NO-BREAK SPACE}%" in html


def test_texts_that_would_be_markup_are_shown_as_they_are() -> None:
    model = f"""
model: small
title: {{en: {HOSTILE!r}}}
dimensions:
  fit: {{title: {{en: {HOSTILE!r}}}, criteria: {{a: {{title: {{en: {HOSTILE!r}}}, when: {{x: y}}, points: 40}}}}}}
bands: {{hot: {{from: 30, title: {{en: {HOSTILE!r}}}}}, cold: 0}}
disqualify: {{no: {{title: {{en: {HOSTILE!r}}}, when: {{x: z}}}}}}
""".replace(repr(HOSTILE), '"' + HOSTILE.replace('"', '\\"') + '"')
    page = Page(report(model=model, leads=[{"lead_id": HOSTILE, "x": "y"}], events=None))

    assert "script" not in page.tags
    assert page.open == []
    assert page.headings[0] == HOSTILE
    assert page.texts.count(HOSTILE) > 10


def test_a_very_long_id_does_not_break_the_page() -> None:
    html = report(leads=[{**ANA, "lead_id": "w" * 5000}, BRUNO])

    assert "w" * 79 + "…" in html
    assert "w" * 80 not in html


def test_without_leads_it_says_so_and_how_it_was_computed(tmp_path: Path) -> None:
    columns = "lead_id,job_title,employees,email,country,budget,company_domain\n"
    (tmp_path / "leads.csv").write_text(columns, "utf-8")
    html = report(leads=tmp_path / "leads.csv", events=None)

    assert "There is nobody to score: the table of leads is empty." in html
    assert Page(html).headings == ["small", "How this was computed"]


def test_without_bands_grades_and_stages_it_does_not_speak_of_them() -> None:
    model = "model: m\ndimensions: {fit: {criteria: {chief: {when: {job_title: {contains: chief}}, points: 40}}}}"
    html = report(model=model, events=None)

    assert "The highest score is 40, that of ana. Start with ana: chief +40." in html
    assert not {"Bands, grades and stages", "What nearly everybody has"} & set(Page(html).headings)


def test_without_points_nobody_is_to_be_called() -> None:
    model = "model: m\ndimensions: {fit: {criteria: {chief: {when: {job_title: king}, points: 40}}}}"
    html = report(model=model, events=None)

    assert "None of 3 leads has any points yet." in html
    assert "Who to call first" not in html
    assert "What never gave points" in html


def test_a_crowded_highest_band_is_told(html: str) -> None:
    assert (
        "More than 30% of the leads are in the highest band, so it no longer says who comes first. "
        "Raise its threshold, or give fewer points for what many do."
    ) in html


def test_what_did_not_count_is_told() -> None:
    later = {**EVENTS[0], "timestamp": "2026-05-01T00:00:00Z"}

    assert "events after the scoring instant, left out: 1." in report(events=[*EVENTS, later])
