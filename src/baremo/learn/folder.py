"""The folder that a training leaves: a model that scores as it is, its report, its figures, and how it was made.

All files take their names once all are written, or none does.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from errno import EACCES, ENOTDIR
from os import W_OK, access, strerror
from pathlib import Path

from baremo.engine.whole_file import whole_files
from baremo.errors import InputError, Problem
from baremo.learn import plan
from baremo.learn.boosted import Boosted
from baremo.learn.cards import model_file
from baremo.learn.cards.marks import Marks, marks_of
from baremo.learn.judged import profile
from baremo.learn.judged.figures import write_metrics
from baremo.learn.naive_bayes import NaiveBayes
from baremo.learn.predictors.file import write as write_predictor
from baremo.learn.predictors.trained import TrainedPredictor
from baremo.learn.report import learning_report
from baremo.learn.scorecard import Scorecard
from baremo.learn.told import values
from baremo.learn.told.telling import of_training
from baremo.learn.told.words import Told
from baremo.learn.training import Training
from baremo.model.diff import diff
from baremo.model.reader import load
from baremo.texts import Said, say

MODEL, REPORT, METRICS = "model.yaml", "report.html", "metrics.json"


def check_folder(folder: Path) -> None:
    """Whether a folder can be made or written to, before anything is computed.

    Raises
    ------
    InputError
        It cannot, such as where a file has the name.
    """
    try:
        there = next(each for each in (folder, *folder.parents) if each.exists())
        if not there.is_dir():
            raise NotADirectoryError(ENOTDIR, strerror(ENOTDIR))
        if not access(there, W_OK):
            raise PermissionError(EACCES, strerror(EACCES))
    except OSError as error:
        raise InputError(_no_folder(folder, error)) from error


def check_training_folder(folder: Path) -> None:
    """Likewise, and that no model and no report is lost.

    Raises
    ------
    InputError
        It holds a model that no training has written, or the report or figures of something else.
    """
    check_folder(folder)
    if (folder / plan.FILE).exists():
        return
    if (folder / MODEL).exists():
        raise InputError(_hand_written(folder))
    if (folder / REPORT).exists() or (folder / METRICS).exists():
        raise InputError(_reported(folder))


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """The files of a folder, and what its report tells."""

    paths: list[Path]
    told: Told


def write_training(training: Training, folder: Path, *, lang: str) -> Written:
    """Writes everything; an earlier training's files are replaced."""
    check_training_folder(folder)
    _make(folder)
    earlier = _of_earlier_training(folder)
    with tempfile.TemporaryDirectory(prefix="baremo-") as made:
        drafts = Path(made)
        _write_model(training, drafts)
        write_metrics(training.figures, drafts / METRICS)
        values.write_expected_values(training, drafts)
        told = of_training(training, changes=_changes(training, drafts))
        (drafts / REPORT).write_text(learning_report(told, lang=lang), encoding="utf-8")
        profile.write_profile(training.profile, drafts / profile.FILE)
        plan.write_plan(training.plan, drafts)
        names = sorted(path.name for path in drafts.iterdir())
        with whole_files(folder / name for name in names) as parts:
            for name in names:
                parts[folder / name].write_bytes((drafts / name).read_bytes())
    written = [folder / name for name in names]
    for path in earlier - {*written, *_predictors(folder)}:
        path.unlink(missing_ok=True)
    return Written(paths=written, told=told)


def _changes(training: Training, folder: Path) -> tuple[Said, ...]:
    """What differs from the model of the earlier training."""
    before = None if training.like is None else training.like / MODEL
    if before is None or not before.is_file():
        return ()
    found = diff(load(before), load(folder / MODEL))
    return tuple(change.sentence for change in found) or (say("The model means the same as before."),)


def write_validation(told: Told, folder: Path, *, lang: str) -> list[Path]:
    """A backtest's report and figures."""
    _make(folder)
    names = [folder / METRICS, folder / REPORT]
    with whole_files(names) as parts:
        write_metrics(told.figures, parts[folder / METRICS])
        parts[folder / REPORT].write_text(learning_report(told, lang=lang), encoding="utf-8")
    return names


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(_no_folder(folder, error)) from error


def _of_earlier_training(folder: Path) -> set[Path]:
    """Files of it that another training need not write again."""
    if not (folder / plan.FILE).exists():
        return set()
    return {*_predictors(folder), folder / values.FILE}


def _predictors(folder: Path) -> set[Path]:
    """Those that a model file of the folder names."""
    files = [path for path in folder.glob("*.y*ml") if path.is_file()]
    models = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    return {path for path in folder.glob("*.predictor") if any(path.name in text for text in models)}


def _write_model(training: Training, folder: Path) -> None:
    """A model that `baremo score` runs as it is; where a predictor won, its file beside it."""
    learned, marks = training.final.learned, marks_of(training)
    if isinstance(learned, Scorecard):
        text = _scorecard(training, learned, marks)
    else:
        file = write_predictor(_predictor(training), folder)
        text = model_file.predictor_model(file, name=training.plan.model, title=training.plan.title, marks=marks)
    (folder / MODEL).write_text(text, encoding="utf-8")


def _predictor(training: Training) -> TrainedPredictor:
    learned, labels = training.final.learned, training.history.labels
    assert isinstance(learned, Boosted | NaiveBayes)
    return TrainedPredictor(
        learned=learned,
        calibration=training.final.calibration,
        rows=labels.rows,
        base_rate=float(labels.outcome.mean()),
        trained_at=_today(),
    )


def _today() -> datetime:
    """The day alone: what is learned twice from the same rows has one name."""
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _scorecard(training: Training, learned: Scorecard, marks: Marks) -> str:
    return model_file.scorecard_model(
        learned,
        training.final.calibration,
        name=training.plan.model,
        title=training.plan.title,
        marks=marks,
        verdict=training.figures.verdict.word,
    )


def _no_folder(folder: Path, error: OSError) -> Problem:
    return Problem(
        code="no-folder",
        subject="-o",
        file=str(folder),
        message=say("the folder cannot be made: {error}.", error=error.strerror or error),
        remedy=say("Choose another place."),
    )


def _hand_written(folder: Path) -> Problem:
    return Problem(
        code="not-replaced",
        subject="-o",
        file=str(folder / MODEL),
        message=say("no training has written this model, so none replaces it."),
        remedy=say("Choose another folder."),
    )


def _reported(folder: Path) -> Problem:
    return Problem(
        code="not-replaced",
        subject="-o",
        file=str(folder),
        message=say("it holds a report that no training has written, such as a backtest's, which would be replaced."),
        remedy=say("Choose another folder, such as {folder}.", folder=str(folder / "training")),
    )
