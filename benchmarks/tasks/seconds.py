"""Seconds of calls in this process, without those that it needed to start."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from statistics import median


def say_seconds(call: Callable[[int], object], *, calls: int, warm: int = 0) -> None:
    """Says the median of the calls that follow the first `warm`; each is told its number."""
    wall, cpu = [], []
    for number in range(warm + calls):
        started, used = time.perf_counter(), time.process_time()
        call(number)
        wall.append(time.perf_counter() - started)
        cpu.append(time.process_time() - used)
    sys.stdout.write(json.dumps({"wall": median(wall[warm:]), "cpu": median(cpu[warm:])}))
