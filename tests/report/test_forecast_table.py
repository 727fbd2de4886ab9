"""A forecast in the terminal: what the stages lose, day by day and lead by lead."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from baremo.report.forecast_table import forecast_renderables
from baremo.report.forecast_words import Place
from tests.report.forecasted import FADING, LEADS, forecasted


def printed(lang: str = "en", places: tuple[Place, ...] = (), width: int = 120, **given: Any) -> list[str]:
    out = StringIO()
    model, forecast = forecasted(**given)
    Console(file=out, width=width, color_system=None).print(forecast_renderables(model, forecast, lang, places=places))
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


@pytest.fixture(scope="module")
def told() -> list[str]:
    return printed()


def test_it_says_in_a_sentence_what_the_stages_lose(told: list[str]) -> None:
    assert told[2] == "Without new events, SQL loses 1 of its 1 leads within 14 days, MQL 1 of 1."


def test_only_days_on_which_a_number_changes_are_listed_and_the_last(told: list[str]) -> None:
    days = told[told.index("In each stage") + 3 : told.index("Who leaves first") - 1]

    assert days == [
        "2026-03-31 now 1 1 1",
        "2026-04-03 +3 0 1 2",
        "2026-04-08 +8 0 0 3",
        "2026-04-14 +14 0 0 3",
    ]


def test_who_leaves_first_stands_first(told: list[str]) -> None:
    assert told[told.index("Who leaves first") + 3 :] == [
        "2026-04-03 ana Stage: SQL → MQL 70",
        "2026-04-03 bruno Band: Hot → cold 0",
        "2026-04-03 bruno Stage: MQL → none yet 0",
        "2026-04-08 ana Band: Hot → cold 10",
    ]


def test_a_stage_asked_for_is_told_alone() -> None:
    told = printed(places=(("stage", "MQL"),))

    assert told[2] == "Without new events, MQL loses 1 of its 1 leads within 14 days."
    assert "In each band" not in told
    assert told[-1] == "2026-04-03 bruno MQL → none yet 0"


def test_a_band_is_told_by_its_title_in_quotes() -> None:
    told = printed(places=(("band", "hot"),))

    assert told[2] == "Without new events, “Hot” loses 2 of its 2 leads within 14 days."


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (("band", "warm"), "Nobody is in “warm” now."),
        (("band", "cold"), "Without new events, nobody leaves “cold” within 14 days."),
    ],
)
def test_where_nobody_leaves_it_says_so_and_ends(place: Place, sentence: str) -> None:
    assert printed(places=(place,))[2:] == [sentence]


def test_where_nothing_fades_it_says_so_and_ends() -> None:
    assert printed(events=None)[2:] == ["Without new events, nobody leaves a band or stage within 14 days."]


def test_a_model_without_bands_and_stages_has_nothing_to_leave() -> None:
    told = printed(model=FADING[: FADING.index("bands:")])

    assert told[2:] == ["The model has neither bands nor stages, so there is nothing to leave."]


def test_without_leads_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("lead_id,job_title\n", "utf-8")

    assert printed(leads=tmp_path / "leads.csv", events=None)[2:] == [
        "There is nobody to score: the table of leads is empty."
    ]


def test_of_many_the_first_are_listed_and_the_rest_counted() -> None:
    leads = [{**LEADS[1], "lead_id": f"l{number:02}"} for number in range(30)]
    events = [
        {"lead_id": f"l{number:02}", "event": "demo_requested", "timestamp": "2026-03-24T10:00:00Z"}
        for number in range(30)
    ]
    told = printed(leads=leads, events=events, places=(("stage", "MQL"),))

    assert told[-1] == "… and 10 more; -o FILE writes all."


def test_ids_are_no_markup_and_control_codes_do_nothing() -> None:
    leads = [{**LEADS[1], "lead_id": "[red]x[/red]\x1b[2J"}]
    events = [{"lead_id": "[red]x[/red]\x1b[2J", "event": "demo_requested", "timestamp": "2026-03-24T10:00:00Z"}]
    told = "\n".join(printed(leads=leads, events=events))

    assert "[red]x[/red] [2J" in told
    assert "\x1b" not in told


def test_it_speaks_the_titles_of_its_language() -> None:
    assert "Caliente" in " ".join(printed("es"))


def test_where_numbers_change_every_day_one_day_a_week_is_told() -> None:
    leads = [{"lead_id": f"l{number}", "job_title": ""} for number in range(40)]
    events = [
        {"lead_id": f"l{number}", "event": "demo_requested", "timestamp": f"{day}T10:00:00Z"}
        for number in range(40)
        for day in [date(2026, 3, 31) - timedelta(days=number)]
    ]
    told = printed(model=FADING.replace("within: 10d", "within: 60d"), leads=leads, events=events, days=61)
    days = [row.split()[1] for row in told if row.startswith("2026-") and "→" not in row]

    assert days == [*["now", "+7", "+14", "+21", "+28", "+35", "+42", "+49", "+56", "+61"] * 2]
