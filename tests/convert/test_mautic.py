"""Mautic's points, added up from the same events, are what the model made of them gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from baremo.convert.sources import convert
from baremo.errors import InputError
from baremo.texts import plain
from tests.convert.exports import EXAMPLES, converted, did, line, points, why

EXAMPLE = EXAMPLES / "mautic-points.json"


def action(kind: str, delta: float = 5, **more: Any) -> dict[str, Any]:
    return {"id": 1, "name": "Action", "type": kind, "isPublished": True, "delta": delta, "properties": {}} | more


def visit(pattern: str, **more: Any) -> dict[str, Any]:
    return action("url.hit", repeatable=True, properties={"page_url": pattern} | more)


OPEN = action("email.open", name="Open")


def test_the_example_gives_the_points_worked_out_by_hand(tmp_path: Path) -> None:
    events = [
        did("ana", "form_submitted", 9, form=3),
        did("ana", "form_submitted", 1, form="3"),
        did("ana", "form_submitted", 1, form=4),
        did("ana", "page_viewed", 3, path="/pricing"),
        did("ana", "page_viewed", 2, path="/pricing/teams"),
        did("bruno", "email_opened", 3),
        did("bruno", "email_opened", 2),
        did("bruno", "content_downloaded", 2, asset_id="8"),
        did("bruno", "page_viewed", 2, path="/en/careers/cook"),
        did("carla", "content_downloaded", 1, asset_id=7),
        did("carla", "page_viewed", 2, path="/en/careers/cook"),
        did("carla", "page_viewed", 1, path="/en/careers/"),
    ]
    leads = [{"lead_id": name} for name in ("ana", "bruno", "carla")]

    # Ana: the form once 40, two visits of the prices 5 each. Bruno: two openings 1 each, a guide 10, one look
    # at the jobs nothing yet. Carla: a guide 10, the second look at the jobs takes 20: below 0 is 0.
    assert points(tmp_path, convert(EXAMPLE, "mautic"), leads, events) == {"ana": 50.0, "bruno": 12.0, "carla": 0.0}


def test_every_action_trigger_and_stage_has_its_line() -> None:
    made = convert(EXAMPLE, "mautic")

    assert [(each.name, each.status) for each in made.rules] == [
        ("Asks for a demo", "same"),
        ("Reads the prices", "differs"),
        ("Opens any mailing", "same"),
        ("Fetches the guide", "same"),
        ("Looks for a job", "same"),
        ("Comes back within a week", "left out"),
        ("Spring campaign", "left out"),
        ("Hot", "differs"),
        ("Warm", "differs"),
        ("Subscriber", "left out"),
        ("Qualified", "differs"),
    ]


def test_a_trigger_is_a_band_and_where_it_moves_leads_to_is_a_stage() -> None:
    model = convert(EXAMPLE, "mautic").model

    assert [(band.name, band.start) for band in model.bands] == [("Hot", 50.0), ("Warm", 20.0), ("start", 0.0)]
    assert [stage.name for stage in model.stages] == ["Qualified"]


def test_points_are_not_cut_where_mautic_has_no_ceiling(tmp_path: Path) -> None:
    made = converted(tmp_path, "mautic", {"points": [action("form.submit", 300), action("asset.download", 250)]})

    assert (made.model.out_of, made.model.scale.max) == (550.0, 550.0)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("https://acme.example/pricing*", "/pricing/teams", True),
        ("https://acme.example/pricing", "/pricing/teams", False),
        ("https://acme.example", "/", True),
        ("https://acme.example/*", "/anything", True),
        ("acme.example/pricing", "/pricing", True),
        ("*acme.example/pricing*", "/pricing", True),
        ("*/thanks", "/demo/thanks", True),
        ("*/thanks", "/thanks/again", False),
        ("*pricing*", "/en/pricing/teams", True),
        ("https://acme.example/*/guides/*.pdf", "/en/guides/lead+scoring.pdf", True),
        ("https://acme.example/*/guides/*.pdf", "/guides/a.html", False),
    ],
)
def test_a_pattern_of_addresses_fits_the_path(tmp_path: Path, pattern: str, path: str, fits: bool) -> None:
    made = converted(tmp_path, "mautic", {"points": [visit(pattern)]})

    assert points(tmp_path, made, [{"lead_id": "ana"}], [did("ana", "page_viewed", path=path)]) == {
        "ana": 5.0 if fits else 0.0
    }


def test_an_address_with_a_question_mark_needs_the_whole_address(tmp_path: Path) -> None:
    made = converted(tmp_path, "mautic", {"points": [visit("https://acme.example/p?id=3")]})
    events = [did("ana", "page_viewed", url="https://acme.example/p?id=3")]

    assert why(made.rules[0]) == "It looks at the whole address: the events need a property url."
    assert points(tmp_path, made, [{"lead_id": "ana"}], events) == {"ana": 5.0}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (action("plugin.invented"), "Baremo does not know Mautic's action plugin.invented."),
        (action("form.submit", isPublished=False), "It is not published in Mautic."),
        (action("form.submit", 0), "It gives 0 points."),
        (action("form.submit", delta="many"), "delta is no number that a model can hold: many."),
        (visit("*", returns_after=60), "It looks at times of visits (returns_after), which a model does not count."),
        (visit("*", page_hits=3), "It gives its points for each visit from number 3 on"),
        (visit(""), "It names no address."),
        (visit("*/[ab]/*x"), "Its address has a choice of letters in [ ]."),
    ],
)
def test_what_cannot_be_said_is_left_out_with_its_reason(tmp_path: Path, given: dict[str, Any], reason: str) -> None:
    made = converted(tmp_path, "mautic", {"points": [given, OPEN]})

    assert [each.status for each in made.rules] == ["left out", "same"]
    assert reason in why(made.rules[0])


def test_a_time_of_being_in_force_is_told(tmp_path: Path) -> None:
    made = converted(tmp_path, "mautic", {"points": [OPEN | {"publishDown": "2026-12-31T00:00:00+00:00"}]})

    assert why(made.rules[0]) == "In Mautic it has publishDown 2026-12-31T00:00:00+00:00; here it counts always."


def test_a_point_group_is_a_dimension(tmp_path: Path) -> None:
    grouped = action("form.submit", name="Form", group={"id": 4, "name": "Product interest"})
    made = converted(tmp_path, "mautic", {"points": {"1": OPEN, "2": grouped}})

    assert [each.name for each in made.model.dimensions] == ["engagement", "product_interest"]
    assert "Mautic keeps the points of each group apart; here they are dimensions of one score." in map(
        plain, made.notes
    )


def test_answers_may_stand_beside_each_other(tmp_path: Path) -> None:
    trigger = {"id": 1, "name": "Hot", "isPublished": True, "points": 0, "events": []}
    made = converted(tmp_path, "mautic", [{"total": 1, "points": [OPEN]}, {"trigger": trigger}])

    assert [each.name for each in made.rules] == ["Open", "Hot"]


def test_a_trigger_of_a_group_or_out_of_reach_is_left_out(tmp_path: Path) -> None:
    trigger = {"id": 1, "name": "Hot", "isPublished": True, "points": 5, "group": {"id": 4}, "events": []}
    made = converted(tmp_path, "mautic", {"points": [OPEN], "triggers": [trigger]})

    assert line(made, "Hot").status == "left out"


def test_two_triggers_with_the_same_points_are_one_band(tmp_path: Path) -> None:
    triggers = [{"id": each, "name": name, "isPublished": True, "points": 5} for each, name in ((1, "Hot"), (2, "Now"))]
    made = converted(tmp_path, "mautic", {"points": [OPEN], "triggers": triggers})

    assert [plain(line(made, name).became) for name in ("Hot", "Now")] == ["band Hot", "band Hot"]


def test_a_part_of_the_actions_is_noticed(tmp_path: Path) -> None:
    made = converted(tmp_path, "mautic", {"total": "60", "points": [OPEN]})

    assert plain(made.notes[-1]) == ("The export holds a part of the 60 point actions: fetch them with limit=60.")


@pytest.mark.parametrize(
    ("export", "message"),
    [
        ({"triggers": []}, "there are no point actions in it: the key points is missing."),
        ([], "there are no point actions in it: the key points is missing."),
        (
            {"errors": [{"code": 403, "message": "API authorization denied."}]},
            "Mautic answered with an error: API auth",
        ),
        ({"points": []}, "none of the 0 rules can be said in a model file."),
    ],
)
def test_another_file_is_named_for_what_it_is(tmp_path: Path, export: object, message: str) -> None:
    with pytest.raises(InputError) as refused:
        converted(tmp_path, "mautic", export)

    assert message in str(refused.value)
