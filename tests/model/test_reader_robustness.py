"""A model file with anything in it is read or explained, never a traceback."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from baremo.model.checks import check
from baremo.model.reader import read_text
from tests.model.whole import WHOLE

WORDS = [found.span() for found in re.finditer(r"[\w.*@/-]+", WHOLE)]
JUNK = st.sampled_from(["", "5", "-1", "0", "''", "[]", "{}", "~", "true", "1e400", "x: y", "[1, {a: 2}]", "'*'", "2w"])


@settings(max_examples=30)
@given(st.integers(0, len(WORDS) - 1), JUNK)
def test_any_word_may_be_replaced(position: int, junk: str) -> None:
    start, end = WORDS[position]
    reading = read_text(WHOLE[:start] + junk + WHOLE[end:])
    problems = check(reading)
    assert (reading.model is None) == any(each in reading.problems for each in problems)


@settings(max_examples=30)
@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
def test_any_part_may_be_cut_out(one: int, other: int) -> None:
    begin, end = sorted((one, other))
    problems = check(read_text(WHOLE[:begin] + WHOLE[end:]))
    assert all(str(each) and each.text("es") for each in problems)
