"""A receipt adds up, and what it says is found, faded and cut is so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

import baremo
from baremo.engine.explain import Explanation, Line
from baremo.errors import InputError
from tests.cast import ACCOUNTS, AS_OF, EVENTS, LEADS
from tests.engine.small import Row, events, explained, model, outcome, summed

ANA: Row = {"lead_id": "ana", "country": "ES", "size": 5}
BANDS = "bands: {hot: 50, warm: 20, cold: 0}\n"
NOW = "2026-11-01T12:00:00Z"
ODD = [
    "'; DROP TABLE leads; --",
    'say "x"',
    "🦊",
    "x" * 1000,
    "7:ana",
    "a\nb",
    "%s",
    "$1",
    "{}",
    "=1+1",
    "NULL",
    "\\",
    "1e3",
]


def line(criteria: str, **sources: Any) -> Line:
    (found,) = explained(model(criteria), [ANA], NOW, **sources).lines
    return found


def sums(found: Line) -> tuple[float, float, float, float]:
    """Full points, what faded, what was cut, and what remained."""
    assert found.full + found.faded + found.cut == pytest.approx(found.points, abs=1e-9)
    return found.full, found.faded, found.cut, found.points


@pytest.mark.parametrize(
    ("criteria", "figures"),
    [
        ("c: {event: seen, points: 10}", (20, 0, 0, 20)),
        ("c: {event: seen, points: 10, cap: 15}", (20, 0, -5, 15)),
        ("c: {event: seen, points: 10, decay: {half_life: 1d}}", (20, -7.5, 0, 12.5)),
        ("c: {event: seen, points: 10, decay: {half_life: 1d}, cap: 12}", (20, -7.5, -0.5, 12)),
        ("c: {event: seen, points: 10, decay: {half_life: 1d}, cap: 30}", (20, -7.5, 0, 12.5)),
        ("c: {event: seen, points: -10, cap: 15}", (-20, 0, 5, -15)),
        ("c: {event: seen, points: -10, decay: {linear: 4d}}", (-20, 5, 0, -15)),
        ("c: {event: seen, points: 10, limit: 1, decay: {half_life: 1d}}", (10, 0, 0, 10)),
        ("c: {event: seen, measure: {sum: amount}, points: 2, decay: {half_life: 1d}}", (14, -6, 0, 8)),
        ("c: {event: seen, levels: [{at_least: 2, points: 30}], cap: 25}", (30, 0, -5, 25)),
        ("c: {event: gone, levels: [{at_least: 1, points: 30}], decay: {half_life: 1d}}", (0, 0, 0, 0)),
        ("c: {when: {country: ES}, points: 40, cap: 25}", (40, 0, -15, 25)),
        ("c: {event: seen, when: {country: FR}, points: 10, decay: {half_life: 1d}}", (0, 0, 0, 0)),
    ],
)
def test_what_decay_and_cap_took_is_told_apart(criteria: str, figures: tuple[float, ...]) -> None:
    seen = [*events("seen", "11-01", amount=3), *events("seen", "10-30", amount=4)]

    assert sums(line(criteria, events=seen)) == pytest.approx(figures, abs=1e-9)


def test_a_criterion_says_what_it_read() -> None:
    assert line("c: {when: {country: ES, size: {below: 9}}, points: 1}").values == {"country": "ES", "size": 5}
    assert line("c: {question: Size?, attribute: size, answers: [{is: 5, points: 3}]}").values == {"size": 5}
    assert line("c: {cases: [{when: {size: 4}, points: 1}, {when: {country: ES}, points: 2}]}").case == 2


def test_a_criterion_says_how_much_it_counted_and_when_last() -> None:
    found = line("c: {event: seen, points: 1}", events=events("seen", "10-30", "10-31"))
    assert found.last_event_at is not None

    assert (found.measure, found.last_event_at.isoformat()) == (2, "2026-10-31T12:00:00+00:00")


def test_a_criterion_that_does_not_apply_counted_nothing() -> None:
    assert line("c: {event: seen, when: {country: FR}, points: 1}", events=events("seen", "10-30")).measure is None


@pytest.mark.parametrize("lead", ["ana", "bruno", "carla"])
def test_lines_and_adjustments_sum_to_the_points(lead: str) -> None:
    scoring = model(
        "chief: {when: {job_title: {contains: chief}}, points: 70}, seen: {event: page_viewed, points: 22.2, cap: 40}, "
        "mail: {when: {email: {ends_with: '@gmail.com'}}, points: -50}",
        rest="disqualify: {rival: {when: {company_domain: rival.com}}}\n",
    )
    given = [{"lead_id": "ana", "points": 3.5, "reason": "fair", "from": "2026-01-01", "until": None}]
    found = baremo.explain(scoring, lead, leads=LEADS, events=EVENTS, adjustments=given, as_of=AS_OF)

    assert summed(found) == pytest.approx(found.points, abs=1e-9)
    assert found.disqualified == ("rival" if lead == "carla" else None)


@pytest.mark.parametrize("days", [1, 3, 10])
@pytest.mark.parametrize("as_of", [NOW, "2026-11-01", "2026-10-20"])
def test_it_cools_on_the_first_day_on_which_a_scoring_gives_another_band(days: int, as_of: str) -> None:
    fading = model(f"c: {{event: seen, points: 12, decay: {{half_life: {days}d}}}}", rest=BANDS, zone="Europe/Madrid")
    sources: dict[str, Any] = {"events": events("seen", "10-12", "10-14", "10-16", "10-17", "10-18", "10-19", "10-20")}
    found = explained(fading, [ANA], as_of, **sources)
    today = date.fromisoformat(as_of[:10])
    bands = {
        day: outcome(fading, [ANA], day, **sources)[1] for day in (today + timedelta(days=n) for n in range(1, 15))
    }
    first = next((day for day, band in bands.items() if band != found.band), None)

    assert [day.day for day in found.forecast[:14]] == list(bands)
    assert found.cools_on == first or (first is None and (found.cools_on is None or found.cools_on > max(bands)))


def test_the_forecast_looks_ninety_one_days_ahead() -> None:
    days = [
        (day.day - date(2026, 11, 1)).days for day in explained(model("c: {event: seen, points: 1}"), [ANA]).forecast
    ]

    assert days == [*range(1, 15), 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91]


@pytest.mark.parametrize("lead", ODD)
def test_any_text_may_be_an_id(lead: str) -> None:
    leads = [{"lead_id": other, "country": "ES"} for other in [*ODD, "bruno"]]
    seen = [{"lead_id": lead, "event": "seen", "timestamp": NOW}]
    scoring = model("c: {when: {country: ES}, points: 1}, d: {event: seen, points: 2}")
    found = baremo.explain(scoring, lead, leads=leads, events=seen, as_of=NOW)

    assert (found.key, found.points) == (lead, 3)


def test_a_lead_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError) as refused:
        baremo.explain(model("c: {event: seen, points: 1}"), "dora", leads=[ANA], as_of=NOW)

    assert str(refused.value) == (
        "unknown-lead 'dora': there is no lead_id of that name. "
        "Give one that stands in the leads table, as it stands there."
    )


def test_a_number_may_be_an_id() -> None:
    found = baremo.explain(model("c: {when: {x: 1}, points: 1}"), "42", leads=[{"lead_id": 42, "x": 1}], as_of=NOW)

    assert (found.key, found.points) == ("42", 1)


def of_acme(scores: str, criteria: str, key: str, **sources: Any) -> Explanation:
    scoring = replace(model(criteria), scores=scores)  # type: ignore[arg-type]
    return baremo.explain(scoring, key, leads=LEADS, accounts=ACCOUNTS, as_of=AS_OF, **sources)


def test_a_lead_is_explained_with_the_attributes_of_its_account() -> None:
    found = of_acme("lead", "c: {when: {account.industry: software}, points: 5}", "ana")

    assert (found.points, found.lines[0].values) == (5, {"account.industry": "software"})


def test_a_lead_without_an_account_has_none_of_its_attributes() -> None:
    found = of_acme("lead", "c: {when: {account.industry: software}, points: 5}", "bruno")

    assert (found.points, found.lines[0].values) == (0, {"account.industry": None})


def test_an_account_is_explained_with_its_people_and_their_events() -> None:
    criteria = "c: {people: {job_title: {contains: chief}}, points: 5}, d: {event: page_viewed, points: 2}"
    found = of_acme("account", criteria, "acme", events=EVENTS)

    assert [(line.points, line.measure) for line in found.lines] == [(5, 1), (4, 2)]
    assert found.forecast[0].score == 9


def test_an_attribute_is_what_it_was_known_to_be() -> None:
    known = [{"lead_id": "ana", "field": "country", "value": "FR", "known_at": "2026-10-01T00:00:00Z"}]
    found = explained(model("c: {when: {country: FR}, points: 5}"), [ANA], NOW, changes=known)

    assert (found.points, found.lines[0].values) == (5, {"country": "FR"})


def test_as_of_and_the_version_are_told() -> None:
    found = explained(model("c: {event: seen, points: 1}"), [ANA], NOW)

    assert (found.as_of, found.version[:2]) == (datetime.fromisoformat(NOW), "m@")
