"""Texts for people: each can be collected, and each is said in every language with the same values."""

from __future__ import annotations

import ast
import gettext
from pathlib import Path
from string import Formatter

import pytest

from baremo.texts import LANGUAGES
from tests.house.test_structure import SOURCES, name_of
from tools.texts import LOCALE, collect, translated

FILES = [LOCALE / lang / "LC_MESSAGES/baremo.po" for lang in LANGUAGES if lang != "en"]
TEMPLATES = {str(message.id) for message in collect() if message.id}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def calls(path: Path) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
    ]


def test_a_text_is_a_template_with_the_values_that_it_names() -> None:
    wrong = []
    for path in SOURCES:
        for call in calls(path):
            template = call.args[0] if call.args else None
            given = {keyword.arg for keyword in call.keywords}
            if not (isinstance(template, ast.Constant) and isinstance(template.value, str)):
                wrong.append(f"{name_of(path)}:{call.lineno}: not a constant template")
            elif None not in given and placeholders(template.value) != given:
                wrong.append(f"{name_of(path)}:{call.lineno}: {placeholders(template.value) ^ given}")

    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parents[1].name)
def test_every_text_is_translated_with_the_same_values(file: Path) -> None:
    said = {str(message.id): str(message.string) for message in translated(file) if message.id}

    assert sorted(TEMPLATES ^ set(said)) == [], "run `make texts`"
    assert [template for template, text in said.items() if not text] == []
    assert [t for t, text in said.items() if placeholders(t) != placeholders(text)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parents[1].name)
def test_the_compiled_catalogue_is_current(file: Path) -> None:
    with file.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)

    said = {str(message.id): str(message.string) for message in translated(file) if message.id}
    assert {template: compiled.gettext(template) for template in said} == said, "run `make texts`"
