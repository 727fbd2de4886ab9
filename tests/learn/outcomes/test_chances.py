"""A lead that is won may be won again: each win begins a new chance, whatever comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest

from baremo.engine.scoring import Sources
from baremo.learn.features import history
from baremo.learn.history import Labels
from baremo.learn.outcomes.outcome import Outcome
from tests.learn.pasts import LEADS, Row, day, deal, labels_of, left_out, looked_at, warned

ONCE = [deal(i) for i in range(20)]
AT_THREE = [{"lead_id": f"l{i}", "created_at": f"{day(0)} 15:00"} for i in range(40)]
AGAIN = (
    "a lead that was won can be won again, so each win begins another chance, a row of its own: {} of {} rows are such"
    " later chances."
)


def chances(labels: Labels, lead: int) -> list[tuple[str, bool]]:
    """A lead's moments, to the second, with their outcome."""
    assert labels.moments is not None
    moments = labels.moments.astype("datetime64[s]").astype(str)
    rows = zip(labels.lead_ids, moments, labels.outcome.tolist(), strict=True)
    return [(moment, won) for each, moment, won in rows if each == f"l{lead}"]


def test_a_win_ends_a_chance_and_begins_the_next() -> None:
    found = looked_at([*ONCE, deal(0, 30)])

    assert chances(found, 0) == [
        ("2026-01-01T00:00:00", True),
        ("2026-01-11T23:59:59", True),
        ("2026-01-31T23:59:59", False),
    ]
    assert chances(found, 1) == [("2026-01-01T00:00:00", True), ("2026-01-11T23:59:59", False)]
    assert chances(found, 39) == [("2026-01-01T00:00:00", False)]
    assert warned(found) == [AGAIN.format(21, 61)]


def test_a_later_chance_is_looked_at_as_long_after_its_beginning_as_the_first() -> None:
    deals = [{"lead_id": f"l{i}", "won_at": f"{day(on)} 09:30"} for i in range(20) for on in (10, 20)]
    found = looked_at(deals, rows=AT_THREE, score_at="24h")

    assert chances(found, 0) == [
        ("2026-01-02T15:00:00", True),
        ("2026-01-12T09:30:00", True),
        ("2026-01-22T09:30:00", False),
    ]


def test_a_later_chance_decided_before_it_is_looked_at_is_no_row() -> None:
    found = looked_at([*ONCE, *(deal(i, 12) for i in range(5))], score_at="7d")

    assert chances(found, 0) == [("2026-01-08T00:00:00", True), ("2026-01-20T23:59:59", False)]
    assert left_out(found) == {"decided before they are looked at": 5}


@pytest.mark.parametrize(("on", "won"), [(40, True), (41, False)])
def test_again_means_within_the_horizon_of_the_win(on: int, won: bool) -> None:
    found = looked_at([*ONCE, deal(1, 15), deal(0, on)])

    assert chances(found, 0)[1] == ("2026-01-11T23:59:59", won)


def test_a_later_chance_whose_horizon_has_not_passed_is_left_out_and_counted() -> None:
    found = looked_at([*ONCE, *(deal(i, 20) for i in range(5))], as_of=day(45))

    assert left_out(found) == {"their horizon has not passed yet": 5}
    assert warned(found) == [AGAIN.format(20, 60)]


def test_deals_of_one_moment_or_one_bare_date_are_one_win() -> None:
    assert looked_at([*ONCE, *ONCE]).rows == 40

    twice = [{"lead_id": f"l{i}", "won_at": f"{day(10)} 09:30"} for i in range(20)] * 2
    assert looked_at(twice).rows == 40


def test_each_chance_has_the_amount_of_its_own_deals() -> None:
    deals = [deal(i, on, amount=on) for i in range(20) for on in (10, 10, 20)]
    found = looked_at(deals)

    assert found.amounts is not None
    assert found.amounts[found.lead_ids == "l0"].tolist()[:2] == [20.0, 20.0]


def test_where_few_are_won_again_a_lead_is_one_row_and_the_report_says_so() -> None:
    found = looked_at([deal(i) for i in range(21)] + [deal(0, 12), deal(1, 60), deal(2, 60)])

    assert found.rows == 40
    assert warned(found) == [
        "deals after a lead's first are not learned from, since few leads had any in time: of 21 won leads 3 were won"
        " again, 1 of them within the horizon. Snapshots (--score-at monthly) learn from such deals."
    ]


def test_without_a_horizon_a_lead_is_won_or_not_once() -> None:
    found = looked_at([deal(i, on) for i in range(20) for on in (10, 20)], horizon=None)

    assert found.rows == 40
    assert warned(found) == [
        "deals after a lead's first are not learned from without a horizon: of 20 won leads 20 were won again."
        " Give --horizon to learn from them.",
        "no horizon is given: newer leads have had less time to be won.",
    ]


def test_a_deal_before_the_lead_came_in_begins_no_chance() -> None:
    found = looked_at([*ONCE, deal(0, 20), deal(30, -3)])

    assert chances(found, 30) == []
    assert len(chances(found, 0)) == 3


