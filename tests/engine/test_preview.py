"""A preview says what would change, and nothing that the leads do not bear out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

import baremo
from baremo.engine.model_changes import taken_over
from baremo.engine.points_kept import Taken, reduced
from baremo.engine.preview import Cause, Conversion, CriterionChange, Crossing, Group, Preview
from baremo.engine.previewing import previewing
from baremo.engine.scoring import Sources, scoring
from baremo.errors import InputError
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text
from tests.engine.small import model

REST = """
bands: {hot: 50, warm: 20, cold: 0}
stages: [{name: IQL, when: {score: {at_least: 20}}}, {name: MQL, when: {score: {at_least: 50}}}]
"""
VISIT = {"event": "visit", "timestamp": "2026-10-30T12:00:00Z"}
LEADS: list[dict[str, Any]] = [
    {"lead_id": "ana", "country": "ES", "size": 900, "won": "yes"},
    {"lead_id": "bruno", "country": "PT", "size": 5, "won": "no"},
    {"lead_id": "carla", "country": "FR", "size": 900, "won": None},
]
EVENTS = [{"lead_id": "ana", **VISIT}, {"lead_id": "ana", **VISIT}, {"lead_id": "bruno", **VISIT}]
CRITERIA = (
    "spain: {when: {country: ES}, points: 20}, large: {when: {size: {at_least: 100}}, points: 10}, "
    "visits: {event: visit, points: 10}"
)
AS_OF = "2026-11-01"


def made(criteria: str = CRITERIA, rest: str = REST, zone: str = "UTC") -> ScoringModel:
    return model(criteria, rest=rest, zone=zone)


OLD = made()


def seen(new: ScoringModel, old: ScoringModel = OLD, **more: Any) -> Preview:
    given: dict[str, Any] = {"leads": LEADS, "events": EVENTS, "as_of": AS_OF, **more}
    return baremo.preview(old, new, **given)


def test_the_same_model_changes_nothing() -> None:
    told = seen(made(rest=REST + "title: Another title"))

    assert (told.leads, told.changed, told.criteria, told.up, told.down) == (3, 0, (), (), ())
    assert (told.mean_before, told.mean_change) == (23.333333333, 0)


def test_a_preview_says_who_was_compared_and_when() -> None:
    told = seen(made(CRITERIA.replace("20", "30")))

    assert told.as_of == datetime(2026, 11, 1, 23, 59, 59, 999999, tzinfo=UTC)
    assert {told.old[:2], told.new[:2]} == {"m@"}
    assert told.old != told.new


def test_who_moves_is_told_with_the_criterion_that_moved_him() -> None:
    told = seen(made(CRITERIA.replace("visit, points: 10", "visit, points: 30")))
    first, second = told.up

    assert (first.key, first.before.score, first.after.score, first.change) == ("ana", 50, 90, 40)
    assert (second.key, second.before.band, second.after.band) == ("bruno", "cold", "warm")
    assert (second.before.stage, second.after.stage) == (None, "IQL")
    assert first.why == (Cause(dimension="sum", criterion="visits", before=20, after=60),)
    assert told.down == ()


def test_a_limit_is_among_the_causes() -> None:
    told = seen(made(CRITERIA.replace("visit, points: 10", "visit, points: 60")))

    assert told.up[0].why == (
        Cause(dimension="sum", criterion="visits", before=20, after=120),
        Cause(dimension="(total)", criterion="(limit)", before=0, after=-50),
    )
    assert sum(cause.change for cause in told.up[0].why) == told.up[0].change == 50


def test_somebody_newly_disqualified_loses_all_and_it_says_why() -> None:
    told = seen(made(rest=REST + "disqualify: {rival: {when: {country: ES}}}"))
    (ana,) = told.down

    assert (ana.key, ana.after.disqualified, ana.after.band, ana.after.stage) == ("ana", "rival", "cold", None)
    assert ana.why == (Cause(dimension="(total)", criterion="(disqualified)", before=0, after=-50),)
    assert told.disqualified == (Group(name="rival", before=0, after=1, entered=1, left=0),)


def test_bands_and_stages_say_who_goes_from_where_to_where() -> None:
    told = seen(made(CRITERIA.replace("visit, points: 10", "visit, points: 30")))

    assert told.bands is not None
    assert told.stages is not None
    assert (told.bands.before, told.bands.leads) == (("hot", "warm", "cold"), ((1, 0, 0), (0, 0, 0), (0, 1, 1)))
    assert (told.stages.after, told.stages.leads) == (("MQL", "IQL", None), ((1, 0, 0), (0, 0, 0), (0, 1, 1)))
    assert told.bands.groups[1] == Group(name="warm", before=0, after=1, entered=1, left=0)
    assert [(each.direction, each.leads) for each in told.stages.crossings] == [
        ("up", 1),
        ("down", 0),
        ("same", 2),
        ("other", 0),
    ]
    assert (told.bands.moved, told.stages.moved) == (1, 1)


def test_a_band_that_is_renamed_is_neither_higher_nor_lower() -> None:
    told = seen(made(rest=REST.replace("hot", "top")))

    assert told.bands is not None
    assert told.bands.crossings[3] == Crossing(direction="other", leads=1)
    assert [(group.name, group.left, group.entered) for group in told.bands.groups] == [
        ("top", 0, 1),
        ("warm", 0, 0),
        ("cold", 0, 0),
        ("hot", 1, 0),
    ]


def test_models_without_bands_or_stages_have_no_movement() -> None:
    told = seen(made(rest=""), old=made(rest=""))

    assert (told.bands, told.stages, told.disqualified) == (None, None, ())


def test_the_first_bands_are_no_rise() -> None:
    told = seen(OLD, old=made(rest=""))

    assert told.bands is not None
    assert (told.bands.before, told.bands.leads) == ((None,), ((1, 0, 2),))
    assert told.bands.crossings[3].leads == 3


def test_the_scores_are_told_in_bars_over_both_scales() -> None:
    told = seen(made(rest="scale: {min: 0, max: 1000}\nbands: {cold: 0}"))

    assert (len(told.bars), told.bars[0].start, told.bars[-1].end) == (20, 0, 1000)
    assert [(bar.start, bar.before, bar.after) for bar in told.bars if bar.before or bar.after] == [
        (0, 2, 0),
        (50, 1, 0),
        (100, 0, 2),
        (500, 0, 1),
    ]


def test_each_changed_criterion_says_whom_it_touches() -> None:
    new = made(
        CRITERIA.replace("visit, points: 10", "visit, limit: 1, points: 15").replace(
            "spain: {when: {country: ES}, points: 20}, ", ""
        )
        + ", no-size: {when: {size: {missing: true}}, points: -5}"
    )

    assert seen(new).criteria == (
        CriterionChange(
            dimension="sum",
            criterion="visits",
            kind="changed",
            raised=1,
            lowered=1,
            before=30,
            after=30,
            gained=5,
            lost=-5,
        ),
        CriterionChange(
            dimension="sum", criterion="no-size", kind="added", raised=0, lowered=0, before=0, after=0, gained=0, lost=0
        ),
        CriterionChange(
            dimension="sum",
            criterion="spain",
            kind="removed",
            raised=0,
            lowered=1,
            before=20,
            after=0,
            gained=0,
            lost=-20,
        ),
    )


def test_a_renamed_criterion_is_no_change() -> None:
    told = seen(made(CRITERIA.replace("visits:", "seen:")))

    assert (told.changed, told.criteria) == (0, ())


def test_what_another_time_zone_changes_is_told() -> None:
    today = "visits: {event: visit, active_within: 1d, points: 10}"
    late = [{"lead_id": "ana", "event": "visit", "timestamp": "2026-11-01T02:00:00Z"}]
    told = seen(made(today, zone="America/Mexico_City"), old=made(today), events=late)

    assert [mover.key for mover in told.down] == ["ana"]
    assert [(each.criterion, each.kind, each.lowered) for each in told.criteria] == [("visits", "changed", 1)]


def test_conversion_is_told_of_all_and_of_those_who_cross() -> None:
    many = [{**lead, "lead_id": f"{lead['lead_id']}-{no}"} for no in range(20) for lead in LEADS]
    told = seen(
        made(CRITERIA.replace("spain: {when: {country: ES}", "spain: {when: {country: PT}")),
        leads=many,
        events=None,
        outcome="won",
    )

    assert told.conversion == Conversion(leads=40, converted=20)
    assert told.bands is not None
    assert told.bands.crossings[:2] == (
        Crossing(direction="up", leads=20, conversion=Conversion(leads=20, converted=0)),
        Crossing(direction="down", leads=20, conversion=Conversion(leads=20, converted=20)),
    )
    warm = told.bands.groups[1].conversion
    assert warm is not None
    assert (warm.entered.share, warm.left.share, warm.before.converted) == (0, 1, 20)


@pytest.mark.parametrize(
    ("yes", "no"), [(True, False), (1, 0), ("TRUE", "false"), (" Won", "Lost "), ("1", "0"), (1.0, 0.0)]
)
def test_an_outcome_may_be_said_in_many_ways(yes: Any, no: Any) -> None:
    leads = [{**LEADS[0], "won": yes}, {**LEADS[1], "won": no}, {**LEADS[2], "won": None}]

    assert seen(OLD, leads=leads, outcome="won").conversion == Conversion(leads=2, converted=1)


def test_an_outcome_that_says_nothing_is_refused_with_what_it_says() -> None:
    leads = [{**lead, "won": "perhaps"} for lead in LEADS]
    with pytest.raises(InputError) as refused:
        seen(OLD, leads=leads, outcome="won")

    assert str(refused.value) == (
        "no-outcome won: no value of the column says whether a lead converted; it holds: 'perhaps'. "
        "Write yes or no, true or false, 1 or 0, won or lost; leave blank what is open."
    )


def test_an_outcome_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="there is no column 'wonn'; did you mean 'won'"):
        seen(OLD, outcome="wonn")


def test_leads_are_not_compared_with_accounts() -> None:
    accounts = replace(OLD, scores="account")
    with pytest.raises(InputError) as refused:
        seen(accounts)

    assert str(refused.value) == (
        "other-subject scores: the old model scores leads, the new one accounts. "
        "Compare two models that score the same."
    )


def test_nobody_is_compared_where_there_are_no_leads() -> None:
    told = seen(made(CRITERIA.replace("20", "30")), leads=[], outcome=None)

    assert (told.leads, told.mean_before, told.mean_change, told.changed) == (0, None, None, 0)


def test_accounts_are_compared_too() -> None:
    text = "model: m\nscores: account\ndimensions: {fit: {criteria: {people: {people: {country: ES}, points: 5}}}}"
    old, new = (read_text(each).model for each in (text, text.replace("points: 5", "points: 7")))
    assert old is not None
    assert new is not None
    leads = [{**lead, "account_id": "acme"} for lead in LEADS]
    told = baremo.preview(old, new, leads=leads, accounts=[{"account_id": "acme"}], as_of=AS_OF)

    assert (told.scores, told.leads, told.up[0].key, told.up[0].change) == ("account", 1, "acme", 2)


def test_one_old_model_is_compared_with_many() -> None:
    with previewing(OLD, Sources(leads=LEADS, events=EVENTS), as_of=AS_OF, counts=True) as ready:
        means = [
            ready.of(made(CRITERIA.replace("visit, points: 10", f"visit, points: {points}"))).mean_change
            for points in (10, 16, 4)
        ]

    assert means == [0, 6, -6]


def test_a_criterion_that_nobody_prepared_for_is_counted_when_it_is_asked_for() -> None:
    calls = CRITERIA + ", calls: {event: call, points: 7}"
    events = [*EVENTS, {"lead_id": "bruno", "event": "call", "timestamp": "2026-10-31T08:00:00Z"}]
    with previewing(OLD, Sources(leads=LEADS, events=events), as_of=AS_OF, counts=True) as ready:
        assert [mover.change for mover in ready.of(made(calls)).up] == [7]


def test_a_field_that_nobody_prepared_is_refused() -> None:
    cities = CRITERIA + ", city: {when: {city: Madrid}, points: 7}"
    with previewing(OLD, Sources(leads=LEADS), as_of=AS_OF) as ready, pytest.raises(InputError) as refused:
        ready.of(made(cities))

    assert str(refused.value) == (
        "not-prepared city: the new model reads what was not prepared: city. "
        "Begin anew, and name the new model at once."
    )


def test_whether_a_prepared_field_is_missing_may_be_asked_at_any_time() -> None:
    asking = CRITERIA + ", stateless: {when: {country: {missing: false}}, points: 1}"
    with previewing(OLD, Sources(leads=LEADS), as_of=AS_OF) as ready:
        assert ready.of(made(asking)).raised == 3


def test_only_what_differs_in_meaning_is_computed_anew() -> None:
    new = made(CRITERIA.replace("visit, points: 10", "visit, points: 11").replace("spain: {", "spain: {note: Home, "))
    taken = taken_over(OLD, new)

    assert taken == Taken(
        criteria={"spain": "spain", "large": "large"}, others=frozenset({"(manual)", "disqualified", "probability"})
    )
    assert [criterion.name for _, criterion in reduced(new, taken).criteria()] == ["visits"]


def test_a_state_is_read_as_of_its_last_scoring_and_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    with scoring(OLD, Sources(leads=LEADS, events=EVENTS), as_of=AS_OF, state=folder):
        pass
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    new = made(CRITERIA.replace("visit, points: 10", "visit, points: 30"))

    assert baremo.preview(OLD, new, leads=LEADS, state=folder) == seen(new)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_without_counts_is_refused(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "state"
    if there:
        folder.mkdir()
    with pytest.raises(InputError) as refused:
        baremo.preview(OLD, OLD, leads=LEADS, state=folder)

    assert str(refused.value) == (
        f"{folder}: no-state --state: the folder holds no kept counts. Make them with `baremo score --state`."
    )
    assert folder.exists() == there


def test_a_preview_leaves_nothing_behind_in_ones_own_connection() -> None:
    with duckdb.connect() as con:
        seen(made(CRITERIA.replace("20", "30")), engine=con)
        assert con.sql("SHOW ALL TABLES").fetchall() == []


@pytest.mark.parametrize("name", ["(kept) country", "before score", "leads", "converted"])
def test_an_attribute_may_have_any_name(name: str) -> None:
    leads = [{**lead, name: lead["country"]} for lead in LEADS]
    old, new = (made(f"spain: {{when: {{'{name}': ES}}, points: {points}}}") for points in (20, 30))

    assert [mover.key for mover in seen(new, old=old, leads=leads).up] == ["ana"]


def test_a_preview_is_plain_in_json() -> None:
    told = seen(made(CRITERIA.replace("20", "30")), outcome="won").as_dict()

    assert json.loads(json.dumps(told)) == told
    assert (told["changed"], told["mean_change"], told["conversion"]["too_few"]) == (1, 3.333333, True)
    assert told["up"][0]["why"][0] == {
        "dimension": "sum",
        "criterion": "spain",
        "before": 20.0,
        "after": 30.0,
        "change": 10.0,
    }


def test_a_share_of_few_leads_is_not_told() -> None:
    few = Conversion(leads=19, converted=10)

    assert (few.too_few, few.share, few.interval) == (True, None, None)


def test_a_share_comes_with_the_interval_that_holds_the_truth() -> None:
    half = Conversion(leads=20, converted=10)

    assert (half.too_few, half.share, half.interval) == (False, 0.5, (0.2993, 0.7007))
