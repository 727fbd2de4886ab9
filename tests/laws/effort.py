"""How many models each law is tried on: `BAREMO_LAWS=long` tries many times as many, and others each time."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

LONG = os.environ.get("BAREMO_LAWS") == "long"
TIMES_LONGER = 30


def models(number: int) -> settings:
    return settings(
        max_examples=number * TIMES_LONGER if LONG else number,
        derandomize=not LONG,
        deadline=None,
        print_blob=LONG,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
