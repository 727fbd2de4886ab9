"""Programs of the system that some tests need; `tools/system.sh` installs them where it may."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
OLDEST = 15  # version that can sort as ICU does
REMEDIES = {
    "PostgreSQL": "On Debian or Ubuntu: apt-get install postgresql; on macOS: brew install postgresql@17.",
    "Java": "On Debian or Ubuntu: apt-get install openjdk-17-jre-headless; on macOS: brew install openjdk@17.",
}


def postgres_programs() -> Path:
    """The folder with `initdb` and `postgres`: that on the PATH, else the newest; skips the test without one."""
    on_path = shutil.which("initdb")
    folders = [folder for pattern in FOLDERS for folder in Path("/").glob(pattern[1:])]
    newest_first = sorted(folders, key=_version, reverse=True)
    for folder in [*([Path(on_path).resolve().parent] if on_path else []), *newest_first]:
        if _version(folder) >= OLDEST:
            return folder
    return missing("PostgreSQL")


def missing(program: str) -> Path:
    """Skips the test and says how to get the program; in continuous integration the test fails."""
    said = f"{program} is missing. {REMEDIES[program]}"
    if os.environ.get("CI") == "true":
        pytest.fail(said)
    pytest.skip(said)


def _version(folder: Path) -> int:
    """The version of PostgreSQL whose programs stand there; 0 where none do."""
    if not (folder / "initdb").exists():
        return 0
    said = subprocess.run([folder / "initdb", "--version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"[0-9]+", said)
    return int(found[0]) if found else 0
