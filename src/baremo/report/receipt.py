"""A lead's receipt in the terminal: what was found, what it gave, how it fades, what would raise it.

Every number on it adds up: lines and adjustments to points.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from baremo.engine.asked import BASE
from baremo.engine.explain import Explanation, Line
from baremo.engine.forecast import DayScore
from baremo.model.dimensions import Dimension
from baremo.model.sentences import of_disqualifier
from baremo.report import receipt_words as words
from baremo.report.names import Names, short
from baremo.report.numbers import percent, signed, whole
from baremo.texts import say

BARS = "▁▂▃▄▅▆▇█"
TOTAL = "(total)"
AHEAD = 14  # days in the small picture
STRONGEST = 6  # reasons of a predicted probability


def receipt(explanation: Explanation, lang: str, *, everything: bool = False) -> RenderableType:
    """What `baremo explain` prints.

    Parameters
    ----------
    explanation
        From `baremo.explain`.
    lang
        "en" or "es".
    everything
        Also the criteria that gave nothing.
    """
    names = Names(model=explanation.model, lang=lang)
    parts = [*_head(explanation, names), "", _table(explanation, names, everything=everything)]
    return Group(*parts, *_coming(explanation, names), *_ways(explanation, names))


def _head(of: Explanation, names: Names) -> Iterator[RenderableType]:
    yield Styled.assemble((short(names.say(of.key)), "bold"), (f"   {names.heading} · {of.version}", "dim"))
    places = [names.of_band(of.band) if of.band else "", of.grade or "", of.eligible_stage or "", _likely(of, names)]
    yield Styled.assemble((whole(of.score, names.lang), "bold green"), "  ", (" · ".join(filter(None, places)), "bold"))
    when = f"{words.local(of.as_of, names):%Y-%m-%d %H:%M}"
    seen = f"{words.local(of.last_event_at, names):%Y-%m-%d %H:%M}" if of.last_event_at else say("never")
    told = say("as of {when} ({zone}); last seen: {seen}", when=when, zone=of.model.timezone, seen=seen)
    yield Styled(names.say(told), style="dim")
    for rule in of.model.disqualify:
        if rule.name == of.disqualified:
            why = say("Disqualified: {rule} ({why}).", rule=names.of_rule(rule.name), why=of_disqualifier(rule.rule))
            yield Styled(names.say(why), style="bold red")


def _likely(of: Explanation, names: Names) -> str:
    """A probability by points; a predicted one stands at its criterion."""
    if of.model.probability is None or of.probability is None:
        return ""
    return names.say(say("probability {share}", share=percent(of.probability, names.lang)))


def _table(of: Explanation, names: Names, *, everything: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, show_footer=True)
    table.add_column(names.say(say("Criterion")), footer=names.say(say("Points")), overflow="fold", min_width=16)
    table.add_column(names.say(say("Found")), overflow="fold", ratio=3)
    table.add_column(names.say(say("Of which")), style="dim", overflow="fold", ratio=2)
    table.add_column(names.say(say("Points")), footer=words.total(of.points, names), justify="right", no_wrap=True)
    for dimension in of.model.dimensions:
        _add_dimension(table, dimension, of, names, everything=everything)
    _add_adjustments(table, TOTAL, of, names)
    return table


def _add_dimension(table: Table, dimension: Dimension, of: Explanation, names: Names, *, everything: bool) -> None:
    limit = names.say(say("at most {max}", max=whole(dimension.max, names.lang))) if dimension.max is not None else ""
    total = words.total(of.dimensions[dimension.name], names)
    table.add_row(Styled(names.of_dimension(dimension)), Styled(limit, style="dim"), "", total, style="bold")
    for line in of.lines:
        if line.dimension.name == dimension.name and (everything or line.points):
            style = "red" if line.points < 0 else "dim" if not line.points else ""
            title = Styled(f"  {names.of_criterion(line.criterion)}")
            points = Styled(signed(line.points, names.lang), style=style)
            table.add_row(title, Styled(words.found(line, names)), Styled(words.taken(line, names)), points)
            _add_reasons(table, line, names, everything=everything)
    _add_adjustments(table, dimension.name, of, names)
    table.add_section()


def _add_reasons(table: Table, line: Line, names: Names, *, everything: bool) -> None:
    """Why a probability is what it is, the strongest first; what is thought of any lead only among all of them."""
    shown = line.reasons if everything else [reason for reason in line.reasons if reason.feature != BASE][:STRONGEST]
    for reason in shown:
        title, found, added = words.reason(reason, names)
        table.add_row(Styled(f"    {title}"), Styled(found), Styled(added), "", style="dim")


def _add_adjustments(table: Table, place: str, of: Explanation, names: Names) -> None:
    for adjustment in of.adjustments:
        if adjustment.dimension == place:
            told = names.say(words.ADJUSTMENTS[adjustment.name])
            table.add_row(f"  {told}", "", "", signed(adjustment.points, names.lang), style="italic")


def _coming(of: Explanation, names: Names) -> Iterator[RenderableType]:
    """The next two weeks as a small picture, then when the lead leaves its band."""
    soon = of.forecast[:AHEAD]
    if not soon or of.disqualified:
        return
    yield ""
    yield Styled(names.say(say("If nothing more happens")), style="bold")
    last = soon[-1]
    told = say(
        "{bars}  {score} on {day} ({band})",
        bars=_bars(soon, of),
        score=whole(last.score, names.lang),
        day=last.day,
        band=names.of_band(last.band) if last.band else "–",
    )
    yield Styled(f"  {names.say(told)}")
    left = of.leaves_band
    if left is None:
        days = (of.forecast[-1].day - words.local(of.as_of, names).date()).days
        told = say("It stays in its band for the next {days} days.", days=days)
    elif left in soon:
        told = say("It moves to {band} on {day}.", band=names.of_band(left.band), day=left.day)
    else:
        told = say("It moves to {band} by {day}.", band=names.of_band(left.band), day=left.day)
    if of.band:
        yield Styled(f"  {names.say(told)}")


def _bars(days: tuple[DayScore, ...], of: Explanation) -> str:
    scale = of.model.scale
    shares = ((day.score - scale.min) / (scale.max - scale.min) for day in days)
    return "".join(BARS[min(int(share * len(BARS)), len(BARS) - 1)] for share in shares)


def _ways(of: Explanation, names: Names) -> Iterator[RenderableType]:
    if not of.ways_up:
        return
    criteria = {criterion.name: criterion for _, criterion in of.model.criteria()}
    yield ""
    yield Styled(names.say(say("What would raise it")), style="bold")
    for way in of.ways_up:
        places = [names.of_band(way.band) if way.band else "", way.grade or "", way.eligible_stage or ""]
        reached = " · ".join(filter(None, [whole(way.score, names.lang), *places]))
        yield Styled.assemble("  ", words.way(way, criteria, names), "  → ", (reached, "green"))
