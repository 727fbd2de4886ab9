"""What a training leaves in a folder: all of it or nothing, and nobody's work is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

import baremo
from baremo.errors import InputError
from baremo.learn.folder import check_folder, check_training_folder, write_training
from baremo.learn.predictor import predictor_of
from baremo.learn.told.values import FILE
from baremo.learn.training import Training
from tests.cli.conftest import listing
from tests.learn.trained import company


@pytest.fixture(scope="module")
def training() -> Training:
    return baremo.train(leads=company(), outcome="converted", kind="naive-bayes")


def refused(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        check_training_folder(folder)
    return str(caught.value)


def test_folders_are_made_with_those_above_them(training: Training, tmp_path: Path) -> None:
    written = write_training(training, tmp_path / "a" / "b", lang="en").paths

    assert sorted(written) == sorted((tmp_path / "a" / "b").iterdir())


def test_nothing_is_made_before_there_is_something_to_write(tmp_path: Path) -> None:
    check_folder(tmp_path / "a" / "b")

    assert list(tmp_path.iterdir()) == []


def test_the_model_finds_its_predictor(training: Training, tmp_path: Path) -> None:
    write_training(training, tmp_path, lang="en")
    predictor = predictor_of(baremo.load(tmp_path / "model.yaml"))

    assert predictor is not None
    assert predictor.rows == training.history.labels.rows


def test_a_model_that_no_training_has_written_is_kept(training: Training, tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("model: mine\n", "utf-8")

    assert refused(tmp_path) == (
        f"{tmp_path}/model.yaml: not-replaced -o: no training has written this model, so none replaces it. "
        "Choose another folder."
    )
    with pytest.raises(InputError):
        write_training(training, tmp_path, lang="en")
    assert listing(tmp_path) == {"model.yaml": b"model: mine\n"}


@pytest.mark.parametrize("name", ["report.html", "metrics.json"])
def test_the_report_of_a_backtest_is_kept(training: Training, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("of a backtest", "utf-8")

    assert refused(tmp_path) == (
        f"{tmp_path}: not-replaced -o: it holds a report that no training has written, such as a backtest's, which "
        f"would be replaced. Choose another folder, such as {tmp_path}/training."
    )
    with pytest.raises(InputError):
        write_training(training, tmp_path, lang="en")
    assert listing(tmp_path) == {name: b"of a backtest"}
    assert write_training(training, tmp_path / "training", lang="en").paths


def test_where_one_file_cannot_be_written_none_is(training: Training, tmp_path: Path) -> None:
    write_training(training, tmp_path, lang="en")
    (tmp_path / "metrics.json").unlink()
    (tmp_path / "metrics.json").mkdir()
    before = listing(tmp_path)
    with pytest.raises(InputError, match="the file cannot be written: it is a folder"):
        write_training(training, tmp_path, lang="es")

    assert listing(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "reason"),
    [("file", "Not a directory"), ("file/in/it", "Not a directory"), ("x" * 300, "File name too long")],
)
def test_what_is_no_place_for_a_folder_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    assert refused(tmp_path / name) == (
        f"{tmp_path / name}: no-folder -o: the folder cannot be made: {reason}. Choose another place."
    )


def test_what_only_the_earlier_training_wrote_is_forgotten(training: Training, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("somebody's own", "utf-8")
    write_training(training, tmp_path, lang="en")
    assert (tmp_path / FILE).exists()

    write_training(training, tmp_path, lang="en")
    assert not (tmp_path / FILE).exists()
