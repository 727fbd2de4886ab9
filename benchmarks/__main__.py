"""Usage: python -m benchmarks [--quick] [GROUP…]"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.everyday import files, lead, start
from benchmarks.machine import machine
from benchmarks.many import many
from benchmarks.process import Command, spend
from benchmarks.sizes import FULL, QUICK, Size
from benchmarks.table import table

GROUPS = {"start": start, "files": files, "lead": lead, "many": many}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and memory.")
    parser.add_argument("--quick", action="store_true", help="small sizes; targets are shown, not judged")
    parser.add_argument("groups", nargs="*", metavar="GROUP", choices=[[], *GROUPS], help=", ".join(GROUPS))
    given = parser.parse_args()
    measure(QUICK if given.quick else FULL, given.groups or list(GROUPS))


def measure(size: Size, groups: list[str]) -> None:
    """Prints the machine and a table for each group; the samples are gone afterwards."""
    _say("\n".join(machine()))
    with tempfile.TemporaryDirectory(prefix="baremo-benchmarks-") as made:
        folder = Path(made)
        spend(Command(arguments=("-m", "benchmarks.sample", made, size.name)))
        for name in groups:
            rows = list(GROUPS[name](folder, size))
            _say(f"\n## {name}: {GROUPS[name].__doc__}\n")
            _say("\n".join(table(rows, judged=size.judged)))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
