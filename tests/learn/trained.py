"""A company's leads whose employees and country decide, and what the command line makes of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from baremo.cli import main

LEADS = 420


def company(rows: int = LEADS, *, seed: int = 3, level: float = -2.5) -> list[dict[str, Any]]:
    """Leads of ten months, of whom about two in five became customers."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(rows):
        country, employees = str(rng.choice(["ES", "PT", "FR", ""])), int(rng.integers(1, 500))
        odds = (country == "ES") * 2 + employees / 120 + level
        came = dt.datetime(2026, 1, 1, 9, tzinfo=dt.UTC) + dt.timedelta(hours=int(7200 * number / rows))
        found.append(
            {
                "lead_id": f"lead-{number}",
                "created_at": came.isoformat(),
                "country": country,
                "employees": employees if rng.random() < 0.95 else "n/a",
                "channel": str(rng.choice(["ads", "fair", "web"])),
                "converted": "yes" if rng.random() < 1 / (1 + np.exp(-odds)) else "no",
            }
        )
    return found


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def called(*words: str) -> str:
    """What the command prints; it must succeed."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr("sys.argv", ["baremo", *words])
        patch.setenv("BAREMO_LANG", "en")
        patch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as stopped:
            main()
    assert stopped.value.code in (None, 0), err.getvalue()
    return out.getvalue()
