"""A backtest from its sources: models with their predictors, the version before, deals in place of an outcome."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import baremo
from baremo.engine.scoring import Sources
from baremo.errors import InputError
from baremo.learn.backtest import backtest
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text
from tests.learn.trained import company

ASKED = {"outcome": "converted"}


def won_at(row: dict[str, Any]) -> str:
    """Five days after the lead came in."""
    return (datetime.fromisoformat(row["created_at"]) + timedelta(days=5)).date().isoformat()


def by_hand(country: str) -> ScoringModel:
    model = read_text(
        f"model: m\ndimensions: {{fit: {{criteria: {{c: {{when: {{country: {country}}}, points: 9}}}}}}}}"
    ).model
    assert model is not None
    return model


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learned")
    baremo.train(leads=company(), outcome="converted", kind="naive-bayes", output=folder)
    return folder


def test_a_predictor_beside_the_model_is_asked(learned: Path) -> None:
    found = backtest(baremo.load(learned / "model.yaml"), Sources(leads=company(seed=5)), ASKED)

    assert found.figures.judgement.probability == "model"
    assert found.figures.verdict.word == "ready"


def test_a_predictor_of_the_version_before_is_asked_too(learned: Path) -> None:
    sources = Sources(leads=company(seed=5))
    found = backtest(by_hand("FR"), sources, ASKED, previous=baremo.load(learned / "model.yaml"))
    before = found.figures.judgement.compared["previous"]

    assert before.auc.value > 0.75
    assert before.gain is not None
    assert before.gain.high < 0


def test_a_predictor_that_is_lost_is_told(learned: Path, tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_bytes((learned / "model.yaml").read_bytes())
    with pytest.raises(InputError, match=r"predictor"):
        backtest(baremo.load(tmp_path / "model.yaml"), Sources(leads=company()), ASKED)


def test_deals_tell_the_outcome() -> None:
    deals = [
        {"lead_id": row["lead_id"], "date": won_at(row), "status": "won"}
        for row in company()
        if row["converted"] == "yes"
    ]
    leads = [{key: value for key, value in row.items() if key != "converted"} for row in company()]
    found = backtest(by_hand("ES"), Sources(leads=leads), {"deals": deals, "horizon": 30})

    assert found.labels.horizon == 30
    assert found.figures.judgement.n < 420  # the latest have not had their thirty days
