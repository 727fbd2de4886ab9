"""An analysis in the terminal: what tells most, what is suspected, and the close rate of each value."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from baremo.report.analysis_figures import Analysis
from baremo.report.analysis_table import analysis_renderables
from tests.report.analysed import COUNTRY, analysed


def printed(analysis: Analysis, lang: str = "en", width: int = 120, *, every: bool = False) -> str:
    out = StringIO()
    Console(file=out, width=width, color_system=None).print(analysis_renderables(analysis, lang, every=every))
    return out.getvalue()


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


@pytest.fixture(scope="module")
def told() -> list[str]:
    return lines(printed(analysed()))


def test_it_says_in_a_sentence_what_tells_most(told: list[str]) -> None:
    assert told[0] == "What tells who becomes a customer"
    assert " ".join(told[1:3]) == (
        "Of 1,000 leads 400 became customers (40%). What tells most: Country and Occupation. "
        "One column knows too much, or nothing, and is left out."
    )


def test_it_warns_that_attributes_are_todays(told: list[str]) -> None:
    assert "! Attributes are today's: some may have changed because a lead became a customer." in told


def test_what_is_suspected_comes_before_the_close_rates(told: list[str]) -> None:
    text = " ".join(told)
    left_out, kept, rates = (text.index(part) for part in ("Deal note left out", "Occupation kept", "Close rates"))

    assert left_out < kept < rates


def test_each_value_has_its_close_rate_and_points(told: list[str]) -> None:
    at = told.index("Country (1.58, strong)")

    assert told[at + 1 : at + 4] == [
        "Close Against",
        "Value Leads Customers rate 95% interval all Points",
        "es 400 300 75% 71% to 79% 1.88× +21",
    ]
    assert told[at + 4] == "pt 600 100 17% 14% to 20% 0.42× −17"


def test_ranges_and_missing_numbers_are_named(told: list[str]) -> None:
    values = [line.split()[0] for line in told[told.index("Visits (0.00, hardly anything)") + 1 :][:4]]

    assert values == ["0", "5", "1,500", "missing"]


def test_what_is_left_out_is_shown_with_all(told: list[str]) -> None:
    assert "… and 1 more; --all shows them, -o FILE writes them." in told
    assert any(
        line.startswith("Deal note (") and line.endswith("left out") for line in lines(printed(analysed(), every=True))
    )


def test_only_the_first_fifteen_are_shown() -> None:
    text = printed(analysed(**{f"column {number}": COUNTRY for number in range(20)}))

    assert text.count("hardly anything") + text.count("strong)") == 15
    assert "… and 5 more" in text


def test_numbers_are_written_as_the_language_does() -> None:
    text = printed(analysed(), "es")

    assert "1.500" in text
    assert "1,88×" in text
    assert "75\N{NO-BREAK SPACE}%" in text


def test_every_line_fits_a_narrow_terminal() -> None:
    assert max(map(len, printed(analysed(), width=80, every=True).splitlines())) <= 80


def test_a_long_value_keeps_its_place_below_its_column() -> None:
    shown = printed(analysed(job=["chief executive officer of a region", "clerk"] * 500), width=80).splitlines()
    first = next(number for number, line in enumerate(shown) if line.startswith("  chief"))

    assert shown[first + 1].startswith("  ")


def test_a_history_that_tells_nothing_says_so() -> None:
    text = printed(analysed(coin=["head", "tail"] * 500))

    assert "No column tells who they are." in text
    assert "Columns that may know too much" not in text
