"""Files are whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from baremo.engine.whole_file import whole_file, whole_files
from baremo.errors import InputError


def test_a_file_takes_its_name_once_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    with whole_file(path) as part:
        part.write_text("new", "utf-8")
        assert not path.exists()

    assert [file.name for file in tmp_path.iterdir()] == ["scores.csv"]
    assert path.read_text("utf-8") == "new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "scores.csv"
    path.write_text("old", "utf-8")

    def fail() -> None:
        with whole_file(path) as part:
            part.write_text("half", "utf-8")
            raise error

    with pytest.raises(error):
        fail()

    assert [file.read_text("utf-8") for file in tmp_path.iterdir()] == ["old"]


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    scores, ledger = tmp_path / "scores.csv", tmp_path / "nowhere" / "ledger.csv"
    with pytest.raises(InputError), whole_files([scores, ledger]):
        raise AssertionError("never reached")
    with whole_files([scores, tmp_path / "ledger.csv"]) as parts:
        for part in parts.values():
            part.write_text("x", "utf-8")

    assert sorted(file.name for file in tmp_path.iterdir()) == ["ledger.csv", "scores.csv"]


def test_an_error_of_the_system_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused, whole_file(tmp_path / "x.csv"):
        raise OSError(28, "No space left on device")

    assert str(refused.value) == (
        f"{tmp_path}/x.csv: cannot-write: the file cannot be written: No space left on device. "
        "Choose another place, or make room."
    )


@pytest.mark.parametrize("name", ["", "a\0b", "/", "pyproject.toml/report.html"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="the file cannot be written"), whole_file(Path(name)) as part:
        part.write_text("", "utf-8")
