"""Files of scores and ledgers read back: columns, types, and nothing that a spreadsheet would run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

import baremo
from baremo.engine.outputs import check_ending, write, write_rows
from baremo.engine.scoring import Sources, scoring
from baremo.engine.texts import Statement
from baremo.errors import InputError
from tests.engine.small import model

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]
LEADS = [{"lead_id": lead, "country": "ES"} for lead in [*FORMULAS, "ana", "ño, \"quoted\"\nand 'more'"]]
EVENTS = [{"lead_id": "ana", "event": "seen", "timestamp": "2026-10-31T12:00:00Z"}]
MODEL = model(
    "spain: {when: {country: ES}, points: 7}, seen: {event: seen, points: 0.1}", rest="bands: {high: 5, low: 0}"
)
SCORES = ["lead_id", "score", "points", "band", "grade", "eligible_stage", "disqualified", "probability", "sum"]
SCORES += ["last_event_at", "as_of", "model"]
LEDGER = ["lead_id", "dimension", "criterion", "points", "measure", "last_event_at", "case"]
AS_OF = datetime(2026, 11, 1, 23, 59, 59, 999999, tzinfo=UTC)
SEEN = datetime(2026, 10, 31, 12, tzinfo=UTC)


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def both(ending: str) -> tuple[Path, Path]:
        scores, ledger = tmp_path / f"scores{ending}", tmp_path / f"ledger{ending}"
        with scoring(MODEL, Sources(leads=LEADS, events=EVENTS), as_of="2026-11-01") as running:
            texts = running.keep()
            write(running.con, texts.scores, scores, scores)
            write(running.con, texts.ledger, ledger, ledger)
        return scores, ledger

    return both


@contextmanager
def rows_of(query: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, Statement]]:
    with duckdb.connect() as con:
        yield con, Statement(text=query)


def test_parquet_has_the_columns_and_types_of_the_contract(written: Any) -> None:
    scores, ledger = (pq.read_schema(path) for path in written(".parquet"))
    text, number, instant = pa.string(), pa.float64(), pa.timestamp("us", "UTC")

    assert scores.names == SCORES
    assert scores.types == [text, number, number, *[text] * 4, number, number, instant, instant, text]
    assert ledger.names == LEDGER
    assert ledger.types == [text, text, text, number, number, instant, pa.int32()]


def test_parquet_has_the_values(written: Any) -> None:
    scores = {row["lead_id"]: row for row in pq.read_table(written(".parquet")[0]).to_pylist()}

    assert list(scores) == ["ana", *sorted(lead["lead_id"] for lead in LEADS if lead["lead_id"] != "ana")]
    assert (scores["ana"]["score"], scores["ana"]["last_event_at"], scores["ana"]["as_of"]) == (7.1, SEEN, AS_OF)


def test_csv_guards_what_a_spreadsheet_would_run(written: Any) -> None:
    text = written(".csv")[0].read_bytes().decode()

    assert text.splitlines()[0] == ",".join(SCORES)
    assert [f"'{formula}" in text for formula in FORMULAS] == [True] * 6
    assert "\nana,7.1,7.1,high,,,,,7.1,2026-10-31 12:00:00+00,2026-11-01 23:59:59.999999+00,m@" in text


def test_ids_of_a_csv_written_come_back_as_they_were(written: Any) -> None:
    again = baremo.score(model("any: {event: seen, points: 1}"), leads=str(written(".csv")[0]), as_of="2026-11-01")

    assert sorted(again.scores["lead_id"].to_pylist()) == sorted(lead["lead_id"] for lead in LEADS)


def test_lines_of_json_parse(written: Any) -> None:
    scores, ledger = ([json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in written(".jsonl"))

    assert {row["lead_id"] for row in scores} == {lead["lead_id"] for lead in LEADS}
    assert list(scores[0]) == SCORES
    assert [row["points"] for row in ledger if row["lead_id"] == "ana"] == [7.0, 0.1]


def test_cells_of_excel_are_texts_numbers_and_moments(written: Any) -> None:
    header, *rows = CalamineWorkbook.from_path(written(".xlsx")[0]).get_sheet_by_name("baremo").to_python()
    first = dict(zip(header, rows[0], strict=True))

    assert header == SCORES
    assert {row[0] for row in rows} == {lead["lead_id"] for lead in LEADS}
    assert (first["lead_id"], first["score"], first["last_event_at"]) == ("ana", 7.1, SEEN.replace(tzinfo=None))
    assert first["grade"] == ""


def test_texts_of_excel_that_would_be_formulas_or_links_are_none(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with rows_of("SELECT '=1+1' AS a, 'http://x.example' AS b, 'x' || repeat('é', 40000) AS c, NULL AS d") as (
        con,
        query,
    ):
        write(con, query, path, path)
    cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1]

    assert [len(str(cell)) for cell in cells] == [4, 16, 32_767, 0]


def test_a_moment_before_excels_calendar_is_text(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with rows_of("SELECT TIMESTAMP '1850-02-03 10:00:00' AS a, TIMESTAMP '1901-01-01' AS b") as (con, query):
        write(con, query, path, path)

    cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1]
    assert [str(cell) for cell in cells] == ["1850-02-03 10:00:00", "1901-01-01"]


def test_too_many_rows_for_excel_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with rows_of("SELECT range FROM range(1048576)") as (con, query), pytest.raises(InputError) as refused:
        write(con, query, path, path)

    assert str(refused.value) == (
        f"{path}: too-many-rows: 1048576 rows do not fit into a sheet of Excel, which holds 1048575. "
        "Write .parquet or .csv."
    )


@pytest.mark.parametrize("name", ["s.parquet", "s.CSV", "a b.jsonl", "s.tar.xlsx"])
def test_an_ending_says_the_form_in_any_case(name: str) -> None:
    check_ending(Path(name))


def test_a_quote_in_a_name_is_no_end_of_it(tmp_path: Path) -> None:
    path = tmp_path / "o'brien's; DROP.csv"
    with rows_of("SELECT 1 AS x") as (con, query):
        write(con, query, path, path)

    assert path.read_text("utf-8") == "x\n1\n"


def test_rows_at_hand_stay_in_their_order_however_many_they_are(tmp_path: Path) -> None:
    path, numbers = tmp_path / "x.csv", range(600_000, 0, -1)
    write_rows(pa.table({"x": pa.array(numbers)}), path, path)

    assert path.read_text("utf-8").split() == ["x", *map(str, numbers)]
