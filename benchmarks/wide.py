"""A model of many criteria: those of a model again and again, with other names, values and windows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from benchmarks.words import COUNTRIES, NAMES, PATHS

WINDOWS = ("within", "active_within", "inactive_for", "half_life", "linear")


def wide_model(path: Path, often: int) -> str:
    """The model as JSON, each of its criteria as often as said."""
    model = YAML(typ="safe").load(path)
    for dimension in model["dimensions"].values():
        dimension["criteria"] = {
            f"{name}-{turn}": {key: varied(key, value, turn) for key, value in criterion.items()}
            for turn in range(often)
            for name, criterion in dimension["criteria"].items()
        }
    return json.dumps(model, indent=1)


def varied(key: str, value: Any, turn: int) -> Any:
    """Another value of the same kind at each turn; that of turn 0 is the given one."""
    match value:
        case dict():
            return {each: varied(each, inner, turn) for each, inner in value.items()}
        case list():
            return [varied(key, inner, turn) for inner in value]
        case str() if key in WINDOWS:
            return f"{int(value.removesuffix('d')) + 3 * turn}d"
        case str():
            texts = next((texts for texts in (NAMES, PATHS, COUNTRIES) if value in texts), (value,))
            return texts[(texts.index(value) + turn) % len(texts)]
        case int() if key == "at_least":
            return value + 9 * turn
    return value
