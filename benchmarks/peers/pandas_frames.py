"""pandas: the events in memory, parted by name once, each criterion a grouping of its part by lead.

Texts are read as categories, and a lead and a day make one number: both are faster than plainer code.

Usage: python -m benchmarks.peers.pandas_frames FOLDER OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.sizes import AS_OF
from benchmarks.words import NAMES

TODAY = np.datetime64(AS_OF)
END = pd.Timestamp(AS_OF) + pd.Timedelta(days=1)
DAYS = 256  # more than the 180 that count by day


def read_events(path: Path) -> pd.DataFrame:
    texts = ["event", "path"]
    events = pd.read_parquet(path, columns=["lead_id", *texts, "timestamp", "amount"], read_dictionary=texts)
    events = events[events["timestamp"] < END]
    events["age"] = age_of(events.pop("timestamp")).astype("int16")
    path_of = events.pop("path")
    plain = {text: text.strip().lower() for text in path_of.cat.categories}
    events["pricing"] = path_of.isin([text for text, said in plain.items() if said.startswith("/pricing")])
    events["only_pricing"] = path_of.isin([text for text, said in plain.items() if said == "/pricing"])
    return events


def age_of(instants: pd.Series) -> pd.Series:
    days = (TODAY - instants.to_numpy().astype("datetime64[D]")).astype("int64")
    return pd.Series(days, index=instants.index)


def count(part: pd.DataFrame) -> pd.Series:
    """At most five count, which give ten points, of which eight are left."""
    return (2 * part.groupby("lead_id", sort=False).size().clip(upper=5)).clip(upper=8)


def total(part: pd.DataFrame, weights: pd.Series) -> pd.Series:
    return capped(weights.groupby(part["lead_id"], sort=False).sum())


def half(part: pd.DataFrame, days: int) -> pd.Series:
    return total(part, 2 * 0.5 ** (part["age"] / days))


def linear(part: pd.DataFrame, days: int) -> pd.Series:
    return total(part, 2 * (1 - part["age"] / days).clip(lower=0))


def by_day(part: pd.DataFrame, *, fading: bool) -> pd.Series:
    recent = part[part["age"] < 180]
    units = (recent["lead_id"] * DAYS + recent["age"]).value_counts(sort=False).clip(upper=2)
    lead, age = np.divmod(units.index.to_numpy(), DAYS)
    return capped((units * 0.5 ** (age / 30) if fading else units).groupby(lead).sum())


def capped(points: pd.Series) -> pd.Series:
    return points.clip(-20, 20)


def criteria(parts: dict[str, pd.DataFrame]) -> list[pd.Series]:
    """Points by lead of all criteria about events but the one of inactivity."""
    viewed, opened, clicked = parts["page_viewed"], parts["email_opened"], parts["email_clicked"]
    delivered, submitted = parts["email_delivered"], parts["form_submitted"]
    attended, logged_in, used = parts["webinar_attended"], parts["logged_in"], parts["feature_used"]
    ordered = parts["order_placed"]
    ordered = ordered[np.isfinite(ordered["amount"])]
    return [
        count(viewed[viewed["pricing"] & (viewed["age"] < 90)]),
        count(delivered),
        half(opened, 14),
        linear(clicked[clicked["age"] < 93], 90),
        count(submitted[submitted["pricing"]]),
        count(parts["content_downloaded"]),
        half(attended[attended["age"] < 96], 14),
        linear(logged_in, 365),
        count(used[used["pricing"]]),
        total(ordered, 0.01 * ordered["amount"]),
        half(viewed, 14),
        linear(delivered, 365),
        count(opened[opened["pricing"] & (opened["age"] < 102)]),
        5 * (logged_in.groupby("lead_id", sort=False)["age"].min() < 7),
        by_day(viewed[viewed["only_pricing"]], fading=True),
        by_day(delivered, fading=True),
        by_day(opened[opened["only_pricing"]], fading=True),
        by_day(clicked, fading=False),
        by_day(submitted[submitted["only_pricing"]], fading=False),
    ]


def quiet(last: pd.Series, leads: pd.DataFrame) -> pd.Series:
    age = last.reindex(leads.index).fillna(age_of(leads["created_at"]))
    return capped(-5.0 * (1 + (age - 60) // 30)).where(age >= 60, 0.0)


def fit(leads: pd.DataFrame) -> pd.Series:
    held = pd.Series(0, index=leads.index)
    for k in range(10):
        number, text = leads[f"number_{k}"], leads[f"text_{k}"]
        held += (number >= 40 * k) & np.isfinite(number)
        held += text.str.strip().str.lower().isin(["es", "pt"])
    return (2.5 * held).clip(upper=50)


def main(folder: str, out: str) -> None:
    leads = pd.read_parquet(Path(folder, "leads.parquet")).set_index("lead_id")
    events = read_events(Path(folder, "events.parquet"))
    last = events.groupby("lead_id", sort=False)["age"].min()
    parts = {name: events[events["event"] == name] for name in NAMES}
    del events
    scores = pd.DataFrame({"fit": fit(leads), "engagement": 0.0}, index=leads.index)
    for points in [*criteria(parts), quiet(last, leads)]:
        scores["engagement"] += points.round(9).reindex(leads.index, fill_value=0)
    scores["engagement"] = scores["engagement"].round(9).clip(upper=50)
    scores["score"] = (scores["fit"] + scores["engagement"]).round(9).clip(0, 100)
    scores.reset_index().to_parquet(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
