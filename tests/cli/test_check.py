"""`baremo check`: what it prints of one model or several, and with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call

GOOD = """
model: m
dimensions:
  fit: {criteria: {spain: {when: {country: ES}, points: 10}, mute: {when: {phone: {missing: true}}, points: -1}}}
"""
MISSPELT = "model: m\ndimensions:\n  fit:\n    criteria:\n      spain: {when: {country: ES}, pionts: 10}\n"
OUTWEIGHS = (
    "model.yaml:14: outweighs dimensions.engagement: it gives any number of points, all other dimensions together 20. "
    "Give it a max, so that the others count too. (warning)\n"
)


@pytest.fixture(autouse=True)
def files(desk: Path) -> None:
    Path("good.yaml").write_text(GOOD, "utf-8")
    Path("misspelt.yaml").write_text(MISSPELT, "utf-8")


def test_a_good_model_is_well(baremo: Call) -> None:
    done = baremo("check", "good.yaml")

    assert (done.code, done.out, done.err) == (0, "good.yaml: all is well.\n", "")


def test_a_warning_is_told_and_fails_only_when_strict(baremo: Call) -> None:
    assert (baremo("check", "model.yaml").code, baremo("check", "model.yaml", "--strict").code) == (0, 1)
    assert baremo("check", "model.yaml").out == OUTWEIGHS


def test_an_error_is_told_with_its_line_and_its_remedy(baremo: Call) -> None:
    done = baremo("check", "misspelt.yaml")

    assert done.code == 1
    assert done.out.splitlines()[0] == (
        "misspelt.yaml:5: unknown-key criteria.spain.pionts: there is no key pionts here. Did you mean points?"
    )


def test_all_models_are_looked_at_whatever_is_wrong_with_the_first(baremo: Call) -> None:
    done = baremo("check", "nowhere.yaml", ".", "misspelt.yaml", "good.yaml")

    assert done.code == 1
    assert done.out.splitlines()[0] == (
        "nowhere.yaml: not-found: there is no such file. Give the path of a model file, or make one with `baremo init`."
    )
    assert done.out.splitlines()[-1] == "good.yaml: all is well."


def test_a_model_in_json_is_as_good(baremo: Call) -> None:
    Path("model.json").write_text('{"model": "m", "dimensions": {"fit": {"criteria": {}}}}', "utf-8")

    assert baremo("check", "model.json").out.startswith("model.json:1: ")


def test_no_model_at_all_is_a_matter_of_usage(baremo: Call) -> None:
    done = baremo("check")

    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("Error: Missing argument 'MODEL...'.\n")
