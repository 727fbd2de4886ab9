"""A training: judged on rows that no choice was made on, learned from all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

import baremo
from baremo.engine.scoring import Sources
from baremo.errors import InputError
from baremo.learn.feature import FeatureTable
from baremo.learn.plan import Plan
from baremo.learn.scorecard import Scorecard
from baremo.learn.training import Training, train
from tests.learn.trained import company

PLAN = Plan(outcome="converted", kind="scorecard")


def won_at(row: dict[str, Any]) -> str:
    """Five days after the lead came in."""
    return (datetime.fromisoformat(row["created_at"]) + timedelta(days=5)).date().isoformat()


@pytest.fixture(scope="module")
def done() -> list[float]:
    return []


@pytest.fixture(scope="module")
def training(done: list[float]) -> Training:
    return train(Sources(leads=company()), PLAN, progress=done.append)


def refused(plan: Plan, rows: Any = None) -> str:
    with pytest.raises(InputError) as caught:
        train(Sources(leads=rows or company()), plan)
    return str(caught.value)


def test_the_rows_that_judge_are_later_than_all_that_taught(training: Training) -> None:
    moments, parts = training.history.labels.moments, training.split

    assert moments is not None
    assert moments[parts.train].max() < moments[parts.test].min()
    assert set(training.chosen.rows) == set(parts.train)
    assert training.figures.judgement.n == len(parts.test)


def test_what_is_written_is_learned_from_all_rows(training: Training) -> None:
    first, last = training.chosen.chosen.learned, training.final.learned

    assert isinstance(first, Scorecard)
    assert isinstance(last, Scorecard)
    assert (first.rows, last.rows) == (294, 420)


def test_the_written_probabilities_come_true_on_the_latest_leads(training: Training) -> None:
    table, outcome = training.history.take(training.split.test)
    final = training.final
    probability = final.calibration.probability(final.learned.log_odds(table))

    assert probability.mean() == pytest.approx(outcome.mean(), abs=0.06)


def test_progress_only_goes_up(training: Training, done: list[float]) -> None:
    assert done == sorted(done)
    assert done[0] > 0
    assert done[-1] <= 1


def test_a_number_may_be_held_to_one_direction() -> None:
    rows = [{**row, "employees": -row["employees"] if row["employees"] != "n/a" else ""} for row in company()]
    plan = Plan(outcome="converted", kind="boosted", increasing=("employees",))
    found = train(Sources(leads=rows), plan)
    table = found.history.features
    low, high = (found.final.learned.log_odds(with_employees(table, value)) for value in (-499.0, -1.0))

    assert (high >= low - 1e-12).all()  # though in truth less is better


def with_employees(table: FeatureTable, value: float) -> FeatureTable:
    return replace(table, numbers={**table.numbers, "employees": np.full(table.rows, value)})


def test_leads_without_time_are_split_by_chance_and_the_report_says_that_it_flatters() -> None:
    rows = [{key: value for key, value in row.items() if key != "created_at"} for row in company()]
    found = train(Sources(leads=rows), PLAN)

    assert found.split.kind == "random"
    assert found.figures.train_until is None


def test_rows_in_order_are_split_like_time() -> None:
    rows = [{key: value for key, value in row.items() if key != "created_at"} for row in company()]
    found = train(Sources(leads=rows), Plan(outcome="converted", kind="naive-bayes", by_rows=True))

    assert found.split.kind == "time"
    assert found.split.train.max() < found.split.test.min()


def test_what_cannot_be_followed_is_refused_before_anything_is_read() -> None:
    wrong = {
        "bad-capacity": Plan(capacity="many"),
        "half-a-value --deal-value": Plan(deal_value=1.0),
        "bad-amount --cost-per-call: -1 is no amount": Plan(deal_value=1.0, cost_per_call=-1.0),
        "bad-amount --deal-value: inf is no amount": Plan(deal_value=float("inf"), cost_per_call=1.0),
        "bad-precision --precision: 0 is no share": Plan(precision=0.0),
        "bad-precision --precision: 7 is no share": Plan(precision=7.0),
    }
    for message, plan in wrong.items():
        with pytest.raises(InputError, match=f"^{message}"):
            train(Sources(leads="there is no such file"), plan)


def test_a_number_that_nothing_knows_is_refused_with_the_near_one() -> None:
    assert refused(Plan(outcome="converted", increasing=("Employes",))).startswith(
        "no-column --increasing: there is no column 'Employes'; did you mean 'employees'? "
    )


def test_deals_of_amounts_are_worth_something() -> None:
    leads = [{key: value for key, value in row.items() if key != "converted"} for row in company()]
    deals = [
        {"lead_id": row["lead_id"], "date": won_at(row), "status": "won", "amount": 100 + number % 7}
        for number, row in enumerate(company())
        if row["converted"] == "yes"
    ]
    found = baremo.train(leads=leads, deals=deals, horizon=30, kind="naive-bayes")

    assert found.worth is not None
    assert found.history.labels.horizon == 30


def test_a_direction_for_a_column_that_is_left_out_harms_nothing() -> None:
    rows = [{**row, "always": 1} for row in company()]
    plan = Plan(outcome="converted", kind="boosted", increasing=("always",))

    assert train(Sources(leads=rows), plan).final.kind == "boosted"
