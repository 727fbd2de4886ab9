"""A folder of kept counts, as its user meets it."""

from __future__ import annotations

import fcntl
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from baremo.engine.increment.upkeep import MOST_NIGHTS, erase
from baremo.engine.scoring import Sources, scoring
from baremo.errors import InputError
from tests.laws.engine import read_model

Rows = list[dict[str, Any]]
MODEL = {
    "model": "m",
    "dimensions": {
        "interest": {
            "criteria": {
                "pages": {"event": "seen", "points": 1},
                "assets": {"event": "read", "measure": {"distinct": "asset"}, "points": 10},
            }
        }
    },
}


def seen(lead: str, day: int, **more: Any) -> dict[str, Any]:
    return {"lead_id": lead, "event": "seen", "timestamp": f"2026-11-{day:02}T10:00:00Z", "asset": None, **more}


def scores(
    folder: Path, events: Rows | None, day: int, *, model: dict[str, Any] = MODEL, leads: Sequence[str] = ("ana",)
) -> dict[str, float]:
    sources = Sources(leads=[{"lead_id": lead} for lead in leads], events=events)
    with scoring(read_model(model), sources, as_of=f"2026-11-{day:02}", state=folder) as running:
        rows = running.rows(running.keep().scores).to_pylist()
    return {row["lead_id"]: row["score"] for row in rows}


def message(folder: Path, *given: Any, **more: Any) -> str:
    with pytest.raises(InputError) as caught:
        scores(folder, *given, **more)
    return str(caught.value).replace(str(folder), "kept")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def test_each_night_adds_its_events(folder: Path) -> None:
    assert scores(folder, [seen("ana", 1), seen("ana", 1)], 1) == {"ana": 2}
    assert scores(folder, [seen("ana", 2)], 2) == {"ana": 3}
    assert scores(folder, None, 3) == {"ana": 3}


def test_an_event_of_tomorrow_waits(folder: Path) -> None:
    assert scores(folder, [seen("ana", 1), seen("ana", 3)], 1) == {"ana": 1}
    assert scores(folder, None, 2) == {"ana": 1}
    assert scores(folder, None, 3) == {"ana": 2}


def test_an_id_counts_once_for_ever(folder: Path) -> None:
    once = seen("ana", 1, event_id="e-1")

    assert scores(folder, [once], 1) == {"ana": 1}
    assert scores(folder, [once, {**once, "event_id": "e-2"}], 2) == {"ana": 2}


def test_of_copies_that_differ_the_earliest_counts_even_if_it_comes_later(folder: Path) -> None:
    late, early = seen("ana", 5, event_id="e-1"), seen("bruno", 2, event_id="e-1")

    assert scores(folder, [late], 5, leads=["ana", "bruno"]) == {"ana": 1, "bruno": 0}
    assert scores(folder, [early], 6, leads=["ana", "bruno"]) == {"ana": 0, "bruno": 1}
    assert scores(folder, None, 7, leads=["ana"]) == {"ana": 1}


def test_a_third_copy_is_found_where_two_came_in_one_night(folder: Path) -> None:
    copies = [seen("ana", day, event_id="e-1") for day in (3, 4)]

    assert scores(folder, copies, 4, leads=["ana", "bruno"]) == {"ana": 1, "bruno": 0}
    assert scores(folder, [seen("bruno", 2, event_id="e-1")], 5, leads=["ana", "bruno"]) == {"ana": 0, "bruno": 1}


def test_a_lead_may_become_known_after_its_events(folder: Path) -> None:
    assert scores(folder, [seen("carla", 1)], 1) == {"ana": 0}
    assert scores(folder, None, 2, leads=["carla"]) == {"carla": 1}


def test_other_points_need_no_events(folder: Path) -> None:
    scores(folder, [seen("ana", 1)], 1)
    events = folder / "events-1.parquet"
    pq.write_table(pq.read_schema(events).empty_table(), events)
    dear = {"model": "m", "dimensions": {"interest": {"criteria": {"pages": {"event": "seen", "points": 9}}}}}

    assert scores(folder, None, 2, model=dear) == {"ana": 9}


def test_another_condition_is_counted_from_the_kept_events(folder: Path) -> None:
    scores(folder, [seen("ana", 1, asset="a"), seen("ana", 1, asset="b")], 1)
    criteria = {"only-a": {"event": "seen", "where": {"asset": "a"}, "points": 5}}

    assert scores(folder, None, 2, model={"model": "m", "dimensions": {"i": {"criteria": criteria}}}) == {"ana": 5}


