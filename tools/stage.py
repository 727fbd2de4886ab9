"""Runs a command as a named stage and prints the seconds that it took.

Usage: python tools/stage.py NAME COMMAND [ARGUMENT…]
"""

from __future__ import annotations

import subprocess
import sys
import time


def main(name: str, *command: str) -> int:
    started = time.monotonic()
    code = subprocess.run(command, check=False).returncode
    outcome = "" if code == 0 else f"  FAILED ({code})"
    sys.stdout.write(f"{name:<8} {time.monotonic() - started:6.1f} s{outcome}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
