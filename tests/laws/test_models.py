"""What holds of every model: how it is written, known and compared."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from baremo.model.checks import check
from baremo.model.diff import diff
from baremo.model.fingerprint import fingerprint
from baremo.model.reader import read_text
from baremo.model.writer import write
from tests.generators import Case, as_yaml, case
from tests.laws.effort import models
from tests.laws.engine import read_model

FEW = 20


@models(FEW)
@given(case=case())
def test_the_laws_are_tried_on_models_without_errors(case: Case) -> None:
    problems = check(read_text(as_yaml(case.model)))
    assert [problem for problem in problems if problem.severity == "error"] == []


@models(FEW)
@given(case=case(), shuffle=st.randoms())
def test_models_of_one_fingerprint_do_not_differ(case: Case, shuffle: Any) -> None:
    """The order of criteria and titles carry no meaning."""

    def mixed(entries: dict[str, Any]) -> dict[str, Any]:
        return dict(shuffle.sample(list(entries.items()), len(entries)))

    dimensions = {
        name: {**dimension, "title": "Another title", "criteria": mixed(dimension["criteria"])}
        for name, dimension in mixed(case.model["dimensions"]).items()
    }
    one, other = read_model(case.model), read_model({**case.model, "dimensions": dimensions})
    assert fingerprint(one) == fingerprint(other)
    assert diff(one, other) == ()


@models(FEW)
@given(case=case())
def test_models_of_two_fingerprints_differ(case: Case) -> None:
    one = read_model(case.model)
    other = read_model({**case.model, "out_of": case.model.get("out_of", 100) + 0.5})
    assert fingerprint(one) != fingerprint(other)
    assert diff(one, other) != ()


@models(FEW)
@given(case=case())
def test_reading_what_was_written_gives_the_model_back(case: Case) -> None:
    model = read_model(case.model)
    assert read_text(write(model)).model == model
