"""What is shown of names and of lists of them."""

from __future__ import annotations

import pytest

from baremo.report.names import few
from baremo.texts import Joined, plain, say


@pytest.mark.parametrize(
    ("names", "en"),
    [("ab", "Left: a, b."), ("abcdef", "Left: a, b, c, d, e, f."), ("abcdefgh", "Left: a, b, c, d, e and 3 more.")],
)
def test_a_long_list_is_cut_and_says_how_many_are_left(names: str, en: str) -> None:
    text = say("Left: {names}.", names=Joined(tuple(names), ", "))

    assert plain(few(text)) == en
    assert plain(text) == f"Left: {', '.join(names)}."


def test_what_is_no_list_stays() -> None:
    assert few("a, b, c, d, e, f, g") == "a, b, c, d, e, f, g"
    assert few(say("{names}.", names="a, b, c, d, e, f, g")) == say("{names}.", names="a, b, c, d, e, f, g")
