"""Numbers as people write them, in both languages."""

from __future__ import annotations

import pytest

from baremo.report.numbers import decimal, fine_percent, fixed, percent, signed, signed_finely, whole


@pytest.mark.parametrize(("lang", "shown"), [("en", "1,234,567"), ("es", "1.234.567")])
def test_a_score_is_cut_downwards(lang: str, shown: str) -> None:
    assert whole(1_234_567.96, lang) == shown


@pytest.mark.parametrize(
    ("number", "en", "es"),
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (12, "12", "12"),
        (1234.56, "1,234.6", "1.234,6"),
        (-2.5, "−2.5", "−2,5"),
        (0.0321, "0.032", "0,032"),
        (0.00001, "0", "0"),
        (-0.00001, "0", "0"),
    ],
)
def test_points_have_one_decimal_and_small_ones_what_they_need(number: float, en: str, es: str) -> None:
    assert (decimal(number, "en"), decimal(number, "es")) == (en, es)


@pytest.mark.parametrize(("number", "shown"), [(5, "+5"), (-5, "−5"), (0, "0"), (0.00001, "0")])
def test_points_carry_their_sign(number: float, shown: str) -> None:
    assert signed(number, "en") == shown


@pytest.mark.parametrize(("number", "shown"), [(0.416, "+0,42"), (-1.5, "−1,50"), (0.001, "0"), (-0.001, "0")])
def test_log_odds_have_two_decimals(number: float, shown: str) -> None:
    assert signed_finely(number, "es") == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0%"), (0.001, "<1%"), (0.025, "3%"), (0.125, "13%"), (0.999, ">99%"), (1, "100%")],
)
def test_a_share_is_neither_nothing_nor_all_unless_it_is(share: float, shown: str) -> None:
    assert percent(share, "en") == shown


@pytest.mark.parametrize(
    ("share", "en", "es"),
    [
        (0, "0%", "0 %"),
        (0.00123, "0.1%", "0,1 %"),
        (0.0321, "3.2%", "3,2 %"),
        (0.1, "10%", "10 %"),
        (1, "100%", "100 %"),
    ],
)
def test_a_small_rate_has_a_decimal(share: float, en: str, es: str) -> None:
    assert fine_percent(share, "en") == en
    assert fine_percent(share, "es") == es.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("number", "shown"), [(0.416, "0,42"), (-1.5, "−1,50"), (-0.001, "0,00"), (-0.0, "0,00"), (1234.5, "1.234,50")]
)
def test_nothing_is_never_less_than_nothing(number: float, shown: str) -> None:
    assert fixed(number, "es", digits=2) == shown
