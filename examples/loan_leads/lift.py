"""Scores loan applications a day after they came in, and shows how well the points rank.

    python -m examples.loan_leads.lift [FOLDER]

FOLDER holds `leads.csv` and `events.csv.gz`; by default ../shared/datasets/loan_leads.

Each application has a moment of its own: 24 hours after it came in, if it is still undecided. What
happened later is cut off, and all applications are moved in time so that their moments coincide; then
one `as_of` is right for all. The points were set while looking at the applications of October and
November; those of December and January, which they have not seen, are shown.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pyarrow as pa

import baremo
from examples.deciles import Decile, deciles, table

HERE = Path(__file__).parent
FOLDER = Path("../shared/datasets/loan_leads")
MOMENT = "2012-01-01T12:00:00Z"  # where all moments of scoring are moved to; any instant would do
UNSEEN_FROM = "2011-12-01"

APPLICATIONS = """
    create table application as
    select
        lead_id,
        amount_requested,
        created_at + interval 24 hours as moment,
        outcome = 'approved' and decided_at <= created_at + interval 30 days as won
    from read_csv($leads)
    where created_at >= $since::timestamptz and coalesce(decided_at > created_at + interval 24 hours, true)
"""
KNOWN_EVENTS = """
    select lead_id, event, transition, timestamp + ($moment::timestamptz - moment) as timestamp
    from read_csv($events) join application using (lead_id)
    where timestamp <= moment
"""


def prepared(folder: Path) -> tuple[pa.Table, pa.Table]:
    """The undecided applications, and what was known of them at their moments, moved to `MOMENT`."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(APPLICATIONS, {"leads": str(folder / "leads.csv"), "since": UNSEEN_FROM})
        events = connection.sql(KNOWN_EVENTS, params={"events": str(folder / "events.csv.gz"), "moment": MOMENT})
        return connection.table("application").to_arrow_table(), events.to_arrow_table()


def lift(leads: pa.Table, events: pa.Table) -> list[Decile]:
    model = baremo.load(HERE / "model.yaml")
    result = baremo.score(model, leads=leads.select(["lead_id", "amount_requested"]), events=events, as_of=MOMENT)
    scores = dict(zip(*(result.scores[name].to_pylist() for name in ("lead_id", "score")), strict=True))
    outcomes = zip(*(leads[name].to_pylist() for name in ("lead_id", "won")), strict=True)
    return deciles(scores, {str(lead): bool(won) for lead, won in outcomes})


def main(folder: Path) -> None:
    leads, events = prepared(folder)
    title = f"{len(leads)} applications, scored 24 hours after they came in, won within 30 days:"
    sys.stdout.write(f"{table(title, lift(leads, events))}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
