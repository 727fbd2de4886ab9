"""Programs of the system that some tests need; `tools/system.sh` installs them where it may."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
REMEDIES = {
    "PostgreSQL": "On Debian or Ubuntu: apt-get install postgresql; on macOS: brew install postgresql@17.",
    "Java": "On Debian or Ubuntu: apt-get install openjdk-17-jre-headless; on macOS: brew install openjdk@17.",
}


def postgres_programs() -> Path:
    """The folder with `initdb` and `pg_ctl`: that on the PATH, else the newest; skips the test without one."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    found = [folder for pattern in FOLDERS for folder in Path("/").glob(pattern[1:]) if (folder / "initdb").exists()]
    return max(found, key=_version) if found else missing("PostgreSQL")


def missing(program: str) -> Path:
    """Skips the test and says how to get the program; in continuous integration the test fails."""
    said = f"{program} is not installed. {REMEDIES[program]}"
    if os.environ.get("CI") == "true":
        pytest.fail(said)
    pytest.skip(said)


def _version(folder: Path) -> int:
    """Of `…/postgresql/15/bin` or `…/postgresql@15/bin`."""
    digits = "".join(letter for letter in folder.parent.name if letter.isdigit())
    return int(digits or 0)
