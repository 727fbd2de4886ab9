"""The small programs behind the Makefile."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tools import stage
from tools.top_lead import top_lead


def test_the_top_lead_is_the_one_with_the_highest_score(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("lead_id,score\nbruno,9.5\nana,80\ncarla,12\n", encoding="utf-8")

    assert top_lead(file) == "ana"


def test_a_stage_that_passes_prints_only_its_seconds(capfd: pytest.CaptureFixture[str]) -> None:
    assert stage.main("quiet", sys.executable, "-c", "print('a lot')") == 0
    assert re.fullmatch(r"quiet +\d+\.\d s\n", capfd.readouterr().out)


def test_a_stage_that_fails_prints_what_was_said(capfd: pytest.CaptureFixture[str]) -> None:
    code = stage.main("types", sys.executable, "-c", "print('wrong in line 3'); raise SystemExit(2)")

    assert code == 2
    assert re.fullmatch(r"wrong in line 3\ntypes +\d+\.\d s  FAILED\n", capfd.readouterr().out)
