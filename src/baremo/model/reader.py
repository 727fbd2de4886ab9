"""Reads a model file and says everything that is wrong with it, each thing with its line and remedy.

Bad input of any kind is a problem, never another exception.
"""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path as FilePath

from baremo.errors import ModelError, Problem
from baremo.model.assembly import assemble
from baremo.model.checks import check
from baremo.model.layout import MODEL
from baremo.model.model import ScoringModel
from baremo.model.reading import Found, Reading, clipped
from baremo.model.shape_reader import read_shape
from baremo.model.yaml_nodes import MAX_BYTES, Node, ScalarNode, parse
from baremo.texts import Text, say

__all__ = ["Reading", "load", "read", "read_text"]


def load(path: str | PathLike[str]) -> ScoringModel:
    """The model in a file.

    Parameters
    ----------
    path
        A YAML or JSON file of at most 256 KB.

    Raises
    ------
    ModelError
        With every error in the file at once; warnings are no errors.

    Examples
    --------
    >>> load("no-such-model.yaml")
    Traceback (most recent call last):
    baremo.errors.ModelError: no-such-model.yaml: not-found: there is no such file. Give the path of a \
model file, or make one with `baremo init`.
    """
    reading = read(path)
    errors = [problem for problem in check(reading) if problem.severity == "error"]
    if errors or reading.model is None:
        raise ModelError(errors)
    return reading.model


def read(path: str | PathLike[str]) -> Reading:
    """A model file with its problems and the place of every key; `checks.check` finds more in it."""
    name = str(path)
    try:
        with FilePath(path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return _unreadable(name, *_file_problem(name, error))
    if len(content) > MAX_BYTES:
        return _too_large(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _unreadable(
            name,
            "not-utf8",
            say("the file is not UTF-8 text (byte {byte}).", byte=f"0x{content[error.start]:02X}"),
            say("Save it as UTF-8: most editors offer that beside the file's name."),
            line=line,
        )
    reading, folder = read_text(text, file=name), FilePath(path).absolute().parent
    return replace(reading, model=_in(folder, reading.model), draft=_in(folder, reading.draft))


def _in(folder: FilePath, model: ScoringModel | None) -> ScoringModel | None:
    """The model with the folder of its file, where its predictor stands."""
    return None if model is None else replace(model, folder=folder)


def read_text(text: str, *, file: str = "model.yaml") -> Reading:
    """The text of a model file, read; `file` is the name that problems carry."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return _too_large(file)
    tree = parse(text, file=file)
    if tree.root is None and tree.problems:
        return Reading(file=file, problems=tree.problems)
    if tree.root is None or _is_nothing(tree.root):
        return _unreadable(
            file,
            "empty",
            say("the file is empty."),
            say("Begin with `baremo init`, which writes a model to start from."),
        )
    found = Found(file)
    filled = read_shape(MODEL, tree.root, (), found)
    problems = tuple(sorted((*tree.problems, *found.problems), key=lambda each: (each.line, each.column)))
    draft = assemble(filled) if filled else None
    return Reading(
        file=file,
        problems=problems,
        places=found.places,
        model=None if problems else draft,
        draft=draft,
    )


def _is_nothing(root: Node) -> bool:
    return isinstance(root, ScalarNode) and root.value is None


def _file_problem(name: str, error: OSError | ValueError) -> tuple[str, Text, Text]:
    init = say("Give the path of a model file, or make one with `baremo init`.")
    if isinstance(error, IsADirectoryError) or FilePath(clipped(name, width=200)).is_dir():
        return "not-a-file", say("this is a folder, not a file."), init
    if isinstance(error, PermissionError):
        return (
            "not-readable",
            say("the file may not be read."),
            say("Ask for the permission to read it."),
        )
    return "not-found", say("there is no such file."), init


def _too_large(file: str) -> Reading:
    return _unreadable(
        file,
        "too-large",
        say("the file is larger than {limit} KB.", limit=MAX_BYTES // 1024),
        say("Split it into several models; long lists belong into an attribute of the leads."),
    )


def _unreadable(file: str, code: str, message: Text, remedy: Text, *, line: int = 0) -> Reading:
    problem = Problem(
        code=code, subject="", message=message, remedy=remedy, file=file, line=line, column=1 if line else 0
    )
    return Reading(file=file, problems=(problem,))
