"""`baremo forecast`: the days and the first leads, or all of them in a file."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from tests.cli.conftest import Call, Done, listing, write
from tests.report.forecasted import EVENTS, FADING, LEADS


@pytest.fixture
def forecast(desk: Path, baremo: Call) -> Call:
    Path("model.yaml").write_text(FADING, "utf-8")
    write("leads.csv", LEADS)
    write("events.csv", EVENTS)

    def call(*words: str) -> Done:
        given = ("model.yaml", "--leads", "leads.csv", "--events", "events.csv", "--as-of", "2026-03-31")
        return baremo("forecast", *given, *words)

    return call


def test_it_is_printed_without_an_output(forecast: Call) -> None:
    done = forecast()

    assert (done.code, done.err) == (0, "")
    assert "Without new events, SQL loses 1 of its 1 leads within 14 days, MQL 1 of 1." in done.out


def test_it_looks_as_far_as_it_is_told_to(forecast: Call) -> None:
    assert "nobody leaves a band or stage within 2 days." in forecast("--days", "2").out


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_all_who_leave_are_written_by_the_ending(forecast: Call, ending: str) -> None:
    done = forecast("-o", f"f{ending}")
    read = {".csv": duckdb.read_csv, ".parquet": duckdb.read_parquet, ".jsonl": duckdb.read_json}[ending]
    found = read(f"f{ending}")

    assert (done.code, done.out, done.err) == (0, "", f"Written: f{ending}\n")
    assert found.columns == ["lead_id", "day", "what", "from", "to", "score"]
    assert len(found.fetchall()) == 4


def test_a_stage_and_a_band_choose_who_is_written(forecast: Call) -> None:
    forecast("--stage", "MQL", "--band", "hot", "-o", "f.csv")
    lines = Path("f.csv").read_text("utf-8").splitlines()

    assert lines == [
        "lead_id,day,what,from,to,score",
        "bruno,2026-04-03,band,hot,cold,0.0",
        "bruno,2026-04-03,stage,MQL,,0.0",
        "ana,2026-04-08,band,hot,cold,10.0",
    ]


def test_a_workbook_and_a_page_are_written_in_one_go(forecast: Call, desk: Path) -> None:
    done = forecast("-o", "f.xlsx", "--report", "r.html")

    assert (done.code, done.out, done.err) == (0, "", "Written: f.xlsx, r.html\n")
    assert Path("r.html").read_text("utf-8").startswith("<!doctype html>")
    assert not any(name.startswith(".") for name in listing(desk))


def test_a_report_alone_leaves_the_days_on_the_screen(forecast: Call) -> None:
    done = forecast("--report", "r.json")
    told = json.loads(Path("r.json").read_text("utf-8"))

    assert "Without new events" in done.out
    assert (told["leads"], len(told["days"])) == (3, 15)


def test_kept_counts_serve_in_place_of_the_events(forecast: Call, baremo: Call, desk: Path) -> None:
    told = forecast().out
    given = ("model.yaml", "--leads", "leads.csv", "--events", "events.csv", "--as-of", "2026-03-31")
    baremo("score", *given, "--state", "kept", "-o", "s.csv")
    before = listing(desk / "kept")

    assert baremo("forecast", "model.yaml", "--leads", "leads.csv", "--state", "kept").out == told
    assert listing(desk / "kept") == before


WRONG = {
    "a stage that is not there": (
        ["--stage", "mql"],
        "no-stage --stage: the model has no stage 'mql'. Did you mean MQL? There are: MQL, SQL.",
    ),
    "a band that is nothing like": (
        ["--band", "x"],
        "no-band --band: the model has no band 'x'. There are: hot, warm, cold.",
    ),
    "an unknown ending": (
        ["--report", "r.pdf"],
        "r.pdf: unknown-ending '.pdf': the ending does not say how to write the file. Use one of .html .htm .json.",
    ),
    "one file for two": (
        ["-o", "f.csv", "--events", "f.csv"],
        "f.csv: same-file: this file is read, or written by another option, in the same call. Choose another name.",
    ),
}


@pytest.mark.parametrize(("words", "message"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_told_and_nothing_is_written(
    forecast: Call, desk: Path, words: list[str], message: str
) -> None:
    before = listing(desk)
    done = forecast(*words)

    assert (done.code, done.out, done.err) == (1, "", message + "\n")
    assert listing(desk) == before


@pytest.mark.parametrize("days", ["0", "367", "many"])
def test_days_that_cannot_be_are_a_matter_of_usage(forecast: Call, days: str) -> None:
    assert forecast("--days", days).code == 2
