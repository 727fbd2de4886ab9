"""The benchmarks run from end to end, at a size at which their figures mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.__main__ import GROUPS, measure
from benchmarks.learning.tasks import DATASETS
from benchmarks.process import Command, Spent, spend, times
from benchmarks.sample import SAMPLES_OF, write_samples
from benchmarks.sizes import TIMES, TINY, ZONES
from benchmarks.table import Row, Target, table

ROWS = {"start": 4, "files": 5, "lead": 6, "many": 10, "peers": 6, "linear": 5, "criteria": 3, "whatif": 6, "nights": 4}
ROWS["learn"] = 2 if (DATASETS / "cdnow").is_dir() else 1
SLOW = ("lead", "many", "peers", "linear", "criteria", "whatif", "nights", "learn")


def spent(wall: float = 1, cpu: float = 1) -> Spent:
    return Spent(wall=wall, cpu=cpu, peak=50e6)


@pytest.mark.parametrize("group", [pytest.param(name, marks=[pytest.mark.long] * (name in SLOW)) for name in GROUPS])
def test_every_measure_runs(group: str, capsys: pytest.CaptureFixture[str]) -> None:
    measure(TINY, [group])

    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + ROWS[group]


def test_the_same_size_gives_the_same_rows(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_samples(tmp_path / name, TINY)

    for file in ("leads.csv", "events.csv", "b2b-leads.csv", "b2b-events.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_group_has_only_its_own_samples_written(tmp_path: Path) -> None:
    write_samples(tmp_path, TINY, ["start"])

    written = {file.name for file in tmp_path.iterdir()}
    assert written == {*(f"{model}.yaml" for model in (*ZONES, *TIMES)), "b2b.yaml", "b2b-leads.csv", "b2b-events.csv"}


def test_every_group_says_which_samples_it_needs() -> None:
    assert list(SAMPLES_OF) == list(GROUPS)


def test_a_sample_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    (tmp_path / "events.parquet").touch()

    write_samples(tmp_path, TINY, ["peers"])

    assert (tmp_path / "events.parquet").stat().st_size == 0


def test_a_command_that_fails_ends_the_benchmark_with_what_it_said() -> None:
    with pytest.raises(SystemExit, match=r"^-c raise SystemExit\('no such file'\)\nno such file\n$"):
        spend(Command(arguments=("-c", "raise SystemExit('no such file')")))


def test_who_starts_the_processes_is_small_itself() -> None:
    code = "import sys, benchmarks.__main__; sys.exit('duckdb' in sys.modules or 'baremo' in sys.modules)"

    spend(Command(arguments=("-c", code)))


def test_what_ran_in_the_same_round_is_compared() -> None:
    assert times([spent(cpu=4), spent(cpu=9), spent(cpu=10)], [spent(cpu=2), spent(cpu=3), spent(cpu=1)]) == 3


def test_a_table_says_which_targets_are_reached() -> None:
    rows = [
        Row(name="quick", spent=spent(wall=0.02), target=Target(wall=0.05)),
        Row(name="slow", spent=spent(wall=0.3), target=Target(wall=0.2)),
        Row(name="free", spent=spent()),
    ]

    assert list(table(rows, judged=True)) == [
        "| measure | seconds | CPU seconds | peak memory | target | reached |",
        "| --- | --: | --: | --: | --- | --- |",
        "| quick | 20.0 ms | 1.00 | 50 MB | ≤ 50 ms | yes |",
        "| slow | 0.30 | 1.00 | 50 MB | ≤ 0.2 s | **no** |",
        "| free | 1.00 | 1.00 | 50 MB |  |  |",
    ]


def test_a_small_run_judges_nothing() -> None:
    row = Row(name="many", spent=spent(), times=12, times_numbers=20, target=Target(times=10))

    assert list(table([row], judged=False))[-1] == "| many | 1.00 | 1.00 | 12.0 | 20.0 | 50 MB | ≤ 10 × |"


def test_a_row_may_have_several_targets_and_all_count() -> None:
    target = Target(times=8, peak=40e6)
    rows = [
        Row(name="light", spent=spent(), times=7, target=Target(times=8, peak=60e6)),
        Row(name="heavy", spent=spent(), times=7, target=target),
        Row(name="peer", spent=spent(), slower=4.9, target=Target(slower=5)),
        Row(name="wide", spent=spent(), first=5.5, events=100, target=Target(first=6)),
    ]

    assert list(table(rows, judged=True)) == [
        "| measure | seconds | CPU seconds | × grouping | × Baremo | × first | events per CPU second | peak memory "
        "| target | reached |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --- | --- |",
        "| light | 1.00 | 1.00 | 7.0 |  |  |  | 50 MB | ≤ 8 ×, ≤ 0.06 GB | yes |",
        "| heavy | 1.00 | 1.00 | 7.0 |  |  |  | 50 MB | ≤ 8 ×, ≤ 0.04 GB | **no** |",
        "| peer | 1.00 | 1.00 |  | 4.9 |  |  | 50 MB | ≥ 5 × Baremo | **no** |",
        "| wide | 1.00 | 1.00 |  |  | 5.5 | 100 | 50 MB | ≤ 6 × first | yes |",
    ]
