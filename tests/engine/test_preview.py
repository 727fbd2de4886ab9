"""A preview says what would change, and nothing that the leads do not bear out."""

from __future__ import annotations

from baremo.engine.preview import Conversion


def test_a_share_of_few_leads_is_not_told() -> None:
    few = Conversion(leads=19, converted=10)

    assert (few.too_few, few.share, few.interval) == (True, None, None)


def test_a_share_comes_with_the_interval_that_holds_the_truth() -> None:
    half = Conversion(leads=20, converted=10)

    assert (half.too_few, half.share, half.interval) == (False, 0.5, (0.2993, 0.7007))
