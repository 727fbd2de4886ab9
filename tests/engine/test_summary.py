"""A scoring in figures: what is counted, and that the counts are those of the scores."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from baremo.engine.scoring import Sources, scoring
from baremo.engine.summary import GradeMatrix, Summary, summarize
from baremo.model.reader import read_text
from tests.cast import ACCOUNTS, ANA, AS_OF, BRUNO, CARLA, EVENTS, LEADS

MODEL = """
model: small
timezone: Europe/Madrid
dimensions:
  fit:
    max: 20
    criteria:
      chief: {when: {job_title: {contains: chief}}, points: 15}
      size: {when: {employees: {at_least: 200}}, points: 5}
      known: {when: {email: {missing: false}}, points: 1}
      french: {when: {country: FR}, points: 9}
      unbudgeted: {when: {budget: {missing: true}}, points: -4}
  engagement:
    criteria:
      prices: {event: page_viewed, where: {path: {starts_with: /pricing}}, points: 10, cap: 15}
      demo: {event: form_submitted, where: {form: demo}, points: 50}
disqualify:
  competitor: {when: {company_domain: rival.com}}
grade:
  letter: {of: fit, at_least: {A: 15}}
  number: {of: engagement, at_least: {1: 50, 2: 10}}
bands: {hot: 75, warm: 30, cold: 0}
stages:
  - {name: MQL, when: {score: {at_least: 30}}}
  - {name: SQL, when: {score: {at_least: 90}}}
"""


def summary_of(model: str = MODEL, **sources: Any) -> Summary:
    reading = read_text(model)
    assert reading.model is not None, reading.problems
    given = {"leads": LEADS, "events": EVENTS, **sources}
    with scoring(reading.model, Sources(**given), as_of=AS_OF) as running:
        running.keep()
        return summarize(running)


@pytest.fixture(scope="module")
def summary() -> Summary:
    return summary_of()


def by_name(summary: Summary, name: str) -> tuple[int, float, float, int]:
    (found,) = (each for each in summary.criteria if each.criterion.name == name)
    return found.reach, found.gained, found.lost, found.capped


def test_it_says_how_many_as_of_when_and_by_which_model(summary: Summary) -> None:
    assert summary.leads == 3
    assert summary.as_of == datetime(2026, 3, 31, 21, 59, 59, 999999, tzinfo=UTC)
    assert summary.version.startswith("small@")


def test_every_lead_is_in_one_bin_and_its_band(summary: Summary) -> None:
    full = [(bin.start, bin.end, [(band.name, band.leads) for band in bin.bands if band.leads]) for bin in summary.bins]

    assert len(full) == 20
    assert [each for each in full if each[2]] == [(0, 5, [("cold", 2)]), (85, 90, [("hot", 1)])]


def test_a_full_score_is_in_the_last_bin() -> None:
    model = "model: m\ndimensions: {fit: {criteria: {all: {when: {email: {missing: false}}, points: 100}}}}"

    assert [bin.leads for bin in summary_of(model, events=None).bins][-2:] == [0, 3]


def test_bands_and_stages_are_counted_highest_first_with_those_that_nobody_has(summary: Summary) -> None:
    assert [(band.name, band.leads) for band in summary.bands] == [("hot", 1), ("warm", 0), ("cold", 2)]
    assert [(stage.name, stage.leads) for stage in summary.stages] == [("SQL", 0), ("MQL", 1), (None, 2)]


def test_a_disqualified_lead_is_counted_by_its_rule_and_has_no_grade(summary: Summary) -> None:
    assert [(rule.name, rule.leads) for rule in summary.disqualified] == [("competitor", 1)]
    assert summary.grades == GradeMatrix(
        letters=("A", "B"), numbers=("1", "2", "3"), leads=((1, 0, 0), (0, 0, 1)), none=1
    )


def test_a_dimension_tells_its_spread_and_how_many_its_max_stops(summary: Summary) -> None:
    fit, engagement = summary.dimensions

    assert fit.spread is not None
    assert (fit.spread.mean, fit.spread.quarters, fit.full) == (7.666666667, (-3, 1.5, 6, 13, 20), 1)
    assert engagement.full == 0


def test_a_criterion_tells_its_reach_its_points_and_how_often_its_cap_bound(summary: Summary) -> None:
    assert by_name(summary, "size") == (2, 10, 0, 0)
    assert by_name(summary, "unbudgeted") == (1, 0, -4, 0)
    assert by_name(summary, "prices") == (2, 30, 0, 2)


def test_a_criterion_that_gave_nobody_points_is_dead(summary: Summary) -> None:
    assert [each.criterion.name for each in summary.dead] == ["french"]


def test_a_criterion_that_everybody_has_but_not_alike_tells_them_apart() -> None:
    sizes = "{cases: [{when: {employees: {at_least: 1000}}, points: 9}, {when: {employees: {at_least: 1}}, points: 4}]}"
    model = f"model: m\ndimensions: {{fit: {{criteria: {{size: {sizes}}}}}}}"

    assert summary_of(model, leads=[ANA, CARLA], events=None).common == ()


def test_a_criterion_that_everybody_has_tells_nobody_apart(summary: Summary) -> None:
    assert [each.criterion.name for each in summary.common] == ["known"]


def test_a_highest_band_with_a_third_of_the_leads_is_crowded(summary: Summary) -> None:
    assert summary.crowded
    assert not summary_of(leads=[ANA, BRUNO, CARLA, {**BRUNO, "lead_id": "dora"}]).crowded


def test_missing_attributes_are_told_most_missing_first(summary: Summary) -> None:
    assert [(each.name, each.missing, each.rows) for each in summary.missing] == [
        ("employees", 1, 3),
        ("budget", 1, 3),
        ("company_domain", 1, 3),
        ("job_title", 0, 3),
        ("email", 0, 3),
        ("country", 0, 3),
    ]


def test_an_attribute_that_became_known_in_time_is_not_missing() -> None:
    model = "model: m\ndimensions: {fit: {criteria: {planned: {when: {budget: planned}, points: 1}}}}"
    change = {"lead_id": "bruno", "field": "budget", "value": "planned"}
    known, not_yet = ({**change, "known_at": f"2026-0{month}-01T00:00:00Z"} for month in (3, 5))

    assert summary_of(model, changes=[known]).missing[0].missing == 0
    assert summary_of(model, changes=[not_yet]).missing[0].missing == 1


def test_an_attribute_of_the_account_is_missing_for_leads_without_one() -> None:
    model = "model: m\ndimensions: {fit: {criteria: {soft: {when: {account.industry: software}, points: 1}}}}"
    (industry,) = summary_of(model, accounts=ACCOUNTS, events=None).missing

    assert (industry.name, industry.missing, industry.rows) == ("account.industry", 1, 3)


def test_an_account_model_tells_attributes_of_accounts_and_of_their_people() -> None:
    model = """
