"""Writes what is scored: the same size gives the same rows, by hashes of their numbers.

Events are spread evenly over leads, ten names and two years, in no order, which is harder on Parquet and on
the grouping than a file that was sorted by time.

Usage: python -m benchmarks.sample FOLDER SIZE
"""

from __future__ import annotations

import csv
import sys
from datetime import date
from pathlib import Path

import duckdb

from baremo.demo.dice import Dice
from baremo.demo.leads import Row, make_tables
from baremo.demo.samples import SAMPLES
from baremo.model.templates import path_of
from benchmarks.sizes import FULL, QUICK, TINY, ZONES, Size

MODEL = Path(__file__).with_name("model.yaml")
NAMES = (
    "page_viewed",
    "email_delivered",
    "email_opened",
    "email_clicked",
    "form_submitted",
    "content_downloaded",
    "webinar_attended",
    "logged_in",
    "feature_used",
    "order_placed",
)
PATHS = ("/pricing", "/blog", "/docs", "/home")
COUNTRIES = ("ES", "PT", "FR", "de")
REPEATED = 100  # one event in a hundred stands twice in the file of repeated events
SPAN = 730 * 86_400_000_000  # microseconds of two years


def write_models(folder: Path) -> None:
    text = MODEL.read_text(encoding="utf-8")
    for name, zone in ZONES.items():
        (folder / f"{name}.yaml").write_text(text.replace("timezone: UTC", f"timezone: {zone}"), encoding="utf-8")


def leads_of(con: duckdb.DuckDBPyConnection, leads: int) -> duckdb.DuckDBPyRelation:
    numbers = [f"(hash(i * {k + 3}) % 1000)::DOUBLE AS number_{k}" for k in range(10)]
    texts = [f"{one_of(COUNTRIES, f'hash(i * {k + 15})')} AS text_{k}" for k in range(10)]
    return counted(con, leads, "i AS lead_id", "TIMESTAMP '2025-01-01' AS created_at", *numbers, *texts)


def events_of(con: duckdb.DuckDBPyConnection, leads: int, events: int) -> duckdb.DuckDBPyRelation:
    return counted(
        con,
        events,
        "'e-' || i AS event_id",
        f"(hash(i) % {leads})::BIGINT AS lead_id",
        f"{one_of(NAMES, 'hash(i * 7 + 1)')} AS event",
        f"TIMESTAMP '2024-11-01' + to_microseconds((hash(i * 3 + 2) % {SPAN})::BIGINT) AS timestamp",
        f"{one_of(PATHS, 'hash(i * 11 + 5)')} AS path",
        "(hash(i * 13 + 5) % 10000) / 100.0::DOUBLE AS amount",
    )


def counted(con: duckdb.DuckDBPyConnection, rows: int, *columns: str) -> duckdb.DuckDBPyRelation:
    """Rows made of their number `i`."""
    return con.sql("SELECT range AS i FROM range($rows)", params={"rows": rows}).project(", ".join(columns))


def one_of(texts: tuple[str, ...], number: str) -> str:
    return f"{list(texts)}[1 + ({number} % {len(texts)})::INTEGER]"


def write_samples(folder: Path, size: Size) -> None:
    """The large sample in Parquet, the same with repeated events, and a small one in CSV."""
    write_models(folder)
    with duckdb.connect() as con:
        leads_of(con, size.leads).write_parquet(str(folder / "leads.parquet"))
        events = events_of(con, size.leads, size.events)
        events.write_parquet(str(folder / "events.parquet"))
        again = events.filter(f"hash(event_id) % {REPEATED} = 0")
        events.union(again).write_parquet(str(folder / "repeated.parquet"))
        leads_of(con, size.csv_leads).write_csv(str(folder / "leads.csv"))
        events_of(con, size.csv_leads, size.csv_events).write_csv(str(folder / "events.csv"))
    write_template_sample(folder, size)


def write_template_sample(folder: Path, size: Size) -> None:
    """The sample data of the B2B template, with more people and as many events as the other CSV has."""
    tables = make_tables(SAMPLES["b2b"], Dice.on(date(2026, 11, 1), seed=7), size=size.csv_leads)
    write_rows(folder / "b2b-leads.csv", tables.leads)
    step = max(1, len(tables.events) // size.csv_events)
    write_rows(folder / "b2b-events.csv", tables.events[::step][: size.csv_events])
    (folder / "b2b.yaml").write_bytes(path_of("b2b", "en").read_bytes())


def write_rows(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]), {size.name: size for size in (FULL, QUICK, TINY)}[sys.argv[2]])
