"""Small pasts of a company, written as rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from baremo.engine.scoring import Sources
from baremo.errors import InputError
from baremo.learn.history import Labels
from baremo.learn.labels import labelled
from baremo.learn.outcomes.outcome import Outcome

DATASETS = Path(__file__).parents[2].parent / "shared" / "datasets"
FIRST = date(2026, 1, 1)

Row = dict[str, Any]


def day(number: int) -> str:
    """The day of that number, from 0 on: the first of January 2026."""
    return (FIRST + timedelta(days=number)).isoformat()


LEADS: list[Row] = [{"lead_id": f"l{i}", "created_at": day(0)} for i in range(40)]


def leads(outcomes: Iterable[object], **more: Iterable[object]) -> list[Row]:
    """A lead for each outcome, named l0, l1 …"""
    rows: list[Row] = [{"lead_id": f"l{i}", "outcome": outcome} for i, outcome in enumerate(outcomes)]
    for name, values in more.items():
        for row, value in zip(rows, values, strict=True):
            row[name] = value
    return rows


def labels_of(rows: object, *, events: object = None, id_column: str | None = None, **asked: Any) -> Labels:
    if "deals" not in asked:
        asked.setdefault("outcome", "outcome")
    return labelled(Sources(leads=rows, events=events, id_column=id_column), Outcome(**asked))


def deal(lead: int, on: int | None = 10, **more: object) -> Row:
    return {"lead_id": f"l{lead}", "won_at": None if on is None else day(on), **more}


def looked_at(deals: list[Row], *, rows: object = LEADS, **asked: Any) -> Labels:
    """Forty leads of one day (unless other rows are given) and their deals, 200 days later."""
    return labels_of(rows, deals=deals, **{"as_of": day(200), "horizon": 30, **asked})


def outcomes(labels: Labels) -> dict[str, bool]:
    return dict(zip(labels.lead_ids.tolist(), labels.outcome.tolist(), strict=True))


def left_out(labels: Labels) -> dict[str, int]:
    return {str(why): count for why, count in labels.left_out}


def warned(labels: Labels) -> list[str]:
    return [str(warning) for warning in labels.warnings]


def refused(rows: object, **asked: Any) -> str:
    with pytest.raises(InputError) as caught:
        labels_of(rows, **asked)
    return str(caught.value)


def dataset(name: str) -> Path:
    """A folder of real data; where it is absent the test is skipped, saying so."""
    folder = DATASETS / name
    if not folder.is_dir():
        pytest.skip(f"there are no data in {folder}")
    return folder
