"""`baremo validate`: whether any model works, judged as of each lead's own moment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call, Done, listing
from tests.learn.trained import called, company, write

BY_HAND = """
model: by-hand
dimensions:
  fit:
    criteria:
      spain: {when: {country: ES}, points: 40}
      large: {when: {employees: {at_least: 250}}, points: 40}
bands: {hot: {from: 60, title: {en: Call now, es: Llamar ya}}, warm: 30, cold: 0}
"""
BEFORE = """
model: by-hand
dimensions:
  fit:
    criteria:
      ads: {when: {channel: ads}, points: 40}
"""
VISITS = """
model: visits
dimensions:
  engagement:
    criteria:
      pages: {event: page_viewed, points: 10}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"model.yaml": BY_HAND, "before.yaml": BEFORE, "visits.yaml": VISITS}.items():
        Path(name).write_text(text, "utf-8")
    write(Path("leads.csv"), company())
    return tmp_path


@pytest.fixture
def validate(place: Path, baremo: Call) -> Call:
    def call(*words: str, model: str = "model.yaml") -> Done:
        return baremo("validate", model, "--leads", "leads.csv", "--outcome", "converted", *words)

    return call


def figures(folder: str = "backtest") -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Path(folder, "metrics.json").read_text("utf-8"))
    return told


def test_a_model_written_by_hand_is_judged(validate: Call, place: Path) -> None:
    done = validate("-o", "backtest", "--capacity", "20/month")

    assert (done.code, done.err) == (0, "Written: backtest/metrics.json, backtest/report.html\n")
    assert done.out.startswith("by-hand: does it work?\n")
    assert set(listing(place / "backtest")) == {"metrics.json", "report.html"}
    told = figures()
    assert (told["n"], told["positives"], told["verdict"], told["split"]) == (420, 230, "ready", "time")
    assert told["auc"]["value"] > 0.7
    assert [band["name"] for band in told["bands"]] == ["hot", "warm", "cold"]


def test_it_is_compared_with_the_version_before(validate: Call) -> None:
    validate("-o", "backtest", "--previous", "before.yaml")
    compared = figures()["compared"]

    assert compared["previous"]["auc"]["value"] < 0.6
    assert compared["previous"]["gain"]["low"] > 0.1
    assert set(compared) == {"previous", "random", "first_come"}


def test_a_model_that_knows_nothing_has_no_signal(validate: Call) -> None:
    validate("-o", "backtest", model="before.yaml")

    assert figures()["verdict"] == "no signal"


def test_the_report_speaks_spanish(validate: Call) -> None:
    assert validate("-o", "backtest", "--lang", "es").code == 0
    page = Path("backtest/report.html").read_text("utf-8")
    assert 'lang="es"' in page
    assert "Llamar ya" in page


def test_what_leads_did_later_than_they_are_looked_at_is_not_known(validate: Call) -> None:
    early = [
        {"lead_id": row["lead_id"], "event": "page_viewed", "timestamp": row["created_at"]}
        for row in company()
        if row["converted"] == "yes"
    ]
    write(Path("early.csv"), early)
    late = [{**event, "timestamp": event["timestamp"].replace("2026", "2027")} for event in early]
    write(Path("late.csv"), late)
    validate("-o", "early", "--events", "early.csv", "--score-at", "24h", model="visits.yaml")
    validate("-o", "late", "--events", "late.csv", "--score-at", "24h", model="visits.yaml")

    assert figures("early")["auc"]["value"] == 1
    assert figures("late")["auc"]["value"] == 0.5


def test_a_learned_model_is_judged_with_its_predictor(validate: Call) -> None:
    words = ("--leads", "leads.csv", "--outcome", "converted", "--kind", "boosted", "-o", "learned")
    called("train", *words)
    done = validate("-o", "backtest", model="learned/model.yaml")

    assert done.code == 0
    assert figures()["probability"] == "model"
    assert figures()["auc"]["value"] > 0.75


@pytest.fixture
def learned(place: Path) -> Path:
    called("train", "--leads", "leads.csv", "--outcome", "converted", "--kind", "naive-bayes", "-o", "learned")
    return place / "learned"


def test_the_report_of_a_training_is_not_replaced(validate: Call, learned: Path) -> None:
    report = (learned / "report.html").read_text("utf-8")
    done = validate("-o", "learned", model="learned/model.yaml")

    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "learned: not-replaced -o: it holds the report and the figures of a training, which a backtest would replace. "
        "Choose another folder, such as learned/backtest.\n"
    )
    assert (learned / "report.html").read_text("utf-8") == report
    assert validate("-o", "learned/backtest", model="learned/model.yaml").code == 0


def test_a_previous_version_that_was_learned_from_these_leads_is_told(validate: Call, learned: Path) -> None:
    told = (
        "420 of these 420 leads are from the time up to 2026-10, from which the previous version was learned: "
        "the comparison flatters that one."
    )
    done = validate("-o", "backtest", "--previous", "learned/model.yaml")

    assert told in " ".join(done.out.split())
    assert Path("backtest/report.html").read_text("utf-8").count(told) == 1
    assert told in figures()["warnings"]
    assert "ranks worse than the previous version" not in done.out


@pytest.mark.parametrize(("template", "events"), [("b2b", True), ("simple", False)])
def test_a_starter_model_is_judged_by_its_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, baremo: Call, template: str, events: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    baremo("init", "starter", "--template", template)
    words = ["--leads", "starter/leads.csv", "--outcome", "became_customer", "-o", "backtest"]
    done = baremo("validate", "starter/model.yaml", *words, *(["--events", "starter/events.csv"] if events else []))

    assert done.code == 0, done.err
    assert figures()["n"] > 20


WRONG = {
    "no such model": (["--previous", "none.yaml"], "none.yaml: "),
    "an unknown outcome": (
        ["--outcome", "convert"],
        "leads.csv: no-column convert: there is no column 'convert'; did ",
    ),
    "a folder that is a file": (["-o", "leads.csv"], "leads.csv: no-folder -o: the folder cannot be made: Not a dir"),
    "a capacity that is none": (["--capacity", "many"], "bad-capacity --capacity: 'many' does not say how many leads "),
    "a horizon that is none": (["--horizon", "0d"], "bad-horizon --horizon: '0d' is no number of days from 1 to 3660."),
}


@pytest.mark.parametrize(("words", "message"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_told_and_nothing_is_written(
    validate: Call, place: Path, words: list[str], message: str
) -> None:
    before = listing(place)
    done = validate("-o", "backtest", *words)

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(message)
    assert listing(place) == before
    assert not (place / "backtest").exists()
