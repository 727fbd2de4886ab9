"""How the source reads: short modules, short functions, nothing silenced, nothing left for later."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MODULE_LINES = 350
FUNCTION_LINES = 40

# Modules and functions that may be longer. This list only shrinks: a name that needs it no more fails.
LONG_MODULES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()

VAGUE_NAMES = re.compile(r"(Manager|Handler|Helper|Util|Utils|Base|Impl|Data|Info)$")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a module and its number of lines, decorators and docstring left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            said = len((ast.get_docstring(node, clean=False) or "").splitlines())
            assert node.end_lineno is not None
            yield f"{name_of(path)}:{node.name}", node.end_lineno - node.lineno + 1 - said


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "src").as_posix()


def test_a_module_is_read_without_scrolling_far() -> None:
    long = {name_of(path) for path in SOURCES if len(path.read_text("utf-8").splitlines()) >= MODULE_LINES}

    assert long == LONG_MODULES


def test_a_function_fits_on_a_screen() -> None:
    long = {name for path in SOURCES for name, lines in functions(path) if lines >= FUNCTION_LINES}

    assert long == LONG_FUNCTIONS


@pytest.mark.parametrize("word", ["noqa", "TODO", "FIXME", "XXX", "raise NotImplementedError"])
def test_nothing_is_silenced_or_left_for_later(word: str) -> None:
    assert [name_of(path) for path in SOURCES if re.search(rf"\b{word}\b", path.read_text("utf-8"))] == []


def test_a_type_is_ignored_only_by_its_code_and_with_a_reason() -> None:
    unexplained = re.compile(r"type: ignore(?!\[[\w-]+\]  # \w)")

    assert [name_of(path) for path in SOURCES if unexplained.search(path.read_text("utf-8"))] == []


def test_no_class_hides_behind_a_vague_name() -> None:
    classes = [
        node.name
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]

    assert [name for name in classes if VAGUE_NAMES.search(name)] == []


def test_every_module_with_code_says_what_it_does() -> None:
    silent = [
        name_of(path)
        for path in SOURCES
        if (tree := ast.parse(path.read_text("utf-8"))).body and ast.get_docstring(tree) is None
    ]

    assert silent == []


@pytest.mark.parametrize("file", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda file: file.name)
def test_requirements_are_pinned_with_hashes_and_name_no_place(file: Path) -> None:
    text = file.read_text("utf-8")
    pins = re.findall(r"^\S+?==\S+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)

    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert re.findall(r"^[a-z].*(?:://|@ |file:).*|^ *-(?:-index|-extra|-find|i |f ).*", text, re.M) == []
    assert not re.search(r"(?<![\w.-])/\w", text)


@pytest.mark.parametrize(
    ("file", "group"),
    [("core", "dependencies"), ("dev", "dependencies"), ("dev", "dev"), ("bootstrap", "bootstrap")],
)
def test_every_requirement_of_the_project_is_pinned(file: str, group: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {"dependencies": project["project"]["dependencies"], **project["dependency-groups"]}[group]
    names = {bare(item) for item in wanted if isinstance(item, str)}
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / f"requirements/{file}.txt").read_text("utf-8"), re.M))

    assert names - pinned == set()


def bare(requirement: str) -> str:
    """The name of a requirement, as requirement files write it: `ruamel.yaml>=1` is `ruamel-yaml`."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]).lower()
