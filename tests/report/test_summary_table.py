"""A scoring in the terminal."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import Console

from baremo.report.summary_table import summary_renderables
from tests.report.scored import scored


def printed(lang: str = "en", **given: Any) -> str:
    out = StringIO()
    Console(file=out, width=120, color_system=None).print(summary_renderables(*scored(**given), lang))
    return out.getvalue()


def test_it_ranks_the_first_leads_with_their_reasons() -> None:
    (line,) = (line.split() for line in printed().splitlines() if line.startswith("ana"))

    assert " ".join(line) == "ana 85 Hot A1 MQL demo +50, Signs the contract +15, Looked at prices +15"


def test_it_counts_bands_stages_and_who_is_out() -> None:
    lines = [" ".join(line.split()[:-1]) for line in printed().splitlines() if "░" in line or "█" in line]

    assert lines == [
        "Hot 1 33%",
        "warm 0 0%",
        "cold 2 67%",
        "SQL 0 0%",
        "MQL 1 33%",
        "none yet 2 67%",
        "Works for a competitor 1 33%",
    ]


def test_it_warns_of_what_asks_for_a_second_look() -> None:
    warnings = [line for line in printed().replace("\nRaise", " Raise").splitlines() if line.startswith("! ")]

    assert warnings[0].startswith("! More than 30% of the leads are in the highest band")
    assert warnings[1:] == ["! Nobody has points from: french.", "! Nearly everybody has the same points from: known."]


def test_nobody_to_score_is_said(tmp_path: Path) -> None:
    columns = "lead_id,job_title,employees,email,country,budget,company_domain\n"
    (tmp_path / "leads.csv").write_text(columns, "utf-8")
    text = printed(leads=tmp_path / "leads.csv", events=None)

    assert "There is nobody to score: the table of leads is empty." in text
    assert "░" not in text


def test_brackets_in_names_are_no_markup_and_control_codes_do_nothing() -> None:
    model = "model: m\ndimensions: {fit: {criteria: {a: {when: {x: y}, points: 40}}}}"
    text = printed(model=model, leads=[{"lead_id": "[red]x[/red]\x1b[2J", "x": "y"}], events=None)

    assert "[red]x[/red] [2J" in text
    assert "\x1b" not in text


def test_it_does_without_the_charts() -> None:
    code = "import sys, baremo.report.summary_table; print({'altair', 'vl_convert'} & set(sys.modules))"

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
