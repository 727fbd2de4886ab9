"""A model of many criteria is valid, and begins with the criteria that it repeats."""

from __future__ import annotations

import json
from pathlib import Path

from ruamel.yaml import YAML

import baremo
from benchmarks.sample import MODEL
from benchmarks.wide import varied, wide_model


def test_criteria_stand_as_often_as_said(tmp_path: Path) -> None:
    (tmp_path / "ten.yaml").write_text(wide_model(MODEL, 10), encoding="utf-8")

    model = baremo.load(tmp_path / "ten.yaml")

    assert [len(dimension.criteria) for dimension in model.dimensions] == [200, 200]


def test_once_is_the_model_itself() -> None:
    plain = YAML(typ="safe").load(MODEL)
    wide = json.loads(wide_model(MODEL, 1))

    criteria = {name: list(each["criteria"].values()) for name, each in plain["dimensions"].items()}
    assert {name: list(each["criteria"].values()) for name, each in wide["dimensions"].items()} == criteria


def test_no_two_turns_of_a_criterion_are_the_same() -> None:
    given = {"event": "page_viewed", "where": {"path": "/home"}, "within": "90d", "limit": 5, "event_of": "x"}

    assert varied("", given, 1) == {
        "event": "email_delivered",
        "where": {"path": "/pricing"},
        "within": "93d",
        "limit": 5,
        "event_of": "x",
    }
