"""The report leaves no rule out, and the model file that it stands in can always be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from baremo.convert.conversion import Conversion
from baremo.convert.parity import markdown, model_text, summary
from baremo.convert.sources import SOURCES, convert
from baremo.errors import InputError
from baremo.model.checks import check
from baremo.model.reader import read_text
from baremo.model.writer import write
from baremo.texts import plain
from tests.convert.exports import EXAMPLES, converted

FILES = {
    "hubspot": "hubspot-score.json",
    "mautic": "mautic-points.json",
    "unomi": "unomi-plan.json",
    "csv": "rules.csv",
}


def example(source: str) -> Conversion:
    return convert(EXAMPLES / FILES[source], source)


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_written_reads_as_what_was_made(source: str) -> None:
    made = example(source)
    reading = read_text(model_text(made))

    assert reading.model == made.model
    assert [problem for problem in check(reading) if problem.severity == "error"] == []


@pytest.mark.parametrize("source", SOURCES)
def test_every_rule_stands_in_the_model_file_and_in_the_report(source: str) -> None:
    made = example(source)
    text = " ".join(line.strip(" #") for line in model_text(made).splitlines())
    unescaped = markdown(made).replace("\\", "")

    stages = [rule for rule in made.rules if rule.became and not rule.place]
    assert [rule.name for rule in made.rules if rule.name not in text and rule not in stages] == []
    assert [rule.name for rule in made.rules if f"| {rule.name} |" not in unescaped] == []


def test_the_head_counts_the_rules_and_says_what_is_left_out() -> None:
    head = model_text(example("unomi")).splitlines()[:4]

    assert head == [
        "# Converted from Apache Unomi: unomi-plan.json.",
        "# 5 rules: 3 the same, 1 that differ, 1 left out.",
        "# - Left out: Lead score #5: duration (+5). A model does not know the condition sessionPropertyCondition.",
        "#   Keep its answer in an attribute of the profile and test that.",
    ]


def test_the_report_says_what_the_data_must_bring() -> None:
    assert markdown(example("mautic")).endswith(
        "## What your data must bring\n\n"
        "- Events: content_downloaded, email_opened, form_submitted, page_viewed.\n"
        "- Properties of the events: form, path, asset_id.\n"
    )


def test_the_comments_are_in_the_language_of_the_call() -> None:
    made = example("unomi")

    assert f"# {plain(summary(made), 'es')}" in model_text(made, "es").splitlines()
    assert plain(made.notes[0], "es") in markdown(made, "es")


def test_hostile_names_end_no_comment_no_cell_and_no_line(tmp_path: Path) -> None:
    name = "a\n- b: c\x1b[31m\u2028| <script>`x`\x85" + "y" * 300
    action = {"name": name, "type": "email.open", "isPublished": True, "delta": 1, "repeatable": False}
    made = converted(tmp_path, "mautic", {"points": [action]})

    assert read_text(model_text(made)).model == made.model
    assert "\x1b" not in model_text(made) + markdown(made)
    assert "<script>" not in markdown(made)
    assert len([line for line in markdown(made).splitlines() if line.startswith("| a")]) == 1


def test_more_than_a_model_file_holds_is_an_error(tmp_path: Path) -> None:
    action = {"name": "x" * 110, "type": "email.open", "isPublished": True, "delta": 1, "repeatable": False}
    made = converted(tmp_path, "mautic", {"points": [action] * 1500})
    with pytest.raises(InputError) as refused:
        model_text(made)

    assert [each.code for each in refused.value.problems] == ["not-usable", "too-large"]


@pytest.mark.parametrize("source", SOURCES)
def test_the_text_is_canonical(source: str) -> None:
    lines = [line for line in model_text(example(source)).splitlines() if not line.strip().startswith("#")]

    assert lines == write(example(source).model).splitlines()
