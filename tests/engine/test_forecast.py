"""A forecast is nothing but the scoring at a later date, should nothing more happen."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

import baremo
from baremo.demo.starter import contents
from baremo.engine.forecast import Forecast, Leaving, Standings, forecast, forecast_all
from baremo.engine.scoring import Sources, scoring
from baremo.errors import InputError
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


def all_ahead(scored: ScoringModel, as_of: Any, days: int, **sources: Any) -> Forecast:
    with scoring(scored, Sources(**sources), as_of=as_of) as running:
        return forecast_all(running, days)


@pytest.mark.parametrize("template", NAMES)
def test_all_leads_of_a_template_stand_where_scorings_of_those_days_put_them(template: str) -> None:
    scored, tables = baremo.load(path_of(template, "en")), sample(template)
    told = all_ahead(scored, AS_OF, 3, **tables)
    now = later(scored, AS_OF, **tables)

    for day in (told.days[1], told.days[3]):
        then = later(scored, day.day, **tables)
        for place, shown in ((2, day.bands), (4, day.stages)):
            for each in shown:
                assert each.leads == sum(row[place] == each.name for row in then.values())
    then = later(scored, told.days[3].day, **tables)
    moved = {key for key, row in then.items() if row[2] != now[key][2]}
    assert moved <= {row[scored.key] for row in told.changes.to_pylist() if row["what"] == "band"}


FADING = model(
    "seen: {event: seen, points: 8, decay: {half_life: 1d}}",
    rest="bands: {hot: 4, warm: 2, cold: 0}\nstages: [{name: MQL, when: {score: {at_least: 2}}}]",
)
TWO: dict[str, Any] = {"leads": [{"lead_id": "ana"}, {"lead_id": "bruno"}], "events": events("seen", "11-01")}


def test_who_leaves_is_told_once_with_the_day_the_place_and_the_score() -> None:
    told = all_ahead(FADING, AS_OF, 4, **TWO)

    assert told.changes.to_pylist() == [
        {"lead_id": "ana", "day": date(2026, 11, 3), "what": "band", "from": "hot", "to": "warm", "score": 2.0},
        {"lead_id": "ana", "day": date(2026, 11, 4), "what": "stage", "from": "MQL", "to": None, "score": 1.0},
    ]
    assert told.leaving("MQL")["day"].to_pylist() == [date(2026, 11, 4)]
    assert told.leaving("hot", what="band").num_rows == 1
    assert told.leaving(None).num_rows == 0


def test_each_day_says_how_many_are_where_and_who_leaves() -> None:
    told = all_ahead(FADING, AS_OF, 4, **TWO)
    third, fourth = told.days[2], told.days[3]

    assert [day.day for day in told.days] == [AS_OF + timedelta(days=no) for no in range(5)]
    assert third.bands == (
        Standings(name="hot", leads=0),
        Standings(name="warm", leads=1),
        Standings(name="cold", leads=1),
    )
    assert third.leaving == (Leaving(what="band", before="hot", after="warm", leads=1),)
    assert fourth.stages == (Standings(name="MQL", leads=0), Standings(name=None, leads=2))


def test_a_forecast_is_plain_in_json() -> None:
    told = all_ahead(FADING, AS_OF, 1, **TWO).as_dict()

    assert told["days"][0]["bands"][0] == {"name": "hot", "leads": 1}
    assert (told["leads"], "changes" in told) == (2, False)


def test_a_state_serves_and_stays_as_it_is(tmp_path: Path) -> None:
    with scoring(FADING, Sources(**TWO), as_of=AS_OF, state=tmp_path / "state"):
        pass
    before = {
        file.name: file.stat().st_mtime_ns for file in (tmp_path / "state").iterdir() if file.suffix == ".parquet"
    }

    told = baremo.forecast(FADING, leads=TWO["leads"], state=tmp_path / "state", days=4)

    assert told.changes.to_pylist() == all_ahead(FADING, AS_OF, 4, **TWO).changes.to_pylist()
    assert before == {
        file.name: file.stat().st_mtime_ns for file in (tmp_path / "state").iterdir() if file.suffix == ".parquet"
    }


def test_progress_is_told_day_by_day() -> None:
    told: list[float] = []
    with scoring(FADING, Sources(**TWO), as_of=AS_OF) as running:
        forecast_all(running, 3, progress=told.append)

    assert told == [0.25, 0.5, 0.75, 1]


@pytest.mark.parametrize("days", [0, -1, 367])
def test_so_many_days_are_not_looked_ahead(days: int) -> None:
    with pytest.raises(InputError) as refused:
        all_ahead(FADING, AS_OF, days, **TWO)

    assert str(refused.value) == f"bad-days days: {days} days cannot be looked ahead. Ask for 1 to 366 days."


def test_a_forecast_leaves_nothing_behind_in_ones_own_connection() -> None:
    with duckdb.connect() as con:
        baremo.forecast(FADING, engine=con, as_of=AS_OF, days=2, **TWO)
        assert con.sql("SHOW ALL TABLES").fetchall() == []
