"""What `make test` says of programs that are missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "system.sh"
NO_JAVA = (
    "system   Java 17 is missing: the tests that run it are skipped. On Debian or Ubuntu: sudo apt-get install "
    "openjdk-17-jre-headless; on macOS: brew install openjdk@17.\n"
)


def run(programs: Path, **said: str) -> subprocess.CompletedProcess[str]:
    """With `java` that says so, if it says anything, and nothing that could install one."""
    for name in ("sh", "sed", "head", "id", "printf", "cat"):
        (programs / name).symlink_to(str(shutil.which(name)))
    for name, text in said.items():
        (programs / name).write_text(f"#!/bin/sh\ncat <<'END'\n{text}\nEND\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    environment = {"PATH": str(programs), "CI": os.environ.get("CI", "")}
    return subprocess.run([SCRIPT], check=False, env=environment, capture_output=True, text=True)


POSTGRES = "initdb (PostgreSQL) 16.4 (Ubuntu 16.4-1)"


def test_nothing_is_said_of_what_is_there(tmp_path: Path) -> None:
    java = 'Picked up JAVA_TOOL_OPTIONS: -Xmx9m\nopenjdk version "21.0.2" 2024-01-16\nOpenJDK Runtime 11'
    done = run(tmp_path, initdb=POSTGRES, java=java)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("said", [{}, {"java": 'java version "11.0.2"'}], ids=["none", "too old"])
def test_what_is_missing_is_named_and_fails_where_it_must_be_there(
    said: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    done = run(tmp_path, initdb=POSTGRES, **said)

    assert (done.returncode, done.stderr) == (1, NO_JAVA)


def test_elsewhere_the_tests_go_on_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "false")
    done = run(tmp_path, initdb=POSTGRES)

    assert (done.returncode, done.stderr) == (0, NO_JAVA)
