"""What a column of the leads is can be seen in its name and values."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pytest

from baremo.engine.facts import lead_columns
from baremo.engine.scoring import Sources
from baremo.learn.feature import Attribute
from baremo.learn.reading.columns import Columns, columns_read
from tests.learn.pasts import dataset


def read(name: str, values: Iterable[object], **more: Iterable[object]) -> Columns:
    columns = {name: values, **more}
    texts = {each: [None if v is None else str(v) for v in given] for each, given in columns.items()}
    return columns_read(pa.table({each: pa.array(given, pa.string()) for each, given in texts.items()}))


def kind(name: str, values: Iterable[object]) -> str:
    """How the column is read, or why it is left out."""
    found = read(name, values)
    for feature in found.features:
        assert isinstance(feature.source, Attribute)
        assert feature.kind == ("category" if feature.source.reads == "text" else "number")
        return feature.source.reads
    return str(found.left_out[0][1])


def blank(name: str, values: Iterable[object]) -> tuple[str, ...]:
    source = read(name, values).features[0].source
    assert isinstance(source, Attribute)
    return source.blank


@pytest.mark.parametrize(
    "values", [range(5), [1.5, 2, 3, 4, 5], ["1,5", "2,25", "3", "4"], ["12 €", "1.200 €", "3 €", "0,5 €"]]
)
def test_numbers_are_numbers_however_they_are_written(values: Iterable[object]) -> None:
    assert kind("size", [*values] * 10) == "number"


def test_a_few_other_texts_leave_a_column_of_numbers_one_and_count_as_missing() -> None:
    values = [*range(96), "inf", "many", "Select"]
    found = read("size", values)

    assert kind("size", values) == "number"
    assert blank("size", values) == ("inf", "many", "select")
    assert [str(note) for note in found.notes] == ["size: values that are no numbers count as missing, such as 'inf'."]


@pytest.mark.parametrize("name", ["Region", "OperatingSystems", "traffic_type", "branch code", "tipo_cliente"])
def test_whole_numbers_with_the_name_of_a_code_are_categories(name: str) -> None:
    assert kind(name, [*range(1, 10)] * 9) == "text"


@pytest.mark.parametrize("name", ["store_visits", "team size", "Pages", "codes read"])
def test_whole_numbers_with_another_name_are_numbers(name: str) -> None:
    assert kind(name, [*range(1, 10)] * 9) == "number"


def test_numbers_with_leading_zeros_are_codes() -> None:
    assert kind("postal", ["01001", "02002", "28001"] * 9) == "text"


def test_two_numbers_alone_are_a_yes_or_no() -> None:
    assert kind("opt_in", ["0", "1"] * 9) == "text"


@pytest.mark.parametrize("form", ["2026-01-{:02}", "{}/1/2026", "2026-01-{:02}T10:00:00Z"])
def test_dates_are_ages(form: str) -> None:
    assert kind("since", [form.format(day) for day in range(1, 29)]) == "age"


def test_dates_that_may_be_read_in_two_ways_are_left_out_with_that_reason() -> None:
    assert kind("since", ["1/2/2026", "3/4/2026"] * 20) == (
        "'1/2/2026' may begin with the day or the month, and no other value tells which."
    )


@pytest.mark.parametrize(
    ("name", "values", "why"),
    [
        ("a", [None] * 50, "empty"),
        ("a", ["Select", "n/a"] * 25, "empty"),
        ("a", ["x"] * 50, "the same in every row"),
        ("a", ["x", " X "] * 25, "the same in every row"),
        ("a", ["x"] * 3 + [None] * 90, "only 3 rows have a value"),
        ("a", [f"k{i}@x.com" for i in range(50)], "an identifier"),
        ("Lead Number", range(1000, 1100), "an identifier"),
        ("a", [f"we need {i} of them soon" for i in range(50)], "free text"),
        ("a", [f"k{i * 2 // 3}" for i in range(400)], "hardly any value stands twice"),
        ("account_id", [1, 2] * 20, "an identifier"),
        ("account.size", [1, 2] * 20, "its name begins with 'account.', which stands for the account"),
    ],
)
def test_a_column_that_teaches_nothing_is_left_out_with_its_reason(
    name: str, values: Iterable[object], why: str
) -> None:
    assert kind(name, values) == why


def test_a_column_that_no_condition_can_read_is_left_out_with_its_reason() -> None:
    columns = {
        "lead_id": range(30),
        "Lead_ID": range(30),
        "Created_at": range(30),
        "x": range(30),
        "X": range(30),
        "": range(30),
    }
    table = pa.table({**columns, "tags": [["a"], ["b"]] * 15, "created_at": ["2026-01-01"] * 30})
    found = columns_read(lead_columns(Sources(leads=table)), without=("lead_id",))

    assert [feature.name for feature in found.features] == ["x"]
    assert [(name, str(why)) for name, why in found.left_out] == [
        ("Lead_ID", "its name is that of 'lead_id' but for capitals"),
        ("Created_at", "its name is that of 'created_at' but for capitals"),
        ("X", "its name is that of 'x' but for capitals"),
        ("", "it has no name"),
        ("tags", "it holds lists"),
        ("created_at", "the same in every row"),
    ]


def test_infinite_numbers_are_missing_and_a_reader_is_told() -> None:
    found = read("size", ["inf", "-Infinity", *range(8)] * 9)

    assert [feature.kind for feature in found.features] == ["number"]
    assert [str(note) for note in found.notes] == [
        "size: values that are no numbers count as missing, such as '-infinity'."
    ]


def test_one_value_and_blanks_is_a_category() -> None:
    assert kind("a", ["x"] * 25 + [None] * 25) == "text"


def test_none_and_other_are_answers() -> None:
    assert blank("a", ["none", "other", "No", "?", "Sin especificar", "SELECT "] * 10) == (
        "?",
        "select",
        "sin especificar",
    )


def test_a_reader_is_told_of_mostly_blank_columns() -> None:
    found = read("a", ["x", "y"] * 5 + [None] * 990)
    assert [str(note) for note in found.notes] == ["a: blank in 99 % of the rows."]


def test_ten_thousand_levels_are_a_category_of_which_a_reader_is_told() -> None:
    found = read("a", [f"k{i // 3}" for i in range(30_000)])
    assert [str(note) for note in found.notes] == ["a: 10,000 different values; those in few rows count as one."]


def test_the_columns_of_x_education_are_what_they_are() -> None:
    leads = dataset("x_education") / "Leads.csv"
    found = columns_read(lead_columns(Sources(leads=leads, id_column="Prospect ID")), without=("lead_id", "Converted"))

    assert [name for name, _ in found.left_out] == [
        "Lead Number",
        "Magazine",
        "Receive More Updates About Our Courses",
        "Update me on Supply Chain Content",
        "Get updates on DM Content",
        "I agree to pay the amount through cheque",
    ]
    assert [feature.name for feature in found.features if feature.kind == "number"] == [
        "TotalVisits",
        "Total Time Spent on Website",
        "Page Views Per Visit",
        "Asymmetrique Activity Score",
        "Asymmetrique Profile Score",
    ]


def test_dates_with_years_of_two_digits_are_told_and_left_out() -> None:
    values = [f"{number % 28 + 1:02}/{number % 12 + 1:02}/25" for number in range(60)]

    assert kind("signed up", values) == ("dates with years of two digits, which are not read; write them as 2026-12-31")
