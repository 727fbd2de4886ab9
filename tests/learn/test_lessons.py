"""`baremo.train` and `baremo.validate`: what the commands do, from Python."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

import baremo
from baremo.errors import InputError
from tests.learn.test_backtest import by_hand
from tests.learn.trained import company


def test_leads_may_come_as_rows_or_as_a_table() -> None:
    rows = [{**row, "employees": str(row["employees"])} for row in company()]
    table = pa.Table.from_pylist(rows)
    found = [
        baremo.train(leads=given, outcome="converted", kind="naive-bayes").figures.as_dict() for given in (rows, table)
    ]

    assert found[0] == found[1]


def test_an_output_is_written_and_followed_again(tmp_path: Path) -> None:
    first = baremo.train(leads=company(), outcome="converted", kind="naive-bayes", output=tmp_path, title="Ours")
    again = baremo.train(leads=company(seed=9), like=tmp_path)

    assert json.loads((tmp_path / "metrics.json").read_text("utf-8"))["auc"] == first.figures.as_dict()["auc"]
    assert again.plan == first.plan
    assert again.drift is not None


def test_a_model_written_by_hand_is_validated() -> None:
    found = baremo.validate(by_hand("ES"), leads=company(), outcome="converted", capacity="20/month")

    assert found.figures.judgement.n == 420
    assert found.scores.num_rows == 420


def test_a_folder_with_a_model_of_somebodys_own_is_refused_before_anything_is_learned(tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("model: mine\n", "utf-8")
    with pytest.raises(InputError, match="not-replaced"):
        baremo.train(leads="there is no such file", outcome="converted", output=tmp_path)


def test_a_horizon_is_read_as_on_the_command_line() -> None:
    leads = [
        {
            "lead_id": i,
            "plan": "ab"[i % 2],
            "created_at": f"2025-0{1 + i % 6}-10",
            "won_at": f"2025-0{1 + i % 6}-20" if i % 3 else "",
        }
        for i in range(120)
    ]
    asked = {"leads": leads, "outcome": "won_at", "as_of": "2026-01-01"}

    assert baremo.analyze(**asked, horizon="12w").customers == baremo.analyze(**asked, horizon=84).customers == 80
    with pytest.raises(InputError, match="'soon' is no number of days from 1 to 3660"):
        baremo.train(**asked, horizon="soon")
