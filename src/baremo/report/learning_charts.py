"""The charts of a report on what was learned, each defined once; texts travel as values of the data, as in `charts`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from baremo.report.charts import Row, Theme

HEIGHT = 250  # px
SHARES = [0, 0.25, 0.5, 0.75, 1]


def gains(rows: Sequence[Row], theme: Theme, *, width: int, titles: Row) -> alt.TopLevelMixin:
    """Who is reached by calling the best first: `called`, `reached` (shares), `tip`; beside it, calling by chance."""
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(x=_share("called", titles["x"]))
    y = _share_y("reached", titles["y"])
    line = base.mark_line(color=theme.accent, strokeWidth=3).encode(y=y)
    points = base.mark_circle(color=theme.accent, size=50, opacity=1).encode(y=y, description="tip:N")
    return alt.layer(_diagonal("called", "reached", 1, theme), line, points).properties(width=width, height=HEIGHT)


def deciles(rows: Sequence[Row], overall: Row, theme: Theme, *, width: int, titles: Row) -> alt.TopLevelMixin:
    """How each tenth converts: `decile`, `conversion`, `low`, `high`, `shown`, `tip`; `at` and `label` of all."""
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        x=alt.X("decile:O", title=titles["x"], axis=alt.Axis(labelAngle=0))
    )
    y = alt.Y("conversion:Q", title=titles["y"], axis=alt.Axis(format="%", tickCount=5))
    bars = base.mark_bar(color=theme.accent, opacity=0.75, cornerRadius=2).encode(y=y, description="tip:N")
    spans = base.mark_rule(color=theme.ink).encode(y="low:Q", y2="high:Q", description="tip:N")
    return alt.layer(bars, spans, *_level(overall, theme, width)).properties(width=width, height=HEIGHT)


def reliability(rows: Sequence[Row], theme: Theme, *, width: int, titles: Row) -> alt.TopLevelMixin:
    """What was foretold and what came: `predicted`, `observed`, `low`, `high`, `n`, `tip`; on the line both are one."""
    most = max([row[name] for row in rows for name in ("predicted", "high")])
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(x=_share("predicted", titles["x"], most))
    y = _share_y("observed", titles["y"], most)
    spans = base.mark_rule(color=theme.accent, opacity=0.6).encode(y=alt.Y("low:Q"), y2="high:Q")
    size = alt.Size("n:Q", legend=None).scale(range=[30, 250])
    points = base.mark_circle(color=theme.accent, opacity=1).encode(y=y, size=size, description="tip:N")
    diagonal = _diagonal("predicted", "observed", most, theme)
    return alt.layer(diagonal, spans, points).properties(width=width, height=HEIGHT)


def months(rows: Sequence[Row], theme: Theme, *, width: int, titles: Row) -> alt.TopLevelMixin:
    """Conversion from month to month: `month`, `conversion`, `low`, `high`, `expected` (or null), `tip`."""
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        x=alt.X("month:O", title=None, axis=alt.Axis(labelAngle=-40, labelOverlap=True))
    )
    y = alt.Y("conversion:Q", title=titles["y"], axis=alt.Axis(format="%", tickCount=5))
    spans = base.mark_rule(color=theme.neutral, strokeWidth=6, opacity=0.5).encode(y=alt.Y("low:Q"), y2="high:Q")
    points = base.mark_circle(color=theme.ink, size=60, opacity=1).encode(y=y, description="tip:N")
    expected = base.mark_line(color=theme.accent, strokeWidth=2).encode(y=alt.Y("expected:Q"))
    return alt.layer(spans, expected, points).properties(width=width, height=HEIGHT)


def intervals(rows: Sequence[Row], chance: Row, theme: Theme, *, width: int, titles: Row) -> alt.TopLevelMixin:
    """Figures with their ranges, one below the other: `place`, `name`, `value`, `low`, `high`, `shown`, `chosen`."""
    low = min([chance["at"], *(row["low"] for row in rows)])
    high = max([chance["at"], *(row["high"] for row in rows)])
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        y=alt.Y("place:O", axis=None, scale=alt.Scale(padding=0))
    )
    x = alt.X("low:Q", title=titles["x"], axis=alt.Axis(tickCount=5)).scale(domain=[low, high], zero=False)
    colour = alt.when("datum.chosen").then(alt.value(theme.accent)).otherwise(alt.value(theme.neutral))
    spans = base.mark_rule(strokeWidth=4, yOffset=10, opacity=0.6).encode(x=x, x2="high:Q", color=colour)
    points = base.mark_circle(size=110, yOffset=10, opacity=1).encode(
        x=alt.X("value:Q"), color=colour, description="tip:N"
    )
    name = base.mark_text(align="left", dy=-7, color=theme.ink, limit=width - 110, x=0).encode(text="name:N")
    shown = base.mark_text(align="right", dy=-7, color=theme.soft, x=width).encode(text="shown:N")
    at = alt.Chart(alt.InlineData(values=[chance])).mark_rule(color=theme.soft, strokeDash=[4, 3]).encode(x="at:Q")
    return alt.layer(at, spans, points, name, shown).properties(width=width, height=alt.Step(44))


def thresholds(
    rows: Sequence[Row], marks: Sequence[Row], theme: Theme, *, width: int, titles: Row
) -> alt.TopLevelMixin:
    """How many convert of those called: `called` (share), `precision`, `low`, `high`; marks: `at`, `label`."""
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(x=_share("called", titles["x"]))
    top = max(row["high"] for row in rows)
    y = alt.Y("precision:Q", title=titles["y"], axis=alt.Axis(format="%", tickCount=5)).scale(domain=[0, top])
    band = base.mark_area(color=theme.accent, opacity=0.18).encode(y=alt.Y("low:Q"), y2="high:Q")
    line = base.mark_line(color=theme.accent, strokeWidth=3).encode(y=y)
    at = alt.Chart(alt.InlineData(values=list(marks)))
    rules = at.mark_rule(color=theme.ink, strokeDash=[4, 3]).encode(x="at:Q")
    labels = at.mark_text(color=theme.ink, align="left", dx=5, dy=8, y=0).encode(x="at:Q", text="label:N")
    return alt.layer(band, line, rules, labels).properties(width=width, height=HEIGHT)


def _share(field: str, title: str, most: float = 1) -> alt.X:
    values = SHARES if most == 1 else None
    axis = alt.Axis(format="%", values=values) if values else alt.Axis(format="%", tickCount=5)
    return alt.X(f"{field}:Q", title=title, axis=axis).scale(domain=[0, most])


def _share_y(field: str, title: str, most: float = 1) -> alt.Y:
    return alt.Y(f"{field}:Q", title=title, axis=alt.Axis(format="%", tickCount=5)).scale(domain=[0, most])


def _diagonal(x: str, y: str, most: float, theme: Theme) -> Any:
    ends: list[Row] = [{x: 0, y: 0}, {x: most, y: most}]
    line = alt.Chart(alt.InlineData(values=ends)).mark_line(color=theme.soft, strokeDash=[4, 3], strokeWidth=1)
    return line.encode(x=f"{x}:Q", y=f"{y}:Q")


def _level(overall: Row, theme: Theme, width: int) -> list[alt.Chart]:
    at = alt.Chart(alt.InlineData(values=[overall]))
    rule = at.mark_rule(color=theme.ink, strokeDash=[4, 3]).encode(y="at:Q")
    label = at.mark_text(color=theme.ink, align="right", dy=-6, x=width).encode(y="at:Q", text="label:N")
    return [rule, label]
