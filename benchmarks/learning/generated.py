"""Made leads of two years, whose outcomes are drawn with known probabilities: nobody can rank them better than these.

Those that check a model all came in on the day after, when they are scored, so that their dates are as old as they
were when the outcome was drawn. Half of the columns say something, most of it little; numbers are skewed, and some
are missing; effects bend.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from benchmarks.learning.tasks import MADE_UNTIL

Numbers = npt.NDArray[np.float64]

SHARE_WON = 0.08
REST = 3 / 7  # of the rows to learn from: so many more check
SINCE, UNTIL = np.datetime64("2024-01-01", "s"), np.datetime64(MADE_UNTIL, "s")
SEED = 7


def write_generated(folder: Path, rows: int, columns: int) -> None:
    """Rows to learn from, rows to check with, and the probabilities of these."""
    rng = np.random.default_rng(SEED)
    count = rows + int(rows * REST)
    seconds = rng.integers(0, (UNTIL - SINCE).astype(int), rows).astype("timedelta64[s]")
    began = np.append(np.sort(SINCE + seconds), np.repeat(UNTIL, count - rows))
    leads: dict[str, object] = {"lead_id": _ids(count), "created_at": pa.array(began)}
    effects = np.zeros(count)
    for number in range(columns):
        name, values, effect = _column(number, began, rng)
        leads[name] = values
        effects += effect
    probability = _probability(effects)
    won = rng.random(count) < probability
    table = pa.table(leads)
    asked = table.append_column("won", pa.array(np.where(won, "yes", "no")))
    _write(asked.slice(0, rows), folder / "train")
    _write(table.slice(rows), folder / "test")
    truth = {"lead_id": leads["lead_id"], "won": won.astype(np.int8), "probability": probability}
    pa.csv.write_csv(pa.table(truth).slice(rows), folder / "truth.csv")


def _column(number: int, began: npt.NDArray[np.datetime64], rng: np.random.Generator) -> tuple[str, pa.Array, Numbers]:
    """A number, two categories, a number, a date, and again; each with its share in the log-odds."""
    count, weight = len(began), 1.2 / (1 + number // 5) * (number % 2 == 0)
    match number % 5:
        case 0 | 3:
            values = np.exp(rng.normal(size=count))
            missing = rng.random(count) < 0.15
            bend = np.where(missing, -0.5, np.minimum(np.log(values), 1) + 0.5 * (values < 0.2))
            return f"number_{number}", pa.array(np.round(values, 3), mask=missing), weight * bend
        case 1 | 2:
            levels = (6, 40)[number % 2]
            drawn = rng.geometric(3 / levels, count) % levels
            strength = rng.normal(size=levels)
            texts = pa.array([f"value {level}" for level in range(levels)]).take(pa.array(drawn))
            return f"category_{number}", texts, weight * strength[drawn]
        case _:
            before = rng.exponential(200, count).astype(np.int64)
            days = began.astype("datetime64[D]") - before
            return f"date_{number}", pa.array(days), weight * np.where(before < 60, 1.0, 0.0)


def _probability(effects: Numbers) -> Numbers:
    """Of these effects, at the level where so many are won on average as shall be."""
    low, high = -20.0, 20.0
    for _ in range(60):
        level = (low + high) / 2
        low, high = (low, level) if (1 / (1 + np.exp(-effects - level))).mean() > SHARE_WON else (level, high)
    return np.asarray(1 / (1 + np.exp(-effects - low)))


def _ids(count: int) -> pa.Array:
    return pa.array([f"L{number:07}" for number in range(count)])


def _write(table: pa.Table, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pa.parquet.write_table(table, folder / "leads.parquet")
