"""A model's predictor is given the facts of the moment, whichever way the model is asked."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from baremo.engine.asked import Asked
from baremo.engine.explain import explain_lead
from baremo.engine.facts import scores_at
from baremo.engine.forecast import forecast_all
from baremo.engine.previewing import previewing
from baremo.engine.results import Result, score_all
from baremo.engine.scoring import Sources, scoring
from baremo.errors import InputError
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text
from tests.engine.predicting import MODEL, ByHand
from tests.engine.test_facts import moments

LEADS = [
    {"lead_id": "ana", "country": " es", "size": "40"},
    {"lead_id": "bruno", "country": "PT", "size": None},
]
EVENTS = [{"lead_id": "ana", "event": "visit", "timestamp": f"2026-10-{day}T22:30:00Z"} for day in (20, 24, 30)]
SOURCES = Sources(leads=LEADS, events=EVENTS, predictor=ByHand())


def model(text: str = MODEL) -> ScoringModel:
    found = read_text(text).model
    assert found is not None
    return found


def likely(result: Result) -> dict[str, float]:
    return {row["lead_id"]: round(row["probability"], 9) for row in result.scores.to_pylist()}


def test_probabilities_are_those_of_the_moment_in_the_zone_of_the_predictor() -> None:
    assert likely(score_all(model(), SOURCES, as_of="2026-10-31")) == {"ana": 0.7, "bruno": 0.0}
    assert likely(score_all(model(), SOURCES, as_of="2026-10-20T22:00:00Z")) == {"ana": 0.5, "bruno": 0.0}


def test_points_stage_and_ledger_follow_from_the_probability() -> None:
    result = score_all(model(), SOURCES, as_of="2026-10-31")
    ana = result.scores.to_pylist()[0]

    assert (ana["points"], ana["eligible_stage"]) == (38.0, "MQL")
    assert [(row["criterion"], row["points"]) for row in result.ledger.to_pylist()] == [
        ("likely", 28.0),
        ("spain", 10.0),
    ]


def test_a_probability_of_the_future_is_not_known() -> None:
    later = [*EVENTS, {"lead_id": "bruno", "event": "visit", "timestamp": "2026-10-31T23:00:00Z"}]

    assert likely(score_all(model(), replace(SOURCES, events=later), as_of="2026-10-31"))["bruno"] == 0.0


def test_files_and_standard_input_are_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "lead_id,country,size\nana,es,40\nbruno,PT,\n"
    (tmp_path / "leads.csv").write_text(text, "utf-8")
    given = [tmp_path / "leads.csv", "-"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    for leads in given:
        found = score_all(model(), replace(SOURCES, leads=leads), as_of="2026-10-31")
        assert likely(found) == {"ana": 0.7, "bruno": 0.0}


def test_reasons_are_told_for_all_leads_when_they_are_asked_for() -> None:
    reasons = score_all(model(), SOURCES, as_of="2026-10-31").reasons
    assert reasons is not None

    assert [tuple(row.values()) for row in reasons.slice(0, 4).to_pylist()] == [
        ("ana", "(base)", None, -1.5),
        ("ana", "size", "40", 0.4),
        ("ana", "visits", "2", 0.2),
        ("ana", "Spain", None, 0.1),
    ]
    assert reasons.num_rows == 8


def test_a_model_without_a_predictor_has_no_reasons() -> None:
    plain = model("model: m\ndimensions: {fit: {criteria: {spain: {when: {country: ES}, points: 1}}}}")

    assert score_all(plain, SOURCES, as_of="2026-10-31").reasons is None


def test_the_receipt_tells_the_reasons_beside_the_predicted_points() -> None:
    lines = explain_lead(model(), "ana", SOURCES, as_of="2026-10-31").lines

    assert [(line.criterion.name, line.points, len(line.reasons)) for line in lines] == [
        ("likely", 28, 4),
        ("spain", 10, 0),
    ]
    assert [(reason.feature, reason.value, reason.log_odds) for reason in lines[0].reasons] == [
        ("size", "40", 0.4),
        ("visits", "2", 0.2),
        ("Spain", None, 0.1),
        ("(base)", None, -1.5),
    ]


def test_a_forecast_leaves_the_probability_as_it_is() -> None:
    receipt = explain_lead(model(), "ana", SOURCES, as_of="2026-10-31")
    with scoring(model(), SOURCES, as_of="2026-10-31") as running:
        days = forecast_all(running, 14).days

    assert {day.score for day in receipt.forecast} == {38.0}
    assert {day.stages[0].leads for day in days} == {1}


def test_scores_at_moments_know_the_probability_of_then() -> None:
    wanted = moments(("ana", "2026-10-31T22:59:59"), ("bruno", "2026-10-31"), ("ana", "2026-10-20T22:00:00"))
    found = scores_at(model(), SOURCES, wanted).to_pylist()

    assert [(row["lead_id"], round(row["probability"], 9), row["criteria.likely"]) for row in found] == [
        ("ana", 0.7, 28.0),
        ("bruno", 0.0, 0.0),
        ("ana", 0.5, 20.0),
    ]


def test_a_preview_asks_the_predictor_of_whichever_model_has_one() -> None:
    old = model(
        "model: m\ntimezone: Europe/Madrid\ndimensions: {fit: {criteria: {s: {when: {country: ES}, points: 10}}}}"
    )
    with previewing(old, SOURCES, new=[model()], as_of="2026-10-31") as ready:
        found = ready.of(model())

    assert [(mover.key, mover.after.points) for mover in found.up] == [("ana", 38.0)]


def test_models_with_other_predictors_of_the_same_name_are_not_compared(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "leads.predictor").write_text(folder)
    one, other = (replace(model(), folder=tmp_path / folder) for folder in ("a", "b"))
    with pytest.raises(InputError) as refused, previewing(one, SOURCES, new=[other]):
        pass

    assert str(refused.value) == (
        "other-predictor predictor: the models have different predictors of the name leads.predictor. "
        "Compare models with the same predictor, or score with each."
    )


def test_kept_counts_do_not_serve_a_predictor_that_counts_events(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused, scoring(model(), SOURCES, state=tmp_path / "state"):
        pass

    assert str(refused.value) == (
        "not-with-state --state: the model's predictor counts events, and kept counts do not tell all that it asks. "
        "Score without --state, and give all events."
    )


def test_kept_counts_serve_a_predictor_that_reads_attributes(tmp_path: Path) -> None:
    class BySize(ByHand):
        def probabilities(self, facts: pa.Table) -> pa.Array:
            return pa.array([0.25] * facts.num_rows)

    given = replace(SOURCES, predictor=BySize(asked=Asked(numbers=("size",))))
    with scoring(model(), given, as_of="2026-10-31", state=tmp_path / "state") as running:
        scores = running.rows(running.keep().scores).to_pylist()

    assert [row["points"] for row in scores] == [20.0, 10.0]


def test_a_predictor_of_leads_is_refused_for_accounts() -> None:
    accounts = [{"account_id": "acme", "country": "ES"}]
    leads: list[dict[str, Any]] = [{"lead_id": "ana", "account_id": "acme"}]
    of_accounts = model(MODEL.replace("model: predicted", "model: predicted\nscores: account"))
    with pytest.raises(InputError) as refused:
        score_all(of_accounts, Sources(leads=leads, accounts=accounts, predictor=ByHand()))

    assert str(refused.value) == (
        "other-subject criteria.likely: the predictor knows leads, the model scores accounts. "
        "Train one with a model that scores the same, or take the criterion out."
    )
