"""Polars: one lazy query on the streaming engine; the events are read once and grouped twice.

Usage: python -m benchmarks.peers.polars_streaming FOLDER OUT
"""

from __future__ import annotations

import math
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
from polars import col

from benchmarks.sizes import AS_OF
from benchmarks.words import NAMES

TODAY = (date.fromisoformat(AS_OF) - date(1970, 1, 1)).days
END = datetime.fromisoformat(AS_OF) + timedelta(days=1)
MICROSECONDS = 86_400_000_000  # of a day

PRICING = r"(?i)^\s*/pricing"
ANY_PAGE = ("email_delivered", "email_clicked")  # that count by day, whatever their path
ONE_PAGE = ("page_viewed", "email_opened", "form_submitted")

LIMITED = ("event-0", "event-1", "event-4", "event-5", "event-8", "event-12")
FADING = ("event-2", "event-3", "event-6", "event-7", "event-10", "event-11")
DAILY = ("daily-0", "daily-1", "daily-2", "daily-3", "daily-4")


def read_events(path: Path) -> pl.LazyFrame:
    return (
        pl.scan_parquet(path)
        .filter(col("timestamp") < END)
        .select(
            "lead_id",
            "amount",
            event=col("event").cast(pl.Enum(NAMES), strict=False),
            pricing=col("path").str.contains(PRICING),
            only_pricing=col("path").str.contains(rf"{PRICING}\s*$"),
            age=age_of("timestamp").cast(pl.Int32),
        )
    )


def age_of(instant: str) -> pl.Expr:
    return TODAY - col(instant).to_physical() // MICROSECONDS


def half(days: int) -> pl.Expr:
    return (col("age") * (-math.log(2) / days)).exp()


def linear(days: int) -> pl.Expr:
    return (1 - col("age") / days).clip(lower_bound=0.0)


def counted(events: pl.LazyFrame) -> pl.LazyFrame:
    """What each criterion counts of a lead, but those with a limit per day."""
    age, pricing = col("age"), col("pricing")
    viewed, delivered, opened, clicked, submitted, downloaded, attended, logged_in, used, ordered = (
        col("event") == name for name in NAMES
    )
    return events.group_by("lead_id").agg(
        (viewed & pricing & (age < 90)).sum().alias("event-0"),
        delivered.sum().alias("event-1"),
        half(14).filter(opened).sum().alias("event-2"),
        linear(90).filter(clicked & (age < 93)).sum().alias("event-3"),
        (submitted & pricing).sum().alias("event-4"),
        downloaded.sum().alias("event-5"),
        half(14).filter(attended & (age < 96)).sum().alias("event-6"),
        linear(365).filter(logged_in).sum().alias("event-7"),
        (used & pricing).sum().alias("event-8"),
        col("amount").filter(ordered & col("amount").is_finite()).sum().alias("event-9"),
        half(14).filter(viewed).sum().alias("event-10"),
        linear(365).filter(delivered).sum().alias("event-11"),
        (opened & pricing & (age < 102)).sum().alias("event-12"),
        (logged_in & (age < 7)).any().alias("event-13"),
        age.min().alias("last"),
    )


def counted_by_day(events: pl.LazyFrame) -> pl.LazyFrame:
    """What the criteria with a limit per day count of a lead."""
    wanted = col("event").is_in(ANY_PAGE) | (col("only_pricing") & col("event").is_in(ONE_PAGE))
    units = (
        events.filter((col("age") < 180) & wanted)
        .group_by("lead_id", "event", "age")
        .agg(pl.len().clip(upper_bound=2).cast(pl.Float64).alias("units"))
        .with_columns(faded=col("units") * half(30))
    )
    names = {
        "daily-0": ("faded", "page_viewed"),
        "daily-1": ("faded", "email_delivered"),
        "daily-2": ("faded", "email_opened"),
        "daily-3": ("units", "email_clicked"),
        "daily-4": ("units", "form_submitted"),
    }
    return units.group_by("lead_id").agg(
        col(measure).filter(col("event") == event).sum().alias(name) for name, (measure, event) in names.items()
    )


def fit() -> pl.Expr:
    texts = [col(f"text_{k}").str.strip_chars().str.to_lowercase().is_in(["es", "pt"]) for k in range(10)]
    numbers = [col(f"number_{k}").is_finite() & (col(f"number_{k}") >= 40 * k) for k in range(10)]
    held = pl.sum_horizontal(test.fill_null(value=False).cast(pl.Float64) for test in texts + numbers)
    return (2.5 * held).clip(upper_bound=50.0)


def engagement() -> pl.Expr:
    quiet = pl.coalesce("last", "created")
    points = [
        *(capped(2 * col(name).cast(pl.Float64).clip(upper_bound=5.0), 8) for name in LIMITED),
        *(capped(2 * col(name), 20) for name in FADING),
        capped(0.01 * col("event-9"), 20),
        5.0 * col("event-13").cast(pl.Float64),
        pl.when(quiet >= 60).then(capped(-5.0 * (1 + (quiet - 60) // 30), 20)),
        *(capped(col(name), 20) for name in DAILY),
    ]
    return pl.sum_horizontal(each.fill_null(0.0).round(9) for each in points).round(9).clip(upper_bound=50.0)


def capped(points: pl.Expr, most: float) -> pl.Expr:
    return points.clip(-float(most), float(most))


def main(folder: str, out: str) -> None:
    events = read_events(Path(folder, "events.parquet"))
    leads = pl.scan_parquet(Path(folder, "leads.parquet")).select("lead_id", fit=fit(), created=age_of("created_at"))
    (
        leads.join(counted(events), on="lead_id", how="left")
        .join(counted_by_day(events), on="lead_id", how="left")
        .select("lead_id", "fit", engagement=engagement())
        .with_columns(score=(col("fit") + col("engagement")).round(9).clip(0.0, 100.0))
        .sink_parquet(Path(out), engine="streaming")
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
