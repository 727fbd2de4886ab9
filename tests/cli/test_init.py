"""`baremo init`: a folder to begin with, that the other commands understand."""

from __future__ import annotations

from pathlib import Path

import pytest

from baremo.model.templates import NAMES
from tests.cli.conftest import Call, listing


@pytest.mark.parametrize(("template", "lang"), [*zip(NAMES, ["en", "es", "en", "es", "en"], strict=True)])
def test_every_template_checks_and_scores(baremo: Call, tmp_path: Path, template: str, lang: str) -> None:
    made = baremo("init", str(tmp_path / "new"), "--template", template, "--lang", lang)
    model, leads, events = (str(tmp_path / "new" / name) for name in ("model.yaml", "leads.csv", "events.csv"))

    assert made.code == 0
    assert made.out.splitlines() == [model, leads, events, str(tmp_path / "new" / "README.md")]
    assert baremo("check", "--strict", model).code == 0
    done = baremo("score", model, "--leads", leads, "--events", events, "--as-of", "2026-11-01", "--lang", lang)
    assert (done.code, done.err) == (0, "")


def test_the_next_step_is_told_beside_the_output(baremo: Call, desk: Path) -> None:
    done = baremo("init", "new")

    assert done.err == "Next: read new/README.md.\n"


def test_the_folder_is_here_unless_given(baremo: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert baremo("init").out.splitlines() == ["model.yaml", "leads.csv", "events.csv", "README.md"]


def test_what_is_there_stays(baremo: Call, desk: Path) -> None:
    before = listing(desk)
    done = baremo("init")

    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "file-exists init: . already has model.yaml, leads.csv, events.csv. "
        "Choose another folder, or overwrite them with --force.\n"
    )
    assert listing(desk) == before


def test_what_is_there_is_overwritten_by_force(baremo: Call, desk: Path) -> None:
    assert baremo("init", "--force").code == 0
    assert Path("model.yaml").read_text("utf-8").startswith("# A lead score in its simplest form")


def test_a_folder_that_cannot_be_made_is_told(baremo: Call, desk: Path) -> None:
    done = baremo("init", "model.yaml/new")

    assert done.code == 1
    assert done.err == (
        "cannot-write init: Nothing can be written into model.yaml/new: Not a directory. Choose another folder.\n"
    )


def test_an_unknown_template_is_a_matter_of_usage(baremo: Call) -> None:
    assert baremo("init", "--template", "b3b").code == 2
