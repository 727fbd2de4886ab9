"""Learning is measured on the splits that others were measured on, and told beside what they reached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.csv
import pyarrow.parquet
import pytest

from baremo.learn.measures import auc
from benchmarks.learn import learn, row
from benchmarks.learning.generated import write_generated
from benchmarks.learning.histories import Rows, read, split_by_chance, split_in_order, thin, write_history
from benchmarks.learning.tasks import DATASETS, REAL, SEVEN, TASKS, Task, task_named
from benchmarks.process import Spent
from benchmarks.sizes import SIZES, TINY
from benchmarks.table import Learned, Reliable, table

SPENT = Spent(wall=2, cpu=3, peak=50e6)
GOOD = Reliable(brier=0.1, slope=1.0, intercept=0.0, astray=0.0)
BAD = Reliable(brier=0.2, slope=0.5, intercept=0.3, astray=0.1)


def leads(count: int) -> Rows:
    rows = [(f"l{number}", str(number % 10), str(int(number % 5 == 0))) for number in range(count)]
    return Rows(head=("lead_id", "size", "won"), rows=rows)


def learned(**figures: Any) -> Learned:
    usual: dict[str, Any] = {"kind": "scorecard", "verdict": "ready", "auc": 0.8, "probability_auc": 0.8}
    return Learned(**{**usual, "calibrated": GOOD, "uncalibrated": BAD, **figures})


def task(**asked: Any) -> Task:
    return Task(**{"name": "calls", "folder": "calls", "options": ("--outcome", "won"), **asked})


def reached(asked: Task, found: Learned) -> bool | None:
    return row(asked, SPENT, found).reached


def test_by_chance_both_parts_have_the_same_share_of_conversions(tmp_path: Path) -> None:
    split_by_chance(leads(100), tmp_path, outcome="won", won="1", lead="lead_id")

    assert read(tmp_path / "train" / "leads.csv").column("won").count("1") == 14
    assert read(tmp_path / "truth.csv").column("won").count("1") == 6


def test_in_order_the_first_seventy_of_a_hundred_teach(tmp_path: Path) -> None:
    rows = leads(100)
    split_in_order(rows, tmp_path, outcome=rows.column("won"), won="1", lead="lead_id", told="won")

    assert read(tmp_path / "train" / "leads.csv").rows == rows.rows[:70]
    assert read(tmp_path / "truth.csv").rows == [(row[0], row[2]) for row in rows.rows[70:]]


def test_who_is_scored_does_not_bring_the_outcome(tmp_path: Path) -> None:
    split_by_chance(leads(100), tmp_path, outcome="won", won="1", lead="lead_id")

    assert read(tmp_path / "test" / "leads.csv").head == ("lead_id", "size")


def test_a_small_size_learns_from_leads_of_all_times(tmp_path: Path) -> None:
    leads(100).write(tmp_path / "leads.csv")
    thin(tmp_path / "leads.csv", 40)

    assert read(tmp_path / "leads.csv").column("lead_id") == [f"l{number}" for number in range(0, 100, 3)]


@pytest.mark.parametrize("name", sorted({task.folder for task in REAL}))
def test_no_lead_both_teaches_and_checks_and_no_snapshot_does(name: str, tmp_path: Path) -> None:
    if not (DATASETS / name).is_dir():
        pytest.skip(f"there are no data in {DATASETS / name}")
    write_history(tmp_path, name)
    key = next(task for task in REAL if task.folder == name).id_column
    parts = [read(tmp_path / name / part / "leads.csv").column(key) for part in ("train", "test")]

    assert parts[1] == read(tmp_path / name / "truth.csv").column("lead_id")
    assert not set(parts[0]) & set(parts[1]) or name == "cdnow"


def test_the_funnel_tells_of_no_deal_of_those_who_check(tmp_path: Path) -> None:
    if not (DATASETS / "olist_funnel").is_dir():
        pytest.skip("there are no data of the funnel")
    write_history(tmp_path, "olist_funnel")
    deals = set(read(tmp_path / "olist_funnel/train/deals.csv").column("mql_id"))

    assert deals <= set(read(tmp_path / "olist_funnel/train/leads.csv").column("mql_id"))


def test_made_leads_are_the_same_each_time_and_their_truth_ranks_them(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_generated(tmp_path / name, 4_000, 15)
    one, two = (pyarrow.parquet.read_table(tmp_path / name / "train/leads.parquet") for name in ("one", "two"))
    truth = pyarrow.csv.read_csv(tmp_path / "one/truth.csv")
    won = np.asarray(truth["won"]).astype(bool)

    assert one.equals(two)
    assert (one.num_rows, one.num_columns) == (4_000, 18)  # with an id, a time and the outcome
    assert 0.06 < won.mean() < 0.1
    assert auc(won, np.asarray(truth["probability"])) > 0.75


def test_what_others_reached_is_to_be_reached_nearly() -> None:
    six = (0.6,) * 6

    assert task(baselines=(*six, 0.7)).least == 0.695
    assert task(baselines=(*six, 0.7), auc=0.698).least == 0.698
    assert task().least is None


def test_an_area_below_the_target_is_not_reached() -> None:
    assert reached(task(auc=0.8), learned()) is True
    assert reached(task(auc=0.81), learned()) is False


def test_where_time_passes_calibration_must_not_make_probabilities_worse() -> None:
    worse = learned(calibrated=BAD, uncalibrated=GOOD)

    assert reached(task(in_time=True), learned()) is True
    assert reached(task(in_time=True), worse) is False
    assert reached(task(), worse) is None


def test_where_nothing_can_be_learned_that_must_be_said() -> None:
    asked = task_named("maven_crm")

    assert reached(asked, learned(verdict="no signal", auc=0.5)) is True
    assert reached(asked, learned(verdict="weak", auc=0.5)) is False


def test_a_line_tells_the_figures_with_those_without_calibration_in_brackets() -> None:
    asked = task(baselines=(0.7, 0.8, 0.7, 0.7, 0.7, 0.7, 0.7), in_time=True, wall=60)

    assert list(table([row(asked, SPENT, learned())], judged=True)) == [
        "| measure | kind | AUC | best known | Brier | slope | intercept | verdict | seconds | CPU seconds "
        "| peak memory | target | reached |",
        "| --- | --- | --: | --- | --: | --: | --: | --- | --: | --: | --: | --- | --- |",
        "| calls | scorecard | 0.800 | logistic 0.800 | 0.1000 (0.2000) | 1.00 (0.50) | 0.00 (0.30) | ready | 2.00 "
        "| 3.00 | 50 MB | ≤ 60 s, AUC ≥ 0.795, calibrated | yes |",
    ]


def test_of_made_leads_the_best_is_the_truth() -> None:
    assert row(task(rows=10), SPENT, learned(possible=0.85)).best == "the truth 0.850"


def test_absent_data_are_said_and_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(learn(tmp_path, TINY)) == []
    assert "cdnow: skipped, there are no data in ../shared/datasets/cdnow\n" in capsys.readouterr().err


def test_every_size_has_histories_under_names_of_their_own() -> None:
    assert set(TASKS) == set(SIZES)
    assert all(task_named(task.name) is task for tasks in TASKS.values() for task in tasks)


def test_the_documented_seven_are_those_of_the_table() -> None:
    text = (Path(__file__).parents[2] / "docs/benchmarks.md").read_text(encoding="utf-8")

    assert f"| history | {' | '.join(SEVEN)} |" in text
    for each in (task for task in REAL if task.baselines):
        assert f"| {each.name} | {' | '.join(f'{value:.3f}' for value in each.baselines)} |" in text
