"""The charts of a report, each defined once and drawn as an SVG that stands in a page.

Colours are CSS variables, so that one drawing serves light, dark and paper. A chart shows texts that may
hold anything: they travel as values of its data, never as part of an expression.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

Row = dict[str, Any]

TEXT = 12  # px


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """Colours in CSS."""

    ink: str = "var(--ink)"
    soft: str = "var(--soft)"
    line: str = "var(--line)"
    paper: str = "var(--paper)"
    accent: str = "var(--accent)"
    plus: str = "var(--plus)"
    minus: str = "var(--minus)"
    neutral: str = "var(--neutral)"
    bands: Sequence[str] = field(default=())  # highest first


def distribution(
    rows: Sequence[Row], median: Row | None, theme: Theme, *, width: int, titles: Row
) -> alt.TopLevelMixin:
    """Leads by score: `start`, `end`, `leads`, `band` (its place, highest 0), `total` (once a bin), `tip`."""
    data = alt.InlineData(values=list(rows))
    x = alt.X("start:Q", bin="binned", title=titles["x"], axis=alt.Axis(grid=False, tickCount=width // 55))
    x = x.scale(domain=[rows[0]["start"], rows[-1]["end"]], nice=False, zero=False)
    whole = alt.Axis(title=titles["y"], tickCount=4, tickMinStep=1)
    y = alt.Y("leads:Q", axis=whole, stack="zero")
    places = sorted({row["band"] for row in rows})
    colour = alt.Color("band:O", legend=None).scale(domain=places, range=[theme.bands[place] for place in places])
    bars = alt.Chart(data).mark_bar(orient="vertical", binSpacing=2)
    bars = bars.encode(
        x=x, x2="end:Q", y=y, color=colour, order=alt.Order("band:O", sort="descending"), description="tip:N"
    )
    counts = (
        alt.Chart(data).transform_filter("datum.total > 0").transform_calculate(mid="(datum.start + datum.end) / 2")
    )
    counts = counts.mark_text(dy=-7, color=theme.soft, fontSize=11 if width > 600 else 9)
    counts = counts.encode(x=alt.X("mid:Q"), y=alt.Y("total:Q", axis=whole), text="shown:N")
    layers = [bars, counts]
    if median is not None:
        at = alt.InlineData(values=[median])
        layers.append(alt.Chart(at).mark_rule(color=theme.ink, strokeDash=[4, 3]).encode(x="at:Q"))
        label = alt.Chart(at).mark_text(color=theme.ink, align="left", dx=-3, dy=-22, y=0)
        layers.append(label.encode(x="at:Q", text="label:N"))
    return alt.layer(*layers).properties(width=width, height=220)


def bars(rows: Sequence[Row], colours: Sequence[str], theme: Theme, *, width: int) -> alt.TopLevelMixin:
    """Names with a bar below each: `place`, `name`, `leads`, `shown`, `tip`."""
    top = max([1, *(row["leads"] for row in rows)])
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        y=alt.Y("place:O", axis=None, scale=alt.Scale(padding=0))
    )
    x = alt.X("leads:Q", axis=None, stack=None).scale(domain=[0, top], nice=False)
    track = base.transform_calculate(leads=str(top)).mark_bar(height=8, yOffset=9, color=theme.line, cornerRadius=4)
    track = track.encode(x=x)
    bar = base.mark_bar(height=8, yOffset=9, cornerRadius=4).encode(
        x=x,
        color=alt.Color("place:O", legend=None).scale(domain=[row["place"] for row in rows], range=list(colours)),
        description="tip:N",
    )
    name = base.mark_text(align="left", dy=-5, color=theme.ink, limit=width - 90, x=0).encode(text="name:N")
    shown = base.mark_text(align="right", dy=-5, color=theme.soft, x=width).encode(text="shown:N")
    return alt.layer(track, bar, name, shown).properties(width=width, height=alt.Step(40))


def grades(rows: Sequence[Row], order: tuple[list[str], list[str]], theme: Theme, *, width: int) -> alt.TopLevelMixin:
    """The grade matrix as a heat map: `letter`, `number`, `leads`, `shown`, `tip`."""
    letters, numbers = order
    heads: Row = {
        "labelFontSize": 14,
        "labelFontWeight": 600,
        "title": None,
        "ticks": False,
        "domain": False,
        "labelAngle": 0,
    }
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        x=alt.X("number:N", sort=numbers, axis=alt.Axis(orient="top", **heads), scale=alt.Scale(padding=0.04)),
        y=alt.Y("letter:N", sort=letters, axis=alt.Axis(**heads), scale=alt.Scale(padding=0.06)),
    )
    most = max(1, *(row["leads"] for row in rows))
    strength = alt.FillOpacity("leads:Q", legend=None).scale(domain=[0, most], range=[0.04, 0.5])
    cells = base.mark_rect(color=theme.accent, cornerRadius=4).encode(fillOpacity=strength, description="tip:N")
    shown = base.mark_text(fontSize=14, color=theme.ink).encode(text="shown:N")
    return alt.layer(cells, shown).properties(width=width, height=min(56 * len(letters), 300))


def criteria(rows: Sequence[Row], theme: Theme, *, titles: Row) -> alt.TopLevelMixin:
    """What criteria give on average, and how many leads they reach, side by side.

    Two rows for each criterion: `name`, `points` (one row positive, one negative), `reach` (a share), `label`
    and `reached` (once a criterion), `tip`.
    """
    order = list(dict.fromkeys(row["name"] for row in rows))
    low, high = _reach_of(rows)
    room = min(270, 7 * max(map(len, order)))  # px of the longest name, whatever the reader's type
    y = alt.Y("name:N", sort=order, title=None, scale=alt.Scale(paddingInner=0.35))
    y = y.axis(
        labelLimit=room, labelAlign="left", labelPadding=room + 10, labelColor=theme.ink, ticks=False, domain=False
    )
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(y=y)
    x = alt.X("points:Q", title=titles["points"], stack=None, axis=alt.Axis(tickCount=6)).scale(domain=[low, high])
    points = base.mark_bar(cornerRadius=2).encode(x=x, color=_by_sign(theme), description="tip:N")
    labels = base.mark_text(
        dx=alt.expr("datum.points < 0 ? -6 : 6"), align=alt.expr("datum.points < 0 ? 'right' : 'left'")
    )
    labels = labels.encode(x=alt.X("points:Q"), text="label:N", color=alt.value(theme.soft))
    zero = alt.Chart(alt.InlineData(values=[{"x": 0}])).mark_rule(color=theme.soft).encode(x="x:Q")
    bare = alt.Y("name:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0.35))
    reach_x = alt.X(
        "reach:Q", stack=None, title=titles["reach"], axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1])
    ).scale(domain=[0, 1])
    reach = base.transform_filter("datum.reached != ''").encode(y=bare)
    reach_bars = reach.mark_bar(cornerRadius=2, color=theme.neutral).encode(x=reach_x, description="tip:N")
    reached = reach.mark_text(align="left", dx=6, color=theme.soft).encode(x=alt.X("reach:Q"), text="reached:N")
    size = {"height": alt.Step(24)}
    left = alt.layer(points, zero, labels).properties(width=510, **size)
    return alt.hconcat(left, alt.layer(reach_bars, reached).properties(width=260, **size), spacing=40)


def criteria_narrow(rows: Sequence[Row], theme: Theme, *, width: int) -> alt.TopLevelMixin:
    """The same for a narrow screen: names above the bars, the reach beside the points."""
    order = list(dict.fromkeys(row["name"] for row in rows))
    low, high = _reach_of(rows)
    base = alt.Chart(alt.InlineData(values=list(rows)))
    base = base.encode(y=alt.Y("name:N", sort=order, axis=None, scale=alt.Scale(padding=0)))
    x = alt.X("points:Q", axis=None, stack=None).scale(domain=[low, high], nice=False)
    bar = base.mark_bar(height=8, yOffset=9, cornerRadius=2).encode(x=x, color=_by_sign(theme), description="tip:N")
    zero = alt.Chart(alt.InlineData(values=[{"x": 0}])).mark_rule(color=theme.line).encode(x=alt.X("x:Q", axis=None))
    once = base.transform_filter("datum.reached != ''")
    name = once.mark_text(align="left", dy=-5, color=theme.ink, limit=width - 110, x=0).encode(text="name:N")
    shown = once.mark_text(align="right", dy=-5, color=theme.soft, x=width).encode(text="both:N")
    return alt.layer(zero, bar, name, shown).properties(width=width, height=alt.Step(40))


def dimensions(rows: Sequence[Row], theme: Theme, *, width: int, titles: Row) -> alt.TopLevelMixin:
    """How a dimension's points spread: `place`, `name`, `low`, `first`, `median`, `third`, `high`, `shown`, `tip`."""
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        y=alt.Y("place:O", axis=None, scale=alt.Scale(padding=0))
    )
    x = alt.X("low:Q", title=titles["x"], axis=alt.Axis(tickCount=6))
    span = base.mark_bar(height=2, yOffset=9, color=theme.soft).encode(x=x, x2="high:Q")
    middle = base.mark_bar(height=12, yOffset=9, color=theme.accent, cornerRadius=3, opacity=0.55)
    middle = middle.encode(x="first:Q", x2="third:Q", description="tip:N")
    median = base.mark_tick(size=18, thickness=3, yOffset=9, color=theme.ink).encode(x="median:Q", description="tip:N")
    name = base.mark_text(align="left", dy=-9, color=theme.ink, limit=width - 110, x=0).encode(text="name:N")
    shown = base.mark_text(align="right", dy=-9, color=theme.soft, x=width).encode(text="shown:N")
    return alt.layer(span, middle, median, name, shown).properties(width=width, height=alt.Step(52))


def _reach_of(rows: Sequence[Row]) -> tuple[float, float]:
    """The axis of points: a little more than the values, for their labels."""
    low, high = min(0, *(row["points"] for row in rows)), max(0, *(row["points"] for row in rows))
    room = (high - low or 1) * 0.1
    return (low - room if low else 0), (high + room if high else 0)


def _by_sign(theme: Theme) -> Any:
    return alt.when("datum.points < 0").then(alt.value(theme.minus)).otherwise(alt.value(theme.plus))
