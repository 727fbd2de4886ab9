"""Usage: python -m benchmarks [--quick | --large] [GROUP…]"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.against import peers
from benchmarks.everyday import files, lead, start
from benchmarks.growth import criteria, linear
from benchmarks.learn import learn
from benchmarks.machine import machine
from benchmarks.many import many
from benchmarks.nights import nights
from benchmarks.process import Command, spend
from benchmarks.sizes import FULL, LARGE, QUICK, Size
from benchmarks.table import table
from benchmarks.whatif import whatif

GROUPS = {
    "start": start,
    "files": files,
    "lead": lead,
    "many": many,
    "peers": peers,
    "linear": linear,
    "criteria": criteria,
    "whatif": whatif,
    "nights": nights,
    "learn": learn,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and memory.")
    sizes = parser.add_mutually_exclusive_group()
    sizes.set_defaults(size=FULL)
    small = "small sizes; targets are shown, not judged"
    sizes.add_argument("--quick", dest="size", action="store_const", const=QUICK, help=small)
    large = f"{LARGE.events:,} events of {LARGE.leads:,} leads in place of {FULL.events:,} of {FULL.leads:,}"
    sizes.add_argument("--large", dest="size", action="store_const", const=LARGE, help=large)
    parser.add_argument("groups", nargs="*", metavar="GROUP", choices=[[], *GROUPS], help=", ".join(GROUPS))
    given = parser.parse_args()
    measure(given.size, given.groups or list(GROUPS))


def measure(size: Size, groups: list[str]) -> None:
    """Prints the machine and a table for each group; the samples are gone afterwards."""
    _say("\n".join(machine()))
    with tempfile.TemporaryDirectory(prefix="baremo-benchmarks-") as made:
        folder = Path(made)
        for name in groups:
            spend(Command(arguments=("-m", "benchmarks.sample", made, size.name, name)))
            rows = list(GROUPS[name](folder, size))
            _say(f"\n## {name}: {GROUPS[name].__doc__}\n")
            _say("\n".join(table(rows, judged=size.judged)))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
