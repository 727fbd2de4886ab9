"""One number of the model changed, again and again: what all leads would then be, from counts and points kept.

Usage: python -m benchmarks.tasks.whatif FOLDER AS_OF CRITERION|BAND CALLS
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import baremo
from baremo.engine.previewing import previewing
from baremo.engine.scoring import Sources
from baremo.model.model import ScoringModel
from benchmarks.tasks.seconds import say_seconds


def changed(model: ScoringModel, what: str, by: int) -> ScoringModel:
    """The model with other points of a criterion, or with a band that begins elsewhere."""
    bands = tuple(replace(band, start=band.start - by) if band.name == what else band for band in model.bands)
    dimensions = tuple(
        replace(
            dimension,
            criteria=tuple(
                replace(each, rule=more(each.rule, by)) if each.name == what else each for each in dimension.criteria
            ),
        )
        for dimension in model.dimensions
    )
    return replace(model, bands=bands, dimensions=dimensions)


def more(rule: Any, points: int) -> Any:
    return replace(rule, points=rule.points + points)


def main(folder: str, as_of: str, what: str, calls: str) -> None:
    """Another number at each call; what is kept has been made before the first."""
    old = baremo.load(Path(folder) / "utc.yaml")
    leads, events = (str(Path(folder) / f"{name}.parquet") for name in ("leads", "events"))
    sources = Sources(leads=leads, events=events, unique_events=True)
    with previewing(old, sources, as_of=as_of, counts=True) as ready:
        say_seconds(lambda number: ready.of(changed(old, what, number + 1)), calls=int(calls), warm=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
