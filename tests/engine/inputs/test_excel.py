"""Excel workbooks, small and hostile."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from baremo.errors import InputError
from tests.engine.inputs.setting import as_date, as_number, as_text, leads_of, model, notes_of

SALARY = model(as_number("salary"), as_text("name"), as_date("born"))
HEADER = ["lead_id", "name", "salary", "born"]


def workbook(path: Path, *rows: list[Any], sheets: tuple[str, ...] = ("People",)) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)
    return path


def refusal(path: object) -> str:
    with pytest.raises(InputError) as error:
        leads_of(SALARY, path)
    return str(error.value)


def test_cells_keep_their_types(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", HEADER, [7, "Ana", 12.5, date(2026, 1, 2)])
    assert leads_of(SALARY, path, *HEADER) == [(7, "Ana", 12.5, date(2026, 1, 2))]


def test_texts_stay_texts(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", HEADER, ["007", "1", "1.234,5", "31/12/2026"], [8, "b", 3, None])
    assert leads_of(SALARY, path, *HEADER) == [("007", "1", "1234.5", "2026-12-31"), ("8", "b", "3", None)]


def test_blank_rows_and_columns_around_the_table_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", [], [], ["", *HEADER, ""], ["", 1, "Ana", 2, None], [], [])
    assert leads_of(SALARY, path, "lead_id", "name", "salary") == [(1, "Ana", 2)]


def test_rows_are_counted_as_in_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", [], HEADER, [1, "Ana"], [None, "Bruno"], [3, "Carla"])
    assert refusal(path) == (
        "p.xlsx:4: no-id lead_id: a row has no lead_id; first in row 4."
        " Fill the column in every row, or leave the rows out."
    )


def test_the_first_sheet_is_read_and_said_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", HEADER, [1, "Ana", 2, None], sheets=("People", "Archive"))
    assert notes_of(SALARY, leads=path) == [
        "p.xlsx: the first of 2 sheets was read, 'People'; p.xlsx#NAME reads another."
    ]


def test_a_sheet_can_be_picked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", HEADER, [1, "Ana", 2, None], sheets=("People", "Archive"))
    assert notes_of(SALARY, leads=f"{path}#Archive") == []


def test_an_unknown_sheet_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", HEADER, sheets=("People", "Archive"))
    assert refusal(f"{path}#archiv") == (
        "p.xlsx: unknown-sheet 'archiv': the workbook has no such sheet; did you mean 'Archive'?"
        " Use one of: People, Archive."
    )


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx")
    assert refusal(path) == "p.xlsx: empty-file: the file is empty. Give a file with a header and rows."


def test_a_repeated_header_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", ["lead_id", "name", "name"])
    assert refusal(path) == (
        "p.xlsx:1: repeated-header: more than one column is named 'name'. Give each column a name of its own."
    )


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.xlsx").write_text("lead_id,name")
    with zipfile.ZipFile(tmp_path / "q.xlsx", "w") as made:
        made.writestr("a.txt", "b")
    assert refusal(tmp_path / "p.xlsx") == (
        "p.xlsx: unreadable-file: the file cannot be read: File is not a zip file. Give a whole file that you may read."
    )
    assert refusal(tmp_path / "q.xlsx").startswith("q.xlsx: unreadable-file: the file cannot be read: ")


def test_a_cell_in_the_far_corner_is_refused_before_it_takes_the_memory(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "p.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1_048_575, 1_000, "x")
    assert refusal(tmp_path / "p.xlsx") == (
        "p.xlsx: too-large: the workbook has more than 50,000,000 cells."
        " Save the sheet as CSV, or take cells out that stand far from the table."
    )


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "p.xlsx") as book:
        book.add_worksheet().write(0, 16_000, "x")
    assert refusal(tmp_path / "p.xlsx") == (
        "p.xlsx: too-large: the workbook has more than 2,000 columns."
        " Save the sheet as CSV, or take cells out that stand far from the table."
    )


def bomb(path: Path, megabytes: int) -> Path:
    workbook(path, HEADER)
    added = zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1)
    with added as book, book.open("xl/media/image1.png", "w") as member:
        for _ in range(megabytes):
            member.write(bytes(1 << 20))
    return path


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert refusal(bomb(tmp_path / "p.xlsx", 513)) == (
        "p.xlsx: too-large: the workbook has more than 512 MB unpacked."
        " Save the sheet as CSV, or take cells out that stand far from the table."
    )


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path / "p.xlsx", 8)
    told, real = (100).to_bytes(4, "little"), (8 << 20).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(real, told))
    assert refusal(path) == (
        "p.xlsx: unreadable-file: the file cannot be read: Bad CRC-32 for file 'xl/media/image1.png'."
        " Give a whole file that you may read."
    )
