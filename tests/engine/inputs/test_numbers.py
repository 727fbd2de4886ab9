"""Numbers that people wrote are read rightly or refused, the whole column in one way."""

from __future__ import annotations

from typing import Any

import pytest

from baremo.errors import InputError
from tests.engine.inputs.setting import as_number, as_text, events, events_of, leads_of, model, notes_of, prepared, rows

AMOUNTS = model(as_number("amount"))


def people(*amounts: str | None) -> list[dict[str, Any]]:
    return [{"lead_id": str(i), "amount": amount} for i, amount in enumerate(amounts)]


def read(*amounts: str | None) -> list[str | None]:
    return leads_of(AMOUNTS, people(*amounts), "amount")


def notes(*amounts: str | None) -> list[str]:
    return notes_of(AMOUNTS, leads=people(*amounts))


def refusal(*amounts: str) -> str:
    with pytest.raises(InputError) as error:
        read(*amounts)
    return str(error.value)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("12,5", "1.234,56"), ["12.5", "1234.56"]),
        (("12,5", "1.234", "7"), ["12.5", "1234", "7"]),
        (("12,5", "1,234"), ["12.5", "1.234"]),
        (("0,123", "1,234"), ["0.123", "1.234"]),
        (("1.234.567", "1,234"), ["1234567", "1.234"]),
        (("-1.234,5", "+,5"), ["-1234.5", "+.5"]),
    ],
)
def test_decimal_commas_are_read_where_a_value_proves_them(given: tuple[str, ...], expected: list[str]) -> None:
    assert read(*given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("1,234.56", "1,234"), ["1234.56", "1234"]),
        (("1,234,567", "1,234"), ["1234567", "1234"]),
        (("12.5", "1,234"), ["12.5", "1234"]),
    ],
)
def test_thousands_commas_are_read_where_a_value_proves_them(given: tuple[str, ...], expected: list[str]) -> None:
    assert read(*given) == expected


@pytest.mark.parametrize("plain", ["1.234", "12", " 12.5\u00a0", "-1e3", ".5", "+7", "1.5E-3"])
def test_plain_numbers_stay_as_they_are(plain: str) -> None:
    assert read(plain, None, "") == [plain, None, ""]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("€ 1.200,50", "12,5 €", "7"), ["1200.50", "12.5", "7"]),
        (("$1,200.50", "-$3"), ["1200.50", "-3"]),
        (("12 EUR", "1 234,5"), ["12", "1234.5"]),
        (("12 %", "7.5%"), ["12", "7.5"]),
        (("1 234 567", "12"), ["1234567", "12"]),
        (("1'234.50", "3"), ["1234.50", "3"]),
        (("1\u202f234,5",), ["1234.5"]),
    ],
)
def test_one_sign_and_blanks_between_thousands_are_seen_through(given: tuple[str, ...], expected: list[str]) -> None:
    assert read(*given) == expected


def test_how_numbers_were_read_is_told() -> None:
    assert notes("12,5", "3 €") == ["amount: read with decimal commas.", "amount: read without the sign €."]
    assert notes("1,234.5") == ["amount: read with commas between thousands."]
    assert notes("12.5", "3") == []


def test_values_of_two_currencies_are_not_added_up() -> None:
    assert read("12 €", "$12", "3") == ["12 €", "$12", "3"]
    assert notes("12 €", "$12", "3") == ["amount: values that are no numbers count as missing: 2, such as '$12'."]


def test_a_percentage_among_plain_numbers_is_no_number() -> None:
    assert read("12%", "0.5") == ["12%", "0.5"]


def test_what_is_no_number_is_counted() -> None:
    assert read("n/a", "12", "-") == ["n/a", "12", "-"]
    assert notes("n/a", "12", "-", None, " ") == [
        "amount: values that are no numbers count as missing: 2, such as '-'."
    ]


def test_texts_are_no_fault_where_the_model_reads_texts_too() -> None:
    assert notes_of(model(as_number("amount"), as_text("amount")), leads=people("n/a", "12")) == []


def test_an_ambiguous_column_is_refused() -> None:
    assert refusal("12", "1,234", "5,678") == (
        "leads:2: ambiguous-number amount: '1,234' may be a decimal or a thousand, and no other value tells which."
        " Write the numbers of this column with a decimal point and without separators."
    )


def test_points_of_three_digits_prove_nothing() -> None:
    assert refusal("1.234", "1,234").startswith("leads:2: ambiguous-number amount: '1,234'")


def test_a_column_written_in_two_ways_is_refused() -> None:
    assert refusal("12.5", "7", "12,5") == (
        "leads:3: mixed-numbers amount: '12,5' has a decimal comma, but '12.5' in row 1 a decimal point."
        " Write all numbers of this column in one way."
    )


def test_a_column_that_the_model_reads_as_text_is_left_alone() -> None:
    assert leads_of(model(as_text("amount")), people("1,234", "12,5", "12.5"), "amount") == ["1,234", "12,5", "12.5"]


def test_numbers_inside_properties_are_read_with_the_same_care() -> None:
    rows = [
        {"lead_id": "ana", "event": "e", "timestamp": "2026-01-01", "properties": {"amount": amount}}
        for amount in ("1.234,5", 7, None)
    ]
    assert events_of(model(events(total="amount")), rows, "amount") == ["1234.5", "7", None]


def test_values_of_changes_are_read_field_by_field() -> None:
    changes = [
        {"lead_id": "0", "field": field, "value": value, "known_at": "2026-01-01"}
        for field, value in (("amount", "12,5"), ("other", "1,234"), ("amount", "1.234"))
    ]
    with prepared(AMOUNTS, leads=people("1"), changes=changes) as (con, inputs):
        assert rows(con, inputs.tables.changes, "value") == ["12.5", "1,234", "1234"]
