"""The page of an analysis: what tells who becomes a customer, needing no other file and no script."""

from __future__ import annotations

from html import escape

from baremo.report.analysis_drawings import AnalysisDrawings
from baremo.report.analysis_figures import Analysis, FeatureFigures
from baremo.report.analysis_grids import features_grid, heading, rates_grid, suspicions_grid
from baremo.report.analysis_words import AnalysisShown, headline
from baremo.report.charts import Theme
from baremo.report.grid import to_html
from baremo.report.markup import folded, section
from baremo.report.page import page
from baremo.report.report_head import Tile, header, report_head
from baremo.texts import say

MOST = 30  # features whose close rates are drawn
FEWEST = 6  # that are drawn even where they tell hardly anything


def analysis_report(analysis: Analysis, *, lang: str) -> str:
    """The report as HTML.

    Parameters
    ----------
    analysis
        What the history tells.
    lang
        The language of the texts and of the numbers, "en" or "es".
    """
    shown = AnalysisShown(analysis=analysis, lang=lang)
    drawings = AnalysisDrawings(shown=shown, theme=Theme())
    title = shown.say(say("What tells who becomes a customer"))
    outcome = [shown.say(say("outcome: {column}", column=analysis.outcome))] if analysis.outcome else []
    head = header(title, headline(shown), outcome, _tiles(shown))
    parts = (_notes(shown), _suspicions(shown), _matters(shown, drawings), _rates(shown, drawings), _rest(shown))
    main = "\n".join(part for part in (*parts, _computed(shown)) if part)
    return page(title, f"{head}\n<main>\n{main}\n</main>", lang, head=report_head("analysis_report.css"))


def _tiles(shown: AnalysisShown) -> list[Tile]:
    analysis = shown.analysis
    return [
        (shown.say(say("leads")), shown.whole(analysis.leads), ""),
        (shown.say(say("customers")), shown.whole(analysis.customers), shown.share(analysis.rate)),
        (shown.say(say("columns that tell something")), str(sum(f.strength != "none" for f in shown.told)), ""),
        (shown.say(say("columns left out")), str(sum(each.excluded for each in analysis.suspicions)), ""),
    ]


def _notes(shown: AnalysisShown) -> str:
    caution = f'<p class="note">{escape(shown.caution)}</p>' if shown.caution else ""
    items = "".join(f"<li>{shown.html(remark)}</li>" for remark in shown.remarks)
    title = say("How leads and columns were read: {count} remarks", count=len(shown.remarks))
    return "\n".join(
        part for part in (caution, folded(shown.html(title), f"<ul>{items}</ul>") if items else "") if part
    )


def _suspicions(shown: AnalysisShown) -> str:
    grid = suspicions_grid(shown)
    return section(escape(grid.title), to_html(grid, "suspicions"), about=escape(grid.about)) if grid else ""


def _matters(shown: AnalysisShown, drawings: AnalysisDrawings) -> str:
    if not shown.told:
        return ""
    grid = features_grid(shown, shown.told)
    return section(
        escape(grid.title),
        f'<figure><div class="columns">{drawings.information()}</div></figure>',
        folded(shown.html(say("The same as a table")), to_html(grid)),
        about=escape(grid.about),
    )


def _rates(shown: AnalysisShown, drawings: AnalysisDrawings) -> str:
    about = say(
        "Each dot is the close rate of a value, its line what it may be in truth; the dashed line is that of all "
        "leads, {rate}. Green is above it, red below, grey too near to tell.",
        rate=shown.share(shown.analysis.rate),
    )
    telling = sum(feature.strength != "none" for feature in shown.told)
    drawn = min(max(telling, FEWEST), MOST)
    blocks = "".join(_block(shown, drawings, feature) for feature in shown.told[:drawn])
    more = [_table(shown, feature) for feature in shown.told[drawn:]]
    rest = folded(shown.html(say("Columns that tell less")), *more) if more else ""
    shown_blocks = f'<div class="columns rates">{blocks}</div>' if blocks else ""
    return section(shown.html(say("Close rates")), shown_blocks, rest, about=shown.html(about))


def _block(shown: AnalysisShown, drawings: AnalysisDrawings, feature: FeatureFigures) -> str:
    strength = f"{shown.hundredths(feature.information)} · {shown.strength(feature)}"
    table = folded(shown.html(say("Figures and points")), to_html(rates_grid(shown, feature), "figures"))
    return (
        f"<div><h3>{escape(heading(shown, feature))} <small>{escape(strength)}</small></h3>\n"
        f"<figure>{drawings.close_rates(feature)}</figure>\n{table}</div>"
    )


def _rest(shown: AnalysisShown) -> str:
    """What was left out, for those who want to see why."""
    tables = [_table(shown, feature) for feature in shown.excluded]
    if not tables:
        return ""
    return section(
        shown.html(say("Columns that were left out")),
        folded(shown.html(say("Their close rates")), *tables),
        about=shown.html(say("What they seem to tell would not hold for new leads.")),
    )


def _table(shown: AnalysisShown, feature: FeatureFigures) -> str:
    grid = rates_grid(shown, feature)
    return f"<h3>{escape(grid.title)}</h3>\n{to_html(grid)}"


def _computed(shown: AnalysisShown) -> str:
    facts = [
        say("The close rate is the share of leads that became customers; its interval (95%) is Wilson's."),
        say("Numbers are cut into ranges with about equally many leads, without a look at the outcome."),
        say("Values that few leads have are taken together."),
        say("Weight of evidence: the logarithm of a value's share of customers over its share of the others."),
        say("Information value: both shares' difference times the weight, summed over the values."),
        say("By chance: the information value that a column without any meaning would have on average."),
        say(
            "Suggested points: 10 double the odds of becoming a customer. Small groups are counted as though more "
            "leads with the overall rate had been seen; where the interval holds that rate, there are none."
        ),
        say("Each column is looked at alone: points of columns that say the same must not be added up blindly."),
    ]
    items = "".join(f"<li>{shown.html(fact)}</li>" for fact in facts)
    return section(shown.html(say("How this was computed")), f"<ul>{items}</ul>")
