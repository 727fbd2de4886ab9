"""The examples' models are in order, and rank the real data that they were written for."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import loan_leads, x_education
from examples.deciles import deciles
from examples.loan_leads.lift import lift as loan_lift
from examples.loan_leads.lift import prepared
from examples.x_education.lift import ASKED_ON_THE_PHONE, newer_leads, without
from examples.x_education.lift import lift as course_lift

from baremo.model.checks import check
from baremo.model.reader import read

EXAMPLES = Path(loan_leads.__path__[0]).parent
DATASETS = EXAMPLES.parent.parent / "shared" / "datasets"


def dataset(module: object) -> Path:
    """The folder of the example's data; without it the test is skipped, saying so."""
    folder = DATASETS / str(getattr(module, "__name__", "")).rpartition(".")[2]
    if not folder.is_dir():
        pytest.skip(f"there are no data in {folder}")
    return folder


@pytest.mark.parametrize("folder", ["loan_leads", "x_education"])
def test_nothing_is_wrong_with_an_example(folder: str) -> None:
    assert [str(problem) for problem in check(read(EXAMPLES / folder / "model.yaml"))] == []


def test_the_best_tenth_of_the_loan_applications_is_won_more_often() -> None:
    parts = loan_lift(*prepared(dataset(loan_leads)))
    assert sum(part["n"] for part in parts) == 1234
    assert parts[0]["conversion"] == pytest.approx(0.439, abs=0.001)
    assert parts[0]["lift"] > 1.35
    assert parts[9]["lift"] < 0.3


def test_the_best_tenth_of_the_course_leads_enrols_more_often_even_before_a_call() -> None:
    leads = newer_leads(dataset(x_education))
    called, uncalled = course_lift(leads), course_lift(without(ASKED_ON_THE_PHONE, leads))
    assert len(leads) == 2772
    assert called[0]["conversion"] == pytest.approx(0.978, abs=0.001)
    assert uncalled[0]["conversion"] == pytest.approx(0.931, abs=0.001)


def test_no_decile_owes_anything_to_the_order_of_the_file() -> None:
    scores = {str(lead): float(lead % 3) for lead in range(90)}
    won = {lead: score > 1 for lead, score in scores.items()}
    backwards = dict(reversed(scores.items()))
    assert deciles(scores, won) == deciles(backwards, won)
