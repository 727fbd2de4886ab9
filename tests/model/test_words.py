"""How text is compared and read as a number."""

from __future__ import annotations

import pytest

from baremo.model.words import fold, read_number, simple_lower


@pytest.mark.parametrize(
    ("text", "lower"),
    [("ÉLITE", "élite"), ("ÑANDÚ", "ñandú"), ("İSTANBUL", "istanbul"), ("ΟΔΟΣ", "οδοσ"), ("Straße", "straße")],
)
def test_each_letter_has_one_lower_case_letter(text: str, lower: str) -> None:
    assert simple_lower(text) == lower
    assert len(simple_lower(text)) == len(text)


def test_surrounding_space_is_blank_tab_line_breaks_and_no_break_space() -> None:
    assert fold(" \t\r\n\u00a0ES \u00a0") == "es"
    assert fold("\u2003ES\f") == "\u2003es\f"


@pytest.mark.parametrize(
    ("text", "number"),
    [("5", 5.0), ("+5", 5.0), ("-.5", -0.5), (" 1.5\u00a0", 1.5), ("1e3", 1000.0), ("2E-1", 0.2), ("007", 7.0)],
)
def test_a_number_is_read(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["", " ", "5.", ".", "1_000", "1,5", "nan", "inf", "1e999", "0x1F", "٥", "1e", "5 €", "--5", "1" * 400]
)
def test_no_number_is_read_into_anything_else(text: str) -> None:
    assert read_number(text) is None


def test_a_million_characters_stay_cheap() -> None:
    assert read_number("9" * 1_000_000 + "x") is None
    assert len(fold("É" * 1_000_000)) == 1_000_000
