"""Standard input, and what is left out."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from tests.engine.inputs.setting import AN_EVENT, as_text, leads_of, model, prepared

READ = """
from tests.engine.inputs.setting import as_text, leads_of, model
print(leads_of(model(as_text("name")), "-", "lead_id", "name"))
"""


@pytest.mark.parametrize(
    "content",
    ["lead_id;name\n007;Begoña\n", '{"lead_id": "007", "name": "Begoña"}\n', '\n[{"lead_id":"007","name":"Begoña"}]'],
)
def test_standard_input_is_csv_or_json(content: str) -> None:
    done = subprocess.run([sys.executable, "-c", READ], input=content.encode(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[('007', 'Begoña')]"


def test_nothing_left_out_says_nothing() -> None:
    with prepared(model(), leads=[{"lead_id": "ana"}], events=[AN_EVENT]) as (con, inputs):
        assert inputs.left_out.lines() == []
        assert inputs.left_out.count_unknown(con) == 0


def test_what_was_left_out_is_told_in_numbers() -> None:
    events = [
        {**AN_EVENT, "lead_id": "ghost", "timestamp": "2026-01-01"},
        {**AN_EVENT, "timestamp": "2026-11-01T00:00:00Z"},
        {**AN_EVENT, "timestamp": "2026-11-01T00:00:00.000001Z"},
    ]
    with prepared(model(), leads=[{"lead_id": "ana"}], events=events) as (con, inputs):
        assert inputs.earliest_event == datetime(2026, 1, 1, tzinfo=UTC)
        assert inputs.left_out.lines(unknown=inputs.left_out.count_unknown(con)) == [
            "events of unknown leads, left out: 1.",
            "events after the scoring instant, left out: 1.",
        ]


def test_without_events_nothing_was_earliest() -> None:
    with prepared(model(), leads=[{"lead_id": "ana"}]) as (con, inputs):
        assert inputs.earliest_event is None
        assert inputs.left_out.count_unknown(con) == 0


def test_standard_input_can_be_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"lead_id,name\n007,Ana\n")))

    for _ in range(2):
        assert leads_of(model(as_text("name")), "-", "lead_id", "name") == [("007", "Ana")]
