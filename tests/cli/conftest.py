"""The command line as a person uses it: words in, an exit code and two streams out."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from baremo.cli import main
from tests.cast import EVENTS, LEADS
from tests.report.scored import MODEL


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a call left."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in: a model, leads and events."""
    monkeypatch.chdir(tmp_path)
    Path("model.yaml").write_text(MODEL, "utf-8")
    write("leads.csv", LEADS)
    write("events.csv", EVENTS)
    return tmp_path


@pytest.fixture
def baremo(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the command in English, 80 characters wide."""
    monkeypatch.setenv("BAREMO_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")

    def call(*words: str, stdin: str | None = None) -> Done:
        monkeypatch.setattr(sys, "argv", ["baremo", *words])
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        with pytest.raises(SystemExit) as stopped:
            main()
        said = capsys.readouterr()
        return Done(code=int(stopped.value.code or 0), out=said.out, err=said.err)

    return call


@pytest.fixture
def score(desk: Path, baremo: Call) -> Call:
    """`baremo score` of the cast, with further words."""

    def call(*words: str, stdin: str | None = None) -> Done:
        given = ("model.yaml", "--leads", "leads.csv", "--events", "events.csv", "--as-of", "2026-03-31")
        return baremo("score", *given, *words, stdin=stdin)

    return call


def write(name: str, rows: Sequence[Mapping[str, Any]]) -> Path:
    """A CSV file of rows that all have the same columns."""
    path = Path(name)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def listing(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and what it holds."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
