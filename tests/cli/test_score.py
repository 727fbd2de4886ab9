"""`baremo score`: a summary, or files that are all whole or not there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from baremo.texts import plain, say
from tests.cast import ANA, LEADS
from tests.cli.conftest import Call, listing, write

SUMMARY = (
    "small\n"
    "small@6a2864e3d389 · 2026-03-31 23:59 (Europe/Madrid)\n"
    "1 of 3 leads is in the band “Hot”. Start with ana: demo +50, Signs the contract \n"
    "+15, Looked at prices +15.\n"
)


def ids(path: str) -> list[str]:
    read = {".csv": duckdb.read_csv, ".parquet": duckdb.read_parquet, ".jsonl": duckdb.read_json}[Path(path).suffix]
    return [row[0] for row in read(path).order("score DESC, lead_id").project("lead_id").fetchall()]


def test_without_an_output_the_summary_is_printed(score: Call) -> None:
    done = score()

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(SUMMARY)


def test_the_summary_speaks_spanish(score: Call) -> None:
    assert "Caliente" in score("--lang", "es").out


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_the_output_is_written_by_its_ending(score: Call, ending: str) -> None:
    done = score("-o", f"scores{ending}")

    assert (done.code, done.out, done.err) == (0, "", f"Written: scores{ending}\n")
    assert ids(f"scores{ending}") == ["ana", "bruno", "carla"]


def test_scores_ledger_and_report_are_written_in_one_go(score: Call, desk: Path) -> None:
    done = score("-o", "s.xlsx", "--ledger", "l.CSV", "--report", "r.html")

    assert (done.code, done.out, done.err) == (0, "", "Written: s.xlsx, l.CSV, r.html\n")
    assert {"s.xlsx", "l.CSV", "r.html"} < set(listing(desk))
    assert not any(name.startswith(".") for name in listing(desk))


def test_a_ledger_or_report_alone_leaves_the_summary_on_the_screen(score: Call) -> None:
    done = score("--ledger", "l.csv", "--report", "r.html")

    assert done.out.startswith(SUMMARY)
    assert done.err == "Written: l.csv, r.html\n"


def test_what_did_not_count_is_told_beside_the_output(score: Call) -> None:
    stranger = {
        "lead_id": "dora",
        "event": "page_viewed",
        "timestamp": "2026-03-30",
        "path": "/",
        "form": "",
        "amount": "",
    }
    write("events.csv", [stranger])

    assert score("-o", "s.csv").err == "Written: s.csv\nevents of unknown leads, left out: 1.\n"


def test_leads_come_from_standard_input(score: Call) -> None:
    assert score("--leads", "-", stdin=Path("leads.csv").read_text("utf-8")).out.startswith(SUMMARY)


def test_columns_go_by_other_names(desk: Path, score: Call) -> None:
    Path("leads.csv").write_text(Path("leads.csv").read_text("utf-8").replace("lead_id", "Id", 1), "utf-8")
    text = Path("events.csv").read_text("utf-8").replace("lead_id,event,timestamp", "Who,What,When", 1)
    Path("events.csv").write_text(text, "utf-8")

    assert score("--id", "Id", "--event-columns", "lead=Who, event=What,time=When").out.startswith(SUMMARY)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2026-03-31", "2026-03-31 23:59 (Europe/Madrid)"),
        (" 2026-03-31 ", "2026-03-31 23:59 (Europe/Madrid)"),
        ("20260331", "2026-03-31 23:59 (Europe/Madrid)"),
        ("2026-03-31T10:00:00Z", "2026-03-31 12:00 (Europe/Madrid)"),
        ("2026-03-31 10:00", "2026-03-31 12:00 (Europe/Madrid)"),
        ("2026-03-31T23:30:00-06:00", "2026-04-01 07:30 (Europe/Madrid)"),
    ],
)
def test_as_of_is_a_day_or_an_instant(score: Call, given: str, shown: str) -> None:
    assert score("--as-of", given).out.splitlines()[1].endswith(f" · {shown}")


def test_events_after_as_of_do_not_exist(score: Call) -> None:
    done = score("--as-of", "2026-03-01", "-o", "s.csv")

    assert (done.code, done.err) == (0, "Written: s.csv\nevents after the scoring instant, left out: 8.\n")


def test_leads_without_events_are_scored(baremo: Call, desk: Path) -> None:
    done = baremo("score", "model.yaml", "--leads", "leads.csv", "--as-of", "2026-03-31", "-o", "s.csv")

    assert (done.code, ids("s.csv")) == (0, ["ana", "bruno", "carla"])


def test_no_lead_at_all_is_a_list_of_none(score: Call) -> None:
    Path("leads.csv").write_text(Path("leads.csv").read_text("utf-8").splitlines()[0] + "\n", "utf-8")

    assert score("-o", "s.csv", "--ledger", "l.parquet", "--report", "r.html").code == 0
    assert len(Path("s.csv").read_text("utf-8").splitlines()) == 1
    assert score().code == 0


def test_memory_can_be_bounded(score: Call) -> None:
    assert score("--memory", "200MB").out.startswith(SUMMARY)


WRONG = {
    "an unknown ending": (
        ["-o", "s.txt"],
        "s.txt: unknown-ending '.txt': the ending does not say how to write the file. "
        "Use one of .parquet .csv .jsonl .xlsx.",
    ),
    "no ending": (
        ["--ledger", "ledger"],
        "ledger: unknown-ending '': the ending does not say how to write the file. "
        "Use one of .parquet .csv .jsonl .xlsx.",
    ),
    "a report that is no page": (
        ["--report", "r.pdf"],
        "r.pdf: unknown-ending '.pdf': the ending does not say how to write the file. Use one of .html .htm.",
    ),
    "a folder that is not there": (
        ["-o", "s.csv", "--ledger", "nowhere/l.csv"],
        "nowhere/l.csv: no-place: the file cannot be written: there is no folder nowhere. "
        "Make the folder first, or choose another name.",
    ),
    "a folder in its place": (
        ["-o", "s.csv", "--report", "folder.html"],
        "folder.html: no-place: the file cannot be written: it is a folder. "
        "Make the folder first, or choose another name.",
    ),
    "one file for two outputs": (
        ["-o", "s.csv", "--ledger", "./s.csv"],
        "s.csv: same-file: this file is read, or written by another option, in the same call. Choose another name.",
    ),
    "an input as output": (
        ["-o", "leads.csv"],
        "leads.csv: same-file: this file is read, or written by another option, in the same call. Choose another name.",
    ),
    "a place where no file can be": (
        ["-o", "/proc/s.xlsx"],
        "/proc/s.xlsx: cannot-write: the file cannot be written: No such file or directory. "
        "Choose another place, or make room.",
    ),
    "too little memory": (
        ["--memory", "10"],
        "bad-memory --memory: '10' is no amount of memory that a scoring can work in. "
        "Write at least 100MB, such as 500MB or 2GB.",
    ),
    "more memory than there can be": (
        ["--memory", "99999TB"],
        "bad-memory --memory: '99999TB' is no amount of memory that a scoring can work in. "
        "Write at least 100MB, such as 500MB or 2GB.",
    ),
    "no such day": (
        ["--as-of", "2026-02-30"],
        "bad-as-of as_of: '2026-02-30' is no date or instant of the years 1900 to 2200. "
        "Write a date such as 2026-11-01, for the end of that day, or an instant such as 2026-11-01T09:30:00+01:00.",
    ),
    "no such file": (
        ["--events", "nowhere.csv"],
        "nowhere.csv: no-file: there is no such file. Give a path that exists, or table@URL for a table of a database.",
    ),
    "no such column": (
        ["--id", "Id"],
        "leads.csv: no-column Id: there is no column 'Id'. "
        "Name the column that holds it with --id; there are: lead_id, "
        "account_id, email, job_title, company_domain, employees, country, phone, budget, created_at.",
    ),
    "names that name nothing": (
        ["--event-columns", "lead=lead_id,time"],
        "bad-names --event-columns: 'time' does not say which column is meant. "
        "Write it as lead=COLUMN,event=COLUMN,time=COLUMN; leave out what has its usual name.",
    ),
    "a name that is none": (
        ["--event-columns", "who=lead_id"],
        "unknown-key event_columns: there is no column 'who'. Use lead, event, time, id, properties.",
    ),
}


@pytest.mark.parametrize(("words", "message"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_told_and_nothing_is_written(score: Call, desk: Path, words: list[str], message: str) -> None:
    (desk / "folder.html").mkdir()
    Path("s.csv").write_text("yesterday's\n", "utf-8")
    before = listing(desk)
    done = score(*words)

    assert (done.code, done.out, done.err) == (1, "", message + "\n")
    assert listing(desk) == before


def test_a_model_that_is_wrong_is_told_with_all_its_problems(score: Call, desk: Path) -> None:
    text = Path("model.yaml").read_text("utf-8")
    Path("model.yaml").write_text(text.replace("points: 9", "pionts: 9").replace("max: 20", "mx: 20"), "utf-8")
    done = score("-o", "s.csv")

    assert (done.code, len(done.err.splitlines())) == (1, 2)
    assert "s.csv" not in listing(desk)


def test_an_error_of_the_inputs_speaks_spanish(score: Call) -> None:
    done = score("--as-of", "ayer", "--lang", "es")

    assert done.err.startswith(
        "bad-as-of as_of: "
        + plain(say("{given} is no date or instant of the years 1900 to 2200.", given="'ayer'"), "es")
    )


def test_the_longest_name_that_a_file_can_have_will_do(score: Call, desk: Path) -> None:
    name = "a" * 251 + ".csv"

    assert score("-o", name).code == 0
    assert name in listing(desk)
    assert score("-o", "a" + name).err == (
        f"a{name}: cannot-write: the file cannot be written: File name too long. Choose another place, or make room.\n"
    )


def test_an_id_like_a_formula_is_guarded_and_comes_back(score: Call) -> None:
    write("leads.csv", [{**ANA, "lead_id": "=1+1"}, *LEADS[1:]])
    score("-o", "s.csv")
    written = Path("s.csv").read_text("utf-8")
    write("leads.csv", [{**ANA, "lead_id": row.split(",")[0]} for row in written.splitlines()[1:]])
    score("-o", "again.csv")

    assert "\n'=1+1," in written
    assert "\n'=1+1," in Path("again.csv").read_text("utf-8")
    assert "''=" not in Path("again.csv").read_text("utf-8")


def test_ctrl_c_ends_it_without_a_word_and_leaves_nothing(desk: Path) -> None:
    con = duckdb.connect()
    many = "SELECT 'l' || range AS lead_id, 'Chief' || range AS job_title, '' AS employees, '' AS email, '' AS country"
    con.execute(f"COPY ({many}, '' AS budget, '' AS company_domain FROM range(1500000)) TO 'many.parquet'")
    before = set(listing(desk))
    words = ["score", "model.yaml", "--leads", "many.parquet", "--as-of", "2026-03-31", "-o", "s.xlsx"]
    with subprocess.Popen(
        [sys.executable, "-m", "baremo", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        while not list(desk.glob(".*.part")):
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out, err) == (130, b"", b"")
    assert set(listing(desk)) == before
