"""Writes what is scored: the same size gives the same rows, by hashes of their numbers.

Events are spread evenly over leads, ten names and two years, in no order, which is harder on Parquet and on
the grouping than a file that was sorted by time. Each group of measures has only its own samples written, and only
once, by a DuckDB that is held to little memory.

Usage: python -m benchmarks.sample FOLDER SIZE GROUP…
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from baremo.demo.dice import Dice
from baremo.demo.leads import Row, make_tables
from baremo.demo.samples import SAMPLES
from baremo.model.templates import path_of
from benchmarks.learning.generated import write_generated
from benchmarks.learning.histories import write_history
from benchmarks.learning.tasks import HISTORIES, MOST, TASKS
from benchmarks.sizes import AS_OF, NIGHTS, SHARES, SIZES, TIMES, ZONES, Size
from benchmarks.wide import wide_model
from benchmarks.words import COUNTRIES, NAMES, PATHS

MODEL = Path(__file__).with_name("model.yaml")
REPEATED = 100  # one event in a hundred stands twice in the file of repeated events
MEMORY = "1GB"
SPAN = 730 * 86_400_000_000  # microseconds of two years


def write_models(folder: Path) -> None:
    text = MODEL.read_text(encoding="utf-8")
    for name, zone in ZONES.items():
        (folder / f"{name}.yaml").write_text(text.replace("timezone: UTC", f"timezone: {zone}"), encoding="utf-8")
    for name, often in TIMES.items():
        if often > 1:
            (folder / f"{name}.yaml").write_text(wide_model(MODEL, often), encoding="utf-8")


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


def events_of_a_day(con: duckdb.DuckDBPyConnection, size: Size, night: int) -> duckdb.DuckDBPyRelation:
    """As many as a day of the two years has, so many days after them."""
    rows = max(1, size.events // 730)
    day = f"TIMESTAMP '{AS_OF}' + to_days({night}) + to_microseconds((hash(event_id) % 86400000000)::BIGINT)"
    events = events_of(con, size.leads, rows)
    columns = f"'night-{night}-' || event_id AS event_id", "lead_id", "event", "path", "amount"
    return events.project(", ".join([*columns, f"{day} AS timestamp"]))


def counted(con: duckdb.DuckDBPyConnection, rows: int, *columns: str) -> duckdb.DuckDBPyRelation:
    """Rows made of their number `i`."""
    return con.sql("SELECT range AS i FROM range($rows)", params={"rows": rows}).project(", ".join(columns))


def one_of(texts: tuple[str, ...], number: str) -> str:
    return f"{list(texts)}[1 + ({number} % {len(texts)})::INTEGER]"


def write_samples(folder: Path, size: Size, groups: Sequence[str] = ()) -> None:
    """What the groups read and is not there yet; all samples if none is named."""
    write_models(folder)
    for group in groups or SAMPLES_OF:
        for made, write in SAMPLES_OF[group].items():
            if not (folder / made).exists():
                write(folder, size)


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder / "spilled")})


def write_large(folder: Path, size: Size) -> None:
    write_share(folder, size, 1)


def write_shares(folder: Path, size: Size) -> None:
    """The large sample again, with fewer and more leads and as many events of each."""
    for name, share in SHARES.items():
        if share != 1:
            (folder / name).mkdir()
            write_models(folder / name)
            write_share(folder / name, size, share)


def write_share(folder: Path, size: Size, share: float) -> None:
    leads, events = max(1, round(size.leads * share)), round(size.events * share)
    with connect(folder) as con:
        leads_of(con, leads).write_parquet(str(folder / "leads.parquet"))
        events_of(con, leads, events).write_parquet(str(folder / "events.parquet"))


def write_nights(folder: Path, size: Size) -> None:
    """A file of events for each night after the large sample."""
    (folder / "nights").mkdir()
    with connect(folder) as con:
        for night in range(1, NIGHTS + 1):
            events_of_a_day(con, size, night).write_parquet(str(folder / "nights" / f"{night}.parquet"))


def write_repeated(folder: Path, size: Size) -> None:
    """The large sample with repeated events."""
    with connect(folder) as con:
        events = events_of(con, size.leads, size.events)
        again = events.filter(f"hash(event_id) % {REPEATED} = 0")
        events.union(again).write_parquet(str(folder / "repeated.parquet"))


def write_learned(folder: Path, size: Size) -> None:
    """Histories to learn from: real ones where their data are here, and made ones."""
    for task in TASKS[size.name]:
        if task.rows:
            write_generated(folder / HISTORIES / task.folder, task.rows, task.columns)
        else:
            write_history(folder / HISTORIES, task.folder, MOST.get(size.name))


def write_small(folder: Path, size: Size) -> None:
    with connect(folder) as con:
        leads_of(con, size.csv_leads).write_csv(str(folder / "leads.csv"))
        events_of(con, size.csv_leads, size.csv_events).write_csv(str(folder / "events.csv"))


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


MANY = {"events.parquet": write_large}
SAMPLES_OF = {  # by group, each by a file or folder that is there once it is written
    "start": {"b2b.yaml": write_template_sample},
    "files": {"leads.csv": write_small, "b2b.yaml": write_template_sample},
    "lead": {"b2b.yaml": write_template_sample},
    "many": MANY | {"repeated.parquet": write_repeated},
    "peers": MANY,
    "linear": MANY | {"double": write_shares},
    "criteria": MANY,
    "whatif": MANY,
    "nights": MANY | {"nights": write_nights},
    "learn": {HISTORIES: write_learned},
}


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]), SIZES[sys.argv[2]], sys.argv[3:])
