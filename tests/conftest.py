"""Settings for all tests: how hard the laws are tried."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.services.clickhouse",
    "tests.services.postgres",
    "tests.services.spark",
]  # engines that some tests need

# A time limit per example fails on a busy machine, not on a mistake.
settings.register_profile("quick", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quick")
