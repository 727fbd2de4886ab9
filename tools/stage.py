"""Runs a command as a named stage and prints the seconds that it took; what it said, if it failed.

Usage: python tools/stage.py NAME COMMAND [ARGUMENT…]
"""

from __future__ import annotations

import subprocess
import sys
import time


def main(name: str, *command: str) -> int:
    started = time.monotonic()
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    seconds = time.monotonic() - started
    if done.returncode:
        sys.stdout.buffer.write(done.stdout)
    sys.stdout.write(f"{name:<8} {seconds:6.1f} s{'  FAILED' if done.returncode else ''}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
