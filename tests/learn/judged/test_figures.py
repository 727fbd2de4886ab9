"""The figures of a run, as metrics.json has them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from baremo.learn import measures
from baremo.learn.drift import since
from baremo.learn.judged.figures import Figures, conversion_of, write_metrics
from baremo.learn.judged.judging import judge
from baremo.learn.judged.verdict import verdict
from baremo.texts import Text, say
from tests.learn.rankings import scored

PAST = scored(2000)


@dataclass(frozen=True)
class Suspect:
    column: str
    why: Text
    excluded: bool


def figures(*, flat: bool = False) -> Figures:
    outcome = np.zeros(2000, dtype=bool) if flat else PAST.outcome
    judgement = judge(outcome, PAST.probability, moments=PAST.moments)
    return Figures(
        kind="scorecard",
        split="time",
        judgement=judgement,
        verdict=verdict(judgement),
        train_until=np.datetime64("2025-01-01T12:30", "us"),
        trained_on=conversion_of("", 5000, 900),
        candidates={"scorecard": measures.measure(PAST.outcome, PAST.probability, bootstrap=20)},
        leakage=(Suspect("tags", say("it names the outcome"), True),),
        left_out=((say("too young"), 12),),
    )


def test_metrics_have_every_key_that_programs_hold_on_to() -> None:
    found = figures().as_dict()

    for name in ("auc", "average_precision", "brier", "log_loss"):
        assert set(found[name]) == {"value", "low", "high"}  # type: ignore[call-overload]
    assert (found["n"], found["positives"], found["split"], found["kind"]) == (
        2000,
        PAST.outcome.sum(),
        "time",
        "scorecard",
    )
    assert found["train_until"] == "2025-01-01T12:30:00Z"
    assert set(found["lift"][0]) >= {"decile", "lift", "conversion", "n"}  # type: ignore[index]
    assert set(found["candidates"]["scorecard"]) >= {"auc", "brier", "log_loss"}  # type: ignore[index]
    assert found["leakage"] == [{"column": "tags", "why": "it names the outcome", "excluded": True}]
    assert found["verdict"] == "ready"
    assert len(found["calibration"]) == 10  # type: ignore[arg-type]


def test_metrics_are_strict_json_even_of_nothing(tmp_path: Path) -> None:
    write_metrics(figures(flat=True), tmp_path / "metrics.json")
    found = json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8"))

    assert (found["auc"], found["brier"], found["verdict"]) == (None, None, "no signal")


def test_the_same_run_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_metrics(figures(), tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_figures_are_compared_with_those_of_an_earlier_run() -> None:
    before = {"auc": {"value": 0.95}, "brier": {"value": None}, "log_loss": "lost"}
    found = since(before, figures())

    assert [(each.name, each.before, each.beyond_chance) for each in found] == [("auc", 0.95, True)]
    assert [each.beyond_chance for each in since(figures().as_dict(), figures())] == [False] * 4
