"""A folder of kept counts: one scoring at a time, and what it writes counts only once it is done."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from baremo.engine.increment.manifest import FILE, Manifest, read_manifest, write_manifest
from baremo.errors import InputError, Problem
from baremo.texts import say

LOCK = "lock"
ENDING = ".parquet"


@dataclass(frozen=True, kw_only=True, slots=True)
class Folder:
    """A folder that this scoring alone writes to."""

    path: Path
    manifest: Manifest

    def file(self, name: str) -> str:
        return str(self.path / name)

    def commit(self, manifest: Manifest) -> None:
        """From here on the new manifest holds; files that it does not name are gone."""
        write_manifest(self.path, manifest)
        sweep(self.path, manifest)


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """The folder, made if need be.

    Raises
    ------
    InputError
        It cannot be made, holds something else, is damaged, or another scoring works in it.
    """
    try:
        path.mkdir(exist_ok=True)
        if not (path / FILE).exists() and any(entry.name != LOCK for entry in path.iterdir()):
            raise InputError(_not_ours(path))
        with (path / LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise InputError(_busy(path)) from error
            manifest = read_manifest(path)
            if manifest is None:
                manifest = Manifest()
                write_manifest(path, manifest)  # so that the folder is known to be ours
            sweep(path, manifest)
            yield Folder(path=path, manifest=manifest)
    except (FileExistsError, FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise InputError(_no_folder(path, error)) from error


def sweep(path: Path, manifest: Manifest) -> None:
    """Removes what an earlier scoring left behind, and what no longer counts."""
    for entry in path.glob(f"*{ENDING}"):
        if entry.name not in manifest.files:
            entry.unlink()


def _not_ours(path: Path) -> Problem:
    return Problem(
        code="no-state",
        subject="--state",
        file=str(path),
        message=say("the folder holds other files, and no kept counts."),
        remedy=say("Name a folder that is empty or not there yet."),
    )


def _busy(path: Path) -> Problem:
    return Problem(
        code="state-in-use",
        subject="--state",
        file=str(path),
        message=say("another scoring is at work in this folder."),
        remedy=say("Wait for it to end."),
    )


def _no_folder(path: Path, error: OSError) -> Problem:
    return Problem(
        code="no-place",
        subject="--state",
        file=str(path),
        message=say("the folder cannot be made: {error}.", error=error.strerror or error),
        remedy=say("Choose another place."),
    )
