"""Who imports whom, by the contracts in pyproject.toml, and that those contracts are strict enough."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]

ONLY = {
    "altair": "report",
    "django": None,
    "dlt": None,
    "duckdb": "engine",
    "lightgbm": "learn",
    "optbinning": "learn",
    "pyspark": "engine.spark",
    "rich": "cli, report",
    "ruamel": "model",
    "sklearn": "learn",
    "sqlglot": "engine",
    "typer": "cli",
    "vl_convert": "report",
}


def test_nobody_imports_upwards_or_out_of_turn() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--cache-dir", ".import_linter_cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert done.returncode == 0, done.stdout


def test_a_contract_says_who_may_import_each_engine_and_framework() -> None:
    said: dict[str, str | None] = {}
    for contract in CONTRACTS:
        importers = [name.removeprefix("baremo.") for name in contract.get("allowed_importers", [])]
        for name in contract.get("protected_modules", []):
            said[name] = ", ".join(sorted(importers))
        said |= dict.fromkeys(contract.get("forbidden_modules", []))

    assert {name: said.get(name, "anybody") for name in ONLY} == ONLY


def test_no_exception_to_a_contract_is_granted() -> None:
    assert [contract["name"] for contract in CONTRACTS if "ignore_imports" in contract] == []
