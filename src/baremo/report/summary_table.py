"""A scoring in the terminal: whom to call first, how the leads stand, and what asks for a second look."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from baremo.engine.summary import Count, CriterionFigures, Summary, TopLead
from baremo.model.model import ScoringModel
from baremo.report.names import Names
from baremo.report.scoring_findings import crowding
from baremo.report.scoring_headline import headline
from baremo.report.shown import Shown
from baremo.texts import Said, say

LEADS = 10  # in the table
BAR = 24  # characters of a full bar
NAMED = 5  # criteria named in a warning


def summary_renderables(model: ScoringModel, summary: Summary, lang: str = "en") -> RenderableType:
    """What `baremo score` prints of a scoring.

    Parameters
    ----------
    model
        The model of the scoring.
    summary
        What `summarize` found.
    lang
        The language of the texts and numbers, "en" or "es".
    """
    shown = Shown(summary=summary, names=Names(model=model, lang=lang))
    names = shown.names
    parts: list[RenderableType] = [
        Styled(names.heading, style="bold"),
        Styled(f"{summary.version} · {shown.as_of}", style="dim"),
        Styled(headline(shown)),
    ]
    if summary.top:
        parts += ["", _first_leads(shown)]
    if summary.leads:
        parts += _counts(shown, say("Bands"), summary.bands, names.of_band)
        parts += _counts(shown, say("Stages"), summary.stages, names.of_stage)
        parts += _counts(shown, say("Disqualified"), summary.disqualified, names.of_rule)
    parts.append("")
    parts += [Styled.assemble(("! ", "bold yellow"), shown.say(text)) for text in _warnings(shown)]
    lines = summary.left_out.lines(lang, unknown=summary.unknown_events)
    parts += [Styled(names.say(line), style="dim") for line in lines]
    return Group(*parts)


def _first_leads(shown: Shown) -> Table:
    model = shown.names.model
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, collapse_padding=True)
    table.add_column(shown.say(say("Account") if model.scores == "account" else say("Lead")), overflow="fold")
    table.add_column(shown.say(say("Score")), justify="right")
    for title, there in ((say("Band"), model.bands), (say("Grade"), model.grade), (say("Stage"), model.stages)):
        if there:
            table.add_column(shown.say(title))
    table.add_column(shown.say(say("Most points for")), overflow="fold")
    for lead in shown.summary.top[:LEADS]:
        table.add_row(*_first_lead(shown, lead))
    return table


def _first_lead(shown: Shown, lead: TopLead) -> list[Styled]:
    model, names = shown.names.model, shown.names
    why = Styled(", ").join(
        Styled.assemble(name, " ", (points, "green")) for name, points in map(shown.reason, lead.reasons)
    )
    return [
        Styled(shown.key(lead), style="bold"),
        Styled(shown.whole(lead.score)),
        *([Styled(names.of_band(lead.band))] if model.bands else []),
        *([Styled(lead.grade or "")] if model.grade else []),
        *([Styled(names.of_stage(lead.eligible_stage))] if model.stages else []),
        why,
    ]


def _counts(
    shown: Shown, title: Said, counts: Sequence[Count], name_of: Callable[[str | None], str]
) -> list[RenderableType]:
    """A heading and a line with a bar for each name; nothing where there are none."""
    if not counts:
        return []
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    table.add_column(justify="right", style="dim")
    table.add_column(no_wrap=True)
    for each in counts:
        length = -(-each.leads * BAR // shown.summary.leads)
        bar = Styled("█" * length, style="blue") + Styled("░" * (BAR - length), style="dim")
        table.add_row(Styled(name_of(each.name)), shown.whole(each.leads), shown.share(each.leads), bar)
    return [Styled(f"\n{shown.say(title)}", style="bold"), table]


def _warnings(shown: Shown) -> list[Said]:
    summary = shown.summary
    found: list[Said] = []
    if summary.crowded:
        found.append(crowding(shown))
    if summary.dead:
        found.append(say("Nobody has points from: {criteria}.", criteria=_named(shown, summary.dead)))
    if summary.common:
        common = _named(shown, summary.common)
        found.append(say("Nearly everybody has the same points from: {criteria}.", criteria=common))
    return found


def _named(shown: Shown, criteria: Sequence[CriterionFigures]) -> str:
    names = [shown.names.of_criterion(each.criterion) for each in criteria[:NAMED]]
    return ", ".join([*names, "…"] if len(criteria) > NAMED else names)
