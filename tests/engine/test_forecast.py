"""A forecast is nothing but the scoring at a later date, should nothing more happen."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import baremo
from baremo.demo.starter import contents
from baremo.engine.forecast import forecast
from baremo.engine.scoring import Sources, scoring
from baremo.model.model import ScoringModel
from baremo.model.templates import NAMES, path_of
from tests.engine.small import events, model

AS_OF = date(2026, 11, 1)
EVERY = 7  # leads of a template that are compared
PLACES = ("score", "band", "grade", "eligible_stage")


def sample(template: str) -> dict[str, list[dict[str, Any]]]:
    texts = contents(template, lang="en", seed=7, as_of=AS_OF)
    tables = {name: list(csv.DictReader(io.StringIO(texts[f"{name}.csv"]))) for name in ("leads", "events")}
    leads = tables["leads"][::EVERY]
    kept = {lead["lead_id"] for lead in leads}
    return {"leads": leads, "events": [event for event in tables["events"] if event["lead_id"] in kept]}


def ahead(scoring_model: ScoringModel, as_of: Any, days: list[int], **sources: Any) -> dict[str, list[tuple[Any, ...]]]:
    with scoring(scoring_model, Sources(**sources), as_of=as_of) as running:
        found = forecast(running, days)
    return {
        lead: [(day.day, day.score, day.band, day.grade, day.eligible_stage) for day in all_]
        for lead, all_ in found.items()
    }


def later(scoring_model: ScoringModel, day: date, **sources: Any) -> dict[str, tuple[Any, ...]]:
    scores = baremo.score(scoring_model, as_of=day, **sources).scores.to_pylist()
    return {row[scoring_model.key]: (day, *(row[name] for name in PLACES)) for row in scores}


@pytest.mark.parametrize("template", NAMES)
def test_every_lead_stands_where_a_scoring_at_the_later_date_puts_it(template: str) -> None:
    scored, tables, days = baremo.load(path_of(template, "en")), sample(template), [1, 30]
    found = ahead(scored, AS_OF, days, **tables)

    for number, count in enumerate(days):
        then = later(scored, AS_OF + timedelta(days=count), **tables)
        assert {lead: coming[number] for lead, coming in found.items()} == then


def test_events_after_the_moment_do_not_exist_on_its_later_days() -> None:
    fading = model("seen: {event: seen, points: 10, decay: {half_life: 1d}}")
    leads, seen = [{"lead_id": "ana"}], [*events("seen", "10-31"), *events("seen", "11-02")]
    now = datetime(2026, 11, 1, 9, tzinfo=UTC)

    coming = ahead(fading, now, [1, 2, 3], leads=leads, events=seen)["ana"]
    assert [score for _, score, *_ in coming] == [2.5, 1.25, 0.625]


def test_days_are_those_of_the_zone() -> None:
    fading = model("seen: {event: seen, points: 8, decay: {half_life: 1d}}", zone="America/Mexico_City")
    seen = [{"lead_id": "ana", "event": "seen", "timestamp": "2026-11-02T05:30:00Z"}]  # still the first there

    coming = ahead(fading, "2026-11-01", [1, 2], leads=[{"lead_id": "ana"}], events=seen)["ana"]
    assert [(day, score) for day, score, *_ in coming] == [(date(2026, 11, 2), 4.0), (date(2026, 11, 3), 2.0)]


def test_clocks_that_change_on_the_way_change_no_day() -> None:
    fading = model("seen: {event: seen, points: 8, decay: {step: 50%, every: 1d}}", zone="Europe/Madrid")
    seen = [{"lead_id": "ana", "event": "seen", "timestamp": "2026-10-24T21:59:00Z"}]
    tables: dict[str, Any] = {"leads": [{"lead_id": "ana"}], "events": seen}

    for as_of in ("2026-10-24", "2026-10-25"):
        coming = ahead(fading, as_of, [1, 2], **tables)["ana"]
        assert coming == [later(fading, day, **tables)["ana"] for day, *_ in coming]


def test_adjustments_and_changes_of_later_days_are_seen_coming() -> None:
    plain = model("spain: {when: {country: ES}, points: 5}")
    given = [{"lead_id": "ana", "points": 20, "reason": "fair", "from": "2026-10-01", "until": "2026-11-03"}]
    tables: dict[str, Any] = {"leads": [{"lead_id": "ana", "country": "ES"}], "adjustments": given}

    coming = ahead(plain, AS_OF, [1, 2, 3], **tables)["ana"]
    assert coming == [later(plain, day, **tables)["ana"] for day, *_ in coming]


@pytest.mark.parametrize("lead", ["7:ana", "'; DROP TABLE leads; --", 'say "x"', "🦊", "x" * 1000, "%s", "two\nlines"])
def test_any_text_may_be_an_id(lead: str) -> None:
    plain = model("spain: {when: {country: ES}, points: 5}")

    assert list(ahead(plain, AS_OF, [1], leads=[{"lead_id": lead, "country": "ES"}])) == [lead]
