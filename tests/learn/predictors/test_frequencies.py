"""The open CRM's frequency table, to the second decimal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baremo.learn.predictors.frequencies import STAGE, Case, FrequencyTable, counted

STAGES = ("s0", "s1", "s2", "WON")
CLOSED = (  # team, country, state, source, stage, outcome
    "T1 c0 st0 so0 s0 lost",
    "T1 c1 st1 so1 s1 lost",
    "T1 c2 st2 so2 s2 won",
    "T2 c0 st1 so1 s2 lost",
    "T2 c0 st1 so2 s1 lost",
    "T2 c0 st2 so2 s0 won",
    "T3 c1 st1 so1 s2 won",
    "T3 c0 st1 so0 s0 lost",
    "T3 c1 st2 so2 s0 lost",
)


def case(team: str | None, country: str, state: str, source: str, stage: str) -> Case:
    values = {"country": country, "state": state, "source": source, "email_state": "False", "phone_state": "False"}
    return Case(team=team, stage=stage, values=values)


def closed(lines: tuple[str, ...] = CLOSED) -> list[tuple[Case, bool]]:
    return [(case(*line.split()[:5]), line.endswith("won")) for line in lines]


@pytest.fixture(scope="module")
def table() -> FrequencyTable:
    return counted(STAGES, closed())


@pytest.mark.parametrize(("team", "expected"), [("T1", 33.49), ("T2", 7.74), ("T3", 35.09)])
def test_an_open_lead_is_scored_by_its_team(table: FrequencyTable, team: str, expected: float) -> None:
    assert table.probability(case(team, "c0", "st1", "so2", "s1")) == expected


def test_without_its_team_it_is_scored_by_all_together() -> None:
    orphaned = [(replace(each, team=None if each.team == "T3" else each.team), won) for each, won in closed()]

    assert counted(STAGES, orphaned).probability(case(None, "c0", "st1", "so2", "s1")) == 35.19


def test_a_team_of_which_nothing_is_known_is_scored_by_all_together(table: FrequencyTable) -> None:
    known = case("T9", "c0", "st1", "so2", "s1")

    assert table.probability(known) == table.probability(replace(known, team=None))


def test_no_stage_is_nothing_and_the_last_is_won(table: FrequencyTable) -> None:
    assert table.probability(Case(stage="", team="T1")) == 0
    assert table.probability(Case(stage="WON", team="T1")) == 100


def test_a_won_lead_counts_on_every_stage_and_a_lost_one_up_to_its_own() -> None:
    table = counted(STAGES, closed(("T1 c1 st1 so1 s1 lost", "T1 c2 st2 so2 s0 won")))

    assert [table.rows["T1", (STAGE, stage)] for stage in STAGES] == [(1.1, 1.1), (1.1, 1.1), (1.1, 0.1), (1.1, 0.1)]


def test_a_value_without_a_row_says_nothing(table: FrequencyTable) -> None:
    known = case("T1", "c0", "st1", "so2", "s1")

    assert table.probability(replace(known, values={**known.values, "language": "eo"})) == table.probability(known)


def test_without_a_closed_lead_there_is_no_probability() -> None:
    assert counted(STAGES, []).probability(case("T1", "c0", "st1", "so2", "s1")) is None


def test_a_tag_counts_from_fifty_leads_on() -> None:
    plain, tagged = Case(stage="s0"), Case(stage="s0", tags=("fair",))
    many = [(Case(stage="s0", tags=("web",)), False)] * 60 + [(tagged, True)] * 49  # 49.2 with what it started from
    table = counted(STAGES, many)

    assert table.probability(tagged) == table.probability(plain)
    assert table.closed(tagged, True).probability(tagged) > table.closed(tagged, True).probability(plain)


def test_leads_closed_later_are_as_if_they_had_been_there() -> None:
    table = counted(STAGES, closed(CLOSED[:4]))
    for each, won in closed(CLOSED[4:]):
        table = table.closed(each, won)

    assert table == counted(STAGES, closed())


def test_a_lead_that_is_reopened_leaves_a_tenth() -> None:
    (each, won), *_ = closed(CLOSED[2:3])
    table = counted(STAGES, [(each, won)]).reopened(each, won)

    assert all(counts == pytest.approx((0.1, 0.1)) for counts in table.rows.values())
    assert set(table.reopened(each, won).rows.values()) == {(0.1, 0.1)}


def test_reopening_what_was_never_counted_makes_no_row() -> None:
    assert counted(STAGES, []).reopened(Case(stage="s0"), True).rows == {}


def test_nothing_is_quite_certain() -> None:
    rows = [(Case(stage="s0", values={"plan": "a"}), False)] * 30_000 + [(Case(stage="s0", values={"plan": "b"}), True)]
    table = counted(STAGES, rows * 2)

    assert table.probability(Case(stage="s0", values={"plan": "a"})) == 0.01
