"""What a learned model is worth on the leads that check it, with and without its calibration.

Usage: python -m benchmarks.learning.judged FOLDER TASK, once `baremo train` and `baremo score` have run there.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

import baremo
from baremo.engine.facts import facts
from baremo.engine.scoring import Sources
from baremo.learn.feature import Flags, Numbers
from baremo.learn.learned import Learned as Lesson
from baremo.learn.logistic import sigmoid
from baremo.learn.measures import CLIP, auc, brier, calibration_line, log_loss
from baremo.learn.plan import read_plan
from baremo.learn.predictor import predictor_of
from baremo.learn.reading.feature_facts import asked_for, table_of
from baremo.learn.training import train
from benchmarks.learning.tasks import FIGURES, Task, task_named
from benchmarks.table import Learned, Reliable

TEXT_IDS = pa.csv.ConvertOptions(column_types={"lead_id": pa.string()})


def judged(folder: Path, task: Task) -> Learned:
    """The figures of the model in the folder."""
    truth = pa.csv.read_csv(folder / "truth.csv", convert_options=TEXT_IDS)
    leads = truth["lead_id"].combine_chunks()
    scores = pa.parquet.read_table(folder / "scores.parquet")
    scores = scores.take(pc.index_in(leads, scores["lead_id"].combine_chunks().cast(pa.string())))
    won = np.asarray(truth["won"]).astype(bool)
    probability = np.asarray(scores["probability"], float)
    told = json.loads((folder / "learned" / "metrics.json").read_text(encoding="utf-8"))
    return Learned(
        kind=told["kind"],
        verdict=told["verdict"],
        auc=auc(won, np.asarray(scores["score"], float)),
        probability_auc=auc(won, probability),
        calibrated=reliable(won, probability),
        uncalibrated=reliable(won, sigmoid(log_odds(folder, task, leads))),
        possible=auc(won, np.asarray(truth["probability"])) if "probability" in truth.column_names else None,
    )


def reliable(won: Flags, probability: Numbers) -> Reliable:
    """How far probabilities come true."""
    within = np.clip(probability, CLIP, 1 - CLIP)
    slope, intercept = calibration_line(won, within)
    straight = sigmoid(intercept + slope * np.log(within / (1 - within)))
    astray = log_loss(won, within) - log_loss(won, straight)
    return Reliable(brier=brier(won, probability), slope=slope, intercept=intercept, astray=astray)


def log_odds(folder: Path, task: Task, leads: pa.Array) -> Numbers:
    """What the chosen kind learned, before it is calibrated."""
    model = baremo.load(folder / "learned" / "model.yaml")
    predictor = predictor_of(model)
    learned = scorecard(folder, task) if predictor is None else predictor.learned
    asked = asked_for(learned.features)
    found = facts(asked, sources(folder / "test", task), as_of=task.as_of)
    rows = found.take(pc.index_in(leads, found["lead_id"].combine_chunks()))
    return learned.log_odds(table_of(learned.features, rows))


def scorecard(folder: Path, task: Task) -> Lesson:
    """Learned once more, as its model file holds points and calibrated probabilities alone."""
    plan = replace(read_plan(folder / "learned"), kind="scorecard")
    deals = str(folder / "train" / "deals.csv") if task.deals else None
    return train(sources(folder / "train", task), plan, deals=deals).final.learned


def sources(files: Path, task: Task) -> Sources:
    """The leads of one part, with what they did."""
    return Sources(
        leads=str(files / task.leads),
        events=str(files / "events.csv") if task.events else None,
        id_column=task.id_column,
    )


def main(folder: str, name: str) -> None:
    learned = judged(Path(folder), task_named(name))
    (Path(folder) / FIGURES).write_text(json.dumps(asdict(learned)), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
