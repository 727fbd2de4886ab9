"""What a training's report says beside its figures."""

from __future__ import annotations

from typing import Any

import baremo
from baremo.learn.cards.marks import marks_of
from baremo.learn.told.telling import of_training
from baremo.learn.training import Training
from tests.learn.trained import company


def trained(**asked: Any) -> Training:
    return baremo.train(leads=company(), outcome="converted", kind="naive-bayes", **asked)


def calls(training: Training) -> list[str]:
    return [str(sentence) for sentence in of_training(training).calls]


def test_a_capacity_is_told_as_leads_and_as_the_score_of_the_model_file() -> None:
    training = trained(capacity="20/month")
    found = calls(training)

    assert found[0] == "Sales can call 20 a month: the best 46% of the leads, about 20 a month."
    assert found[1].startswith("Of those judged ")
    assert found[2] == (f"In the model file they are the stage MQL: a score of {marks_of(training).mql:g} or more.")


def test_only_what_was_asked_for_first_is_mql() -> None:
    found = calls(trained(deal_value=1000.0, cost_per_call=400.0, precision=0.9))

    assert found[2].startswith("In the model file they are the stage MQL: ")
    assert found[5].startswith("In the model file they have a score of ")


def test_who_is_mql_is_told_where_nothing_was_asked_for() -> None:
    (only,) = calls(trained())

    assert only.startswith("In the model file the best 20% of the leads are the stage MQL: a score of ")
