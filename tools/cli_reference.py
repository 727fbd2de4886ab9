"""Writes docs/reference/cli.md from the commands themselves.

Usage: python -m tools.cli_reference
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from baremo.cli import app

PAGE = Path(__file__).parents[1] / "docs/reference/cli.md"
HEAD = """\
# Commands

Written by `make docs` from the commands themselves; a test fails where the two differ.
Every command exits with 0 when all is well, with 1 when the input is at fault and with 2 when the command
line is.
"""


def reference() -> str:
    """The whole page."""
    group: Any = get_command(app)  # Typer's own copy of Click has no public types
    parts = [HEAD, *section("baremo", group)]
    for name, command in group.commands.items():
        if not command.hidden:
            parts += section(f"baremo {name}", command)
    return "\n".join(parts).rstrip() + "\n"


def section(title: str, command: Any) -> Iterator[str]:
    """A command's heading, usage, help, and a table of its arguments and options."""
    context = command.make_context(title, [], resilient_parsing=True)
    yield f"## {title}\n"
    yield f"```text\n{title} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    yield help_text(command.help or "") + "\n"
    records = [parameter.get_help_record(context) for parameter in command.params]
    if any(records):
        yield "| | |\n|---|---|"
        yield from (row(*record) for record in records if record)
        yield ""


def help_text(text: str) -> str:
    """A command's help as Markdown: a paragraph that keeps its lines (marked by \\b) is a block of code."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(
        f"```sh\n{inspect.cleandoc(paragraph[1:])}\n```" if paragraph.startswith("\b") else paragraph
        for paragraph in paragraphs
    )


def row(names: str, described: str) -> str:
    cells = (f"`{names}`", " ".join(described.split()))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(reference(), encoding="utf-8")
