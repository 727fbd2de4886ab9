"""The how-to's file of rules becomes the model that stands below it, and its table is the language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from baremo.convert.csv_conditions import read_condition
from baremo.convert.csv_words import CLAUSES
from baremo.convert.parity import model_text
from baremo.convert.sources import SOURCES, convert
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs/how-to/move-from-hubspot-or-mautic.md"
TEXT = PAGE.read_text("utf-8")
TESTS = re.findall(r"^\| (`[^\n]*?) \| ", TEXT[TEXT.index("On the lead") : TEXT.index("On what")], re.MULTILINE)
CLAUSE = re.findall(r"^\| `([^`]*)` \| ", TEXT[TEXT.index("On what") : TEXT.index("On its")], re.MULTILINE)
SHORT = ("<=", ">", "<", "starts with", "ends with", "older than 2w")  # said of the field of the first in its line


def block(*words: str) -> str:
    (found,) = [each.text for each in blocks(PAGE) if each.words == words]
    return found


def conditions() -> list[str]:
    """Every condition of the first table, with the field of its line where it is cut short."""
    found = []
    for line in TESTS:
        field = ""
        for cell in re.findall(r"`([^`]*)`", line.replace("\\|", "|")):
            field = field or cell.partition(" ")[0]
            found.append(f"{field} {cell}" + ("" if cell[-1:] == "w" else " 5") if cell in SHORT else cell)
    return found


def test_the_rules_become_the_model_below_them(tmp_path: Path) -> None:
    file = tmp_path / "rules.csv"
    file.write_text(block("csv", "rules"), "utf-8")

    assert model_text(convert(file, "csv")) == block("yaml", "model")


@pytest.mark.parametrize("condition", conditions())
def test_every_test_of_the_table_is_of_the_language(condition: str) -> None:
    assert read_condition(condition)


@pytest.mark.parametrize("clause", CLAUSE)
def test_every_clause_of_the_table_is_of_the_language(clause: str) -> None:
    assert read_condition(f"event page_viewed {clause}")


def test_no_clause_of_the_language_is_left_out() -> None:
    assert {clause.split()[0] for clause in CLAUSE} | {"for", "every"} == set(CLAUSES)


def test_every_system_is_explained() -> None:
    assert [source for source in SOURCES if f"--from {source} -o model.yaml" not in TEXT] == []
