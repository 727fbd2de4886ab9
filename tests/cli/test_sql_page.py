"""The page about warehouses shows what the program writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs/how-to/score-in-your-warehouse.md"


def test_the_pieces_of_sql_are_those_of_its_first_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, baremo: Call
) -> None:
    monkeypatch.chdir(tmp_path)
    baremo("init", "crm", "--template", "b2b")
    given = ["--leads-table", "crm.leads", "--events-table", "crm.events", "--event-columns", "id=event_id"]
    text = baremo("sql", "crm/model.yaml", "--dialect", "snowflake", *given).out
    pieces = [block.text for block in blocks(PAGE) if block.words == ("sql",)]

    assert len(pieces) == 3
    assert [piece for piece in pieces if piece not in text] == []
