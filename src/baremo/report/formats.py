"""The table of points in the formats that people use: terminal, Markdown, HTML, Excel.

Texts of a model may hold anything; none of them becomes markup, a formula or a control code.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from baremo.model.model import ScoringModel
from baremo.report.markdown import mark, mark_row, without_controls
from baremo.report.page import page
from baremo.report.points_table import Cell, Sheet, about_dimension, facts, heading, points_table, sheets
from baremo.texts import Said, plain, say

_LONGEST_CELL = 32_767  # characters that Excel takes


def to_terminal(model: ScoringModel, lang: str) -> RenderableType:
    """Tables for `rich`, without the columns that are empty throughout."""
    parts: list[RenderableType] = [
        Styled(_clean(heading(model), lang), style="bold"),
        Styled(" · ".join(_clean(fact, lang) for fact in facts(model)), style="dim"),
    ]
    if model.note:
        parts.append(Styled(_clean(model.note, lang)))
    for sheet in sheets(model):
        title = Styled.assemble("\n", (_clean(sheet.title, lang), "bold"), "  ", (_clean(sheet.about, lang), "dim"))
        parts += [title, _terminal_table(sheet, lang)]
    return Group(*parts)


def to_markdown(model: ScoringModel, lang: str) -> str:
    """Markdown with tables, as GitHub and most wikis show them."""
    lines = [f"# {_mark(heading(model), lang)}", "", " · ".join(_mark(fact, lang) for fact in facts(model))]
    if model.note:
        lines += ["", _mark(model.note, lang)]
    for sheet in sheets(model):
        lines += ["", f"## {_mark(sheet.title, lang)}", "", _mark(sheet.about, lang), ""]
        lines.append(mark_row(_mark(column, lang) for column in sheet.columns))
        lines.append(mark_row("---" for _ in sheet.columns))
        lines += [mark_row(_mark_cell(cell, lang) for cell in row) for row in sheet.rows]
    return "\n".join(lines) + "\n"


def to_html(model: ScoringModel, lang: str) -> str:
    """One page that needs no other file."""
    title = _clean(heading(model), lang)
    chips = "".join(f"<li>{_html(fact, lang)}</li>" for fact in facts(model))
    note = f"<p>{_html(model.note, lang)}</p>\n" if model.note else ""
    tables = "\n".join(_html_sheet(sheet, lang) for sheet in sheets(model))
    header = f'<header>\n<h1>{escape(title)}</h1>\n{note}<ul class="facts">{chips}</ul>\n</header>'
    body = f"{header}\n<main>\n{tables}\n</main>"
    return page(title, body, lang)


def to_excel(model: ScoringModel, lang: str, path: Path) -> None:
    """A workbook: all criteria on one sheet to filter, the rest on sheets of their own."""
    following = sheets(model)[len(model.dimensions) :]
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        body = book.add_format({"valign": "top"})
        for name, columns, rows in (_criteria(model), _dimensions(model), *map(_of_sheet, following)):
            sheet = book.add_worksheet(plain(name, lang))
            sheet.freeze_panes(1, 0)
            for number, row in enumerate([columns, *rows]):
                for column, text in enumerate(row):
                    shown = _clean(text, lang)[:_LONGEST_CELL]
                    sheet.write_string(number, column, shown, body if number else head)
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)
            sheet.autofit(480)
    path.write_bytes(content.getvalue())


Grid = tuple[Said, Sequence[Said], Sequence[Sequence[Said]]]  # name, header, rows


def _criteria(model: ScoringModel) -> Grid:
    columns = (
        say("Dimension"),
        say("Name"),
        say("Criterion"),
        say("Category"),
        say("Why"),
        say("Points"),
        say("Limits"),
        say("Decay"),
        say("Note"),
    )
    rows = [
        (
            row.dimension,
            row.criterion,
            row.title,
            row.category,
            row.why,
            row.points,
            row.limits,
            row.decay,
            row.note,
        )
        for row in points_table(model)
    ]
    return say("Points"), columns, rows


def _dimensions(model: ScoringModel) -> Grid:
    rows = [
        (sheet.title, about_dimension(dimension))
        for sheet, dimension in zip(sheets(model), model.dimensions, strict=False)
    ]
    return say("Dimensions"), (say("Dimension"), say("Rule")), rows


def _of_sheet(sheet: Sheet) -> Grid:
    return sheet.title, sheet.columns, [[cell.text for cell in row] for row in sheet.rows]


def _terminal_table(sheet: Sheet, lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    shown = [
        number for number, _ in enumerate(sheet.columns) if any(_clean(row[number].text, lang) for row in sheet.rows)
    ]
    for number in shown:
        table.add_column(_clean(sheet.columns[number], lang), overflow="fold")
    for row in sheet.rows:
        table.add_row(*(_terminal_cell(row[number], number == sheet.points, lang) for number in shown))
    return table


def _terminal_cell(cell: Cell, is_points: bool, lang: str) -> Styled:
    text = _clean(cell.text, lang)
    colour = ("red" if text.startswith("-") else "green") if is_points else ""
    styled = Styled(text, style=colour)
    if cell.small:
        styled.append(f"\n{_clean(cell.small, lang)}", style="dim")
    return styled


def _html_sheet(sheet: Sheet, lang: str) -> str:
    columns = "".join(
        f'<th scope="col" style="width: {width}%">{_html(column, lang)}</th>'
        for column, width in zip(sheet.columns, sheet.widths, strict=True)
    )
    rows = "\n".join(_html_row(sheet, row, lang) for row in sheet.rows)
    return (
        f'<section>\n<h2>{_html(sheet.title, lang)}</h2>\n<p class="soft">{_html(sheet.about, lang)}</p>\n'
        f'<table class="stacked">\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</section>'
    )


def _html_row(sheet: Sheet, row: Sequence[Cell], lang: str) -> str:
    first, *others = (_html_cell(cell, lang) for cell in row)
    cells = [f'<th scope="row">{first}</th>']
    for number, content in enumerate(others, start=1):
        kind = ""
        if number == sheet.points:
            kind = ' class="points minus"' if content.startswith("-") else ' class="points"'
        cells.append(f'<td{kind} data-label="{_html(sheet.columns[number], lang)}">{content}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _html_cell(cell: Cell, lang: str) -> str:
    small = _html(cell.small, lang)
    return _html(cell.text, lang) + (f"<small>{small}</small>" if small else "")


def _html(text: Said, lang: str) -> str:
    return escape(_clean(text, lang)).replace("\n", "<br>")


def _mark_cell(cell: Cell, lang: str) -> str:
    small = _mark(cell.small, lang)
    return _mark(cell.text, lang) + (f" ({small})" if small else "")


def _mark(text: Said, lang: str) -> str:
    return mark(plain(text, lang))


def _clean(text: Said, lang: str) -> str:
    return without_controls(plain(text, lang))
