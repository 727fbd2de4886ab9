"""The reference itself, where no scenario reaches."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests import reference
from tests.reference.conditions import pattern
from tests.reference.values import first_instant, fold, last_instant, number_of, round9

PREDICTED = {
    "model": "predicted",
    "dimensions": {"fit": {"criteria": {"likely": {"predictor": "a.predictor", "points": 50}}}},
    "stages": [{"name": "MQL", "when": {"probability": {"at_least": 0.5}}}],
}


def test_a_predicted_criterion_gives_its_share_and_a_missing_probability_nothing() -> None:
    leads = [{"lead_id": "ana"}, {"lead_id": "bruno"}]
    ana, bruno = reference.score(PREDICTED, leads, [], "2026-03-31", probabilities={"ana": 0.62}).scores
    assert (ana["score"], ana["probability"], ana["eligible_stage"]) == (31, 0.62, "MQL")
    assert (bruno["score"], bruno["probability"], bruno["eligible_stage"]) == (0, None, None)


@pytest.mark.parametrize(
    ("zone", "day", "first", "last"),
    [
        ("UTC", "2026-03-31", "2026-03-31T00:00:00+00:00", "2026-03-31T23:59:59.999999+00:00"),
        ("Europe/Madrid", "2026-03-29", "2026-03-28T23:00:00+00:00", "2026-03-29T21:59:59.999999+00:00"),
        # Midnight is skipped: the day begins at one o'clock.
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00+00:00", "2018-11-05T01:59:59.999999+00:00"),
        # The hour before midnight is lived twice.
        ("America/Sao_Paulo", "2019-02-16", "2019-02-16T02:00:00+00:00", "2019-02-17T02:59:59.999999+00:00"),
        # Clocks go back from 0:01 to 23:01: the day begins, is left for an hour, and the day before ends later.
        ("America/St_Johns", "2006-10-28", "2006-10-28T02:30:00+00:00", "2006-10-29T03:29:59.999999+00:00"),
        ("America/St_Johns", "2006-10-29", "2006-10-29T02:30:00+00:00", "2006-10-30T03:29:59.999999+00:00"),
        # Samoa went without 30 December 2011.
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00+00:00", "2011-12-31T09:59:59.999999+00:00"),
    ],
)
def test_a_day_begins_and_ends_as_the_zone_has_it(zone: str, day: str, first: str, last: str) -> None:
    assert first_instant(date.fromisoformat(day), ZoneInfo(zone)).isoformat() == first
    assert last_instant(date.fromisoformat(day), ZoneInfo(zone)).isoformat() == last


def test_no_event_is_younger_than_today() -> None:
    """In St John's, 0:00:30 of the 29th came before 23:30 of the 28th."""
    model: dict[str, Any] = {
        "model": "clocks",
        "timezone": "America/St_Johns",
        "dimensions": {"d": {"criteria": {"pages": {"event": "page_viewed", "points": 8, "decay": {"linear": "2d"}}}}},
    }
    event = {"lead_id": "ana", "event": "page_viewed", "timestamp": "2006-10-29T02:30:30Z"}
    result = reference.score(model, [{"lead_id": "ana"}], [event], "2006-10-28")
    assert result.scores[0]["score"] == 8


@pytest.mark.parametrize(
    ("text", "number"),
    [("042", 42), (" 1e3\u00a0", 1000), ("+.5", 0.5), ("-1E-2", -0.01), ("5.", None), ("1_000", None), ("1e999", None)],
)
def test_a_number_is_read_by_the_grammar(text: str, number: float | None) -> None:
    assert number_of(text) == number


def test_ties_are_rounded_away_from_zero() -> None:
    assert [round9(x) for x in (0.0009765625, -0.0009765625, -1e-12)] == [0.000976563, -0.000976563, 0.0]
    assert str(round9(-1e-12)) == "0.0"


def test_each_letter_becomes_one_letter() -> None:
    assert fold("\u00a0ÑANDÚ İΣ \n") == "ñandú iσ"


def test_a_dollar_is_the_very_end_and_escapes_keep_their_case() -> None:
    assert pattern(r"^A\S[$B-C]\$D$") == r"^a\S[$b-c]\$d\Z"