def test_a_property_that_was_not_kept_is_refused_by_name(folder: Path) -> None:
    scores(folder, [seen("ana", 1)], 1)
    criteria = {"forms": {"event": "sent", "where": {"form": "demo"}, "points": 5}}
    model = {"model": "m", "dimensions": {"i": {"criteria": criteria}}}

    assert message(folder, [{**seen("ana", 2), "form": "demo"}], 2, model=model) == (
        "not-kept --state: the model now reads 'form', which the kept events lack."
        " Name a new folder, and give all events once."
    )


def test_a_moment_before_the_last_is_refused(folder: Path) -> None:
    scores(folder, [seen("ana", 1)], 5)

    assert message(folder, None, 4) == (
        "state-is-later --state: the kept counts reach to 2026-11-05T23:59:59.999999+00:00,"
        " beyond the moment that is asked for. Ask for that moment or a later one, or score without --state."
    )


def test_the_same_events_without_ids_are_not_taken_twice(folder: Path) -> None:
    scores(folder, [seen("ana", 1), seen("ana", 2)], 2)

    assert message(folder, [seen("ana", 1), seen("ana", 2), seen("ana", 3)], 3) == (
        "events-again --state: most of these events are kept already, and without ids they would count twice."
        " Give only what is new since the last time, or events with ids (id=COLUMN)."
    )


def test_ids_of_another_kind_are_refused(folder: Path) -> None:
    scores(folder, [seen("ana", 1)], 1)
    sources = Sources(leads=[{"lead_id": 7}], events=[{**seen("7", 1), "lead_id": 7}])

    with (
        pytest.raises(InputError) as caught,
        scoring(read_model(MODEL), sources, as_of="2026-11-02", state=folder),
    ):
        pass
    assert str(caught.value) == (
        "other-kind --state: 'lead_id' is a bigint, and was a text in the kept events."
        " Give it as before, or name a new folder and give all events once."
    )


def test_a_scoring_that_fails_leaves_the_folder_as_it_was(folder: Path) -> None:
    scores(folder, [seen("ana", 1)], 1)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    sources = Sources(leads=[{"lead_id": "ana"}], events=[seen("ana", 2)])

    with pytest.raises(ZeroDivisionError), scoring(read_model(MODEL), sources, as_of="2026-11-02", state=folder):
        raise ZeroDivisionError
    scores(folder, None, 1)
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name: after[name] for name in before if name != "state.json"} == {
        name: content for name, content in before.items() if name != "state.json"
    }
    assert scores(folder, [seen("ana", 2)], 2) == {"ana": 2}


def test_two_scorings_do_not_share_a_folder(folder: Path) -> None:
    scores(folder, None, 1)

    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = message(folder, None, 2)
    assert told == "kept: state-in-use --state: another scoring is at work in this folder. Wait for it to end."


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.parquet").write_text("")

    assert message(tmp_path, None, 1) == (
        "kept: no-state --state: the folder holds other files, and no kept counts."
        " Name a folder that is empty or not there yet."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["precious.parquet"]


def test_a_missing_file_is_told(folder: Path) -> None:
    scores(folder, [seen("ana", 1)], 1)
    (folder / "events-1.parquet").unlink()

    assert message(folder, None, 2) == (
        "kept/state.json: damaged-state --state: the kept counts cannot be read: the file events-1.parquet is missing."
        " Name a new folder, and give all events once."
    )


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 2}', '{"format": 1, "columns": 5}'])
def test_a_damaged_manifest_is_told(folder: Path, content: str) -> None:
    scores(folder, [seen("ana", 1)], 1)
    (folder / "state.json").write_text(content)

    assert message(folder, None, 2).startswith(
        "kept/state.json: damaged-state --state: the kept counts cannot be read: "
    )


def test_many_nights_become_one_file(folder: Path) -> None:
    for day in range(1, 29):
        scores(folder, [seen("ana", day)], day)
    for minute in range(MOST_NIGHTS):
        scores(folder, [{**seen("ana", 28), "timestamp": f"2026-11-28T10:{minute:02}:01Z"}], 28)

    assert len(list(folder.glob("counts-*"))) < MOST_NIGHTS
    assert scores(folder, None, 28) == {"ana": 28 + MOST_NIGHTS}


def test_nothing_of_an_erased_lead_stays(folder: Path) -> None:
    scores(folder, [seen("ana", 1), seen("bruno", 1), seen("ana", 1), seen("ana", 9)], 1, leads=["ana", "bruno"])

    assert erase(folder, ["ana", "nobody"]) == 2
    assert scores(folder, None, 9, leads=["ana", "bruno"]) == {"ana": 0, "bruno": 1}
    assert not any(b"ana" in path.read_bytes() for path in folder.iterdir())


def test_erasing_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        erase(tmp_path / "kept", ["ana"])
    assert str(caught.value).replace(str(tmp_path), "") == (
        "/kept: no-state --state: there is no such folder."
        " Name the folder that `baremo score --state` keeps its counts in."
    )
