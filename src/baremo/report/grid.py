"""Small tables that a terminal, a page and Markdown show alike; their texts are plain and not yet escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Styled

from baremo.report import markup
from baremo.report.markdown import mark, mark_row

Tone = Literal["", "up", "down", "dim", "strong"]
STYLES = {"": "", "up": "green", "down": "red", "dim": "dim", "strong": "bold"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A text; its tone repeats what the text says already."""

    text: str
    tone: Tone = ""
    small: str = ""  # said below it


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """What stands above a column."""

    title: str
    width: int  # percent of the table on a page
    number: bool = False  # to be read from the right


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A titled table whose first column names the row."""

    title: str
    columns: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    about: str = ""  # how it is to be read


def to_terminal(grid: Grid) -> Table:
    """The table alone, without its title."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, collapse_padding=True)
    for column in grid.columns:
        justify: Literal["left", "right"] = "right" if column.number else "left"
        table.add_column(Styled(column.title), justify=justify, overflow="fold")
    for row in grid.rows:
        table.add_row(*map(_styled, row))
    return table


def titled(grid: Grid) -> Iterator[RenderableType]:
    """A table for the terminal with its title and how it is to be read."""
    yield Styled(f"\n{grid.title}", style="bold")
    if grid.about:
        yield Styled(grid.about, style="dim")
    yield to_terminal(grid)


def to_html(grid: Grid, kind: str = "") -> str:
    """The table alone; on narrow screens each row is a block."""
    columns = [markup.Column(title=escape(each.title), width=each.width, number=each.number) for each in grid.columns]
    return markup.table(columns, [[_html(cell) for cell in row] for row in grid.rows], kind)


def to_markdown(grid: Grid) -> list[str]:
    """Lines with the title as a heading."""
    about = [mark(grid.about), ""] if grid.about else []
    sides = ("---:" if column.number else "---" for column in grid.columns)
    rows = (mark_row(map(_marked, row)) for row in grid.rows)
    head = mark_row(mark(column.title) for column in grid.columns)
    return [f"## {mark(grid.title)}", "", *about, head, mark_row(sides), *rows, ""]


def _styled(cell: Cell) -> Styled:
    text = Styled(cell.text, style=STYLES[cell.tone])
    return Styled.assemble(text, (f"\n{cell.small}", "dim")) if cell.small else text


def _html(cell: Cell) -> str:
    text = f'<span class="{cell.tone}">{escape(cell.text)}</span>' if cell.tone else escape(cell.text)
    return f"{text}<small>{escape(cell.small)}</small>" if cell.small else text


def _marked(cell: Cell) -> str:
    text = mark(cell.text)
    text = f"**{text}**" if cell.tone == "strong" and text else text
    return f"{text} ({mark(cell.small)})" if cell.small else text
