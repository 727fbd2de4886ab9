"""`baremo analyze`: printed, or written by the ending; and what is wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call, Done, listing, write

WON = [number % 3 == 0 for number in range(300)]
ROWS = [
    {
        "lead_id": f"lead-{number}",
        "created_at": f"2026-{1 + number // 28 % 12:02}-{1 + number % 28:02}",
        "country": "ES" if (won and number % 4) or number % 5 == 0 else "PT",
        "employees": 10 * (number % 40),
        "deal note": "closed" if won else "",
        "=1+1": "a" if number % 2 else "b",
        "converted": "yes" if won else "no",
    }
    for number, won in enumerate(WON)
]
SENTENCE = (
    "Of 300 leads 100 became customers (33%). What tells most: country. "
    "One column knows too much, or nothing, and is left out."
)


@pytest.fixture
def analyze(desk: Path, baremo: Call) -> Call:
    write("past.csv", ROWS)

    def call(*words: str) -> Done:
        return baremo("analyze", "--leads", "past.csv", *words)

    return call


def test_it_is_printed_without_an_output(analyze: Call) -> None:
    done = analyze("--outcome", "converted")

    assert (done.code, done.err) == (0, "")
    assert SENTENCE in " ".join(done.out.split())
    assert "es" in done.out


def test_it_speaks_spanish(analyze: Call) -> None:
    assert "33\N{NO-BREAK SPACE}%" in analyze("--outcome", "converted", "--lang", "es").out


def test_every_form_is_written_in_one_go(analyze: Call, desk: Path) -> None:
    done = analyze("--outcome", "converted", "-o", "a.html", "-o", "a.csv", "-o", "a.json")

    assert (done.code, done.out, done.err) == (0, "", "Written: a.html, a.csv, a.json\n")
    assert Path("a.html").read_text("utf-8").startswith("<!doctype html>")
    assert not any(name.startswith(".") for name in listing(desk))


def test_csv_has_a_row_for_each_value_and_no_formula(analyze: Call) -> None:
    analyze("--outcome", "converted", "-o", "a.csv")
    rows = list(csv.DictReader(Path("a.csv").read_text("utf-8").splitlines()))
    (spain,) = (row for row in rows if row["value"] == "es")

    assert (spain["feature"], spain["leads"], spain["customers"], spain["excluded"]) == (
        "country",
        "120",
        "80",
        "false",
    )
    assert float(spain["close_rate"]) == pytest.approx(80 / 120)
    assert int(spain["points"]) > 0
    assert {row["feature"] for row in rows} >= {"'=1+1", "deal note"}


def test_json_has_every_figure(analyze: Call) -> None:
    analyze("--outcome", "converted", "-o", "a.json")
    told = json.loads(Path("a.json").read_text("utf-8"))

    assert (told["n"], told["positives"], told["outcome"], told["attributes_of_today"]) == (300, 100, "converted", True)
    assert [(each["column"], each["excluded"]) for each in told["leakage"]] == [("deal note", True)]
    assert sum(value["leads"] for value in told["features"][0]["values"]) == 300


def test_a_person_may_keep_drop_or_date_a_column(analyze: Call) -> None:
    words = ("--keep", "deal note", "--drop", "country", "--known-at", "employees=SQL", "-o", "a.json")
    analyze("--outcome", "converted", *words)
    told = json.loads(Path("a.json").read_text("utf-8"))

    assert {each["column"]: each["excluded"] for each in told["leakage"]} == {
        "country": True,
        "employees": True,
        "deal note": False,
    }


def test_deals_within_a_horizon_are_an_outcome_too(analyze: Call) -> None:
    deals = [
        {"lead_id": row["lead_id"], "date": row["created_at"], "status": "won", "amount": 100}
        for row, won in zip(ROWS, WON, strict=True)
        if won
    ]
    write("deals.csv", deals)
    done = analyze("--deals", "deals.csv", "--horizon", "12w", "-o", "a.json")

    assert (done.code, done.err) == (0, "Written: a.json\n")


def test_what_leads_did_is_told_as_of_a_day_after_they_came_in(analyze: Call) -> None:
    came = [
        {"lead_id": row["lead_id"], "event": "page_viewed", "timestamp": f"{row['created_at']}T10:00:00Z"}
        for row in ROWS
    ]
    asked = [{**event, "event": "demo_requested"} for event in came[::6]]
    later = [{**event, "event": "contract_sent", "timestamp": "2027-06-01T10:00:00Z"} for event in came[::3]]
    write("done.csv", [*came, *asked, *later])
    analyze("--outcome", "converted", "--events", "done.csv", "-o", "a.json")
    names = {each["name"] for each in json.loads(Path("a.json").read_text("utf-8"))["features"]}

    assert any(name.startswith("demo_requested") for name in names)
    assert not any(name.startswith("contract_sent") for name in names)


WRONG = {
    "a column that is not there": (
        ["--outcome", "convert"],
        "past.csv: no-column convert: there is no column 'convert'; did you mean 'converted'? Name one of its columns "
        "with --outcome: lead_id, created_at, country, employees, deal note, =1+1, converted.\n",
    ),
    "an outcome that is no outcome": (["--outcome", "employees"], "past.csv: unclear-outcome employees: "),
    "no outcome at all": (
        [],
        "past.csv: no-outcome --outcome: nothing says which leads were won. Name the column that does with --outcome, "
        "or give won deals with --deals; there are: ",
    ),
    "the outcome as a feature": (
        ["--outcome", "converted", "--keep", "converted"],
        "outcome-as-feature converted: this column tells the outcome, so nothing can be learned from it. "
        "Take it out of --keep.\n",
    ),
    "a column to keep that is not there": (
        ["--outcome", "converted", "--keep", "countri"],
        "no-column --keep: there is no column 'countri'. Did you mean 'country'?\n",
    ),
    "a stage without a column": (
        ["--outcome", "converted", "--known-at", "Tags"],
        "bad-stage --known-at: 'Tags' does not say which column is known at which stage. "
        "Write it as COLUMN=STAGE, such as Tags=SQL.\n",
    ),
    "a horizon that is no time": (
        ["--outcome", "converted", "--horizon", "soon"],
        "bad-horizon --horizon: 'soon' is no number of days from 1 to 3660. Write it as 90d or 12w.\n",
    ),
    "an unknown ending": (
        ["--outcome", "converted", "-o", "a.pdf"],
        "a.pdf: unknown-ending '.pdf': the ending does not say how to write the file. "
        "Use one of .html .htm .csv .json.\n",
    ),
    "the leads as output": (
        ["--outcome", "converted", "-o", "past.csv"],
        "past.csv: same-file: this file is read, or written by another option, in the same call. "
        "Choose another name.\n",
    ),
}


@pytest.mark.parametrize(("words", "message"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_told_and_nothing_is_written(
    analyze: Call, desk: Path, words: list[str], message: str
) -> None:
    before = listing(desk)
    done = analyze(*words)

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(message)
    assert listing(desk) == before


def test_columns_that_are_odd_are_no_accident(baremo: Call, desk: Path) -> None:
    odd = [
        {
            "lead_id": f"lead-{number}",
            "infinite": "inf" if number % 2 else "1e400",
            "hardly filled": "x" if number == 7 else "",
            "constant": "same",
            "town": f"town {number}",
            "country": "ES" if number % 3 else "PT",
            "<b>": "<script>" if number % 2 else "&",
            "converted": "1" if number % 4 == 0 else "0",
        }
        for number in range(400)
    ]
    write("odd.csv", odd)
    done = baremo("analyze", "--leads", "odd.csv", "--outcome", "converted", "--all")

    assert (done.code, done.err) == (0, "")
    assert "country" in done.out
