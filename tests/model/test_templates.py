"""The templates are right as they stand, and the same in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from baremo.model.checks import check
from baremo.model.fingerprint import fingerprint
from baremo.model.model import ScoringModel
from baremo.model.reader import load, read
from baremo.model.templates import NAMES, path_of
from baremo.texts import LANGUAGES
from tests.scenarios.files import read as plain_yaml

every_template = pytest.mark.parametrize("name", NAMES)


@every_template
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_wrong_with_a_template(name: str, lang: str) -> None:
    assert [str(problem) for problem in check(read(path_of(name, lang)))] == []


@every_template
def test_both_languages_mean_the_same(name: str) -> None:
    english, spanish = (load(path_of(name, lang)) for lang in LANGUAGES)
    assert english == spanish
    assert fingerprint(english) == fingerprint(spanish)


@every_template
def test_the_comments_are_translated_one_by_one(name: str) -> None:
    english, spanish = (comments(path_of(name, lang)) for lang in LANGUAGES)
    assert len(english) >= 5
    assert len(english) == len(spanish)
    assert not set(english) & set(spanish)


def comments(path: Path) -> list[str]:
    """Each run of comment lines as one text."""
    runs: list[list[str]] = []
    before = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if comment := line.lstrip().startswith("#"):
            if not before:
                runs.append([])
            runs[-1].append(line.strip("# "))
        before = comment
    return [" ".join(run) for run in runs]


@every_template
def test_every_title_is_given_in_both_languages(name: str) -> None:
    for title in titles(plain_yaml(path_of(name))):
        assert sorted(title) == sorted(LANGUAGES)


def titles(node: Any) -> Iterator[dict[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("title", "question"):
                yield value
            yield from titles(value)
    elif isinstance(node, list):
        for part in node:
            yield from titles(part)


@every_template
def test_a_full_score_can_be_reached(name: str) -> None:
    model = load(path_of(name))
    assert sum(dimension.max or 0 for dimension in model.dimensions) >= model.out_of


@every_template
def test_every_criterion_has_a_title_and_a_category(name: str) -> None:
    for _, criterion in load(path_of(name)).criteria():
        asked = hasattr(criterion.rule, "question")
        assert criterion.category
        assert criterion.title or asked


def test_the_simple_template_has_one_dimension_and_the_four_usual_bands() -> None:
    model = load(path_of("simple"))
    assert [dimension.name for dimension in model.dimensions] == ["interest"]
    assert bands(model) == {"buying": 76, "high-interest": 51, "low-interest": 26, "basic": 0}


def bands(model: ScoringModel) -> dict[str, float]:
    return {band.name: band.start for band in model.bands}


def test_suppliers_have_stages_of_their_own() -> None:
    model = load(path_of("supplier"))
    assert [(stage.name, stage.accepted_by) for stage in model.stages] == [
        ("Candidate", None),
        ("Approved", "purchasing"),
        ("Preferred", "quality"),
    ]
