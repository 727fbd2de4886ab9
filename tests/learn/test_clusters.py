"""What rows tell of which several are of one lead."""

from __future__ import annotations

import numpy as np
import pytest

from baremo.engine.intervals import wilson
from baremo.learn.clusters import by_appearance, design_effect, design_of_part, drawn, share_range

WON = np.random.default_rng(1).random(400) < 0.2
FIVE_TIMES = np.repeat(np.arange(400), 5)


def test_five_rows_that_say_the_same_tell_as_much_as_one() -> None:
    assert design_effect(np.repeat(WON, 5), FIVE_TIMES) == pytest.approx(5, rel=0.01)


def test_five_rows_that_have_nothing_in_common_tell_as_much_as_five() -> None:
    won = np.random.default_rng(2).random(2000) < 0.2

    assert design_effect(won, FIVE_TIMES) == pytest.approx(1, abs=0.2)


def test_leads_that_stand_once_tell_all_that_rows_can() -> None:
    assert design_effect(WON, np.random.default_rng(3).permutation(400)) == pytest.approx(1)
    assert design_effect(WON, None) == 1


def test_rows_that_balance_each_other_are_not_taken_for_more_than_they_are() -> None:
    assert design_effect(np.arange(800) % 2 == 0, np.repeat(np.arange(400), 2)) == 1


@pytest.mark.parametrize("won", [False, True])
def test_where_all_ended_alike_each_lead_counts_once(won: bool) -> None:
    assert design_effect(np.full(2000, won), FIVE_TIMES) == 5
    assert design_of_part(np.full(2000, won), np.full(2000, 1 / 3), FIVE_TIMES) == 5


def test_rows_of_a_single_lead_are_one() -> None:
    assert design_effect(np.arange(30) < 10, np.zeros(30, dtype=np.intp)) == 30


def test_nothing_tells_nothing() -> None:
    assert design_effect(np.zeros(0), np.zeros(0, dtype=np.intp)) == 1
    assert share_range(0, 0, 1.0) == (0.0, 1.0)


def test_a_share_is_as_sure_as_the_rows_that_tell_as_much() -> None:
    assert share_range(50, 200, 5.0) == wilson(10, 40)
    assert share_range(50, 200, 1.0) == wilson(50, 200)


def test_rows_that_are_in_a_part_by_half_count_by_half() -> None:
    part = np.where(np.arange(2000) < 1000, 0.5, 0.0)
    half = design_of_part(np.repeat(WON, 5), part, FIVE_TIMES)

    assert half == pytest.approx(design_effect(np.repeat(WON, 5)[:1000], FIVE_TIMES[:1000]))


def test_all_rows_of_a_lead_are_drawn_together() -> None:
    leads = by_appearance(np.array(["b", "a", "b", "c", "c", "b"], dtype=object))
    rows = drawn(leads, np.random.default_rng(1))
    times = np.bincount(rows, minlength=6)

    assert leads.tolist() == [0, 1, 0, 2, 2, 0]
    assert (times[0], times[3]) == (times[2], times[4])
    assert times[0] + times[1] + times[3] == 3


def test_leads_that_stand_once_are_drawn_as_rows_are() -> None:
    found = drawn(np.arange(50), np.random.default_rng(1))

    assert found.tolist() == np.random.default_rng(1).integers(0, 50, 50).tolist()
