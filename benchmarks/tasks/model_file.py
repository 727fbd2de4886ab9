"""Reading a model file, and finding its problems, in a process that has begun.

Usage: python -m benchmarks.tasks.model_file MODEL ("load" | "check") CALLS
"""

from __future__ import annotations

import sys

import baremo
from benchmarks.tasks.seconds import say_seconds


def main(model: str, how: str, calls: str) -> None:
    what = {"load": baremo.load, "check": baremo.check}[how]
    say_seconds(lambda _: what(model), calls=int(calls), warm=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
