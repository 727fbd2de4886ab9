"""`baremo train`: a folder with a model, its report and its figures; what is wrong leaves it as it was."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import baremo as package
from tests.cli.conftest import Call, Done, listing
from tests.learn.trained import LEADS, called, company, write

OWN = {"metrics.json", "model.yaml", "profile.json", "report.html", "train.json"}
METRICS = {
    *("n", "positives", "split", "train_until", "auc", "average_precision", "brier", "log_loss", "calibration"),
    *("lift", "kind", "candidates", "leakage", "verdict"),
}  # that other programs hold on to


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with leads.csv and a scorecard that was learned from them."""
    folder = tmp_path_factory.mktemp("trained")
    write(folder / "leads.csv", company())
    said = called(
        "train", "--leads", str(folder / "leads.csv"), "--outcome", "converted", "--kind", "scorecard",
        "--capacity", "12/month", "-o", str(folder / "learned"),
    )  # fmt: skip
    (folder / "said.txt").write_text(said, "utf-8")
    return folder


@pytest.fixture
def place(trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to work in."""
    shutil.copytree(trained, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def train(place: Path, baremo: Call) -> Call:
    def call(*words: str, leads: str = "leads.csv", outcome: str = "converted", kind: str = "naive-bayes") -> Done:
        return baremo("train", "--leads", leads, "--outcome", outcome, "--kind", kind, *words)

    return call


def figures(folder: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Path(folder, "metrics.json").read_text("utf-8"))
    return told


def test_the_folder_holds_the_model_and_all_about_it(trained: Path) -> None:
    assert set(listing(trained / "learned")) == OWN


def test_the_terminal_tells_the_verdict_first_and_the_files_last(trained: Path) -> None:
    said = (trained / "said.txt").read_text("utf-8")

    assert said.startswith("learned: what history teaches\n")
    assert "\nReady: the ranking works, and it is sure enough to call by.\n" in said
    assert "employees" in said


def test_figures_have_the_keys_that_others_hold_on_to(trained: Path) -> None:
    told = figures(str(trained / "learned"))

    assert set(told) >= METRICS
    assert (told["n"], told["split"], told["kind"], told["verdict"]) == (126, "time", "scorecard", "ready")
    assert set(told["auc"]) == {"value", "low", "high"}
    assert 0.7 < told["auc"]["low"] < told["auc"]["value"] < told["auc"]["high"] < 1
    assert [decile["decile"] for decile in told["lift"]] == list(range(1, 11))
    assert set(told["lift"][0]) >= {"decile", "lift", "conversion", "n"}
    assert set(told["candidates"]) == {"scorecard"}
    assert told["train_until"].startswith("2026-07-")


def test_the_model_is_in_order(place: Path, baremo: Call) -> None:
    done = baremo("check", "learned/model.yaml")

    assert (done.code, done.err) == (0, "")


def test_the_model_scores_as_it_is(place: Path, baremo: Call) -> None:
    done = baremo("score", "learned/model.yaml", "--leads", "leads.csv", "--as-of", "2026-11-01", "-o", "s.csv")
    rows = list(csv.DictReader(Path("s.csv").read_text("utf-8").splitlines()))

    assert done.code == 0
    assert len(rows) == LEADS
    assert all(0 < float(row["probability"]) < 1 for row in rows)
    by_score = sorted(rows, key=lambda row: float(row["score"]))
    assert float(by_score[0]["probability"]) < 0.2 < 0.8 < float(by_score[-1]["probability"])


def test_the_files_probability_is_the_learned_one(place: Path) -> None:
    training = package.train(leads="leads.csv", outcome="converted", kind="scorecard")
    final, labels = training.final, training.history.labels
    expected = final.calibration.probability(final.learned.log_odds(training.history.features))
    scores = package.score(package.load("learned/model.yaml"), leads="leads.csv", as_of="2026-11-01").scores
    found = dict(zip(scores["lead_id"].to_pylist(), scores["probability"].to_pylist(), strict=True))

    np.testing.assert_allclose([found[lead] for lead in labels.lead_ids], expected, rtol=0, atol=1.1e-9)


def test_sales_get_about_as_many_as_they_can_call(place: Path, baremo: Call) -> None:
    baremo("score", "learned/model.yaml", "--leads", "leads.csv", "--as-of", "2026-11-01", "-o", "s.csv")
    rows = list(csv.DictReader(Path("s.csv").read_text("utf-8").splitlines()))
    latest = [row for row in rows if int(row["lead_id"].removeprefix("lead-")) >= 294]  # of three months

    assert 24 <= sum(row["eligible_stage"] == "MQL" for row in latest) <= 44


def test_the_report_is_a_page_by_itself(trained: Path) -> None:
    page = (trained / "learned" / "report.html").read_text("utf-8")

    assert page.startswith("<!doctype html>")
    assert 'lang="en"' in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_the_report_speaks_spanish(train: Call) -> None:
    done = train("-o", "learned", "--lang", "es")
    page = Path("learned/report.html").read_text("utf-8")

    assert (done.code, done.err.split(":")[0]) == (0, "Se ha escrito")
    assert 'lang="es"' in page


KINDS = {"naive-bayes": "naive-bayes-*.predictor", "boosted": "boosted-*.predictor"}


@pytest.mark.parametrize(("kind", "pattern"), KINDS.items())
def test_each_kind_leaves_a_model_that_scores(place: Path, train: Call, baremo: Call, kind: str, pattern: str) -> None:
    done = train("-o", "other", kind=kind)
    (predictor,) = Path("other").glob(pattern)
    scored = baremo("score", "other/model.yaml", "--leads", "leads.csv", "--as-of", "2026-11-01", "-o", "s.csv")
    rows = list(csv.DictReader(Path("s.csv").read_text("utf-8").splitlines()))

    assert (done.code, scored.code) == (0, 0)
    assert predictor.name in Path("other/model.yaml").read_text("utf-8")
    assert all(float(row["score"]) == pytest.approx(100 * float(row["probability"]), abs=1e-3) for row in rows)
    assert baremo("check", "other/model.yaml").code == 0


def test_all_kinds_compete_if_nothing_is_said(place: Path, baremo: Call) -> None:
    done = baremo("train", "--leads", "leads.csv", "--outcome", "converted", "-o", "best")

    assert done.code == 0
    assert set(figures("best")["candidates"]) == {"scorecard", "naive-bayes", "boosted"}


def test_another_training_replaces_the_first_and_what_nothing_names_any_more(place: Path, train: Call) -> None:
    train("-o", "learned")
    (named,) = Path("learned").glob("*.predictor")
    shutil.copy("learned/model.yaml", "learned/mine.yaml")
    train("-o", "learned", "--drop", "channel")
    train("-o", "learned", kind="scorecard")

    assert set(listing(place / "learned")) == OWN | {"mine.yaml", named.name}


def test_learning_again_follows_the_plan_and_tells_what_has_changed(place: Path, baremo: Call) -> None:
    newer = [{**row, "employees": 5000 + number} for number, row in enumerate(company(seed=4))]
    write(Path("newer.csv"), newer)
    done = baremo("train", "--leads", "newer.csv", "--like", "learned", "-o", "again")
    plans = [json.loads(Path(folder, "train.json").read_text("utf-8")) for folder in ("learned", "again")]

    assert (done.code, done.err.split(":")[0]) == (0, "Written")
    assert plans[0] == plans[1]
    assert plans[0]["capacity"] == "12/month"
    assert "~ " in done.out
    assert "employees" in "".join(line for line in done.out.splitlines() if line.startswith("~ "))


def test_what_is_said_now_wins_over_what_was_said_then(place: Path, baremo: Call) -> None:
    baremo("train", "--leads", "leads.csv", "--like", "learned", "--kind", "naive-bayes", "-o", "again")

    assert figures("again")["kind"] == "naive-bayes"


def test_a_person_may_keep_drop_or_date_a_column(place: Path, train: Call) -> None:
    rows = [{**row, "note": "closed" if row["converted"] == "yes" else ""} for row in company()]
    write(Path("noted.csv"), rows)
    words = ("--keep", "note", "--drop", "country", "--known-at", "channel=SQL")
    train(*words, "-o", "asked", leads="noted.csv")
    train("-o", "guarded", leads="noted.csv")
    asked, guarded = (
        {each["column"]: each["excluded"] for each in figures(name)["leakage"]} for name in ("asked", "guarded")
    )

    assert asked == {"note": False, "country": True, "channel": True}
    assert guarded["note"] is True


def test_worth_and_wanted_precision_move_the_threshold(place: Path, train: Call) -> None:
    train("-o", "cheap", "--deal-value", "1000", "--cost-per-call", "10")
    train("-o", "dear", "--deal-value", "1000", "--cost-per-call", "700")
    train("-o", "sure", "--precision", "0.9")
    train("-o", "free", "--deal-value", "1000", "--cost-per-call", "0")

    assert mql("free") <= mql("cheap")
    assert mql("cheap") < mql("dear")
    assert mql("cheap") < mql("sure")


def mql(folder: str) -> float:
    model = package.load(f"{folder}/model.yaml")
    (found,) = re.findall(r"MQL, when: \{score: \{at_least: ([0-9.]+)", Path(folder, "model.yaml").read_text("utf-8"))
    assert [stage.name for stage in model.stages] == ["MQL"]
    return float(found)


def test_thirty_conversions_still_teach_and_it_is_said_how_unsure_that_is(place: Path, train: Call) -> None:
    rows = company(300, level=-5.5)
    won = [row["lead_id"] for row in rows if row["converted"] == "yes"]
    few = [{**row, "converted": "yes" if row["lead_id"] in won[-30:] else "no"} for row in rows]
    write(Path("few.csv"), few)
    done = train("-o", "few", leads="few.csv", kind="scorecard")
    told = figures("few")

    assert done.code == 0
    assert len(won) < 40
    assert told["trained_on"]["positives"] + told["positives"] == 30
    assert told["auc"]["high"] - told["auc"]["low"] > 0.3
    assert "Only 8 of 90 leads converted: too few to be sure of any figure." in " ".join(done.out.split())


COLUMNS = "lead_id, created_at, country, employees, channel, converted"
Change = Callable[[int, dict[str, Any]], dict[str, Any]]


def one_class(_: int, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "converted": "no"}


def nine(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "converted": "yes" if number % 40 == 0 and number < 360 else "no"}


def three_values(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "converted": "perhaps" if number == 7 else row["converted"]}


def no_date(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "created_at": "soon" if number in (2, 5) else row["created_at"]}


def twice(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "lead_id": "lead-0" if number in (1, 2) else row["lead_id"]}


def constant(_: int, row: dict[str, Any]) -> dict[str, Any]:
    return {"lead_id": row["lead_id"], "created_at": row["created_at"], "a": "x", "b": 1, "converted": row["converted"]}


WRONG: dict[str, tuple[Change | None, Sequence[str], str]] = {
    "one class": (
        one_class,
        [],
        "bad.csv: one-class --outcome: none of 420 leads is won; left out: nobody. Give leads that were won and leads "
        "that were not, or say with --won which value means won.\n",
    ),
    "nine conversions": (
        nine,
        [],
        "bad.csv: too-few-conversions --outcome: 9 conversions are too few to learn from, 10 are needed; left out: "
        "nobody. Give a longer history; until then, write the points by hand.\n",
    ),
    "a third value": (
        three_values,
        [],
        "bad.csv: unclear-outcome converted: an outcome has two values, such as yes and no; here are yes (230), "
        "no (189), perhaps (1). Say which values mean won and lost with --won and --lost; the others are then open.\n",
    ),
    "a date that is none": (
        no_date,
        [],
        "bad.csv:4: unreadable-timestamp created_at: 'soon' is no instant; first in rows 4, 7. "
        "Write an instant such as 2026-12-31T10:00:00Z, or a date.\n",
    ),
    "an id twice": (
        twice,
        [],
        "bad.csv:3: repeated-id lead_id: 'lead-0' stands in rows 2, 3, 4. Give each id one row.\n",
    ),
    "columns that never differ": (
        constant,
        [],
        "no-features: nothing is left to learn from; left out: a (the same in every row), b (the same in every row). "
        "Give leads with more columns, or their events with --events.\n",
    ),
    "an unknown outcome": (
        None,
        ["--outcome", "convert"],
        "bad.csv: no-column convert: there is no column 'convert'; did you mean 'converted'? Name one of its columns "
        f"with --outcome: {COLUMNS}.\n",
    ),
    "the outcome to be learned from": (
        None,
        ["--keep", "converted"],
        "outcome-as-feature converted: this column tells the outcome, so nothing can be learned from it. "
        "Take it out of --keep.\n",
    ),
    "an unknown column to drop": (
        None,
        ["--drop", "chanel"],
        "no-column --drop: there is no column 'chanel'. Did you mean 'channel'?\n",
    ),
    "an unknown number": (
        None,
        ["--increasing", "employee"],
        "no-column --increasing: there is no column 'employee'; did you mean 'employees'? There are: country, "
        "employees, channel, lead_id, created_at, converted.\n",
    ),
    "a number that is a text": (
        None,
        ["--decreasing", "country"],
        "no-number --decreasing: 'country' holds texts, of which none is more than another. "
        "Name a column of numbers.\n",
    ),
    "both directions": (
        None,
        ["--decreasing", "employees", "--increasing", "employees"],
        "both-ways employees: more of this column is said never to lower and never to raise the score. "
        "Say one of --increasing and --decreasing.\n",
    ),
    "a capacity that is none": (
        None,
        ["--capacity", "lots"],
        "bad-capacity --capacity: 'lots' does not say how many leads can be called. "
        "Write a number of leads and a period: 200/month, 50/week or 10/day.\n",
    ),
    "a precision of nothing": (
        None,
        ["--precision", "0"],
        "bad-precision --precision: 0 is no share of those called. Give a number above 0 and up to 1, such as 0.25.\n",
    ),
    "half a value": (
        None,
        ["--cost-per-call", "100"],
        "half-a-value --cost-per-call: whom a call pays for depends on --deal-value, too. Give both, or neither.\n",
    ),
    "a folder that is a file": (
        None,
        ["-o", "leads.csv"],
        "leads.csv: no-folder -o: the folder cannot be made: Not a directory. Choose another place.\n",
    ),
    "a folder within a file": (
        None,
        ["-o", "leads.csv/learned"],
        "leads.csv/learned: no-folder -o: the folder cannot be made: Not a directory. Choose another place.\n",
    ),
    "a model written by hand": (
        None,
        ["-o", "own"],
        "own/model.yaml: not-replaced -o: no training has written this model, so none replaces it. "
        "Choose another folder.\n",
    ),
    "like nothing": (
        None,
        ["--like", "own"],
        "own/train.json: no-plan --like: there is no train.json. Name a folder that `baremo train` has written.\n",
    ),
    "a time that is no column": (
        None,
        ["--time", "created"],
        "bad.csv: no-column created: there is no column 'created'; did you mean 'created_at'? "
        f"Name one of its columns with --time: {COLUMNS}.\n",
    ),
}


@pytest.mark.parametrize(("change", "words", "message"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_told_and_the_folder_stays_as_it_was(
    place: Path, baremo: Call, change: Change | None, words: Sequence[str], message: str
) -> None:
    rows = company()
    write(Path("bad.csv"), [change(number, row) if change else row for number, row in enumerate(rows)])
    Path("own").mkdir()
    Path("own/model.yaml").write_text("model: mine\n", "utf-8")
    before = [listing(folder) for folder in (place, place / "learned", place / "own")]
    given = ("train", "--leads", "bad.csv", "--outcome", "converted", "--kind", "naive-bayes", "-o", "learned")
    done = baremo(*given, *words)

    assert (done.code, done.out) == (1, "")
    assert done.err == message
    assert [listing(folder) for folder in (place, place / "learned", place / "own")] == before


def oddities(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "hardly filled": "x" if number % 100 == 7 else "",
        "infinite": ["inf", "1e400", "-inf", str(number)][number % 4],
        "constant": "same",
        "town": f"town {number}",
        "account": f"{number % 150}",
    }


def test_columns_that_are_odd_are_no_accident(place: Path, train: Call, baremo: Call) -> None:
    write(Path("odd.csv"), [oddities(number, row) for number, row in enumerate(company())])
    done = train("-o", "odd", leads="odd.csv", kind="scorecard")

    assert (done.code, figures("odd")["verdict"]) == (0, "ready")
    warned = " ".join(figures("odd")["warnings"])
    assert "constant" in warned
    assert "hardly filled" in warned
    assert baremo("check", "odd/model.yaml").code == 0


def test_ten_thousand_towns_are_one_category_or_none(place: Path, train: Call) -> None:
    rows = [{**row, "town": f"t{number * 7 % 5000}"} for number, row in enumerate(company(10_000))]
    write(Path("towns.csv"), rows)

    assert train("-o", "towns", leads="towns.csv").code == 0
    assert "town: 5,000 different values" in " ".join(figures("towns")["warnings"])
