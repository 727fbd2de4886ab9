"""`baremo preview`: printed, or written by the ending; and what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cast import LEADS
from tests.cli.conftest import Call, Done, listing, write
from tests.report.previewed import CHANGED

SENTENCE = "The score changes for 2 of 3 leads: it rises for 1 and falls for 1. Newly reached: MQL by 1. "


@pytest.fixture
def preview(desk: Path, baremo: Call) -> Call:
    Path("new.yaml").write_text(CHANGED, "utf-8")

    def call(*words: str) -> Done:
        given = ("model.yaml", "new.yaml", "--leads", "leads.csv", "--events", "events.csv", "--as-of", "2026-03-31")
        return baremo("preview", *given, *words)

    return call


def test_it_is_printed_without_an_output(preview: Call) -> None:
    done = preview()

    assert (done.code, done.err) == (0, "")
    assert SENTENCE in " ".join(done.out.split())
    assert "↑ 1" in done.out


def test_it_speaks_spanish(preview: Call) -> None:
    assert "Caliente" in preview("--lang", "es").out


def test_every_form_is_written_in_one_go(preview: Call, desk: Path) -> None:
    done = preview("-o", "p.html", "-o", "p.md", "-o", "p.json")

    assert (done.code, done.out, done.err) == (0, "", "Written: p.html, p.md, p.json\n")
    assert Path("p.html").read_text("utf-8").startswith("<!doctype html>")
    assert Path("p.md").read_text("utf-8").startswith("# small: what would change\n")
    assert not any(name.startswith(".") for name in listing(desk))


def test_json_has_every_figure_and_the_sentences(preview: Call) -> None:
    preview("-o", "p.json")
    told = json.loads(Path("p.json").read_text("utf-8"))

    assert (told["leads"], told["changed"], told["raised"], told["lowered"]) == (3, 2, 1, 1)
    assert told["bands"]["leads"] == [[0, 1, 0], [0, 0, 0], [0, 1, 1]]
    assert told["differences"] == ["fit: max 20 -> 40", "known: 1 -> 40 points", "demo: 50 -> 5 points each"]


def test_outcomes_say_who_of_those_that_move_converted(preview: Call) -> None:
    write("leads.csv", [{**lead, "won": "yes"} for lead in LEADS])

    assert "Conversion of those who move" in preview("--outcome", "won").out


def test_kept_counts_serve_in_place_of_the_events(preview: Call, baremo: Call, desk: Path) -> None:
    given = ("--leads", "leads.csv", "--events", "events.csv", "--as-of", "2026-03-31")
    baremo("score", "model.yaml", *given, "--state", "kept", "-o", "s.csv")
    before = listing(desk / "kept")
    done = baremo("preview", "model.yaml", "new.yaml", "--leads", "leads.csv", "--state", "kept")

    assert SENTENCE in " ".join(done.out.split())
    assert listing(desk / "kept") == before


WRONG = {
    "an unknown ending": (
        ["-o", "p.pdf"],
        "p.pdf: unknown-ending '.pdf': the ending does not say how to write the file. Use one of .html .htm .md .json.",
    ),
    "a model as output": (
        ["-o", "p.md", "-o", "./p.md"],
        "p.md: same-file: this file is read, or written by another option, in the same call. Choose another name.",
    ),
    "a folder that is not there": (
        ["-o", "p.md", "-o", "nowhere/p.html"],
        "nowhere/p.html: no-place: the file cannot be written: there is no folder nowhere. "
        "Make the folder first, or choose another name.",
    ),
}


@pytest.mark.parametrize(("words", "message"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_told_and_nothing_is_written(
    preview: Call, desk: Path, words: list[str], message: str
) -> None:
    before = listing(desk)
    done = preview(*words)

    assert (done.code, done.out, done.err) == (1, "", message + "\n")
    assert listing(desk) == before


def test_an_outcome_that_is_not_there_is_told_with_the_columns(preview: Call) -> None:
    done = preview("--outcome", "won")

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("leads.csv: no-column won: there is no column 'won'")


def test_models_of_leads_and_of_accounts_are_not_compared(preview: Call) -> None:
    Path("new.yaml").write_text(CHANGED + "scores: account\n", "utf-8")

    assert preview().err == (
        "other-subject scores: the old model scores leads, the new one accounts. "
        "Compare two models that score the same.\n"
    )