def test_what_the_history_does_not_tell_yet_begins_no_chance() -> None:
    found = looked_at([*ONCE, *(deal(i, 60) for i in range(20))], as_of=day(50))

    assert found.rows == 40
    assert warned(found) == []


def test_an_outcome_of_the_leads_has_one_chance() -> None:
    rows = [{**lead, "won": "yes" if i < 12 else "no"} for i, lead in enumerate(LEADS)]
    found = labels_of(rows, outcome="won", deals=[deal(i, on) for i in range(12) for on in (10, 20)])

    assert found.rows == 40


def test_a_chance_sees_what_happened_before_its_own_moment() -> None:
    events = [{"lead_id": f"l{i}", "event": "visit", "timestamp": day(on)} for i in range(20) for on in (5, 15, 25)]
    deals = [deal(i, on) for i in range(20) for on in (10, 20)]
    sources, ask = Sources(leads=LEADS, events=events), Outcome(deals=deals, horizon=30, as_of=day(200))
    labels = looked_at(deals, events=events)
    table = history(sources, labels, ask).features

    assert table.numbers["visit: count"][labels.lead_ids == "l0"].tolist() == [0.0, 1.0, 2.0]


def test_a_deal_dated_on_the_day_its_lead_came_in_is_a_win() -> None:
    found = looked_at([deal(i, 0) for i in range(12)], rows=AT_THREE)

    assert int(found.outcome.sum()) == 12
    assert left_out(found) == {}
    assert "won deals dated before" not in " ".join(warned(found))


def test_a_day_later_a_deal_of_the_first_day_has_decided() -> None:
    found = looked_at(
        [deal(i, 0) for i in range(5)] + [deal(i, 1) for i in range(5, 20)], rows=AT_THREE, score_at="24h"
    )

    assert left_out(found) == {"decided before they are looked at": 5}
    assert int(found.outcome.sum()) == 15


def test_a_bare_date_on_the_last_day_of_the_horizon_is_in_time() -> None:
    found = looked_at([deal(i, 30) for i in range(12)] + [deal(12, 31)], rows=AT_THREE)

    assert int(found.outcome.sum()) == 12


def test_a_deal_with_an_hour_before_the_lead_came_in_stays_a_fault() -> None:
    early: Row = {"lead_id": "l30", "won_at": f"{day(0)} 14:59"}
    found = looked_at([*ONCE, early], rows=AT_THREE)

    assert warned(found) == ["won deals dated before their lead came in, not counted: 1."]


KNOWN = datetime.fromisoformat("2026-02-25T23:59:59.999999")


def over(at: datetime) -> datetime:
    """A bare date is written for midnight, and stands for the whole day."""
    return at if at.time() > datetime.min.time() else at + timedelta(days=1, microseconds=-1)


def expected(begin: datetime, won: list[datetime], after: timedelta, horizon: int) -> Iterator[tuple[datetime, bool]]:
    """A lead's moments and outcomes, chance by chance."""
    begun = {over(at) for at in won if over(at) >= begin and at <= KNOWN}
    for since, first in [(begin, True), *((at, False) for at in begun)]:
        moment, until = since + after, over(since + timedelta(days=horizon))
        known = moment if after or not first else moment - timedelta(microseconds=1)
        decided = any(over(at) <= known and (first or over(at) > since) for at in won)
        if until <= KNOWN and moment <= KNOWN and not decided:
            yield moment, any(over(at) > known and at <= until for at in won)


@pytest.mark.parametrize("seed", range(6))
def test_lead_by_lead_and_all_at_once_the_rows_are_the_same(seed: int) -> None:
    lot, after, horizon = Random(seed), timedelta(hours=(0, 24, 100)[seed % 3]), (5, 20)[seed % 2]

    def some(first: int, last: int) -> datetime:
        day_of = datetime.fromisoformat("2026-01-01") + timedelta(days=lot.randrange(first, last))
        return day_of + timedelta(seconds=lot.randrange(86_400) if lot.random() < 0.5 else 0)

    began = {f"l{i}": some(0, 5) for i in range(200)}
    deals = [(f"l{lot.randrange(200)}", some(0, 60)) for _ in range(500)]
    wins = {lead: {at.date(): at for each, at in deals if each == lead} for lead in began}  # one a day
    found = labels_of(
        [{"lead_id": lead, "created_at": str(at)} for lead, at in began.items()],
        deals=[{"lead_id": lead, "won_at": str(at)} for lead, days in wins.items() for at in days.values()],
        horizon=horizon,
        score_at=f"{after // timedelta(hours=1)}h",
        as_of="2026-02-25",
    )
    rows = {(lead, *row) for lead, at in began.items() for row in expected(at, [*wins[lead].values()], after, horizon)}

    assert found.moments is not None
    assert rows == set(zip(found.lead_ids, found.moments.tolist(), found.outcome.tolist(), strict=True))
    assert len(rows) == found.rows
