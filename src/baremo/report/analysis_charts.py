"""The charts of an analysis, each defined once; texts travel as values of the data, as in `charts`."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from baremo.report.charts import Row, Theme


def close_rates(rows: Sequence[Row], theme: Theme, *, width: int, overall: float) -> alt.TopLevelMixin:
    """The close rate of each value with its interval, against that of all leads.

    Rows: `place`, `name`, `rate`, `low`, `high`, `side` (above all leads 1, below −1, else 0), `shown`, `tip`.
    """
    most = max(overall, *(row["high"] for row in rows))
    base = alt.Chart(alt.InlineData(values=list(rows)))
    base = base.encode(y=alt.Y("place:O", axis=None, scale=alt.Scale(padding=0)))
    x = alt.X("low:Q", axis=None).scale(domain=[0, most], nice=False, zero=True)
    track = base.transform_calculate(low="0", high=str(most)).mark_rule(yOffset=9, color=theme.line)
    track = track.encode(x=x, x2="high:Q")
    colour = alt.Color("side:O", legend=None).scale(domain=[-1, 0, 1], range=[theme.minus, theme.soft, theme.plus])
    span = base.mark_rule(yOffset=9, strokeWidth=3, opacity=0.5).encode(x=x, x2="high:Q", color=colour)
    dot = base.mark_point(yOffset=9, filled=True, size=80, opacity=1)
    dot = dot.encode(x=alt.X("rate:Q", axis=None), color=colour, description="tip:N")
    name = base.mark_text(align="left", dy=-6, color=theme.ink, limit=width - 120, x=0).encode(text="name:N")
    shown = base.mark_text(align="right", dy=-6, color=theme.soft, x=width).encode(text="shown:N")
    all_leads = alt.Chart(alt.InlineData(values=[{"at": overall}]))
    all_leads = all_leads.mark_rule(color=theme.ink, strokeDash=[4, 3]).encode(x=alt.X("at:Q", axis=None))
    return alt.layer(track, all_leads, span, dot, name, shown).properties(width=width, height=alt.Step(38))


def information(rows: Sequence[Row], theme: Theme, *, width: int, most: float) -> alt.TopLevelMixin:
    """Features with a bar below each: `place`, `name`, `value`, `known` (told by its shade), `shown`, `tip`."""
    most = max(most, 0.02)
    base = alt.Chart(alt.InlineData(values=list(rows)))
    base = base.encode(y=alt.Y("place:O", axis=None, scale=alt.Scale(padding=0)))
    x = alt.X("value:Q", axis=None, stack=None).scale(domain=[0, most], nice=False)
    track = base.transform_calculate(value=str(most)).mark_bar(height=8, yOffset=9, color=theme.line, cornerRadius=4)
    colour = alt.Color("known:N", legend=None).scale(domain=[True, False], range=[theme.accent, theme.neutral])
    bar = base.mark_bar(height=8, yOffset=9, cornerRadius=4).encode(x=x, color=colour, description="tip:N")
    name = base.mark_text(align="left", dy=-5, color=theme.ink, limit=width - 130, x=0).encode(text="name:N")
    shown = base.mark_text(align="right", dy=-5, color=theme.soft, x=width).encode(text="shown:N")
    return alt.layer(track.encode(x=x), bar, name, shown).properties(width=width, height=alt.Step(38))
