"""What the pages on learning quote of the sample leads is what the program says of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import baremo
from baremo.demo.starter import make
from baremo.learn.lessons import analyze, train, validate
from baremo.report.analysis_table import analysis_renderables
from baremo.texts import plain
from tests.docs.pages import ROOT, blocks

HOW_TO = ROOT / "docs/how-to"


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The sample of the first command of each page, and what the second asks of it."""
    folder = tmp_path_factory.mktemp("tour")
    make("b2b", str(folder))
    sources = {name: str(folder / f"{name}.csv") for name in ("leads", "events")}
    return {"model": folder / "model.yaml", "asked": {**sources, "outcome": "became_customer", "score_at": "60d"}}


def quoted(page: Path) -> str:
    """The first block of the page that shows what is printed."""
    return next(block.text for block in blocks(page) if block.words == ("text",))


def test_the_close_rates_of_the_sample_are_those_that_are_quoted(tour: dict[str, Any]) -> None:
    console = Console(width=100, file=io.StringIO(), record=True)
    console.print(analysis_renderables(analyze(**tour["asked"]), "en"))
    printed = [line.split() for line in console.export_text().splitlines()]

    assert [line for line in quoted(HOW_TO / "find-what-to-score.md").splitlines() if line.split() not in printed] == []


def test_the_verdict_on_the_sample_s_rules_is_the_one_that_is_quoted(tour: dict[str, Any]) -> None:
    verdict = validate(baremo.load(tour["model"]), **tour["asked"]).figures.verdict
    said = " ".join(plain(sentence, "en") for sentence in verdict.sentences)

    assert said == " ".join(quoted(HOW_TO / "prove-a-model-on-history.md").split())


def test_the_sample_has_too_few_customers_to_learn_from_as_the_page_says(tour: dict[str, Any]) -> None:
    figures = train(**tour["asked"], kind="scorecard").figures

    assert figures.verdict.word == "no signal"
    assert plain(figures.verdict.sentences[0], "en") == quoted(HOW_TO / "learn-a-model-from-history.md").splitlines()[0]
