"""What a folder of kept counts holds, in one small file that is replaced as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from baremo.engine.inputs.source import excerpt
from baremo.engine.tables import Column
from baremo.engine.whole_file import whole_file
from baremo.errors import InputError, Problem
from baremo.texts import say

FORMAT = 1
FILE = "state.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """The state after a night; files are names inside the folder."""

    zone: str = "UTC"
    night: int = 0  # how many times events have been taken in
    until: int = 0  # microseconds since 1970: the moment of the last scoring
    earliest: int | None = None  # likewise, of the first event
    key: Column | None = None  # what `lead_id` holds
    columns: Mapping[str, Column] = field(default_factory=dict)  # of kept events: the properties
    numbers: Mapping[str, int] = field(default_factory=dict)  # of things, by their keys; none is given twice
    next_number: int = 0
    counts: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    contested: str | None = None  # copies of events that share an id and differ
    waiting: str | None = None  # events after the moment
    recounted: str | None = None  # leads whose counts of earlier nights no longer hold

    @property
    def files(self) -> set[str]:
        one = (self.contested, self.waiting, self.recounted)
        return {*self.counts, *self.events, *(name for name in one if name)}


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None where it holds no state yet.

    Raises
    ------
    InputError
        The file is damaged, or of another format.
    """
    path = folder / FILE
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
        if told.pop("format") != FORMAT:
            raise ValueError(FORMAT)
        columns = {name: Column(**kind) for name, kind in told.pop("columns").items()}
        key = Column(**key) if (key := told.pop("key")) else None
        counts, events = tuple(told.pop("counts")), tuple(told.pop("events"))
        manifest = Manifest(columns=columns, key=key, counts=counts, events=events, **told)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(damaged(path, excerpt(error, most=80))) from error
    missing = sorted(name for name in manifest.files if not (folder / name).exists())
    if missing:
        raise InputError(damaged(path, say("the file {name} is missing", name=missing[0])))
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Puts the manifest in the place of the one before."""
    told = {"format": FORMAT, **asdict(replace(manifest, columns={}, key=None))}
    told["columns"] = {name: asdict(column) for name, column in manifest.columns.items()}
    told["key"] = asdict(manifest.key) if manifest.key else None
    with whole_file(folder / FILE) as part:
        part.write_text(json.dumps(told, indent=1), "utf-8")


def damaged(path: Path, why: object) -> Problem:
    return Problem(
        code="damaged-state",
        subject="--state",
        file=str(path),
        message=say("the kept counts cannot be read: {why}.", why=why),
        remedy=say("Name a new folder, and give all events once."),
    )
