"""Backtests of hand-written models."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from baremo.engine.scoring import Sources
from baremo.learn.history import Labels
from baremo.learn.validation import Validation, validate
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text

DATASETS = Path(__file__).parents[3] / "shared/datasets"
N = 600
START = np.datetime64("2025-01-01T12:00", "us")
MODEL = """
model: clicks
dimensions:
  interest:
    criteria:
      visits: {event: page_viewed, points: 10}
bands: {hot: 10, cold: 0}
"""


def model(text: str = MODEL) -> ScoringModel:
    read = read_text(text).model
    assert read is not None
    return read


def moments() -> np.ndarray:
    return START + np.arange(N) * np.timedelta64(12, "h")


def labels(won: np.ndarray, **known: object) -> Labels:
    ids = np.array([f"lead-{number}" for number in range(N)], dtype=object)
    return Labels(lead_ids=ids, outcome=won, **known)  # type: ignore[arg-type]


def sources(visited: np.ndarray, *, days_after: int) -> Sources:
    """Some leads visit, so many days after their moment."""
    at = moments() + np.timedelta64(days_after, "D")
    countries = ("es", "fr", "pt")
    leads = [{"lead_id": f"lead-{number}", "country": countries[number % 3]} for number in range(N)]
    events = [
        {"lead_id": f"lead-{number}", "event": "page_viewed", "timestamp": f"{at[number]}Z"}
        for number in np.flatnonzero(visited)
    ]
    return Sources(leads=leads, events=events)


RNG = np.random.default_rng(1)
VISITED = RNG.random(N) < 0.4
WON = RNG.random(N) < np.where(VISITED, 0.5, 0.05)


def backtest(*, days_after: int = -1, **given: object) -> Validation:
    asked = labels(WON, moments=moments())
    return validate(model(), sources(VISITED, days_after=days_after), asked, **given)  # type: ignore[arg-type]


def test_rules_that_work_are_ready() -> None:
    found = backtest()
    figures = found.figures

    assert (figures.kind, figures.split, figures.verdict.word) == ("rules", "time", "ready")
    assert found.scores["score"].to_pylist() == np.where(VISITED, 10.0, 0.0).tolist()
    assert [(band.name, band.n) for band in figures.judgement.bands] == [
        ("hot", np.count_nonzero(VISITED)),
        ("cold", np.count_nonzero(~VISITED)),
    ]
    assert figures.judgement.probability == "score"


def test_what_came_after_a_leads_moment_is_not_in_its_score() -> None:
    found = backtest(days_after=1)

    assert set(found.scores["score"].to_pylist()) == {0.0}
    assert found.figures.verdict.word == "no signal"


def test_without_moments_all_are_scored_as_of_one_and_that_is_said() -> None:
    found = validate(model(), sources(VISITED, days_after=1), labels(WON, moments=None), as_of="2026-01-01")

    assert found.figures.verdict.word == "ready"
    assert found.figures.split == "random"
    assert [str(warning) for warning in found.figures.warnings] == [
        "No column says when leads were to be scored, so all are scored as of one moment, with what has become known "
        "since: the figures may flatter."
    ]


def test_attributes_of_today_are_said() -> None:
    assert [str(warning) for warning in backtest().figures.warnings] == [
        "Attributes are today's, not those of the moment of scoring: what was filled in after the outcome flatters."
    ]


def test_leads_of_one_moment_are_parted_by_lot_and_that_is_said() -> None:
    asked = labels(WON, moments=np.full(N, START + np.timedelta64(400, "D")))
    found = validate(model(), sources(VISITED, days_after=-1), asked)
    figures = found.figures

    assert (figures.split, figures.verdict.word, figures.judgement.probability) == ("random", "ready", "score")
    assert [str(caution) for caution in found.cautions] == [
        "Attributes are today's, not those of the moment of scoring: what was filled in after the outcome flatters.",
        "All leads are looked at as of one moment, so nothing tells how the ranking lasts: the figures may flatter.",
    ]
    assert [str(warning) for warning in figures.judgement.warnings] == [
        "The score tells no probability. For Brier score, log-loss and calibration one was read off it by what one "
        "half of the leads became, and measured on the other half."
    ]


def test_a_model_is_compared_with_its_previous_version() -> None:
    silent = model(MODEL.replace("page_viewed", "trial_started"))
    found = backtest(previous=silent)

    assert str(found.figures.verdict.sentences[-1]) == "It ranks better than the previous version."


def test_parts_are_looked_at_by_the_leads_columns() -> None:
    assert {(part.feature, part.value) for part in backtest().figures.judgement.segments} == {
        ("country", "es"),
        ("country", "fr"),
        ("country", "pt"),
    }


def test_a_column_that_is_the_outcome_is_no_part_to_look_at() -> None:
    leads = [
        {"lead_id": f"lead-{number}", "converted": "yes" if WON[number] else "no", "country": "es"}
        for number in range(N)
    ]
    found = validate(model(), Sources(leads=leads, events=[]), labels(WON, moments=moments()))

    assert found.figures.judgement.segments == ()


def test_fictitious_deals_are_no_signal() -> None:
    path = DATASETS / "maven_crm/sales_pipeline.csv"
    if not path.exists():
        pytest.skip("../shared/datasets is not here")
    with path.open(encoding="utf-8") as file:
        closed = [row for row in csv.DictReader(file) if row["deal_stage"] in ("Won", "Lost")]
    rules = model(
        "{model: m, dimensions: {fit: {criteria: {gtx: {when: {product: {starts_with: GTX}}, points: 10}, "
        "kan: {when: {account: Kan-code}, points: 5}}}}}"
    )
    asked = Labels(
        lead_ids=np.array([row["opportunity_id"] for row in closed], dtype=object),
        moments=np.array([row["engage_date"] for row in closed], dtype="datetime64[us]"),
        outcome=np.array([row["deal_stage"] == "Won" for row in closed]),
    )
    found = validate(rules, Sources(leads=path, id_column="opportunity_id"), asked)

    assert found.figures.verdict.word == "no signal"
