"""Where the figures were taken."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("baremo", "duckdb", "sqlglot", "pyarrow", "numpy")
CPUINFO = Path("/proc/cpuinfo")


def machine() -> Iterator[str]:
    """Lines of a Markdown list."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    system = f"{platform.system()} {platform.release()}"
    yield f"- {processor()}, {os.cpu_count()} cores, {memory:.0f} GB of memory, {system}"
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield f"- Python {platform.python_version()}, {versions}"
    load = os.getloadavg()[0]
    yield f"- load of the machine before the run: {load:.1f}"


def processor() -> str:
    text = CPUINFO.read_text(encoding="utf-8") if CPUINFO.exists() else ""
    names = re.findall(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return names[0] if names else platform.processor() or platform.machine()
