"""The page of a forecast: whole in itself, safe with any text, and silent about what is not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from baremo.report.forecast_report import forecast_report
from baremo.report.forecast_words import Place
from tests.report.forecasted import FADING, LEADS, forecasted
from tests.report.test_scoring_report import HOSTILE, Page


def report(lang: str = "en", places: tuple[Place, ...] = (), **given: Any) -> str:
    return forecast_report(*forecasted(**given), lang=lang, places=places)


@pytest.fixture(scope="module")
def html() -> str:
    return report()


def test_it_reads_from_the_days_to_how_it_was_computed(html: str) -> None:
    assert Page(html).headings == [
        "fading: who cools next",
        "In each band",
        "In each stage",
        "Who leaves first",
        "How this was computed",
    ]


def test_it_is_one_small_file_that_needs_no_other_and_runs_nothing(html: str) -> None:
    page = Page(html)
    fetched = [attrs for _, attrs in page.elements if {"src", "href", "srcset", "xlink:href"} & set(attrs)]

    assert len(html) < 200_000
    assert fetched == []
    assert page.open == []
    assert not {"script", "link", "iframe", "object", "img"} & page.tags


def test_each_band_and_stage_has_a_drawing_that_says_what_it_shows(html: str) -> None:
    labels = [attrs.get("aria-label") for tag, attrs in Page(html).elements if tag == "svg"]
    drawn = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))

    assert labels == ["Hot", "warm", "cold", "SQL", "MQL", "none yet"]
    assert "<h3>Hot</h3><p>2 → 0</p>" in html
    assert "<title>2026-04-08: 0</title>" in drawn
    assert re.findall(r'(?:fill|stroke)="(?!none|transparent|var\()[^"]*"', drawn) == []


def test_texts_that_would_be_markup_are_shown_as_they_are() -> None:
    title = '{en: "' + HOSTILE.replace('"', '\\"') + '"}'
    model = FADING.replace("{en: Hot, es: Caliente}", title).replace("model: fading", f"model: fading\ntitle: {title}")
    events = [{"lead_id": HOSTILE, "event": "demo_requested", "timestamp": "2026-03-24T10:00:00Z"}]
    page = Page(report(model=model, leads=[{**LEADS[0], "lead_id": HOSTILE}], events=events))

    assert "script" not in page.tags
    assert page.open == []
    assert "".join(page.texts).count(HOSTILE) > 4


def test_without_leads_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("lead_id,job_title\n", "utf-8")
    html = report(leads=tmp_path / "leads.csv", events=None)

    assert "There is nobody to score: the table of leads is empty." in html
    assert Page(html).headings == ["fading: who cools next", "How this was computed"]


def test_it_speaks_the_titles_of_its_language() -> None:
    assert "Caliente" in report("es", places=(("band", "hot"),))
