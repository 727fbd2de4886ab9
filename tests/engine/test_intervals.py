"""Intervals of shares."""

from __future__ import annotations

import pytest

from baremo.engine.intervals import wilson


def test_an_interval_of_nothing_is_everything() -> None:
    assert wilson(0, 0) == (0, 1)
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == pytest.approx(1)
