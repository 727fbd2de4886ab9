"""The report of a scoring: one page that needs no other file and no script, read from top to bottom.

It begins with what to do and ends with how it was computed.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from baremo.engine.summary import Summary
from baremo.model.model import ScoringModel
from baremo.report import scoring_findings as findings
from baremo.report import scoring_tables as tables
from baremo.report.charts import Theme
from baremo.report.markup import figure, folded, section
from baremo.report.names import Names
from baremo.report.page import page
from baremo.report.scoring_charts import Charts, shades
from baremo.report.scoring_headline import headline, tiles
from baremo.report.shown import Shown
from baremo.texts import say

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def scoring_report(model: ScoringModel, summary: Summary, *, lang: str) -> str:
    """The report as HTML.

    Parameters
    ----------
    model
        The model of the scoring.
    summary
        What `summarize` found.
    lang
        The language of the texts and of the numbers, "en" or "es".
    """
    names = Names(model=model, lang=lang)
    shown = Shown(summary=summary, names=names)
    colours = [f"var(--band-{place})" for place, _ in enumerate(model.bands)] or ["var(--accent)"]
    charts = Charts(shown=shown, theme=Theme(bands=colours))
    main = "\n".join(part for part in _parts(shown, charts) if part)
    title = names.say(say("{model}: who to call first", model=names.heading))
    return page(title, f"{_header(shown)}\n<main>\n{main}\n</main>", lang, head=_head(model))


def _parts(shown: Shown, charts: Charts) -> list[str]:
    ending = [findings.left_out(shown), findings.computed(shown)]
    if not shown.summary.leads:
        return ending
    return [
        _first_leads(shown),
        _scores(shown, charts),
        _places(shown, charts),
        _dimensions(shown, charts),
        _criteria(shown, charts),
        findings.dead(shown),
        findings.common(shown),
        findings.missing(shown),
        *ending,
    ]


def _header(shown: Shown) -> str:
    facts = (shown.html(say("as of {instant}", instant=shown.as_of)), shown.html(shown.summary.version))
    chips = "".join(f"<li>{fact}</li>" for fact in facts)
    numbers = "".join(f"<div><dt>{shown.html(name)}</dt><dd>{value}</dd></div>" for name, value in tiles(shown))
    return (
        f'<header>\n<h1>{escape(shown.names.heading)}</h1>\n<p class="lead">{shown.html(headline(shown))}</p>\n'
        f'<ul class="facts">{chips}</ul>\n<dl class="tiles">{numbers}</dl>\n</header>'
    )


def _first_leads(shown: Shown) -> str:
    about = say("The highest scores, and the three criteria that gave each of them most points.")
    return section(shown.html(say("Who to call first")), tables.first_leads(shown), about=shown.html(about))


def _scores(shown: Shown, charts: Charts) -> str:
    bands = [shown.html(shown.names.of_band(band.name)) for band in shown.names.model.bands]
    items = "".join(
        f'<li><span style="background: var(--band-{place})"></span>{name}</li>' for place, name in enumerate(bands)
    )
    return section(
        shown.html(say("How scores are spread")),
        f'<ul class="legend">{items}</ul>' if items else "",
        f"<figure>{charts.distribution()}</figure>",
        folded(shown.html(say("The same as a table")), tables.distribution(shown)),
    )


def _places(shown: Shown, charts: Charts) -> str:
    """Bands, grades, stages and who is out, side by side where there is room."""
    summary = shown.summary
    last = []
    if summary.stages:
        last.append(figure(charts.stages(), shown.html(say("Highest eligible stage"))))
    if summary.disqualified:
        last.append(figure(charts.disqualified(), shown.html(say("Disqualified"))))
    drawings = [
        figure(charts.bands(), shown.html(say("Bands"))) if summary.bands else "",
        figure(charts.grades(summary.grades), shown.html(say("Grades"))) if summary.grades else "",
        f"<div>{''.join(last)}</div>" if last else "",
    ]
    if not any(drawings):
        return ""
    figures = folded(shown.html(say("The same as tables")), *tables.places(shown))
    columns = f'<div class="columns">{"".join(drawings)}</div>'
    return section(shown.html(say("Bands, grades and stages")), findings.crowded(shown), columns, figures)


def _dimensions(shown: Shown, charts: Charts) -> str:
    about = say(
        "All {who} on the thin line, the middle half of them in the bar, the mark at the median.", who=shown.names.who
    )
    columns = f'<div class="columns">{figure(charts.dimensions())}<div>{tables.dimensions(shown)}</div></div>'
    return section(shown.html(say("What each dimension gives")), columns, about=shown.html(about))


def _criteria(shown: Shown, charts: Charts) -> str:
    drawing = charts.criteria()
    return section(
        shown.html(say("What gives points")),
        f"<figure>{drawing}</figure>" if drawing else "",
        folded(shown.html(say("All criteria as a table")), tables.criteria(shown)),
    )


def _head(model: ScoringModel) -> str:
    colours = shades("var(--accent)", "var(--pale)", "var(--neutral)", len(model.bands))
    bands = "".join(f"  --band-{place}: {shade};\n" for place, shade in enumerate(colours))
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<style>\n{_style()}:root {{\n{bands}}}\n</style>\n"
    )


@cache
def _style() -> str:
    return (files("baremo.report") / "scoring_report.css").read_text("utf-8")
