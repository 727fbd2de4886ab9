"""Pieces of HTML that reports share; what they are given is escaped already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    width: int  # percent of the table
    number: bool = False  # to be read from the right


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """A table whose first column names the row; on narrow screens each row is a block, laid out by its kind."""
    heads = "".join(
        f'<th scope="col"{_number(column)} style="width: {column.width}%">{column.title}</th>' for column in columns
    )
    body = "\n".join(_row(columns, row) for row in rows)
    classes = f"stacked {kind}".strip()
    return f'<table class="{classes}">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>'


def section(title: str, *parts: str, about: str = "") -> str:
    """A heading and what stands below it; nothing where there is nothing to show."""
    shown = [part for part in parts if part]
    if not shown:
        return ""
    lead = f'<p class="soft">{about}</p>\n' if about else ""
    return f"<section>\n<h2>{title}</h2>\n{lead}" + "\n".join(shown) + "\n</section>"


def figure(drawing: str, title: str = "") -> str:
    head = f"<h3>{title}</h3>\n" if title else ""
    return f"<div>{head}<figure>{drawing}</figure></div>" if drawing else ""


def folded(title: str, *parts: str) -> str:
    """What is shown when asked for."""
    return f"<details>\n<summary>{title}</summary>\n" + "\n".join(parts) + "\n</details>"


def bar(share: float, shade: str = "") -> str:
    """A small bar that repeats a number beside it."""
    colour = f"; --shade: {shade}" if shade else ""
    return f'<span class="bar" aria-hidden="true"><i style="width: {100 * share:.3g}%{colour}"></i></span>'


def _row(columns: Sequence[Column], cells: Sequence[str]) -> str:
    first, *others = cells
    rest = "".join(
        f'<td{_number(column)} data-label="{column.title}">{cell}</td>'
        for column, cell in zip(columns[1:], others, strict=True)
    )
    return f'<tr><th scope="row"{_number(columns[0])}>{first}</th>{rest}</tr>'


def _number(column: Column) -> str:
    return ' class="number"' if column.number else ""
