"""The example for dbt, by the very commands of its how-to: its tables are what `baremo score` gives."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

import baremo
from tests.docs.pages import ROOT, blocks

FOLDER = Path("examples/dbt")
PROGRAMS = ROOT / ".venv-dbt" / "bin"
WRITTEN = ("lead_scores.sql", "lead_ledger.sql")
COMMANDS = next(block.text for block in blocks(ROOT / "docs/how-to/score-in-dbt.md") if block.words == ("sh",))

pytestmark = [
    pytest.mark.skipif(not (PROGRAMS / "dbt").exists(), reason="`make test` installs dbt"),
    pytest.mark.xdist_group("dbt"),
]


def run(folder: Path, *command: str) -> None:
    """As a person would, with both programs at hand, and no word to anybody."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), str(PROGRAMS), os.environ["PATH"]])
    alone = {"HOME": str(folder), "DO_NOT_TRACK": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **alone, "PATH": programs}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example in which the how-to's commands have been run."""
    root = tmp_path_factory.mktemp("root")
    shutil.copytree(ROOT / FOLDER, root / FOLDER, ignore=shutil.ignore_patterns("target", "logs", "leads.duckdb*"))
    for written in WRITTEN:
        (root / FOLDER / "models" / written).unlink()
    run(root, "sh", "-e", "-c", COMMANDS)
    return root / FOLDER


def rows(project: Path, table: str) -> list[dict[str, Any]]:
    with duckdb.connect(project / "leads.duckdb", read_only=True) as con:
        found: list[dict[str, Any]] = con.sql(f"FROM {table} ORDER BY ALL").to_arrow_table().to_pylist()
    return found


def assert_tables_are_what_baremo_gives(project: Path, as_of: str) -> None:
    model = baremo.load(project / "model.yaml")
    result = baremo.score(model, leads=project / "seeds/leads.csv", events=project / "seeds/events.csv", as_of=as_of)
    for table, expected in (("lead_scores", result.scores), ("lead_ledger", result.ledger)):
        found = rows(project, table)
        assert found == duckdb.from_arrow(expected).order("ALL").to_arrow_table().to_pylist()
        assert found


@pytest.mark.parametrize("written", WRITTEN)
def test_the_committed_queries_are_what_the_commands_write(project: Path, written: str) -> None:
    assert (project / "models" / written).read_text("utf-8") == (ROOT / FOLDER / "models" / written).read_text("utf-8")


def test_the_tables_are_what_baremo_gives(project: Path) -> None:
    assert_tables_are_what_baremo_gives(project, "2026-11-01T08:00:00Z")


def test_the_same_queries_serve_another_night(project: Path) -> None:
    later = {"as_of": "TIMESTAMPTZ '2026-12-24 00:30:00+02:00'"}

    run(project, "dbt", "run", "--vars", json.dumps(later))

    assert_tables_are_what_baremo_gives(project, "2026-12-24T00:30:00+02:00")
