"""The program as it starts: quick, and whole."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import baremo

HEAVY = (
    "adbc_driver_manager",
    "altair",
    "duckdb",
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
    "vl_convert",
    "xlsxwriter",
)


def python(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd
    )


def test_it_runs_as_a_module() -> None:
    done = python("-m", "baremo", "--help")

    assert (done.returncode, done.stderr) == (0, "")
    assert "score" in done.stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from baremo.cli import main\n"
        "sys.argv = ['baremo', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"sys.stderr.write(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    )

    assert python("-c", code).stderr == ""


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = f"import sys, baremo; print(' '.join(name for name in {HEAVY!r} if name in sys.modules), end='')"

    assert python("-c", code).stdout == ""


def test_the_public_names_are_all_there() -> None:
    assert {"load", "score"} <= set(baremo.__all__)
    assert [name for name in baremo.__all__ if not hasattr(baremo, name)] == []
    assert set(baremo.__all__) <= set(dir(baremo))


def public_functions() -> list[str]:
    return [name for name in getattr(baremo, "__all__", []) if inspect.isfunction(getattr(baremo, name, None))]


@pytest.mark.parametrize("name", public_functions())
def test_a_public_function_has_an_example_that_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    function = getattr(baremo, name)
    names = vars(import_module(function.__module__))
    tests = doctest.DocTestFinder(recurse=False).find(function, name, globs={**names, "baremo": baremo})
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)

    assert [len(test.examples) > 0 for test in tests] == [True]
    assert runner.run(tests[0], out=sys.stderr.write).failed == 0
