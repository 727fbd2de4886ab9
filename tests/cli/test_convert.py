"""`baremo convert`: another system's rules as a model file, and what became of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, listing
from tests.convert.exports import EXAMPLES

UNOMI = str(EXAMPLES / "unomi-plan.json")
RULES = str(EXAMPLES / "rules.csv")


def test_a_model_is_written_and_the_report_printed(baremo: Call, desk: Path) -> None:
    done = baremo("convert", UNOMI, "--from", "unomi", "-o", "new.yaml")

    assert (done.code, done.err) == (0, "Written: new.yaml\n")
    assert "sessionPropertyCondition" in done.out
    assert "no-page-viewed" in done.out
    assert done.out.endswith("5 rules: 3 the same, 1 that differ, 1 left out.\n")
    assert baremo("check", "new.yaml").code == 0


@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_without_an_output_the_model_is_printed_and_the_report_beside_it(
    baremo: Call, desk: Path, output: list[str]
) -> None:
    before = listing(desk)
    done = baremo("convert", UNOMI, "--from", "unomi", *output)
    Path("printed.yaml").write_text(done.out, "utf-8")

    assert "left out" in done.err
    assert baremo("check", "printed.yaml").code == 0
    assert set(listing(desk)) - {"printed.yaml"} == set(before)


def test_an_export_comes_from_standard_input(baremo: Call, desk: Path) -> None:
    done = baremo("convert", "-", "--from", "csv", stdin=Path(RULES).read_text("utf-8"))

    assert (done.code, "model: converted" in done.out) == (0, True)


def test_the_report_is_a_page_too(baremo: Call, desk: Path) -> None:
    done = baremo("convert", UNOMI, "--from", "unomi", "-o", "new.yaml", "--report", "parity.md")

    assert done.err == "Written: new.yaml, parity.md\n"
    assert Path("parity.md").read_text("utf-8").startswith("# From Apache Unomi to Baremo\n")


def test_what_is_there_stays(baremo: Call, desk: Path) -> None:
    before = listing(desk)
    done = baremo("convert", RULES, "--from", "csv", "-o", "model.yaml", "--report", "parity.md")

    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "model.yaml: file-exists: this file is there already. Choose another name, or overwrite it with --force.\n"
    )
    assert listing(desk) == before


def test_what_is_there_is_overwritten_by_force(baremo: Call, desk: Path) -> None:
    assert baremo("convert", RULES, "--from", "csv", "-o", "model.yaml", "--force").code == 0
    assert Path("model.yaml").read_text("utf-8").startswith("# Converted from CSV: rules.csv.\n")


def test_the_export_is_never_overwritten(baremo: Call, desk: Path) -> None:
    Path("rules.csv").write_text(Path(RULES).read_text("utf-8"), "utf-8")
    done = baremo("convert", "rules.csv", "--from", "csv", "-o", "./rules.csv", "--force")

    assert (done.code, done.err.split(":")[1]) == (1, " same-file")


@pytest.mark.parametrize("output", ["nowhere/new.yaml", "."])
def test_a_place_that_cannot_be_written_to_leaves_nothing(baremo: Call, desk: Path, output: str) -> None:
    before = listing(desk)

    assert baremo("convert", RULES, "--from", "csv", "-o", output, "--report", "parity.md").code == 1
    assert listing(desk) == before


def test_broken_lines_leave_nothing(baremo: Call, desk: Path) -> None:
    Path("rules.csv").write_text("criterion,condition,points\nSpain,country ES,10\n", "utf-8")
    done = baremo("convert", "rules.csv", "--from", "csv", "-o", "new.yaml")

    assert (done.code, done.out, Path("new.yaml").exists()) == (1, "", False)
    assert done.err == (
        "rules.csv:2: bad-rule Spain: country needs an operator, ES is given. Use =, !=, >=, <=, >, <, contains, "
        "starts with, ends with, in, not in, matches, newer than or older than.\n"
    )


def test_a_system_that_there_is_not_is_a_matter_of_usage(baremo: Call) -> None:
    assert baremo("convert", RULES, "--from", "marketo").code == 2
    assert baremo("convert", RULES).code == 2
