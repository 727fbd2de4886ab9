"""The report of a preview: one page that needs no other file and no script, to look at before a model is published."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from baremo.engine.preview import Direction, Movement, Preview
from baremo.model.model import ScoringModel
from baremo.report import preview_grids as grids
from baremo.report.charts import Theme
from baremo.report.grid import Grid, to_html
from baremo.report.markup import figure, folded, section
from baremo.report.page import page
from baremo.report.preview_drawings import PreviewDrawings
from baremo.report.preview_table import shown_of
from baremo.report.preview_words import PreviewShown, What, headline, tiles
from baremo.report.report_head import header, report_head
from baremo.texts import say

FAINTEST, STRONGEST = 10, 45  # percent of colour in the cells of a movement


def preview_report(old: ScoringModel, new: ScoringModel, preview: Preview, *, lang: str) -> str:
    """The report as HTML.

    Parameters
    ----------
    old, new
        The models of the preview.
    preview
        What the new model would change.
    lang
        The language of the texts and of the numbers, "en" or "es".
    """
    shown = shown_of(old, new, preview, lang)
    drawings = PreviewDrawings(shown=shown, theme=Theme())
    main = "\n".join(part for part in _parts(shown, drawings) if part)
    title = shown.say(say("{model}: what would change", model=shown.new.heading))
    facts = (shown.say(say("as of {instant}", instant=shown.as_of)), shown.versions)
    head = header(title, headline(shown), facts, tiles(shown) if preview.leads else [])
    return page(title, f"{head}\n<main>\n{main}\n</main>", lang, head=report_head("preview_report.css"))


def _parts(shown: PreviewShown, drawings: PreviewDrawings) -> list[str]:
    parts = [_differences(shown)]
    if shown.preview.leads and shown.differences:
        if shown.preview.changed:
            parts.append(_scores(shown, drawings))
        if not shown.nothing:
            parts += [_movements(shown), *_movers(shown, drawings)]
        tables = (grids.out_grid(shown), grids.criteria_grid(shown), *grids.conversion_grids(shown))
        parts += [_section(grid) for grid in tables if grid is not None]
    return [*parts, _computed(shown)]


def _differences(shown: PreviewShown) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in shown.sentences())
    return section(
        shown.html(say("What changed between the models")), f'<ul class="changes">{items}</ul>' if items else ""
    )


def _scores(shown: PreviewShown, drawings: PreviewDrawings) -> str:
    legend = "".join(
        f'<li><span style="background: var(--{colour})"></span>{shown.html(name)}</li>'
        for colour, name in (("neutral", say("before")), ("accent", say("after")))
    )
    return section(
        shown.html(say("How scores are spread")),
        f'<ul class="legend">{legend}</ul>',
        f"<figure>{drawings.distributions()}</figure>",
        folded(shown.html(say("The same as a table")), to_html(grids.bars_grid(shown))),
    )


def _movements(shown: PreviewShown) -> str:
    about = say(
        "A row for where {who} are now, a column for where they would be. Whoever stays is on the diagonal.",
        who=shown.new.who,
    )
    tables = [_movement(shown, what, movement) for what, movement in grids.movements(shown) if movement.moved]
    title = shown.html(say("Who moves where"))
    return section(
        title, *([f'<div class="columns">{"".join(tables)}</div>'] if tables else []), about=shown.html(about)
    )


def _movement(shown: PreviewShown, what: What, movement: Movement) -> str:
    """A table whose shades tell what its numbers and arrows say."""
    grid = grids.movement_grid(shown, what, movement)
    heads = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in grid.columns[1:-1])
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0].text)}</th>{cells}<td class="sum">{escape(row[-1].text)}</td></tr>'
        for row, cells in zip(grid.rows, _cells(grid, movement), strict=False)
    )
    sums = "".join(f'<td class="sum">{escape(cell.text)}</td>' for cell in grid.rows[-1][1:])
    last = f'<tr><th scope="row" class="sum">{escape(grid.rows[-1][0].text)}</th>{sums}</tr>'
    corner, total = escape(grid.columns[0].title), escape(grid.columns[-1].title)
    return (
        f'<div><h3>{escape(grid.title)}</h3>\n<div class="scroll"><table class="moves">\n'
        f'<thead><tr><td>{corner}</td>{heads}<th scope="col" class="sum">{total}</th></tr></thead>\n'
        f"<tbody>\n{rows}{last}\n</tbody>\n</table></div></div>"
    )


def _cells(grid: Grid, movement: Movement) -> Iterator[str]:
    """The counts of each row; those who move stand out against each other, not against those who stay."""
    ways = [[grids.direction(movement, before, after) for after in movement.after] for before in movement.before]
    moved = [
        count
        for row, way in zip(movement.leads, ways, strict=True)
        for count, to in zip(row, way, strict=True)
        if to != "same"
    ]
    most = max([1, *moved])
    for row, counts, way in zip(grid.rows, movement.leads, ways, strict=False):
        yield "".join(
            f'<td class="cell" style="{_shade(to, count / most)}">{escape(cell.text)}</td>'
            for cell, count, to in zip(row[1:], counts, way, strict=False)
        )


def _shade(way: Direction, share: float) -> str:
    if way == "same":
        return f"--shade: var(--neutral); --share: {FAINTEST}%"
    colour = {"up": "plus", "down": "minus"}.get(way, "accent")
    strength = FAINTEST + (STRONGEST - FAINTEST) * share if share else 0
    return f"--shade: var(--{colour}); --share: {strength:.0f}%"


def _movers(shown: PreviewShown, drawings: PreviewDrawings) -> list[str]:
    found = []
    for title, movers in ((grids.RISE, shown.preview.up), (grids.FALL, shown.preview.down)):
        if movers:
            grid = grids.movers_grid(shown, title, movers)
            drawing = figure(drawings.movers(movers))
            found.append(section(escape(grid.title), f'<div class="beside">{drawing}{to_html(grid)}</div>'))
    return found


def _section(grid: Grid) -> str:
    return section(escape(grid.title), to_html(grid), about=escape(grid.about))


def _computed(shown: PreviewShown) -> str:
    facts = [
        say("Both models score the same {who} at the same instant: {instant}.", who=shown.new.who, instant=shown.as_of),
        say("Model before: {version}.", version=shown.preview.old),
        say("Model after: {version}.", version=shown.preview.new),
        say("Scores are computed exactly and shown as whole numbers, cut downwards."),
    ]
    items = "".join(f"<li>{shown.html(fact)}</li>" for fact in facts)
    return section(shown.html(say("How this was computed")), f"<ul>{items}</ul>")
