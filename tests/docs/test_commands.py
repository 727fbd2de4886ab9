"""The commands in the documentation are those of the program."""

from __future__ import annotations

import re
import shlex
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from baremo.cli import app
from tests.docs.pages import PAGES, ROOT, Block, blocks
from tools.cli_reference import reference

GROUP: Any = get_command(app)
PINS = (ROOT / "requirements/core.txt").read_text("utf-8")
SHELLS = ({"sh"}, {"console"}, {"yaml"})


def command_lines(block: Block) -> list[list[str]]:
    """The words of each line of a block that calls `baremo`, lines ending in a backslash joined."""
    lines = block.text.replace("\\\n", " ").splitlines()
    called = (re.search(r"(?:^|[\s/])baremo (.+)$", line.removeprefix("$ ")) for line in lines)
    return [shlex.split(match[1], comments=True) for match in called if match]


CALLS = [
    pytest.param(words, id=f"{block}-{words[0]}")
    for page in PAGES
    for block in blocks(page)
    if set(block.words) in SHELLS
    for words in command_lines(block)
]


def options(command: Any) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts} | {"--help"}


@pytest.mark.parametrize("words", CALLS)
def test_every_command_in_the_documentation_exists(words: list[str]) -> None:
    known = options(GROUP)
    if not words[0].startswith("-"):
        assert words[0] in GROUP.commands
        known |= options(GROUP.commands[words[0]])
    used = {word.split("=")[0] for word in words if word.startswith("-") and word != "-"}

    assert used - known == set()


@pytest.mark.skipif(f"typer=={version('typer')} " not in PINS, reason="Typer's versions word their help differently")
def test_the_reference_of_commands_is_current() -> None:
    page = ROOT / "docs/reference/cli.md"

    assert page.read_text("utf-8") == reference(), "run `make docs`"


def test_the_help_of_every_command_has_an_example() -> None:
    without = [name for name, found in GROUP.commands.items() if f"baremo {name}" not in (found.help or "")]

    assert without == []


def test_the_reference_names_no_folder_of_this_machine() -> None:
    assert str(Path.home()) not in reference()
