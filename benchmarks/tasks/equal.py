"""Whether a peer gives what Baremo gives; the first lead for which it does not ends the benchmark.

Usage: python -m benchmarks.tasks.equal BAREMO PEER ONE_IN
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

NEAR = 1e-6  # points that numbers may be apart
DIFFERENT = """
    SELECT lead_id, name, coalesce(round(ours, 9)::VARCHAR, 'missing'), coalesce(round(theirs, 9)::VARCHAR, 'missing')
    FROM (UNPIVOT ours ON score, fit, engagement INTO NAME name VALUE ours)
    FULL JOIN (UNPIVOT theirs ON score, fit, engagement INTO NAME name VALUE theirs) USING (lead_id, name)
    WHERE (abs(ours - theirs) <= $near) IS NOT TRUE
    ORDER BY lead_id, name DESC
    LIMIT 1
"""


def compare(baremo: str, peer: str, one_in: str) -> None:
    """Every lead of Baremo's, or those whose number can be divided by `one_in`, must stand once in the peer's file."""
    with duckdb.connect() as con:
        columns = "lead_id::BIGINT AS lead_id, score, fit, engagement"
        con.read_parquet(baremo).project(columns).filter(f"lead_id % {int(one_in)} = 0").create("ours")
        con.read_parquet(f"{peer}/*.parquet" if Path(peer).is_dir() else peer).project(columns).create("theirs")
        for lead, name, ours, theirs in con.execute(DIFFERENT, {"near": NEAR}).fetchall():
            raise SystemExit(f"lead {lead}: {name} is {ours} from Baremo, {theirs} in {Path(peer).name}")
        for (lead,) in con.execute("SELECT lead_id FROM theirs GROUP BY ALL HAVING count(*) > 1 LIMIT 1").fetchall():
            raise SystemExit(f"lead {lead} stands more than once in {Path(peer).name}")


if __name__ == "__main__":
    compare(*sys.argv[1:])
