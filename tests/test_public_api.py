"""The functions that other programs hold on to."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import baremo
from baremo.demo.starter import make
from baremo.errors import InputError, ModelError
from baremo.model.templates import NAMES
from tests.cast import EVENTS, LEADS
from tests.engine.small import model

SEEN = model("seen: {event: page_viewed, points: 10}, spain: {when: {country: ES}, points: 5}")


@pytest.mark.parametrize("template", NAMES)
def test_every_ledger_of_every_template_sums_to_the_points(tmp_path: Path, template: str) -> None:
    file, leads, events, _ = make(template, tmp_path)
    result = baremo.score(baremo.load(file), leads=str(leads), events=events, as_of="2026-11-01")
    key = result.model.key
    sums: dict[str, float] = defaultdict(float)
    for entry in result.ledger.to_pylist():
        sums[entry[key]] += entry["points"]

    assert result.scores.num_rows == 200
    for row in result.scores.to_pylist():
        assert sums[row[key]] == pytest.approx(row["points"], abs=1e-8), row[key]


def test_scores_and_ledger_are_those_of_the_contract() -> None:
    result = baremo.score(SEEN, leads=LEADS, events=EVENTS, as_of="2026-03-31")
    text, number, instant = pa.string(), pa.float64(), pa.timestamp("us", "UTC")

    assert {field.name: field.type for field in result.scores.schema} == {
        "lead_id": text,
        "score": number,
        "points": number,
        "band": text,
        "grade": text,
        "eligible_stage": text,
        "disqualified": text,
        "probability": number,
        "sum": number,
        "last_event_at": instant,
        "as_of": instant,
        "model": text,
    }
    assert {field.name: field.type for field in result.ledger.schema} == {
        "lead_id": text,
        "dimension": text,
        "criterion": text,
        "points": number,
        "measure": number,
        "last_event_at": instant,
        "case": pa.int32(),
    }


def test_a_number_as_id_comes_out_as_text() -> None:
    scores = baremo.score(
        SEEN, leads=pa.table({"lead_id": [7, 42], "country": ["FR", "ES"]}), as_of="2026-03-31"
    ).scores

    assert scores["lead_id"].to_pylist() == ["42", "7"]
    assert scores["lead_id"].type == pa.string()


def test_the_highest_score_comes_first_then_the_id() -> None:
    scores = baremo.score(
        SEEN, leads=[*LEADS, {**LEADS[0], "lead_id": "aaa"}], events=EVENTS, as_of="2026-03-31"
    ).scores

    assert scores["lead_id"].to_pylist() == ["ana", "carla", "bruno", "aaa"]


def test_no_leads_give_no_scores() -> None:
    result = baremo.score(SEEN, leads=[], events=EVENTS, as_of="2026-03-31")

    assert (result.scores.num_rows, result.ledger.num_rows, result.unknown_events) == (0, 0, 8)


def test_leads_that_did_nothing_have_never_been_seen() -> None:
    scores = baremo.score(SEEN, leads=LEADS, as_of="2026-03-31").scores

    assert scores["last_event_at"].to_pylist() == [None] * 3


def test_a_result_explains_its_leads_at_its_own_moment() -> None:
    result = baremo.score(SEEN, leads=LEADS, events=EVENTS)
    found = result.explain("ana")

    assert found.as_of == result.scores["as_of"][0].as_py()
    assert found.points == 25


def test_the_caller_keeps_his_tables() -> None:
    leads: list[dict[str, Any]] = [dict(lead) for lead in LEADS]
    baremo.score(SEEN, leads=leads, events=EVENTS, as_of="2026-03-31").explain("ana")

    assert leads == LEADS


def test_a_model_that_is_not_there_or_wrong_is_an_error_of_the_model(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("model: m\ndimensions: 5\n", "utf-8")
    for name in ("nowhere.yaml", "wrong.yaml"):
        with pytest.raises(ModelError):
            baremo.load(tmp_path / name)


@pytest.mark.parametrize("given", [5, "x.csv", [1], {"lead_id": "ana"}, None])
def test_what_is_no_table_is_an_error_of_the_inputs(given: Any) -> None:
    with pytest.raises(InputError):
        baremo.score(SEEN, leads=given, as_of="2026-03-31")


def test_a_lead_without_an_id_is_refused_with_its_row() -> None:
    with pytest.raises(InputError) as refused:
        baremo.score(SEEN, leads=[{"lead_id": None, "country": "ES"}], as_of="2026-03-31")

    assert str(refused.value) == (
        "leads:1: no-id lead_id: a row has no lead_id; first in row 1. "
        "Fill the column in every row, or leave the rows out."
    )
