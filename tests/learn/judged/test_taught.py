"""Whom the leads of a backtest flatter."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from baremo.learn.history import Labels
from baremo.learn.judged.taught import learned_cautions
from baremo.learn.plan import Plan, write_plan
from baremo.model.model import ScoringModel
from baremo.model.outcome import Probability
from baremo.model.reader import read_text

IDS = np.array([f"lead-{number}" for number in range(10)], dtype=object)
MOMENTS = np.datetime64("2026-01-15", "us") + 30 * np.arange(10) * np.timedelta64(1, "D")
TIMED = Labels(lead_ids=IDS, moments=MOMENTS, outcome=np.arange(10) > 4)
TIMELESS = replace(TIMED, moments=None)
PERHAPS = "If the model was learned from these very leads, the figures flatter."


def by_hand() -> ScoringModel:
    read = read_text("{model: small, dimensions: {fit: {criteria: {es: {when: {country: ES}, points: 1}}}}}").model
    assert read is not None
    return read


def trained(folder: Path, metrics: str) -> ScoringModel:
    write_plan(Plan(outcome="won"), folder)
    (folder / "metrics.json").write_text(metrics, "utf-8")
    return replace(by_hand(), folder=folder)


def told(labels: Labels, model: ScoringModel, previous: ScoringModel | None = None) -> list[str]:
    return [str(caution) for caution in learned_cautions(labels, model, previous)]


def test_leads_from_the_time_that_taught_a_model_flatter_it(tmp_path: Path) -> None:
    model = trained(tmp_path, json.dumps({"months": [{"month": "2026-01"}, {"month": "2026-03"}]}))

    assert told(TIMED, model) == [
        "3 of these 10 leads are from the time up to 2026-03, from which this model was learned: its figures flatter."
    ]
    assert told(TIMED, by_hand(), model) == [
        "3 of these 10 leads are from the time up to 2026-03, from which the previous version was learned: "
        "the comparison flatters that one."
    ]


def test_later_leads_flatter_nobody(tmp_path: Path) -> None:
    model = trained(tmp_path, json.dumps({"months": [{"month": "2025-12"}]}))

    assert told(TIMED, model, model) == []


def test_where_nobody_knows_when_it_is_said(tmp_path: Path) -> None:
    model = trained(tmp_path, json.dumps({"months": [{"month": "2025-12"}]}))

    assert told(TIMELESS, model, model) == [
        PERHAPS,
        "If the previous version was learned from these very leads, the comparison flatters that one.",
    ]


@pytest.mark.parametrize(
    "metrics", ["", "{}", "[]", '{"months": []}', '{"months": [{"month": "soon"}]}', '{"months": 1}']
)
def test_figures_that_cannot_be_read_tell_no_time(tmp_path: Path, metrics: str) -> None:
    assert told(TIMED, trained(tmp_path, metrics)) == [PERHAPS]


def test_rules_by_hand_were_learned_from_nothing_and_a_probability_from_something() -> None:
    assert told(TIMED, by_hand(), by_hand()) == []
    assert told(TIMED, replace(by_hand(), probability=Probability(intercept=-1.0, slope=0.1))) == [PERHAPS]
