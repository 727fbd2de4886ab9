"""How much is measured, as of when, and where days begin."""

from __future__ import annotations

from dataclasses import dataclass, replace

AS_OF = "2026-10-31"  # the events end with this day
NIGHTS = 3  # that follow it, each with the events of a day
ZONES = {"utc": "UTC", "madrid": "Europe/Madrid"}  # by the name of the model's file
SHARES = {"few": 0.005, "fifth": 0.2, ".": 1, "double": 2}  # of the large sample, by the folder of so many rows
TIMES = {"utc": 1, "five": 5, "ten": 10}  # how often 20 + 20 criteria stand in a model, by the name of its file


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """Rows of the two samples, and how often each measure is taken."""

    name: str
    leads: int  # of the large sample
    events: int
    csv_leads: int  # of the samples in CSV
    csv_events: int
    calls: int  # of a function in one process; their median is told
    receipts: int  # explanations in one process, each as long as several scores
    runs: int  # processes of each measure; the median is told
    runs_large: int  # the same for the large sample
    one_in: int  # leads, of which a plain loop walks one
    warm: bool = True  # one more run of what is short, not counted, before the others
    judged: bool = False  # the targets are said for these sizes


FULL = Size(
    name="full",
    leads=100_000,
    events=10_000_000,
    csv_leads=10_000,
    csv_events=100_000,
    calls=20,
    receipts=3,
    runs=5,
    runs_large=3,
    one_in=5,
    judged=True,
)
LARGE = replace(FULL, name="large", leads=1_000_000, events=50_000_000, one_in=50)
QUICK = Size(
    name="quick",
    leads=5_000,
    events=500_000,
    csv_leads=1_000,
    csv_events=10_000,
    calls=10,
    receipts=2,
    runs=3,
    runs_large=1,
    one_in=5,
)
TINY = Size(
    name="tiny",
    leads=20,
    events=400,
    csv_leads=20,
    csv_events=200,
    calls=1,
    receipts=1,
    runs=1,
    runs_large=1,
    one_in=2,
    warm=False,
)
SIZES = {size.name: size for size in (FULL, LARGE, QUICK, TINY)}
