"""CSV of every make is read as text, or refused with the row."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from baremo.errors import InputError
from tests.engine.inputs.setting import as_text, leads_of, model, notes_of

NAMES = model(as_text("name"))


def written(folder: Path, content: str | bytes, name: str = "leads.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(path: Path) -> list[tuple[str, str | None]]:
    return leads_of(NAMES, path, "lead_id", "name")


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as error:
        names(path)
    return str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        "lead_id,name\n1,Ana\n",
        "lead_id;name\n1;Ana\n",
        "lead_id\tname\n1\tAna\n",
        "lead_id|name\n1|Ana\n",
        "lead_id,name\r\n1,Ana\r\n",
        "lead_id,name\r\n1,Ana\n",
        '\ufeff"lead_id", name \n"1","Ana"',
        "\n\nlead_id,name\n1,Ana",
        "sep=;\nlead_id;name\n1;Ana\n",
        "lead_id,,name,\n1,,Ana,\n",
        "note;lead_id;name\n1,5 and 2,5;1;Ana\n",
        '"a\nb",lead_id,name\n0,1,Ana\n',
    ],
)
def test_delimiters_line_ends_marks_and_blanks_are_seen_through(tmp_path: Path, content: str) -> None:
    assert names(written(tmp_path, content)) == [("1", "Ana")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_common_encoding_is_read_rightly(tmp_path: Path, encoding: str) -> None:
    content = "lead_id,name\n1,Begoña Ibáñez\n2,Ana\n"
    assert names(written(tmp_path, content.encode(encoding))) == [("1", "Begoña Ibáñez"), ("2", "Ana")]


def test_an_encoding_that_shows_late_is_read_rightly(tmp_path: Path) -> None:
    content = "lead_id,name\n" + "".join(f"{i},Ana Maria Sanchez\n" for i in range(60_000)) + "x,Begoña\n"
    assert names(written(tmp_path, content.encode("cp1252")))[-1] == ("x", "Begoña")


def test_a_guessed_encoding_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "lead_id,name\n1,Begoña\n".encode("cp1252"))
    assert notes_of(NAMES, leads=path) == ["leads.csv: read as Windows-1252, since it is not UTF-8."]


def test_what_is_in_no_known_encoding_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, b"lead_id,name\n1,\x81\x8d\n")) == (
        "leads.csv: unreadable-file: the file is neither UTF-8 nor Windows-1252. Save it as CSV UTF-8."
    )


def test_binary_content_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, b"lead_id,name\n1,\x00\x01abcdefghijklmnop\n")) == (
        "leads.csv: unreadable-file: the file cannot be read as CSV: it holds binary zeros. Save it as CSV UTF-8."
    )


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv.gz"
    path.write_bytes(gzip.compress(b"lead_id,name\n1,Ana\n"))
    assert names(path) == [("1", "Ana")]


def test_a_broken_pack_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"{i},{i * 7919 % 10007}\n" for i in range(150_000))
    packed = gzip.compress(f"lead_id,name\n{rows}".encode())
    assert refusal(written(tmp_path, packed[:-200], "leads.csv.gz")) == (
        "leads.csv.gz: unreadable-file: the packed file is broken or cut short. Pack it again with gzip."
    )


def test_a_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    assert names(written(tmp_path, "lead_id,name")) == []
    assert names(written(tmp_path, "lead_id,name\n")) == []


def test_apostrophes_of_our_own_exports_are_undone(tmp_path: Path) -> None:
    path = written(tmp_path, "lead_id,name\n1,'=1+1\n2,'+34 600\n3,'-\n4,'@ana\n5,'tis\n6,''=\n")
    assert [name for _, name in names(path)] == ["=1+1", "+34 600", "-", "@ana", "'tis", "''="]


def test_a_million_characters_in_a_row_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, f"lead_id,name\n1,{'x' * 1_000_000}\n2,Ana\n")
    assert [len(name or "") for _, name in names(path)] == [1_000_000, 3]


def test_columns_that_differ_in_case_only_are_kept_apart(tmp_path: Path) -> None:
    assert names(written(tmp_path, "lead_id,Name,name\n1,A,b\n")) == [("1", "b")]


def test_signs_of_patterns_in_a_path_are_plain_signs(tmp_path: Path) -> None:
    assert names(written(tmp_path, "lead_id,name\n1,Ana\n", "leads [1]*.csv")) == [("1", "Ana")]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    told = "leads.csv: empty-file: the file is empty. Give a file with a header and rows."
    assert refusal(written(tmp_path, "")) == told
    assert refusal(written(tmp_path, "\n \n")) == told


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.csv") == (
        f"{tmp_path}/no.csv: no-file: there is no such file."
        " Give a path that exists, or table@URL for a table of a database."
    )


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "x", "leads.doc")) == (
        "leads.doc: unknown-ending '.doc': the ending does not say what the file is."
        " Use one of .csv .tsv .txt .parquet .pq .jsonl .ndjson .json .xlsx .xlsm."
    )


def test_a_repeated_header_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "lead_id,name,name\n")) == (
        "leads.csv:1: repeated-header: more than one column is named 'name'. Give each column a name of its own."
    )


def test_a_row_of_another_width_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "lead_id,name\n1,Ana\n2,Bruno,PT\n")) == (
        "leads.csv:3: unreadable-row '2,Bruno,PT': the header has 2 columns and this row 3."
        " Mend the row, or export the file again with quotes around texts."
    )


def test_an_open_quote_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, 'lead_id,name\n1,"Ana\n')) == (
        "leads.csv:2: unreadable-row '1,\"Ana': a quote is opened and never closed."
        " Mend the row, or export the file again with quotes around texts."
    )


def test_a_message_about_a_long_row_is_bounded(tmp_path: Path) -> None:
    told = refusal(written(tmp_path, f"lead_id,name\n1,Ana\n{'x' * 1_000_000}\n"))
    assert told == (
        f"leads.csv:3: unreadable-row '{'x' * 59}…': the header has 2 columns and this row 1."
        " Mend the row, or export the file again with quotes around texts."
    )


def test_a_row_without_end_is_refused(tmp_path: Path) -> None:
    told = refusal(written(tmp_path, f"lead_id,name\n1,{'x' * (17 << 20)}\n"))
    assert told == (
        f"leads.csv:2: unreadable-row '1,{'x' * 57}…': the row is longer than 16,777,216 bytes."
        " Mend the row, or export the file again with quotes around texts."
    )


def test_a_header_without_end_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "x" * (2 << 20))) == (
        "leads.csv: unreadable-file: the file cannot be read as CSV: its first row is longer than 1,048,576 bytes."
        " Save it as CSV UTF-8."
    )


def test_a_name_of_two_lines_ends_no_row(tmp_path: Path) -> None:
    rows = "".join(f"{i},Ana,x\r\n" for i in range(100))
    assert len(names(written(tmp_path, f'lead_id,name,"two\nlines"\r\n{rows}'))) == 100


def test_quotes_close_before_any_end_of_a_line(tmp_path: Path) -> None:
    for first, others in (("\n", "\r\n"), ("\r\n", "\n"), ("\r", "\n")):
        rows = "".join(f'{i},"Ana"{others}' for i in range(100))
        assert len(names(written(tmp_path, f"lead_id,name{first}{rows}"))) == 100
