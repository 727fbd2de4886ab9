"""What is written by hand gives what Baremo gives, also for rows that are less tidy than the sample."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from benchmarks.against import PEERS, Peer
from benchmarks.everyday import scored
from benchmarks.process import Command, baremo, spend
from benchmarks.sample import write_samples
from benchmarks.sizes import TINY

THOUSAND = replace(TINY, leads=1000, events=20_000, one_in=2)
UNTIDY = {
    "leads": """
        * REPLACE (
            CASE lead_id % 7 WHEN 0 THEN NULL WHEN 1 THEN 'NaN' ELSE number_1 END AS number_1,
            CASE lead_id % 5 WHEN 0 THEN NULL WHEN 1 THEN ' es ' WHEN 2 THEN '' ELSE text_1 END AS text_1,
            CASE WHEN lead_id % 3 > 0 THEN created_at + to_days((lead_id % 700)::INTEGER) END AS created_at)""",
    "events": """
        * REPLACE (
            CASE hash(event_id) % 5 WHEN 0 THEN NULL WHEN 1 THEN ' /PRICING' WHEN 2 THEN '/pricing/eu' ELSE path END
                AS path,
            CASE hash(event_id) % 6 WHEN 0 THEN NULL WHEN 1 THEN 'NaN' WHEN 2 THEN '-inf' ELSE amount END AS amount,
            CASE WHEN hash(event_id) % 9 = 0 THEN 'chat_started' ELSE event END AS event,
            "timestamp" + to_days((hash(event_id) % 99)::INTEGER) - to_days((lead_id % 90)::INTEGER) AS "timestamp",
            lead_id - 10 AS lead_id)""",  # so that ten leads are unknown and ten have no event
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand leads, scored by Baremo."""
    made = tmp_path_factory.mktemp("untidy")
    write_samples(made, THOUSAND, ["peers"])
    for name, columns in UNTIDY.items():
        file = made / f"{name}.parquet"
        rows = duckdb.read_parquet(str(file)).project(columns).to_arrow_table()
        duckdb.from_arrow(rows).write_parquet(str(file))
    spend(baremo(*scored(made, "utc", "parquet"), "--unique-events", "-o", made / "baremo.parquet"))
    return made


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.module)
def test_a_peer_gives_what_baremo_gives(peer: Peer, folder: Path) -> None:
    spend(peer.command(folder, THOUSAND))

    spend(peer.comparison(folder, folder / "baremo.parquet", THOUSAND))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "(1, 50, 30, 20), (2, 50, 30, 20.000002)",
            "lead 2: engagement is 20.0 from Baremo, 20.000002 in peer.parquet",
        ),
        ("(1, 50, 30, 20)", "lead 2: score is 50.0 from Baremo, missing in peer.parquet"),
        ("(1, 50, 30, 20), (2, NULL, 30, 20)", "lead 2: score is 50.0 from Baremo, missing in peer.parquet"),
        (
            "(1, 50, 30, 20), (2, 50, 30, 20), (3, 50, 30, 20)",
            "lead 3: score is missing from Baremo, 50.0 in peer.parquet",
        ),
        ("(1, 50, 30, 20), (2, 50, 30, 20), (2, 50, 30, 20)", "lead 2 stands more than once in peer.parquet"),
    ],
)
def test_a_difference_ends_the_benchmark_and_names_the_lead(rows: str, said: str, tmp_path: Path) -> None:
    write_scores(tmp_path / "baremo.parquet", "(1, 50, 30, 20), (2, 50, 30, 20)")
    write_scores(tmp_path / "peer.parquet", rows)
    files = (str(tmp_path / "baremo.parquet"), str(tmp_path / "peer.parquet"))

    with pytest.raises(SystemExit) as ended:
        spend(Command(arguments=("-m", "benchmarks.tasks.equal", *files, "1")))

    assert str(ended.value).splitlines()[1] == said


def write_scores(path: Path, rows: str) -> None:
    columns = "l::BIGINT AS lead_id, s::DOUBLE AS score, f::DOUBLE AS fit, e::DOUBLE AS engagement"
    with duckdb.connect() as con:
        con.sql(f"FROM (VALUES {rows}) AS rows(l, s, f, e)").project(columns).write_parquet(str(path))
