"""The tables of a report on learning."""

from __future__ import annotations

import numpy as np

from baremo.learn.judged.figures import Figures
from baremo.learn.judged.judging import judge
from baremo.learn.judged.verdict import verdict
from baremo.learn.told import grids
from baremo.learn.told.words import Told, Words
from baremo.report.grid import Grid
from baremo.texts import say
from tests.learn.rankings import scored

EN = Words(lang="en")


def told(rows: int) -> Told:
    past = scored(rows)
    judgement = judge(past.outcome, past.probability, moments=past.moments)
    figures = Figures(kind="rules", split="time", judgement=judgement, verdict=verdict(judgement))
    return Told(title=say("{model}: does it work?", model="small"), figures=figures)


def first_column(grid: Grid | None) -> list[str]:
    assert grid is not None
    return [row[0].text for row in grid.rows]


def test_a_tenth_is_a_tenth_whatever_can_be_divided() -> None:
    assert first_column(grids.called(told(163), EN)) == ["10%", "20%"]


def test_the_slope_of_the_calibration_has_its_range() -> None:
    found = told(2000)
    grid = grids.measures(found, EN)
    judged = found.figures.judgement
    assert grid is not None
    assert judged.slope_range is not None

    low, high = (f"{edge:.2f}" for edge in judged.slope_range)
    assert f"{judged.slope:.2f} ({low} – {high}) / " in grid.rows[-1][1].text
    assert np.isclose(float(low), 0.9, atol=0.1)
