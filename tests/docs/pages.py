"""The blocks of code in the documentation, and what the words after their fences mean.

A page's blocks are read from top to bottom. `yaml model` is a whole model file; `yaml criteria` is what
stands under `criteria:` in the frame of `FRAME`. `csv leads`, `csv events`, `csv accounts`, `csv changes`
and `csv adjustments` stay in force until the next `yaml` block; `csv scores DATE` and `csv ledger DATE`
hold what must come out of them, in the columns that they name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FRAME = "model: tutorial\ndimensions:\n  interest:\n    criteria:\n"
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INPUTS = ("leads", "events", "accounts", "changes", "adjustments")


@dataclass(frozen=True, kw_only=True)
class Block:
    """A fenced block, with the words after its fence."""

    page: Path
    line: int
    words: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


@dataclass(frozen=True, kw_only=True)
class Example:
    """A model, its inputs and what must come out."""

    model: str
    inputs: dict[str, str] = field(default_factory=dict)
    output: str  # scores or ledger
    as_of: str
    expected: str
    block: Block

    def __str__(self) -> str:
        return str(self.block)


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Block(page=page, line=line, words=tuple(match[1].split()), text=match[2])


def models(page: Path) -> Iterator[tuple[Block, str]]:
    """Every model of a page, with its frame."""
    for block in blocks(page):
        if block.words[:2] == ("yaml", "model"):
            yield block, block.text
        elif block.words[:2] == ("yaml", "criteria"):
            yield block, FRAME + indent(block.text, " " * 6)


def examples(page: Path) -> Iterator[Example]:
    at_line = {block.line: model for block, model in models(page)}
    model, inputs = "", dict[str, str]()
    for block in blocks(page):
        if block.line in at_line:
            model, inputs = at_line[block.line], {}
        match block.words:
            case ("csv", name) if name in INPUTS:
                inputs = {**inputs, name: block.text}
            case ("csv", output, as_of):
                yield Example(model=model, inputs=inputs, output=output, as_of=as_of, expected=block.text, block=block)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))
