"""How a model was learned is kept, and read with care."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from baremo.errors import InputError
from baremo.learn.plan import FILE, Plan, read_plan, write_plan

PLAN = Plan(
    outcome="won",
    won=("approved",),
    lost=("declined", "cancelled"),
    outcome_at="decided_at",
    horizon=90,
    time="created_at",
    score_at="24h",
    event_columns={"time": "at"},
    kind="boosted",
    keep=("tags",),
    known_at={"budget": "SQL"},
    increasing=("employees",),
    capacity="200/month",
    deal_value=1200.5,
    precision=0.25,
    model="leads",
    title="Leads",
)


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_plan(PLAN, tmp_path)

    assert read_plan(tmp_path) == PLAN


def test_every_part_of_a_plan_is_kept(tmp_path: Path) -> None:
    write_plan(Plan(), tmp_path)

    assert set(json.loads((tmp_path / FILE).read_text("utf-8"))) == {"format", *(each.name for each in fields(Plan))}


def test_a_folder_without_a_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_plan(tmp_path)

    assert str(refused.value) == (
        f"{tmp_path / FILE}: no-plan --like: there is no train.json. Name a folder that `baremo train` has written."
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "format 1"),
        ('{"format": 2}', "format 1"),
        ('{"format": 1, "horizon": "90d", "colour": 1}', "horizon, colour"),
        ('{"format": 1, "won": [1]}', "won"),
        ('{"format": 1, "kind": "magic"}', "kind"),
    ],
)
def test_what_is_no_plan_is_refused(text: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")

    with pytest.raises(InputError, match=f"this is no plan of a training: {reason}\\."):
        read_plan(tmp_path)
