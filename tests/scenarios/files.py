"""Reads the scenario files; dates in them stay text, as in a model file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

FOLDER = Path(__file__).parent
TABLES = ("leads", "events", "accounts", "changes", "adjustments")

Rows = list[dict[str, Any]]


class PlainConstructor(SafeConstructor):
    """Reads a date as text."""


PlainConstructor.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One story: what goes in, and what is expected of each lead or account by its id."""

    name: str
    model: dict[str, Any]
    as_of: str
    tables: dict[str, Any]
    expect: dict[str, dict[str, Any]]


def read(path: Path) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = PlainConstructor
    return yaml.load(path.read_text(encoding="utf-8"))


def scenarios() -> Iterator[Scenario]:
    """All scenarios; what one does not say itself, its file says."""
    for path in sorted(FOLDER.glob("*.yaml")):
        file = read(path)
        for story in file["scenarios"]:
            said = {**file, **story}
            yield Scenario(
                name=f"{path.stem}: {story['name']}",
                model=said["model"],
                as_of=said["as_of"],
                tables={"events": [], **{name: said[name] for name in TABLES if name in said}},
                expect=said["expect"],
            )
