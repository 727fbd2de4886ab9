"""Texts and numbers of a report on learning, in a language."""

from __future__ import annotations

from baremo.learn.told.words import Words
from baremo.texts import say


def test_no_name_moves_the_cursor_of_a_terminal() -> None:
    words = Words(lang="en")

    assert words.say(say("column {column}", column="a\x1b[2Jb\nc")) == "column a [2Jb c"
    assert words.name("n" * 200) == "n" * 79 + "…"
