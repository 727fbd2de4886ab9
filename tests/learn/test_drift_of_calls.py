"""Calls of a bank in the order of time: 5.6 % won at first, 24.6 % in the end."""

from __future__ import annotations

import csv
import io
import zipfile

import numpy as np
import pyarrow as pa
import pytest

from baremo.learn import naive_bayes
from baremo.learn.choice import Candidate, choose
from baremo.learn.history import History
from baremo.learn.logistic import sigmoid
from baremo.learn.measures import log_loss
from baremo.learn.splits import split
from tests.learn.pasts import dataset
from tests.learn.samples import past, table

WORDS = ("job", "marital", "education", "default", "housing", "loan", "contact", "month", "poutcome")
NUMBERS = ("age", "campaign", "previous", "euribor3m")


@pytest.fixture(scope="module")
def calls() -> History:
    with zipfile.ZipFile(dataset("bank_marketing") / "bank-marketing.zip") as outer:
        inner = zipfile.ZipFile(io.BytesIO(outer.read("bank-additional.zip")))
    text = inner.read("bank-additional/bank-additional-full.csv").decode()
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    words = {name: [row[name] for row in rows] for name in WORDS}
    numbers = {name: np.array([float(row[name]) for row in rows]) for name in NUMBERS}
    labels = past(np.array([row["y"] == "yes" for row in rows]), by_rows=True)
    return History(labels=labels, features=table(**words, **numbers), columns=pa.table({}), attributes_of_today=True)


@pytest.fixture(scope="module")
def found(calls: History) -> Candidate:
    return choose(calls, split(calls.labels).train, {"naive-bayes": naive_bayes.learn}).chosen


def test_what_boasts_in_every_period_is_cut_to_size(found: Candidate) -> None:
    assert found.uncalibrated.log_loss.value > 0.25
    assert found.measures.log_loss.value < 0.235
    assert found.uncalibrated.slope < found.measures.slope


def test_the_level_follows_a_base_rate_that_has_been_rising(calls: History, found: Candidate) -> None:
    parts = split(calls.labels)
    later, won = calls.take(parts.test)
    log_odds = found.learned.log_odds(later)

    assert calls.labels.outcome[parts.train].mean() == pytest.approx(0.0557, abs=0.0001)
    assert found.calibration.shift > 0.3
    assert log_loss(won, found.calibration.probability(log_odds)) < log_loss(won, np.full(len(won), 0.0557))


def test_by_chance_the_same_calls_are_calibrated_well(calls: History) -> None:
    shuffled = History(
        labels=past(calls.labels.outcome), features=calls.features, columns=calls.columns, attributes_of_today=True
    )
    parts = split(shuffled.labels)
    found = choose(shuffled, parts.train, {"naive-bayes": naive_bayes.learn}).chosen
    later, won = shuffled.take(parts.test)
    log_odds = found.learned.log_odds(later)

    assert parts.kind == "random"
    assert found.measures.slope == pytest.approx(1, abs=0.05)
    assert log_loss(won, found.calibration.probability(log_odds)) < log_loss(won, sigmoid(log_odds)) - 0.005
