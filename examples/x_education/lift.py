"""Scores the leads of X Education with the points of `model.yaml` and shows how well they rank.

    python -m examples.x_education.lift [FOLDER]

FOLDER holds `Leads.csv`; by default ../shared/datasets/x_education. The points were set while looking
at the older 70 % of the leads (by Lead Number); the newer 30 %, which they have not seen, are shown.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pyarrow as pa

import baremo
from examples.deciles import Decile, deciles, table

HERE = Path(__file__).parent
FOLDER = Path("../shared/datasets/x_education")
ASKED_ON_THE_PHONE = "What is your current occupation"


def newer_leads(folder: Path) -> pa.Table:
    """The 30 % with the highest numbers; every cell is text, 'Select' is a question not answered."""
    query = """
        select columns(*)::text from read_csv($file, all_varchar = true, nullstr = ['', 'Select'])
        qualify percent_rank() over (order by "Lead Number"::integer) >= 0.7
    """
    with duckdb.connect() as connection:
        return connection.sql(query, params={"file": str(folder / "Leads.csv")}).to_arrow_table()


def lift(leads: pa.Table) -> list[Decile]:
    model = baremo.load(HERE / "model.yaml")
    result = baremo.score(model, leads=leads, id_column="Prospect ID", as_of="2026-11-01")
    scores = dict(zip(*(result.scores[name].to_pylist() for name in ("lead_id", "score")), strict=True))
    won = zip(*(leads[name].to_pylist() for name in ("Prospect ID", "Converted")), strict=True)
    return deciles(scores, {lead: converted == "1" for lead, converted in won})


def without(column: str, leads: pa.Table) -> pa.Table:
    """The same leads with nothing in that column."""
    place = leads.schema.get_field_index(column)
    return leads.set_column(place, column, pa.nulls(len(leads), pa.string()))


def main(folder: Path) -> None:
    leads = newer_leads(folder)
    called = table("As exported, when most have been called:", lift(leads))
    uncalled = table("Before anybody has called:", lift(without(ASKED_ON_THE_PHONE, leads)))
    sys.stdout.write(f"{called}\n\n{uncalled}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