model: m
scores: account
dimensions:
  fit:
    criteria:
      soft: {when: {industry: software}, points: 1}
      reachable: {people: {phone: {missing: false}}, points: 2}
"""
    summary = summary_of(model, accounts=ACCOUNTS)

    assert [(each.name, each.missing, each.rows) for each in summary.missing] == [("phone", 1, 3), ("industry", 0, 2)]
    assert [lead.key for lead in summary.top] == ["acme", "rival"]


def test_the_first_leads_come_with_the_criteria_that_gave_most(summary: Summary) -> None:
    ana, bruno = (*summary.top, None)[:2]

    assert bruno is None
    assert ana is not None
    assert (ana.key, ana.score, ana.band, ana.grade, ana.eligible_stage) == ("ana", 85, "hot", "A1", "MQL")
    assert ana.last_event_at == datetime(2026, 3, 31, 10, 5, tzinfo=UTC)
    assert [(each.criterion and each.criterion.name, each.points) for each in ana.reasons] == [
        ("demo", 50),
        ("chief", 15),
        ("prices", 15),
    ]


def test_points_given_by_hand_are_a_reason() -> None:
    by_hand = [{"lead_id": "bruno", "points": 12, "reason": "met", "from": "2026-03-01T00:00:00Z"}]
    bruno = summary_of(adjustments=by_hand).top[1]

    assert (bruno.key, bruno.reasons[0].criterion, bruno.reasons[0].points) == ("bruno", None, 12)


def test_events_of_nobody_are_counted() -> None:
    stray = {**EVENTS[0], "lead_id": "nobody"}

    assert summary_of(events=[*EVENTS, stray]).unknown_events == 1


def test_no_leads_are_no_error(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("lead_id,job_title,employees,email,country,budget,company_domain\n", "utf-8")
    summary = summary_of(leads=tmp_path / "leads.csv", events=None)

    assert (summary.leads, summary.score, summary.top, summary.dead, summary.common) == (0, None, (), (), ())
    assert not summary.crowded
    assert [band.leads for band in summary.bands] == [0, 0, 0]


def test_what_every_lead_has_by_being_one_is_nobodys_reason() -> None:
    base = "      base: {when: {lead_id: {missing: false}}, points: 2}\n      chief:"
    found = summary_of(MODEL.replace("      chief:", base))

    assert [reason.criterion.name for reason in found.top[0].reasons if reason.criterion] == ["demo", "chief", "prices"]
    assert "base" not in [each.criterion.name for each in found.common]
