"""Prints the id of the lead with the highest score in a CSV file that `baremo score -o` wrote.

Usage: python tools/top_lead.py SCORES.csv
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path


def top_lead(scores: Path) -> str:
    """The first of the leads with the highest score."""
    with scores.open(encoding="utf-8-sig", newline="") as file:
        return max(csv.DictReader(file), key=lambda row: float(row["score"]))["lead_id"]


if __name__ == "__main__":
    sys.stdout.write(top_lead(Path(sys.argv[1])) + "\n")
